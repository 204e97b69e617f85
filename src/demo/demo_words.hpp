// The words of the invented city: names, places and what its people write to each other. Everything here is
// made up; the same dice give the same words.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/types.hpp"

namespace musubi::demo {

/// Deterministic dice (SplitMix64, Steele et al. 2014): the same seed gives the same city on every machine.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next();
  /// 0 … sides−1.
  std::size_t below(std::size_t sides) { return static_cast<std::size_t>(next() % sides); }
  int between(int low, int high) {
    return low + static_cast<int>(below(static_cast<std::size_t>(high - low + 1)));
  }
  bool chance(int percent) { return between(1, 100) <= percent; }
  template <class T, std::size_t N>
  const T& pick(const T (&items)[N]) {
    return items[below(N)];
  }
  template <class T>
  const T& pick(std::span<const T> items) {
    return items[below(items.size())];
  }

 private:
  std::uint64_t state_;
};

struct HumanName {
  std::string family, given, family_kana, given_kana;
};
/// `foreign`: a family that came from abroad, written in Latin letters or kana.
HumanName invent_name(Dice& dice, bool female, int birth_year, bool foreign = false);

struct Wording {
  std::string_view category;  ///< `contact`, `consult`, `report`, `record`, `urgent`
  InfoClass info_class;
  std::string body;
};
/// Who writes about whom: decides which themes fit.
enum class Voice {
  nursery,
  school,
  nurse,
  doctor,
  therapist,
  psychologist,
  public_health,
  care_manager,
  helper,
  pharmacist,
  day_service,
  coordinator,
  guardian
};
struct Subject {
  std::string_view called;  ///< 「ひなたさん」
  int age = 5;
};
Wording compose(Dice& dice, Voice voice, const Subject& subject);
std::string compose_reply(Dice& dice, Voice voice);

/// 「ゆいの中央こども園」: an invented name for a facility type's ending.
std::string invent_place(Dice& dice, std::string_view ending, std::size_t number);
std::string invent_address(Dice& dice, std::string_view city);

}  // namespace musubi::demo
