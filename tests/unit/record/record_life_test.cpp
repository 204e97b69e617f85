// Records from the first word to the last version, on both engines: who may write, read, amend, hide.
#include "record_fixture.hpp"

namespace musubi::record {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

class AddRecords : public RecordTest {};
MUSUBI_ON_BOTH_ENGINES(AddRecords);

TEST_P(AddRecords, AreReadByTheTeamAndAudited) {
  const auto view = added(team_.nurse, a_record("temperature", 37.2));
  EXPECT_EQ(view.author.name, "田中 花子");
  EXPECT_EQ(view.version, 1);
  EXPECT_TRUE(view.may_edit);
  EXPECT_THAT(seen(team_.teacher), ElementsAre("temperature 37.2"));
  EXPECT_EQ(count("select count(*) from audit where action = 'post' and subject_kind = 'record'"), 1);
  EXPECT_EQ(count("select count(*) from audit where action = 'read' and subject_kind = 'records'"), 1);
  EXPECT_EQ(count("select count(*) from change where kind = 'record'"), 1);
}

TEST_P(AddRecords, OfASeriesAreAllOrNone) {
  EXPECT_TRUE(add(team_.nurse, {a_record("pulse", 88), a_record("spo2", 97), a_record("temperature", 36.8)}));
  auto third = a_record("temperature", 99);
  const auto refused = add(team_.nurse, {a_record("pulse", 90), third});
  EXPECT_EQ(code_of(refused), Code::invalid);
  EXPECT_EQ(refused.error().field, "items[1].state.value");
  EXPECT_EQ(count("select count(*) from record"), 3);
}

TEST_P(AddRecords, AreTheSameWhenSentTwice) {
  const auto record = a_record("temperature", 38.1);
  added(team_.nurse, record);
  EXPECT_EQ(added(team_.nurse, record).version, 1);
  EXPECT_EQ(count("select count(*) from record"), 1);
  auto other = record;
  other.state.value = 36;
  EXPECT_EQ(code_of(add(team_.nurse, {other})), Code::duplicate);
  EXPECT_EQ(code_of(add(team_.teacher, {record})), Code::duplicate) << "somebody else's id";
}

TEST_P(AddRecords, AreRefusedLikeEntries) {
  const auto record = a_record("temperature", 37);
  EXPECT_EQ(code_of(add(team_.colleague, {record})), Code::not_found);
  EXPECT_EQ(code_of(add(team_.stranger, {record})), Code::not_found);
  EXPECT_THAT(seen(team_.colleague), ElementsAre("refused: not_found"));
  act([&](Tx& tx) { test::withdraw_consent(tx, team_.region, team_.person, team_.consent); });
  EXPECT_EQ(code_of(add(team_.nurse, {record})), Code::forbidden);
  EXPECT_THAT(seen(team_.nurse), ElementsAre("refused: forbidden"));
  EXPECT_EQ(count("select count(*) from record"), 0);
}

TEST_P(AddRecords, StayWithinTheClassesOfTheSeat) {
  const auto helper = act([&](Tx& tx) {
    auto actor = test::a_professional(tx, team_.region, team_.clinic, {.name = "介護 太郎"});
    test::a_seat(tx, team_.person, actor, {.classes = ClassSet::of(InfoClass::basic)});
    return actor;
  });
  const auto viewer = act([&](Tx& tx) {
    auto actor = test::a_professional(tx, team_.region, team_.clinic, {.name = "見学"});
    test::a_seat(tx, team_.person, actor, {.role = access::SeatRole::viewer});
    return actor;
  });
  added(team_.nurse, a_record("glucose", 95));
  EXPECT_EQ(code_of(add(helper, {a_record("glucose", 90)})), Code::forbidden);
  EXPECT_EQ(code_of(add(viewer, {a_record("glucose", 90)})), Code::forbidden);
  EXPECT_THAT(seen(helper), IsEmpty());
  auto basic = a_record("temperature", 36.9);
  basic.state.info_class = InfoClass::basic;
  added(helper, basic);
  EXPECT_THAT(seen(helper), ElementsAre("temperature 36.9"));
}

TEST_P(AddRecords, ByTheTeamAreSharedWithGuardiansOnlyWhereMeant) {
  auto kept = a_record("seizure", 60, "focal");
  kept.state.with_guardians = false;
  added(team_.nurse, kept);
  added(team_.nurse, a_record("temperature", 37.5));
  EXPECT_THAT(seen(team_.mother.actor), ElementsAre("temperature 37.5"));
  added(team_.mother.actor, a_record("weight", 15.2));
  EXPECT_THAT(seen(team_.nurse), ElementsAre("weight 15.2", "temperature 37.5", "seizure 60.0"));
  auto secret = a_record("weight", 15);
  secret.state.with_guardians = false;
  EXPECT_EQ(code_of(add(team_.mother.actor, {secret})), Code::invalid);
}

TEST_P(AddRecords, LeaveNoTraceForAGuardianUnderAProtectiveLimit) {
  const auto father = act([&](Tx& tx) {
    return test::a_guardian(tx, team_.region, team_.person,
                            {.name = "佐藤 父", .relation = "father", .restricted = true});
  });
  const auto record = added(team_.nurse, a_record("temperature", 37.5));
  EXPECT_THAT(seen(father.actor), IsEmpty());
  EXPECT_EQ(
      code_of(act([&](Tx& tx) { return list_record_versions(tx, father.actor, team_.person, record.id); })),
      Code::not_found);
  const auto start = act([&](Tx& tx) { return read_start(tx, father.actor, team_.person); });
  EXPECT_THAT(start->last, IsEmpty());
  const auto series = act([&](Tx& tx) {
    return read_series(tx, father.actor, team_.person, {{"temperature"}, {}, {}});
  });
  EXPECT_THAT(series->at, IsEmpty());
  added(father.actor, a_record("weight", 15));
  EXPECT_THAT(seen(father.actor), ElementsAre("weight 15.0"));
}

class EditRecord : public RecordTest {};
MUSUBI_ON_BOTH_ENGINES(EditRecord);

TEST_P(EditRecord, KeepsEveryVersion) {
  const auto first = a_record("temperature", 73.2 - 36);
  const auto view = added(team_.nurse, first);
  RecordEdit edit{first.state, {"打ち間違い"}};
  edit.state.value = 36.9;
  const auto edited =
      act([&](Tx& tx) { return edit_record(tx, team_.nurse, team_.person, view.id, 1, edit); });
  ASSERT_TRUE(edited);
  EXPECT_EQ(edited->version, 2);
  EXPECT_TRUE(edited->edited_at);
  const auto versions =
      act([&](Tx& tx) { return list_record_versions(tx, team_.teacher, team_.person, view.id); });
  ASSERT_EQ(versions->size(), 2U);
  EXPECT_EQ(versions->at(0).reason, "打ち間違い");
  EXPECT_NEAR(*versions->at(1).state.value, 37.2, 1e-9);
  const auto again =
      act([&](Tx& tx) { return edit_record(tx, team_.nurse, team_.person, view.id, 1, edit); });
  EXPECT_EQ(again->version, 2) << "a retry of what arrived";
  edit.state.value = 36.5;
  const auto late = act([&](Tx& tx) { return edit_record(tx, team_.nurse, team_.person, view.id, 1, edit); });
  EXPECT_EQ(code_of(late), Code::conflict);
  EXPECT_THAT(late.error().current, testing::HasSubstr("36.9"));
}

TEST_P(EditRecord, IsForTheAuthorOnly) {
  const auto record = a_record("temperature", 37);
  added(team_.nurse, record);
  for (const auto& actor : {team_.teacher, team_.coordinator})
    EXPECT_EQ(code_of(act([&](Tx& tx) {
                return edit_record(tx, actor, team_.person, record.id, 1, {record.state, {}});
              })),
              Code::forbidden);
  EXPECT_EQ(code_of(act([&](Tx& tx) {
              return edit_record(tx, team_.stranger, team_.person, record.id, 1, {record.state, {}});
            })),
            Code::not_found);
}

TEST_P(EditRecord, ShowsAGuardianNoVersionThatWasNotShared) {
  auto record = a_record("temperature", 38);
  record.state.with_guardians = false;
  record.state.note = {"家庭に言わないこと"};
  added(team_.nurse, record);
  RecordEdit edit{record.state, {}};
  edit.state.with_guardians = true;
  edit.state.note = {"様子見"};
  act([&](Tx& tx) { return edit_record(tx, team_.nurse, team_.person, record.id, 1, edit); });
  const auto versions =
      act([&](Tx& tx) { return list_record_versions(tx, team_.mother.actor, team_.person, record.id); });
  ASSERT_EQ(versions->size(), 1U);
  EXPECT_EQ(versions->front().state.note.value, "様子見");
}

TEST_P(EditRecord, HidesWithAReasonAndLeavesWhoAndWhen) {
  const auto record = added(team_.nurse, a_record("temperature", 37));
  const auto by = [&](const Actor& actor) {
    return act(
        [&](Tx& tx) { return hide_record(tx, actor, team_.person, record.id, {{"別の子の記録でした"}}); });
  };
  EXPECT_EQ(code_of(by(team_.teacher)), Code::forbidden);
  const auto hidden = by(team_.coordinator);
  ASSERT_TRUE(hidden);
  ASSERT_TRUE(hidden->hidden);
  EXPECT_EQ(hidden->hidden->reason, "別の子の記録でした");
  EXPECT_FALSE(hidden->value) << "contents are not shown any more";
  EXPECT_THAT(seen(team_.teacher), ElementsAre("temperature hidden"));
  EXPECT_THAT(seen(team_.mother.actor), IsEmpty());
  const auto series = act([&](Tx& tx) {
    return read_series(tx, team_.nurse, team_.person, {{"temperature"}, {}, {}});
  });
  EXPECT_THAT(series->at, IsEmpty());
  EXPECT_EQ(count("select count(*) from record_version"), 2);
  EXPECT_EQ(code_of(act([&](Tx& tx) {
              return edit_record(tx, team_.nurse, team_.person, record.id, 2,
                                 {a_record("temperature", 36).state, {}});
            })),
            Code::gone);
}

class ListRecords : public RecordTest {};
MUSUBI_ON_BOTH_ENGINES(ListRecords);

TEST_P(ListRecords, GoesPageByPageAndByTypeAndDay) {
  for (int i = 0; i < 5; ++i) {
    auto record = a_record("pulse", 80 + i);
    record.state.at = clock().now() - std::chrono::hours(24 * i);
    added(team_.nurse, record);
  }
  added(team_.nurse, a_record("spo2", 97));
  RecordsQuery query;
  query.type = Line<40>{"pulse"};
  query.limit = Whole<1, kMaxPage>{2};
  const auto first = act([&](Tx& tx) { return list_records(tx, team_.nurse, team_.person, query); });
  ASSERT_EQ(first->items.size(), 2U);
  EXPECT_EQ(*first->items[0].value, 80);
  query.before = Line<80>{*first->next};
  EXPECT_THAT(seen(team_.nurse, query), ElementsAre("pulse 82.0", "pulse 83.0"));
  RecordsQuery day;
  day.from = day.to = make_date(2026, 11, 22);
  EXPECT_THAT(seen(team_.nurse, day), ElementsAre("pulse 82.0"));
  day.to = make_date(2026, 11, 1);
  EXPECT_THAT(seen(team_.nurse, day), ElementsAre("refused: invalid"));
}

TEST_P(ListRecords, StartsWithWhatTheWriterUsedLast) {
  added(team_.nurse, a_record("pulse", 80));
  added(team_.nurse, a_record("temperature", 36.5));
  added(team_.teacher, a_record("weight", 15));
  added(team_.nurse, a_record("pulse", 84));
  const auto start = act([&](Tx& tx) { return read_start(tx, team_.nurse, team_.person); });
  EXPECT_THAT(start->recent, ElementsAre("pulse", "temperature"));
  ASSERT_EQ(start->last.size(), 3U);
  EXPECT_FALSE(start->may_set_limits);
  EXPECT_TRUE(act([&](Tx& tx) { return read_start(tx, team_.coordinator, team_.person); })->may_set_limits);
}

}  // namespace
}  // namespace musubi::record
