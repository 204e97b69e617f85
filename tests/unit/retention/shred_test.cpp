// The whole way to a shredding on both engines: who may take which step, what stops it, and that nothing of
// the person is left in any table but the log and the certificate.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "notebook/notebook_service.hpp"
#include "person/person_service.hpp"
#include "retention/holdings.hpp"
#include "retention/retention_keeper.hpp"
#include "retention/retention_service.hpp"
#include "support/test_database.hpp"
#include "support/world.hpp"

namespace musubi::retention {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr auto kDay = std::chrono::hours(24);

class Shredding : public test::DatabaseTest {
 protected:
  Shredding() {
    team_ = in_write([](Tx& tx) { return test::a_team(tx); });
    first_ = in_write([&](Tx& tx) { return test::an_operator(tx, team_.region, "一人目"); });
    second_ = in_write([&](Tx& tx) { return test::an_operator(tx, team_.region, "二人目"); });
  }
  template <class F>
  auto act(F&& f) {
    clock().advance(std::chrono::milliseconds(10));
    return in_write(std::forward<F>(f));
  }
  template <class AnyId>
  AnyId id() {
    return act([](Tx& tx) { return tx.new_id<AnyId>(); });
  }
  Date today() { return japan_date(clock().now()); }
  Result<SupportEnds> end(const Actor& actor, int days_ago, EndCause cause = EndCause::recovered) {
    return act([&](Tx& tx) {
      return end_support(tx, actor, team_.person,
                         {cause, add_days(today(), -days_ago), {"支援の目標に届いた"}});
    });
  }
  Result<RetentionView> decide(const Actor& actor, std::optional<std::int64_t> years,
                               std::int64_t version = 0) {
    NewRetentionPeriod sent{std::nullopt, {"市の文書管理規程"}, {"市の会議で決めた"}};
    if (years) sent.years = Whole<1, kMostYears>{*years};
    return act([&](Tx& tx) { return decide_period(tx, actor, KeptKind::finished, version, sent); });
  }
  Result<EndedCase> put_hold(HoldId hold_id) {
    return act([&](Tx& tx) {
      return hold(tx, first_, team_.person, {hold_id, HoldKind::disclosure, {"開示請求の手続き中"}});
    });
  }
  Result<EndedCase> offer(const Actor& actor, ShreddingId one) {
    return act([&](Tx& tx) { return propose(tx, actor, team_.person, {one, {"保存期間が過ぎたため"}}); });
  }
  Result<EndedCase> agree(const Actor& actor, ShreddingId one) {
    return act([&](Tx& tx) { return confirm(tx, actor, team_.person, one); });
  }
  /// Ended three years ago, kept for two, and the period counts.
  void make_due() {
    ASSERT_TRUE(end(team_.coordinator, 3 * 366));
    ASSERT_TRUE(decide(first_, 2));
    clock().advance(31 * kDay);
  }
  std::int64_t round() { return shred_due(db(), vault_, url()); }
  std::int64_t people() {
    return in_read([&](Tx& tx) {
      return tx.one<std::int64_t>("select count(*) from person where person_id = $1", team_.person);
    });
  }
  std::vector<std::string> tables() {
    return in_read([](Tx& tx) {
      return tx.engine() == db::Engine::sqlite
                 ? tx.all<std::string>("select name from sqlite_master where type = 'table' order by name")
                 : tx.all<std::string>(
                       "select cast(table_name as TEXT) from information_schema.tables where"
                       " table_schema = current_schema() order by 1");
    });
  }

