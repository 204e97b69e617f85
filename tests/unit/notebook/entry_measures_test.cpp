// What is measured while an entry is written: records of their own, in one act with the entry, and shown
// beside it to whom the records reach.
#include <gmock/gmock.h>

#include "notebook/notebook_shelf.hpp"
#include "notebook_fixture.hpp"
#include "record/record_service.hpp"

namespace musubi::notebook {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class EntryMeasures : public NotebookTest {
 protected:
  record::NewMeasure a_measure(const std::string& type, double value, std::optional<double> value2 = {}) {
    return {in_write([](Tx& tx) { return tx.new_id<RecordId>(); }), {type}, value, value2};
  }
  NewEntry an_entry_with(std::vector<record::NewMeasure> measures, InfoClass info_class = InfoClass::basic) {
    auto entry = an_entry("朝の様子");
    entry.info_class = info_class;
    entry.records.emplace();
    entry.records->items = std::move(measures);
    return entry;
  }
  static std::vector<std::string> words(const EntryView& view) {
    std::vector<std::string> out;
    for (const auto& r : view.records)
      out.push_back(r.type + " " + record::number_text(*r.value, 1) +
                    (r.alert == record::Alert::none ? "" : " " + std::string(json::enum_name(r.alert))));
    return out;
  }
  /// Beside the entry, for this reader.
  std::vector<std::string> beside(const Actor& actor, EntryId entry) {
    const auto detail = look(actor, entry);
    return detail ? words(detail->entry) : std::vector<std::string>{"refused"};
  }
  /// Among the records of the person.
  std::vector<std::string> recorded(const Actor& actor) {
    const auto page = act([&](Tx& tx) { return record::list_records(tx, actor, team_.person, {}); }).value();
    std::vector<std::string> out;
    for (const auto& r : page.items) out.push_back(r.type + (r.hidden ? " hidden" : ""));
    std::ranges::sort(out);
    return out;
  }
  std::int64_t count(std::string_view table) {
    return in_read(
        [&](Tx& tx) { return tx.one<std::int64_t>("select count(*) from " + std::string(table)); });
  }
  Actor a_teacher_of(ClassSet classes) {
    return act([&](Tx& tx) {
      auto actor = test::a_professional(tx, team_.region, team_.school,
                                        {.name = "補助 次郎", .profession = "teacher"});
      test::a_seat(tx, team_.person, actor, {.classes = classes});
      return actor;
    });
  }
};
MUSUBI_ON_BOTH_ENGINES(EntryMeasures);

TEST_P(EntryMeasures, AreRecordsOfTheEntrysTimeInItsOwnTransaction) {
  auto entry = an_entry_with(
      {a_measure("pulse", 92), a_measure("temperature", 36.8), a_measure("blood_pressure", 104, 62)});
  entry.happened_at = clock().now() - std::chrono::hours(2);
  const auto view = posted(team_.nurse, entry);
  EXPECT_THAT(words(view), ElementsAre("temperature 36.8", "pulse 92.0", "blood_pressure 104.0"));
  EXPECT_EQ(view.records[2].value2, 62);
  EXPECT_THAT(recorded(team_.teacher), ElementsAre("blood_pressure", "pulse", "temperature"));
  const auto page =
      act([&](Tx& tx) { return record::list_records(tx, team_.teacher, team_.person, {}); }).value();
  for (const auto& r : page.items) {
    EXPECT_EQ(r.at, *entry.happened_at);
    EXPECT_EQ(r.info_class, InfoClass::health) << "the usual class of the type, whatever the entry's";
    EXPECT_EQ(r.author.post_id, team_.nurse.post_id);
    EXPECT_FALSE(r.with_guardians) << "as the entry";
  }
  EXPECT_THAT(beside(team_.teacher, view.id), testing::SizeIs(3));
}

TEST_P(EntryMeasures, OfADoublePressAreKeptOnce) {
  const auto entry = an_entry_with({a_measure("temperature", 37.2)});
  const auto first = posted(team_.nurse, entry);
  EXPECT_EQ(json::to_json(posted(team_.nurse, entry)), json::to_json(first));
  EXPECT_EQ(count("record"), 1);
  auto other = entry;
  other.records->items[0].value = 38.2;
  EXPECT_EQ(code_of(post(team_.nurse, other)), Code::duplicate);
  other = entry;
  other.records.reset();
  EXPECT_EQ(code_of(post(team_.nurse, other)), Code::duplicate) << "without them it is another entry";
  EXPECT_EQ(count("record"), 1);
}

TEST_P(EntryMeasures, OutOfBoundsAreRefusedAtTheirFieldAndNothingIsKept) {
  const auto refused = [&](record::NewMeasure measure) {
    const auto result = post(team_.nurse, an_entry_with({a_measure("pulse", 80), std::move(measure)}));
    return result ? "kept" : result.error().field;
  };
  EXPECT_EQ(refused(a_measure("temperature", 368)), "records[1].value");
  EXPECT_EQ(refused(a_measure("blood_pressure", 110)), "records[1].value2");
  EXPECT_EQ(refused(a_measure("blood_pressure", 60, 110)), "records[1].value2");
  EXPECT_EQ(refused(a_measure("moonphase", 3)), "records[1].type");
  EXPECT_EQ(refused({{}, {"pulse"}, 80, {}}), "records[1].id");
  const auto twice = a_measure("pulse", 80);
  const auto result = post(team_.nurse, an_entry_with({twice, twice}));
  EXPECT_EQ(result.error().field, "records[1].id");
  EXPECT_EQ(count("entry"), 0);
  EXPECT_EQ(count("record"), 0);
}

TEST_P(EntryMeasures, OfAClassThatAReaderLacksStayUnseenBesideAnEntryTheyRead) {
  const auto view = posted(team_.nurse, an_entry_with({a_measure("temperature", 38.4)}));
  const auto basic = a_teacher_of(ClassSet::of(InfoClass::basic) | ClassSet::of(InfoClass::education));
  EXPECT_THAT(bodies(basic), ElementsAre("朝の様子"));
  EXPECT_THAT(beside(basic, view.id), IsEmpty());
  EXPECT_THAT(recorded(basic), IsEmpty());
  // Their own goes into the first class of the type that they hold.
  const auto own = posted(basic, an_entry_with({a_measure("temperature", 36.5)}));
  EXPECT_THAT(words(own), ElementsAre("temperature 36.5"));
  EXPECT_THAT(recorded(basic), ElementsAre("temperature"));
  EXPECT_EQ(post(basic, an_entry_with({a_measure("glucose", 100)})).error().field, "records[0].type");
}

TEST_P(EntryMeasures, ReachGuardiansAsTheEntryDoesAndNoneFromWhomItIsKept) {
  auto entry = an_entry_with({a_measure("temperature", 38.4)});
  entry.with_guardians = true;
  const auto father = act([&](Tx& tx) {
    return test::a_guardian(tx, team_.region, team_.person,
                            {.name = "父", .relation = "father", .restricted = true});
  });
  const auto view = posted(team_.nurse, entry);
  EXPECT_THAT(beside(team_.mother.actor, view.id), ElementsAre("temperature 38.4"));
  EXPECT_THAT(recorded(team_.mother.actor), ElementsAre("temperature"));
  EXPECT_THAT(recorded(father.actor), IsEmpty());
  // A coordinator keeps the entry from the mother: its records go with it, everywhere.
  ASSERT_TRUE(act([&](Tx& tx) {
    return limit_entry(tx, team_.coordinator, team_.person, view.id, {{{team_.mother.guardian_id}}, {}});
  }));
  EXPECT_THAT(recorded(team_.mother.actor), IsEmpty());
  EXPECT_THAT(act([&](Tx& tx) { return record::read_start(tx, team_.mother.actor, team_.person); })->last,
              IsEmpty());
  EXPECT_THAT(recorded(team_.teacher), ElementsAre("temperature"));
}

TEST_P(EntryMeasures, OfAGuardiansDiaryAreTheirOwn) {
  auto entry = an_entry_with({a_measure("temperature", 37.9)});
  entry.with_guardians = true;
  const auto view = posted(team_.mother.actor, entry);
  EXPECT_THAT(words(view), ElementsAre("temperature 37.9"));
  EXPECT_THAT(beside(team_.nurse, view.id), ElementsAre("temperature 37.9"));
}

TEST_P(EntryMeasures, BeyondAPersonsLimitRaiseTheAlert) {
  ASSERT_TRUE(act([&](Tx& tx) {
    return record::set_limit(tx, team_.coordinator, team_.person, "spo2", 0, {.low = 92});
  }));
  const auto view = posted(team_.nurse, an_entry_with({a_measure("spo2", 88)}));
  EXPECT_THAT(words(view), ElementsAre("spo2 88.0 low"));
  const auto today = act([&](Tx& tx) { return record::read_today_records(tx, team_.teacher); });
  ASSERT_THAT(today->alerts, testing::SizeIs(1));
  EXPECT_EQ(today->alerts[0].record.id, view.records[0].id);
}

TEST_P(EntryMeasures, AreTakenBackWithTheEntryAndOneByOneWithoutIt) {
  const auto view =
      posted(team_.nurse, an_entry_with({a_measure("temperature", 38.4), a_measure("pulse", 120)}));
  const auto pulse = view.records[1].id;
  ASSERT_TRUE(
      act([&](Tx& tx) { return record::hide_record(tx, team_.nurse, team_.person, pulse, {{"測り直し"}}); }));
  EXPECT_THAT(beside(team_.teacher, view.id), ElementsAre("temperature 38.4"));
  ASSERT_TRUE(
      act([&](Tx& tx) { return hide_entry(tx, team_.nurse, team_.person, view.id, {{"別の子でした"}}); }));
  EXPECT_THAT(recorded(team_.teacher), ElementsAre("pulse hidden", "temperature hidden"));
  const auto why = in_read([&](Tx& tx) {
    return tx.one<std::string>("select hidden_reason from record where type = 'temperature'");
  });
  EXPECT_EQ(why, "別の子でした");
}

TEST_P(EntryMeasures, OnAKeptPageAreTrueAfterEveryWrite) {
  Shelf shelf;
  const auto entry = an_entry_with({a_measure("temperature", 38.4)});
  const auto page = [&](const Actor& actor) {
    return act([&](Tx& tx) { return read_timeline(tx, shelf, actor, team_.person, {}); }).value()->text();
  };
  const auto anew = [&](const Actor& actor) {
    return json::to_json(act([&](Tx& tx) { return read_timeline(tx, actor, team_.person, {}); }).value());
  };
  page(team_.teacher);
  const auto view = posted(team_.nurse, entry);
  EXPECT_EQ(page(team_.teacher), anew(team_.teacher));
  ASSERT_TRUE(act([&](Tx& tx) {
    record::RecordEdit edit;
    edit.state.at = entry.happened_at.value_or(view.happened_at);
    edit.state.value = 37.4;
    edit.reason = {"読み違い"};
    return record::edit_record(tx, team_.nurse, team_.person, view.records[0].id, 1, edit);
  }));
  EXPECT_NE(page(team_.teacher).find("37.4"), std::string::npos);
  EXPECT_EQ(page(team_.teacher), anew(team_.teacher));
  act([&](Tx& tx) {
    return record::hide_record(tx, team_.nurse, team_.person, view.records[0].id, {{"誤り"}});
  }).value();
  EXPECT_EQ(page(team_.teacher), anew(team_.teacher));
}

TEST_P(EntryMeasures, LeaveTheirOwnAuditRecord) {
  posted(team_.nurse, an_entry_with({a_measure("temperature", 36.8)}));
  const auto classes = in_read([&](Tx& tx) {
    return tx.one<std::int64_t>(
        "select classes from audit where post_id = $1 and subject_kind = 'record' and action = 'post'",
        team_.nurse.post_id);
  });
  EXPECT_EQ(classes, ClassSet::of(InfoClass::health).bits);
}

}  // namespace
}  // namespace musubi::notebook
