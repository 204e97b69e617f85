// A team, and a colleague without a seat who is with the child when something happens.
#pragma once
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "breakglass/breakglass_service.hpp"
#include "support/test_database.hpp"
#include "support/world.hpp"

namespace musubi::breakglass {

class BreakGlassTest : public test::DatabaseTest {
 protected:
  BreakGlassTest() {
    in_write([&](Tx& tx) {
      team_ = test::a_team(tx);
      operator_ = test::an_operator(tx, team_.region);
      lead_ = test::a_professional(tx, team_.region, team_.school, {.name = "主任"});
      test::a_seat(tx, team_.person, lead_, {.role = access::SeatRole::lead});
      father_ = test::a_guardian(tx, team_.region, team_.person,
                                 {.name = "佐藤 父", .relation = "father", .restricted = true});
    });
  }
  /// One use case in its own transaction, a second after the one before.
  template <class F>
  auto as(F&& f) {
    clock().advance(std::chrono::seconds(1));
    return in_write(std::forward<F>(f));
  }
  static EmergencyQuery hinata() { return asking("サトウ", "ヒナタ", "2021-09-01"); }
  static EmergencyQuery asking(std::string family, std::string given, const char* born) {
    return {{std::move(family)}, {std::move(given)}, parse_date(born).value()};
  }
  auto searches(const Actor& actor, const EmergencyQuery& query) {
    return as([&](Tx& tx) { return find_person(tx, actor, query); });
  }
  Result<BreakGlassView> opens(const Actor& actor, std::string reason = "保育園で意識がなくなった",
                               std::optional<BreakGlassId> id = {}) {
    return as([&](Tx& tx) {
      return breakglass::open(
          tx, actor, team_.person,
          {id.value_or(tx.new_id<BreakGlassId>()), EmergencyKind::illness, {std::move(reason)}});
    });
  }
  BreakGlassView opened(const Actor& actor) {
    EXPECT_TRUE(searches(actor, hinata()).value().match);
    return opens(actor).value();
  }
  BreakGlassView opened() { return opened(team_.colleague); }
  Result<access::Grant> looks(const Actor& actor, access::Action action = access::Action::read,
                              const access::Target& target = {}) {
    return as([&](Tx& tx) { return access::require(tx, actor, action, team_.person, target); });
  }
  std::int64_t count(std::string_view sql) {
    return in_read([&](Tx& tx) { return tx.one<std::int64_t>(sql, team_.region); });
  }
  std::vector<AccountId> told(BreakGlassId id) {
    return in_read([&](Tx& tx) {
      return tx.all<AccountId>("select account_id from change where kind = 'break_glass' and subject_id = $1",
                               id);
    });
  }
  Result<BreakGlassCase> reviews(const Actor& actor, BreakGlassId id, std::int64_t version,
                                 const NewBreakGlassReview& made) {
    return as([&](Tx& tx) { return review(tx, actor, id, version, made); });
  }
  static NewBreakGlassReview not_justified() {
    NewBreakGlassReview made;
    made.outcome = ReviewOutcome::not_justified;
    made.measures.items = {ReviewMeasure::spoken_warning, ReviewMeasure::facility_told};
    made.comment.value = "救急ではなく、私用の閲覧でした。";
    return made;
  }
  static NewBreakGlassReview justified() {
    NewBreakGlassReview made;
    made.comment.value = "救急搬送の記録と合いました。";
    return made;
  }

  test::Team team_;
  Actor operator_, lead_;
  test::GuardianWithAccount father_;
};

}  // namespace musubi::breakglass
