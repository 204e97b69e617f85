// The search for doubles (二重登録): is this person in the region already? Compares folded forms, so 髙橋
// meets 高橋 and ｻﾄｳ meets さとう. Tells a stranger nothing but whom to ask. Pure here; the register is read
// by person_service. Rule: issue 2, "register with a search for doubles"; domain.md 6 (a refusal does not
// reveal).
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "person/person.hpp"

namespace musubi::person {

/// What an account may be told in one hour and one day about people it may not see, and how often it may ask
/// at all; honest registration stays far below (docs/security/facts.md).
inline constexpr std::int64_t kStrangersAnHour = 5, kStrangersADay = 20;
inline constexpr std::int64_t kLooksAnHour = 40, kLooksADay = 150;

enum class Certainty { same, likely, possible };
BOOST_DESCRIBE_ENUM(Certainty, same, likely, possible)

struct DoubleQuery {
  Name<100> family_name;
  OptionalName<100> given_name;
  Name<100> family_kana;
  OptionalName<100> given_kana;
  Date birth_date;
};
BOOST_DESCRIBE_STRUCT(DoubleQuery, (), (family_name, given_name, family_kana, given_kana, birth_date))
struct DoubleView {
  Certainty certainty = Certainty::possible;
  std::optional<PersonId> person_id;  ///< only for who may see the person
  std::optional<std::string> name;
  bool birth_date_matches = false;
  std::string contact_facility;  ///< whom to ask; empty: the region's operators
};
BOOST_DESCRIBE_STRUCT(DoubleView, (), (certainty, person_id, name, birth_date_matches, contact_facility))

/// A person as far as doubles are told by it, folded.
struct Likeness {
  std::string name, name_turned;  ///< family then given, and the other way round (Latin names)
  std::string kana, kana_turned;
  std::string given_name, given_kana;
  Date birth_date;
};
Likeness likeness(std::string_view family_name, std::string_view given_name, std::string_view family_kana,
                  std::string_view given_kana, const Date& birth_date);
/// The sound of folded kana with the ways of writing it levelled: ゆうこ ゆーこ, おおの おーの, じゅん
/// じゆん, づ ず.
std::string sound_of(std::string_view folded_kana);
/// same: born the same day and named the same. likely: the same day and nearly the same name, or the same
/// given name (the family's changes on marriage), or the same name and a slip in the date. possible: the same
/// name.
std::optional<Certainty> compare(const Likeness& asked, const Likeness& known);

}  // namespace musubi::person
