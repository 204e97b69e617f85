// Inside db/ only: rows of a binary PostgreSQL result, and parameters in the same form. Numbers are
// big-endian. https://www.postgresql.org/docs/15/protocol-overview.html#PROTOCOL-FORMAT-CODES
#pragma once
#include <libpq-fe.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <stdexcept>
#include <string>

#include "db/tx.hpp"

namespace musubi::db {

/// From PostgreSQL's catalogue/pg_type.dat.
namespace oid {
inline constexpr Oid kBool = 16, kBytea = 17, kName = 19, kInt8 = 20, kInt2 = 21, kInt4 = 23, kText = 25,
                     kFloat4 = 700, kFloat8 = 701, kUnknown = 705, kBpchar = 1042, kVarchar = 1043,
                     kNumeric = 1700, kUuid = 2950;
}  // namespace oid

template <class T>
T from_network(const char* bytes) {
  std::array<char, sizeof(T)> raw{};
  std::memcpy(raw.data(), bytes, sizeof(T));
  if constexpr (std::endian::native == std::endian::little) std::ranges::reverse(raw);
  return std::bit_cast<T>(raw);
}
template <class T>
std::array<char, sizeof(T)> to_network(T value) {
  auto raw = std::bit_cast<std::array<char, sizeof(T)>>(value);
  if constexpr (std::endian::native == std::endian::little) std::ranges::reverse(raw);
  return raw;
}

class PgRow final : public Row {
 public:
  PgRow(const PGresult* result, int row) : r_(result), row_(row) {}
  [[nodiscard]] int size() const override { return PQnfields(r_); }
  [[nodiscard]] bool is_null(int c) const override { return PQgetisnull(r_, row_, c) != 0; }
  [[nodiscard]] bool as_bool(int c) const override {
    return type(c) == oid::kBool ? *data(c) != 0 : as_int(c) != 0;
  }
  [[nodiscard]] std::int64_t as_int(int c) const override {
    switch (type(c)) {
      case oid::kInt8:
        return from_network<std::int64_t>(data(c));
      case oid::kInt4:
        return from_network<std::int32_t>(data(c));
      case oid::kInt2:
        return from_network<std::int16_t>(data(c));
      case oid::kNumeric:
        return numeric(c);
      default:
        wrong(c, "a whole number");
    }
  }
  [[nodiscard]] double as_double(int c) const override {
    switch (type(c)) {
      case oid::kFloat8:
        return from_network<double>(data(c));
      case oid::kFloat4:
        return from_network<float>(data(c));
      default:
        return static_cast<double>(as_int(c));
    }
  }
  [[nodiscard]] std::string_view as_text(int c) const override {
    switch (type(c)) {
      case oid::kText:
      case oid::kVarchar:
      case oid::kBpchar:
      case oid::kName:
      case oid::kUnknown:
        return {data(c), length(c)};
      default:
        wrong(c, "text");
    }
  }
  [[nodiscard]] std::span<const std::uint8_t> as_bytes(int c) const override {
    if (type(c) != oid::kBytea) wrong(c, "bytes");
    return {reinterpret_cast<const std::uint8_t*>(data(c)), length(c)};
  }
  [[nodiscard]] Uuid as_uuid(int c) const override {
    Uuid uuid;
    if (type(c) != oid::kUuid || length(c) != uuid.bytes.size()) wrong(c, "a uuid");
    std::memcpy(uuid.bytes.data(), data(c), uuid.bytes.size());
    return uuid;
  }

 private:
  [[nodiscard]] Oid type(int c) const {
    if (c >= size() || is_null(c)) wrong(c, "a value");
    return PQftype(r_, c);
  }
  [[nodiscard]] const char* data(int c) const { return PQgetvalue(r_, row_, c); }
  [[nodiscard]] std::size_t length(int c) const { return static_cast<std::size_t>(PQgetlength(r_, row_, c)); }
  [[noreturn]] void wrong(int c, const char* wanted) const {
    if (c >= size()) throw std::logic_error("the row has no column " + std::to_string(c));
    throw std::logic_error("column " + std::to_string(c) + " (" + PQfname(r_, c) + ") is " +
                           (is_null(c) ? "null" : "of PostgreSQL type " + std::to_string(PQftype(r_, c))) +
                           ", asked for " + wanted);
  }
  /// `sum` of BIGINT is numeric here and an integer on SQLite. Digits to the base of 10,000 after four 16-bit
  /// words: how many digits, weight of the first, sign, scale.
  [[nodiscard]] std::int64_t numeric(int c) const {
    const char* const at = data(c);
    const auto digits = from_network<std::int16_t>(at);
    const auto weight = from_network<std::int16_t>(at + 2);
    const auto sign = from_network<std::uint16_t>(at + 4);
    if (digits > weight + 1 || weight > 4 || (sign != 0 && sign != 0x4000)) wrong(c, "a whole number");
    __int128 value = 0;
    for (int i = 0; i <= weight; ++i)
      value = value * 10'000 + (i < digits ? from_network<std::int16_t>(at + 8 + 2 * i) : 0);
    if (sign != 0) value = -value;
    if (value != static_cast<std::int64_t>(value)) wrong(c, "a number of 64 bits");
    return static_cast<std::int64_t>(value);
  }

  const PGresult* r_;
  int row_;
};

}  // namespace musubi::db
