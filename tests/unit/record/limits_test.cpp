// A person's own limits, the alerts they raise, import and paper, on both engines.
#include "growth/growth_service.hpp"
#include "record/record_sheet.hpp"
#include "record_fixture.hpp"

namespace musubi::record {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

class RecordLimits : public RecordTest {
 protected:
  Result<LimitView> limit(const Actor& actor, std::int64_t version, std::optional<double> low) {
    return act([&](Tx& tx) {
      return set_limit(tx, actor, team_.person, "spo2", version, {.low = low, .note = {"主治医"}});
    });
  }
  std::vector<double> today(const Actor& actor) {
    const auto view = act([&](Tx& tx) { return read_today_records(tx, actor); });
    std::vector<double> values;
    for (const auto& item : view->alerts) values.push_back(*item.record.value);
    return values;
  }
};
MUSUBI_ON_BOTH_ENGINES(RecordLimits);

TEST_P(RecordLimits, AreSetByCoordinatorsAndLeadsOnly) {
  EXPECT_EQ(code_of(limit(team_.nurse, 0, 92)), Code::forbidden);
  EXPECT_EQ(code_of(limit(team_.mother.actor, 0, 92)), Code::forbidden);
  EXPECT_EQ(code_of(limit(team_.colleague, 0, 92)), Code::not_found);
  EXPECT_EQ(limit(team_.coordinator, 0, 92)->version, 1);
  EXPECT_EQ(code_of(limit(team_.coordinator, 0, 90)), Code::conflict);
  EXPECT_EQ(limit(team_.coordinator, 1, 90)->version, 2);
  EXPECT_EQ(count("select count(*) from record_limit"), 2) << "what was set before stays";
}

TEST_P(RecordLimits, AreNotTheBusinessOfAGuardianUnderAProtectiveLimit) {
  limit(team_.coordinator, 0, 92);
  const auto father = act([&](Tx& tx) {
    return test::a_guardian(tx, team_.region, team_.person,
                            {.name = "父", .relation = "father", .restricted = true});
  });
  const auto shown = [&](const Actor& actor) {
    return act([&](Tx& tx) { return read_start(tx, actor, team_.person); })->limits.size();
  };
  EXPECT_EQ(shown(team_.mother.actor), 1U);
  EXPECT_EQ(shown(father.actor), 0U);
}

TEST_P(RecordLimits, RaiseAnAlertThatStaysUntilSomebodyLooked) {
  limit(team_.coordinator, 0, 92);
  added(team_.nurse, a_record("spo2", 95));
  const auto low = added(team_.nurse, a_record("spo2", 88));
  EXPECT_EQ(low.alert, Alert::low);
  EXPECT_THAT(today(team_.teacher), ElementsAre(88));
  EXPECT_THAT(today(team_.mother.actor), IsEmpty());
  EXPECT_THAT(today(team_.colleague), IsEmpty());
  EXPECT_EQ(code_of(act([&](Tx& tx) { return see_alert(tx, team_.mother.actor, team_.person, low.id); })),
            Code::forbidden);
  const auto looked = act([&](Tx& tx) { return see_alert(tx, team_.teacher, team_.person, low.id); });
  EXPECT_TRUE(looked->alert_seen);
  EXPECT_THAT(today(team_.nurse), IsEmpty());
  RecordsQuery open;
  open.alerts = true;
  EXPECT_THAT(seen(team_.nurse, open), IsEmpty());
}

TEST_P(RecordLimits, MeasureAnAmendedRecordAnew) {
  limit(team_.coordinator, 0, 92);
  const auto record = a_record("spo2", 88);
  added(team_.nurse, record);
  RecordEdit edit{record.state, {"打ち間違い"}};
  edit.state.value = 98;
  const auto edited =
      act([&](Tx& tx) { return edit_record(tx, team_.nurse, team_.person, record.id, 1, edit); });
  EXPECT_EQ(edited->alert, Alert::none);
  EXPECT_THAT(today(team_.nurse), IsEmpty());
}

class ImportRecords : public RecordTest {
 protected:
  Result<csv::ImportReport> import(const Actor& actor, const std::string& text, bool dry_run) {
    return act([&](Tx& tx) { return import_records(tx, actor, team_.person, text, dry_run); });
  }
};
MUSUBI_ON_BOTH_ENGINES(ImportRecords);

constexpr auto kTable =
    "日付,時刻,種類,値,値2,区分,内容,メモ\r\n"
    "2026/11/20,8:30,体温,37.4,,,,朝\r\n"
    "令和8年11月20日,12:10,食事,8,,昼食,,\r\n"
    "2026-11-20 18:00,,血圧,108,62,,,\r\n";

TEST_P(ImportRecords, ATrialTellsAGuardianUnderAProtectiveLimitNothing) {
  const auto father = act([&](Tx& tx) {
    return test::a_guardian(tx, team_.region, team_.person,
                            {.name = "父", .relation = "father", .restricted = true});
  });
  ASSERT_TRUE(import(team_.nurse, kTable, false));
  ASSERT_EQ(import(team_.nurse, kTable, true)->errors.size(), 3U);
  EXPECT_EQ(import(father.actor, kTable, true)->errors.size(), 0U);
}

TEST_P(ImportRecords, ChecksFirstThenKeepsAllOnce) {
  const auto trial = import(team_.nurse, kTable, true);
  ASSERT_TRUE(trial);
  EXPECT_EQ(trial->rows, 3);
  EXPECT_THAT(trial->errors, IsEmpty());
  EXPECT_EQ(count("select count(*) from record"), 0);
  EXPECT_EQ(import(team_.nurse, kTable, false)->created, 3);
  EXPECT_THAT(seen(team_.nurse), ElementsAre("blood_pressure 108.0", "meal 8.0", "temperature 37.4"));
  EXPECT_EQ(import(team_.nurse, kTable, false)->errors.size(), 3U) << "the same file again";
  EXPECT_EQ(count("select count(*) from record"), 3);
}

TEST_P(ImportRecords, NamesLineColumnAndReason) {
  const auto report =
      import(team_.nurse,
             "日付,種類,値,区分\n2026/13/1,体温,37,\n2026/11/1,体温,三十七,\n2026/11/1,きもち,1,\n"
             "2026/11/1,食事,8,夜食\n2027/11/1,体温,37,\n",
             true);
  std::vector<std::string> where;
  for (const auto& error : report->errors) where.push_back(std::to_string(error.line) + error.column);
  EXPECT_THAT(where, testing::IsSupersetOf({"2日付", "3値", "4種類", "5区分"}));
  EXPECT_THAT(where, testing::Contains(StartsWith("6")));
}

TEST_P(ImportRecords, IsRefusedToWhoMayNotWrite) {
  EXPECT_EQ(code_of(import(team_.colleague, kTable, true)), Code::not_found);
}

class RecordSheets : public RecordTest {};
MUSUBI_ON_BOTH_ENGINES(RecordSheets);

TEST_P(RecordSheets, ArePdfForLeadsAndAudited) {
  auto behaviour = a_record("behaviour", 10);
  behaviour.state.what = {"机をたたいた"};
  behaviour.state.before = {"予定が急に変わった"};
  added(team_.nurse, a_record("temperature", 37.2));
  added(team_.teacher, behaviour);
  const auto on = make_date(2026, 11, 24).value();
  const auto gather = [&](const Actor& actor) {
    return act([&](Tx& tx) { return gather_sheet(tx, actor, team_.person, on, on); });
  };
  EXPECT_EQ(code_of(gather(team_.nurse)), Code::forbidden);
  const auto data = gather(team_.coordinator);
  ASSERT_TRUE(data);
  EXPECT_EQ(data->records.size(), 2U);
  EXPECT_THAT(draw_day_sheet(*data), StartsWith("%PDF-"));
  auto month = *data;
  month.from = make_date(2026, 11, 1).value();
  month.to = make_date(2026, 11, 30).value();
  EXPECT_THAT(draw_month_sheet(month), StartsWith("%PDF-"));
  EXPECT_EQ(
      count("select count(*) from audit where action = 'export_data' and subject_kind = 'record_sheet'"), 1);
}

class GrowthService : public RecordTest {
 protected:
  Result<growth::GrowthView> look(const Actor& actor) {
    return act([&](Tx& tx) { return growth::read_growth(tx, actor, team_.person, {}); });
  }
  Result<growth::GrowthProfile> edit(const Actor& actor, std::int64_t version) {
    growth::GrowthProfileEdit given;
    given.gestation_weeks = Whole<20, 45>{30};
    given.mother_height_cm = 158;
    given.father_height_cm = 171;
    return act([&](Tx& tx) { return growth::edit_profile(tx, actor, team_.person, version, given); });
  }
};
MUSUBI_ON_BOTH_ENGINES(GrowthService);

TEST_P(GrowthService, ShowsPointsCurvesAndWhichReference) {
  act([&](Tx& tx) { tx.run("update person set sex = 'female' where person_id = $1", team_.person); });
  added(team_.nurse, a_record("height", 106.0, "standing"));
  added(team_.nurse, a_record("weight", 17.0));
  const auto view = look(team_.nurse);
  ASSERT_TRUE(view);
  EXPECT_EQ(view->reference, "japan_2000");
  ASSERT_EQ(view->series[0].points.size(), 1U);
  EXPECT_TRUE(view->series[0].points[0].z);
  EXPECT_EQ(view->series[0].curves.curves.size(), 7U);
  ASSERT_EQ(view->indices.size(), 1U);
  EXPECT_NEAR(view->indices[0].bmi, 15.13, 0.01);
  EXPECT_THAT(view->series[2].curves.age_months, IsEmpty()) << "the Japanese table has no head circumference";
  EXPECT_EQ(code_of(look(team_.colleague)), Code::not_found);
}

TEST_P(GrowthService, KeepsVersionsOfWhatIsKnownOfBirthAndParents) {
  act([&](Tx& tx) { tx.run("update person set sex = 'male' where person_id = $1", team_.person); });
  EXPECT_EQ(code_of(edit(team_.mother.actor, 0)), Code::forbidden);
  EXPECT_EQ(code_of(edit(team_.colleague, 0)), Code::not_found);
  EXPECT_EQ(edit(team_.nurse, 0)->version, 1);
  EXPECT_EQ(code_of(edit(team_.nurse, 0)), Code::conflict);
  EXPECT_EQ(edit(team_.nurse, 1)->version, 2);
  const auto view = look(team_.mother.actor);
  EXPECT_EQ(view->target->cm, 171);
  EXPECT_TRUE(view->corrected_until);
  EXPECT_FALSE(view->may_edit);
  const auto father = act([&](Tx& tx) {
    return test::a_guardian(tx, team_.region, team_.person,
                            {.name = "父", .relation = "father", .restricted = true});
  });
  EXPECT_FALSE(look(father.actor)->target);
  EXPECT_EQ(act([&](Tx& tx) { return growth::profile_versions(tx, team_.nurse, team_.person); })->size(), 2U);
}

TEST_P(GrowthService, IsPrintedByLeadsOnly) {
  act([&](Tx& tx) { tx.run("update person set sex = 'female' where person_id = $1", team_.person); });
  added(team_.nurse, a_record("height", 106.0));
  const auto gather = [&](const Actor& actor) {
    return act([&](Tx& tx) { return growth::gather_growth_sheet(tx, actor, team_.person, {}); });
  };
  EXPECT_EQ(code_of(gather(team_.nurse)), Code::forbidden);
  EXPECT_THAT(growth::draw_growth_sheet(*gather(team_.coordinator)), StartsWith("%PDF-"));
}

}  // namespace
}  // namespace musubi::record