  test::Team team_;
  Actor first_, second_;
  file::Vault vault_{dir() / "files", crypto::random_key()};
};
MUSUBI_ON_BOTH_ENGINES(Shredding);

template <class T>
Code code_of(const Result<T>& result) {
  return result ? Code::internal : result.error().code;
}

TEST_P(Shredding, EveryTableIsNamedAsHoldingSomethingOfAPersonOrNot) {
  std::set<std::string_view> named;
  for (const auto& holding : holdings()) EXPECT_TRUE(named.insert(holding.table).second) << holding.table;
  for (const auto table : other_tables()) EXPECT_TRUE(named.insert(table).second) << table;
  for (const auto& table : tables())
    EXPECT_TRUE(named.contains(table)) << "not in src/retention/holdings.cpp: " << table;
}

TEST_P(Shredding, SupportEndsAndGoesOnWithReasonAndDayByTheCoordinatorAlone) {
  EXPECT_EQ(code_of(end(team_.nurse, 1)), Code::forbidden);
  EXPECT_EQ(code_of(end(team_.mother.actor, 1)), Code::forbidden);
  EXPECT_EQ(code_of(end(team_.colleague, 1)), Code::not_found);
  EXPECT_EQ(code_of(end(team_.stranger, 1)), Code::not_found);
  EXPECT_EQ(code_of(end(team_.coordinator, -1)), Code::invalid);
  EXPECT_EQ(code_of(end(team_.coordinator, 20'000)), Code::invalid);
  const auto ended = end(team_.coordinator, 10, EndCause::moved);
  ASSERT_TRUE(ended) << ended.error().detail_en;
  EXPECT_TRUE(ended->ended);
  EXPECT_FALSE(ended->kept_until);
  EXPECT_EQ(code_of(end(team_.coordinator, 1)), Code::conflict);
  const auto state = [&] {
    return act([&](Tx& tx) { return person::body_of(tx, team_.region, team_.person)->state; });
  };
  EXPECT_EQ(state(), person::PersonState::moved);
  const auto back =
      act([&](Tx& tx) { return resume_support(tx, team_.coordinator, team_.person, {{"戻ってきた"}}); });
  ASSERT_TRUE(back);
  EXPECT_FALSE(back->ended);
  EXPECT_EQ(back->items.size(), 2U);
  EXPECT_EQ(state(), person::PersonState::active);
}

TEST_P(Shredding, AProfileEditNeitherEndsNorResumes) {
  const auto put = [&](person::PersonState state) {
    return act([&](Tx& tx) {
      person::PersonChange change;
      change.family_name = {"佐藤"}, change.family_kana = {"サトウ"};
      change.birth_date = make_date(2021, 4, 2).value();
      change.state = state;
      const auto now = person::see_person(tx, team_.coordinator, team_.person).value().version;
      return person::change_person(tx, team_.coordinator, team_.person, now, change);
    });
  };
  const auto refused = put(person::PersonState::finished);
  EXPECT_EQ(code_of(refused), Code::invalid);
  EXPECT_EQ(refused.error().field, "state");
  ASSERT_TRUE(end(team_.coordinator, 1));
  EXPECT_EQ(code_of(put(person::PersonState::active)), Code::invalid);
  EXPECT_TRUE(put(person::PersonState::finished));
}

TEST_P(Shredding, WithoutAPeriodNothingIsEverDueAndAShorterOneWaits) {
  ASSERT_TRUE(end(team_.coordinator, 3 * 366));
  EXPECT_EQ(code_of(offer(first_, id<ShreddingId>())), Code::conflict);
  ASSERT_TRUE(decide(first_, 2));
  EXPECT_EQ(code_of(decide(first_, 1)), Code::conflict);  // of version 0 there is one already
  EXPECT_EQ(code_of(decide(team_.coordinator, 1, 1)), Code::forbidden);
  EXPECT_EQ(code_of(offer(first_, id<ShreddingId>())), Code::conflict);
  clock().advance(29 * kDay);
  EXPECT_EQ(code_of(offer(first_, id<ShreddingId>())), Code::conflict);
  clock().advance(kDay);
  EXPECT_TRUE(offer(first_, id<ShreddingId>()));
}

TEST_P(Shredding, OneAloneCannotAndAHoldStopsTwo) {
  make_due();
  const auto one = id<ShreddingId>();
  ASSERT_TRUE(offer(first_, one));
  EXPECT_TRUE(offer(first_, one));                                        // sent twice
  EXPECT_EQ(code_of(offer(second_, id<ShreddingId>())), Code::conflict);  // one at a time
  EXPECT_EQ(code_of(agree(first_, one)), Code::forbidden);
  EXPECT_EQ(code_of(agree(team_.coordinator, one)), Code::forbidden);
  clock().advance(100 * kDay);
  EXPECT_EQ(round(), 0);
  const auto held = id<HoldId>();
  ASSERT_TRUE(put_hold(held));
  EXPECT_EQ(code_of(agree(second_, one)), Code::conflict);
  ASSERT_TRUE(act([&](Tx& tx) { return release(tx, first_, team_.person, held, {{"手続きが終わった"}}); }));
  ASSERT_TRUE(agree(second_, one));
  EXPECT_EQ(round(), 0);
  clock().advance(13 * kDay);
  EXPECT_EQ(round(), 0);
  ASSERT_TRUE(put_hold(id<HoldId>()));
  clock().advance(2 * kDay);
  EXPECT_EQ(round(), 0);
  EXPECT_EQ(people(), 1);
}

TEST_P(Shredding, ResumingTakesTheProposalBackAndALongerPeriodStopsIt) {
  make_due();
  const auto one = id<ShreddingId>();
  ASSERT_TRUE(offer(first_, one));
  ASSERT_TRUE(agree(second_, one));
  ASSERT_TRUE(act([&](Tx& tx) { return resume_support(tx, team_.coordinator, team_.person, {{"再開"}}); }));
  clock().advance(15 * kDay);
  EXPECT_EQ(round(), 0);
  ASSERT_TRUE(end(team_.coordinator, 3 * 366));
  const auto two = id<ShreddingId>();
  ASSERT_TRUE(offer(second_, two));
  ASSERT_TRUE(agree(first_, two));
  ASSERT_TRUE(decide(first_, std::nullopt, 1));
  clock().advance(15 * kDay);
  EXPECT_EQ(round(), 0);
  EXPECT_EQ(people(), 1);
}

TEST_P(Shredding, LeavesNothingInAnyTableButTheLogAndTheCertificate) {
  act([&](Tx& tx) {
    notebook::NewEntry entry;
    entry.id = tx.new_id<EntryId>();
    entry.body = {"消えるはずの文"};
    EXPECT_TRUE(notebook::post_entry(tx, team_.nurse, team_.person, entry));
  });
  make_due();
  const auto one = id<ShreddingId>();
  ASSERT_TRUE(offer(first_, one));
  ASSERT_TRUE(agree(second_, one));
  clock().advance(15 * kDay);
  EXPECT_EQ(round(), 1);
  EXPECT_EQ(round(), 0);

  std::vector<std::string> still;
  for (const auto& holding : holdings()) {
    in_write([&](Tx& tx) {
      if (tx.run(holding.erase, team_.region, team_.person) != 0) still.emplace_back(holding.table);
    });
  }
  EXPECT_THAT(still, IsEmpty());
  EXPECT_EQ(in_read([](Tx& tx) { return tx.one<std::int64_t>("select count(*) from search_item"); }), 0);
  EXPECT_EQ(in_read([](Tx& tx) {
              return tx.one<std::int64_t>("select count(*) from account where display_name like '%母%'");
            }),
            0);

  const auto certificate = act([&](Tx& tx) { return see_certificate(tx, second_, one); });
  ASSERT_TRUE(certificate);
  EXPECT_EQ(certificate->certificate.proposed_by, "一人目");
  EXPECT_EQ(certificate->certificate.confirmed_by, "二人目");
  EXPECT_TRUE(certificate->swept_at);
  EXPECT_EQ(certificate->text.find("佐藤"), std::string::npos);
  const auto basis = in_read([&](Tx& tx) {
    return tx.all<std::string>("select basis from audit where action = 'shred' and subject_id = $1", one);
  });
  EXPECT_THAT(basis, ElementsAre("sha256:" + certificate->digest));
  EXPECT_EQ(code_of(act([&](Tx& tx) { return see_ended(tx, first_, team_.person); })), Code::not_found);
  EXPECT_EQ(code_of(act([&](Tx& tx) { return see_certificate(tx, team_.coordinator, one); })),
            Code::forbidden);
}

TEST_P(Shredding, GoesOnWhereAKillStoppedIt) {
  make_due();
  const auto one = id<ShreddingId>();
  ASSERT_TRUE(offer(first_, one));
  ASSERT_TRUE(agree(second_, one));
  clock().advance(15 * kDay);
  ASSERT_TRUE(act([&](Tx& tx) { return shred(tx, team_.region, team_.person, one); }));  // and no further
  EXPECT_EQ(people(), 0);
  EXPECT_FALSE(act([&](Tx& tx) { return see_certificate(tx, first_, one); })->swept_at);
  EXPECT_EQ(round(), 0);
  EXPECT_TRUE(act([&](Tx& tx) { return see_certificate(tx, first_, one); })->swept_at);
}

TEST_P(Shredding, AnotherRegionsOperatorsSeeNothing) {
  make_due();
  const auto elsewhere = act([&](Tx& tx) { return test::an_operator(tx, team_.other_region); });
  EXPECT_THAT(act([&](Tx& tx) { return list_ended(tx, elsewhere); }).value(), IsEmpty());
  EXPECT_EQ(code_of(act([&](Tx& tx) { return see_ended(tx, elsewhere, team_.person); })), Code::not_found);
  EXPECT_EQ(code_of(offer(elsewhere, id<ShreddingId>())), Code::not_found);
}

}  // namespace
}  // namespace musubi::retention
