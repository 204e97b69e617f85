// Bounded kinds of values for DTOs: the bound is part of the type, so parsing, checking and the published
// schema cannot disagree.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "base/text.hpp"

namespace musubi {

/// Text of at least `Min` and at most `Max` Unicode scalar values, of a kind (`text::Kind`). Tidied when
/// parsed.
template <std::size_t Max, text::Kind K, std::size_t Min = 0>
struct Bounded {
  std::string value{};
  auto operator<=>(const Bounded&) const = default;
  operator const std::string&() const { return value; }
  [[nodiscard]] bool empty() const { return value.empty(); }
  static constexpr std::size_t kMax = Max;
  static constexpr std::size_t kMin = Min;
  static constexpr text::Kind kKind = K;
};
/// A human's or place's name, required: `Name<100>`.
template <std::size_t Max>
using Name = Bounded<Max, text::Kind::name, 1>;
template <std::size_t Max>
using OptionalName = Bounded<Max, text::Kind::name, 0>;
template <std::size_t Max>
using Line = Bounded<Max, text::Kind::line, 0>;
template <std::size_t Max>
using RequiredLine = Bounded<Max, text::Kind::line, 1>;
template <std::size_t Max>
using Prose = Bounded<Max, text::Kind::prose, 0>;
template <std::size_t Max>
using RequiredProse = Bounded<Max, text::Kind::prose, 1>;

/// Taken as it comes, never tidied or echoed: passwords and one-time codes. 1 to 1,024 bytes.
struct Secret {
  std::string value{};
};

template <std::int64_t Low, std::int64_t High>
struct Whole {
  std::int64_t value = Low > 0 ? Low : 0;
  auto operator<=>(const Whole&) const = default;
  operator std::int64_t() const { return value; }
};

/// At most `Max` of them; a plain `std::vector` in a DTO is bounded at 200.
template <class T, std::size_t Max>
struct List {
  std::vector<T> items{};
  auto begin() const { return items.begin(); }
  auto end() const { return items.end(); }
  [[nodiscard]] bool empty() const { return items.empty(); }
  [[nodiscard]] std::size_t size() const { return items.size(); }
};

/// The classes of information (情報区分) of domain.md.
enum class InfoClass { basic, health, development, education, welfare, family };

/// A set of `InfoClass`; stored as a BIGINT of bits, sent as a JSON array of names.
struct ClassSet {
  std::int64_t bits = 0;
  auto operator<=>(const ClassSet&) const = default;
  static constexpr ClassSet all() { return {63}; }
  static constexpr ClassSet of(InfoClass c) { return {std::int64_t{1} << static_cast<int>(c)}; }
  [[nodiscard]] constexpr bool has(InfoClass c) const { return (bits & of(c).bits) != 0; }
  [[nodiscard]] constexpr bool covers(ClassSet other) const { return (other.bits & ~bits) == 0; }
  [[nodiscard]] constexpr bool empty() const { return bits == 0; }
  constexpr ClassSet operator|(ClassSet o) const { return {bits | o.bits}; }
  constexpr ClassSet operator&(ClassSet o) const { return {bits & o.bits}; }
};

}  // namespace musubi
