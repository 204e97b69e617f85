// A region with two facilities and the people who work there, and short words for registering.
#pragma once
#include <gtest/gtest.h>

#include "person/guardian_service.hpp"
#include "person/person_service.hpp"
#include "support/test_database.hpp"
#include "support/world.hpp"

namespace musubi::person {

/// The code of a refusal; `internal` for a success, which no test expects.
template <class R>
Code code_of(const R& result) {
  return result ? Code::internal : result.error().code;
}

class PersonTest : public test::DatabaseTest {
 protected:
  PersonTest() {
    team_ = in_write([](Tx& tx) { return test::a_team(tx); });
  }
  /// One use case in its own transaction, a little later than the one before.
  template <class F>
  auto act(F&& f) {
    clock().advance(std::chrono::milliseconds(10));
    return in_write(std::forward<F>(f));
  }
  template <class AnyId>
  AnyId an_id() {
    return act([](Tx& tx) { return tx.new_id<AnyId>(); });
  }
  NewPerson a_child(const std::string& family = "髙橋", const std::string& given = "陽向",
                    const std::string& family_kana = "タカハシ", const std::string& given_kana = "ヒナタ",
                    const char* born = "2020-06-03") {
    NewPerson person;
    person.id = an_id<PersonId>();
    person.family_name.value = family;
    person.given_name.value = given;
    person.family_kana.value = family_kana;
    person.given_kana.value = given_kana;
    person.birth_date = parse_date(born).value();
    return person;
  }
  Result<PersonView> registers(const Actor& actor, const NewPerson& person) {
    return act([&](Tx& tx) { return register_person(tx, actor, person); });
  }
  Result<PersonView> sees(const Actor& actor, PersonId person) {
    return act([&](Tx& tx) { return see_person(tx, actor, person); });
  }
  std::vector<std::string> lists(const Actor& actor, const std::string& q = "") {
    const auto lines = act([&](Tx& tx) { return list_people(tx, actor, q); });
    std::vector<std::string> names;
    if (!lines) return {"refused: " + std::string(describe(lines.error().code).name)};
    for (const auto& line : *lines) names.push_back(line.name);
    return names;
  }

  test::Team team_;
};

}  // namespace musubi::person
