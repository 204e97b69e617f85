#include <gmock/gmock.h>

#include "db/change_feed.hpp"
#include "notebook/notebook_service.hpp"
#include "person_fixture.hpp"

namespace musubi::person {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

class RegisterPerson : public PersonTest {};
MUSUBI_ON_BOTH_ENGINES(RegisterPerson);

TEST_P(RegisterPerson, MakesTheRegistrantCoordinatorWhoSeesBasicOnly) {
  const auto made = registers(team_.nurse, a_child());
  ASSERT_TRUE(made) << made.error().detail;
  EXPECT_EQ(made->access.role, PersonRole::coordinator);
  EXPECT_EQ(made->access.basis, access::Basis::intake);
  EXPECT_EQ(made->access.classes, ClassSet::of(InfoClass::basic));
  EXPECT_TRUE(made->access.consent_missing);
  EXPECT_EQ(made->state, PersonState::intake);
  EXPECT_EQ(made->language, "ja");
  EXPECT_THAT(made->access.may, testing::Contains(access::Action::manage_consent));
  EXPECT_THAT(made->access.may, testing::Not(testing::Contains(access::Action::read)));
  EXPECT_EQ(code_of(sees(team_.colleague, made->id)), Code::not_found);
  EXPECT_EQ(code_of(sees(team_.stranger, made->id)), Code::not_found);
}

TEST_P(RegisterPerson, KeepsNamesExactlyAndFindsThemByCommonForms) {
  struct Case {
    std::string family, given, family_kana, given_kana;
    std::vector<std::string> found_by;
  };
  const std::vector<Case> cases{
      {"髙橋", "陽向", "タカハシ", "ヒナタ", {"高橋", "髙橋", "たかはし", "ﾀｶﾊｼ", "陽向", "高橋　陽向"}},
      {"山﨑", "結", "ヤマザキ", "ユイ", {"山崎", "やまざき"}},
      {"𠮷田", "蓮", "ヨシダ", "レン", {"吉田", "よしだれん"}},
      {"辻󠄀", "澪", "ツジ", "ミオ", {"辻", "辻󠄁", "つじ"}},
      {"ｻﾄｳ", "こーた", "サトウ", "コータ", {"さとう", "サトウ", "こーた", "ｺｰﾀ"}},
      {"Silva",
       "João Carlos",
       "シルバ",
       "ジョアン・カルロス",
       {"joao", "SILVA", "ジョアンカルロス", "ジョアン　カルロス"}},
      {"Nguyễn", "Thị Hương", "グエン", "ティ・フオン", {"nguyen thi huong", "ぐえん"}},
      {"渡邉", "龍之介", "ワタナベ", "リュウノスケ", {"渡辺", "渡邊", "竜之介"}},
  };
  for (const auto& c : cases) {
    const auto made = registers(team_.nurse, a_child(c.family, c.given, c.family_kana, c.given_kana));
    ASSERT_TRUE(made) << c.family;
    EXPECT_EQ(made->family_name, c.family);
    EXPECT_EQ(made->given_name, c.given);
    EXPECT_EQ(made->given_kana, c.given_kana);
    for (const auto& q : c.found_by)
      EXPECT_THAT(lists(team_.nurse, q), testing::Contains(c.family + " " + c.given)) << q;
  }
  EXPECT_THAT(lists(team_.nurse, "高橋"), ElementsAre("髙橋 陽向"));
  EXPECT_THAT(lists(team_.nurse, "%"), IsEmpty()) << "a wildcard is a character like another";
  EXPECT_THAT(lists(team_.nurse, "_"), IsEmpty());
}

TEST_P(RegisterPerson, FindsDoublesAndTellsStrangersOnlyWhomToAsk) {
  const auto known = registers(team_.nurse, a_child());
  ASSERT_TRUE(known);
  const DoubleQuery asked{{"高橋"}, {"陽向"}, {"ﾀｶﾊｼ"}, {"ﾋﾅﾀ"}, parse_date("2020-06-03").value()};
  const auto own = act([&](Tx& tx) { return find_doubles(tx, team_.nurse, asked); });
  ASSERT_TRUE(own);
  ASSERT_EQ(own->size(), 1U);
  EXPECT_EQ(own->front().certainty, Certainty::same);
  EXPECT_EQ(own->front().person_id, known->id);
  EXPECT_EQ(own->front().name, "髙橋 陽向");

  const auto other = act([&](Tx& tx) { return find_doubles(tx, team_.teacher, asked); });
  if (other) {
    ASSERT_EQ(other->size(), 1U);
    EXPECT_EQ(other->front().certainty, Certainty::same);
    EXPECT_FALSE(other->front().person_id);
    EXPECT_FALSE(other->front().name);
    EXPECT_EQ(other->front().contact_facility, "ひかり診療所");
  }
  const auto colleague = act([&](Tx& tx) { return find_doubles(tx, team_.colleague, asked); });
  ASSERT_TRUE(colleague);
  ASSERT_EQ(colleague->size(), 1U);
  EXPECT_FALSE(colleague->front().person_id);
  EXPECT_FALSE(colleague->front().name);

  const auto far = act([&](Tx& tx) { return find_doubles(tx, team_.stranger, asked); });
  ASSERT_TRUE(far);
  EXPECT_TRUE(far->empty()) << "another region's register is not searched";
}

/// The look for doubles must be no directory (threat model 3.8).
class LookForDoubles : public PersonTest {
 protected:
  LookForDoubles() { EXPECT_TRUE(registers(team_.nurse, a_child())); }
  Result<std::vector<DoubleView>> looks(const Actor& actor, const std::string& given = "陽向",
                                        const std::string& given_kana = "ヒナタ",
                                        const char* born = "2020-06-03") {
    const DoubleQuery asked{{"高橋"}, {given}, {"タカハシ"}, {given_kana}, parse_date(born).value()};
    return act([&](Tx& tx) { return find_doubles(tx, actor, asked); });
  }
  std::int64_t count(const std::string& where) {
    return act([&](Tx& tx) {
      return tx.one<std::int64_t>(
          "select count(*) from audit where region_id = $1 and action = 'find_doubles' and " + where,
          team_.region);
    });
  }
  PersonId known() {
    return act([&](Tx& tx) {
      return tx.one<PersonId>("select person_id from person where region_id = $1 and family_name = '髙橋'",
                              team_.region);
    });
  }
};
MUSUBI_ON_BOTH_ENGINES(LookForDoubles);

TEST_P(LookForDoubles, StopsAnAccountThatAsksForStrangers) {
  for (int i = 0; i < kStrangersAnHour; ++i) ASSERT_TRUE(looks(team_.colleague));
  const auto stopped = looks(team_.colleague);
  ASSERT_FALSE(stopped);
  EXPECT_EQ(stopped.error().code, Code::throttled);
  EXPECT_EQ(stopped.error().refusal->rule, "throttled");
  EXPECT_EQ(code_of(registers(team_.colleague, a_child())), Code::throttled) << "registration looks too";
  EXPECT_TRUE(looks(team_.nurse)) << "who may see the child anyway is not stopped";
  clock().advance(std::chrono::hours(1));
  EXPECT_TRUE(looks(team_.colleague));
}

TEST_P(LookForDoubles, StopsAnAccountThatTriesNamesWithoutEnd) {
  for (int i = 0; i < kLooksAnHour; ++i) ASSERT_TRUE(looks(team_.colleague, "無名", "ムメイ", "2011-01-01"));
  EXPECT_EQ(code_of(looks(team_.colleague, "無名", "ムメイ", "2011-01-01")), Code::throttled);
}

TEST_P(LookForDoubles, CountsWhatARefusedRegistrationToldAsWell) {
  const auto child = a_child();
  for (int i = 0; i < kStrangersAnHour; ++i) {
    const auto refused = registers(team_.colleague, a_child());
    ASSERT_EQ(code_of(refused), Code::duplicate);
    act([&](Tx& tx) {  // as the edge does after the rollback
      audit::append_refusal(tx, team_.colleague, refused.error().refusal.value());
    });
  }
  EXPECT_EQ(code_of(registers(team_.colleague, child)), Code::throttled);
}

TEST_P(LookForDoubles, StandsInTheHistoryOfWhomItFound) {
  ASSERT_TRUE(looks(team_.colleague));
  const auto child = known();
  const auto history = act([&](Tx& tx) { return read_access_log(tx, team_.nurse, child, {}); });
  ASSERT_TRUE(history);
  const auto line = std::ranges::find(history->items, "find_doubles", &AccessLogItem::action);
  ASSERT_NE(line, history->items.end());
  EXPECT_EQ(line->actor_name, team_.colleague.display_name);
  EXPECT_EQ(line->basis, "double_hint");
  EXPECT_TRUE(line->classes.empty()) << "no name, no birthday was shown";
  ASSERT_TRUE(looks(team_.nurse));
  EXPECT_EQ(count("basis = 'double_named' and person_id is not null and classes = 1"), 1);
}

TEST_P(LookForDoubles, TellsAStrangerOfNobodyByTheNameAlone) {
  EXPECT_TRUE(looks(team_.colleague, "陽向", "ヒナタ", "2011-12-24").value().empty());
  EXPECT_EQ(looks(team_.nurse, "陽向", "ヒナタ", "2011-12-24").value().size(), 1U);
}

TEST_P(LookForDoubles, NamesNoFacilityWhereAGuardianIsUnderAProtectiveLimit) {
  EXPECT_EQ(looks(team_.colleague).value().front().contact_facility, "ひかり診療所");
  const auto child = known();
  const auto father = act([&](Tx& tx) {
    return test::a_guardian(tx, team_.region, child,
                            {.name = "髙橋 父", .relation = "father", .restricted = true});
  });
  EXPECT_EQ(looks(team_.colleague).value().front().contact_facility, "");
  const auto refused = registers(team_.colleague, a_child());
  ASSERT_EQ(code_of(refused), Code::duplicate);
  EXPECT_THAT(refused.error().detail, testing::Not(testing::HasSubstr("ひかり診療所")));
  act([&](Tx& tx) {
    tx.run("update guardian set ended_at = $2 where guardian_id = $1", father.guardian_id, tx.now());
  });
  EXPECT_EQ(looks(team_.colleague).value().front().contact_facility, "")
      << "the danger does not end with the relation";
}

TEST_P(RegisterPerson, RefusesADoubleUntilSomebodySaysItIsNone) {
  ASSERT_TRUE(registers(team_.nurse, a_child()));
  auto again = a_child("高橋", "ひなた", "たかはし", "ひなた");
  const auto refused = registers(team_.colleague, again);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::duplicate);
  EXPECT_EQ(refused.error().field, "not_a_double");
  EXPECT_THAT(refused.error().detail, testing::HasSubstr("ひかり診療所"));
  again.not_a_double = true;
  EXPECT_TRUE(registers(team_.colleague, again));
}

TEST_P(RegisterPerson, AnswersARetryWithTheFirstResult) {
  const auto child = a_child();
  const auto first = registers(team_.nurse, child);
  ASSERT_TRUE(first);
  const auto again = registers(team_.nurse, child);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->id, first->id);
  EXPECT_THAT(lists(team_.nurse, "高橋"), ElementsAre("髙橋 陽向"));
  auto other = child;
  other.given_name.value = "別人";
  EXPECT_EQ(code_of(registers(team_.nurse, other)), Code::duplicate);
  EXPECT_EQ(code_of(registers(team_.colleague, child)), Code::duplicate) << "somebody else's id";
}

TEST_P(RegisterPerson, IsForProfessionalsWhoMay) {
  EXPECT_EQ(code_of(registers(team_.mother.actor, a_child())), Code::forbidden);
  const auto helper = act([&](Tx& tx) {
    return test::a_professional(tx, team_.region, team_.clinic, {.name = "ヘルパー", .profession = "helper"});
  });
  EXPECT_EQ(code_of(registers(helper, a_child())), Code::forbidden);
  EXPECT_EQ(code_of(registers(act([&](Tx& tx) { return test::an_operator(tx, team_.region); }), a_child())),
            Code::forbidden);
  EXPECT_EQ(code_of(registers(team_.nurse, a_child("a", "b", "c", "d", "2030-01-01"))), Code::invalid);
}

class Profile : public PersonTest {
 protected:
  PersonChange change_of(const PersonView& v) {
    return {{v.family_name},
            {v.given_name},
            {v.family_kana},
            {v.given_kana},
            v.birth_date,
            v.sex,
            {v.postal_code},
            {v.address},
            {v.phone},
            {v.language},
            {v.alert},
            {v.note},
            v.stage,
            {},
            {}};
  }
};
MUSUBI_ON_BOTH_ENGINES(Profile);

TEST_P(Profile, KeepsEachVersionAndTellsWhatChanged) {
  const auto made = *registers(team_.nurse, a_child("高橋"));
  auto change = change_of(made);
  change.family_name.value = "髙橋";
  change.alert.value = "けいれん時 座薬";
  change.reason = Line<500>{"戸籍の字に直した"};
  const auto changed = act([&](Tx& tx) { return change_person(tx, team_.nurse, made.id, 1, change); });
  ASSERT_TRUE(changed) << changed.error().detail;
  EXPECT_EQ(changed->version, 2);
  EXPECT_EQ(changed->family_name, "髙橋");
  EXPECT_EQ(changed->stage, made.stage);

  const auto listed = act([&](Tx& tx) {
    return change_allergies(tx, team_.nurse, made.id, 2, {{{{{"卵"}, Severity::severe, {""}}}}, {}});
  });
  ASSERT_TRUE(listed);
  const auto versions = act([&](Tx& tx) { return list_versions(tx, team_.nurse, made.id); });
  ASSERT_TRUE(versions);
  ASSERT_EQ(versions->size(), 3U);
  EXPECT_THAT((*versions)[0].changes, ElementsAre(FieldChange{"allergies", "", "卵（重い）"}));
  EXPECT_EQ((*versions)[1].reason, "戸籍の字に直した");
  EXPECT_EQ((*versions)[1].by_name, "田中 花子");
  EXPECT_THAT((*versions)[1].changes, ElementsAre(FieldChange{"family_name", "高橋", "髙橋"},
                                                  FieldChange{"alert", "", "けいれん時 座薬"}));
  EXPECT_THAT((*versions)[2].changes, IsEmpty());
  EXPECT_EQ(code_of(act([&](Tx& tx) { return list_versions(tx, team_.mother.actor, team_.person); })),
            Code::forbidden);
}

TEST_P(Profile, LosesARaceWithThePresentStateInHand) {
  const auto made = *registers(team_.nurse, a_child());
  auto change = change_of(made);
  change.alert.value = "はじめの人";
  ASSERT_TRUE(act([&](Tx& tx) { return change_person(tx, team_.nurse, made.id, 1, change); }));
  change.alert.value = "あとの人";
  const auto lost = act([&](Tx& tx) { return change_person(tx, team_.nurse, made.id, 1, change); });
  ASSERT_FALSE(lost);
  EXPECT_EQ(lost.error().code, Code::conflict);
  EXPECT_THAT(lost.error().current, testing::HasSubstr("はじめの人"));
  EXPECT_EQ(sees(team_.nurse, made.id)->alert, "はじめの人");
}

TEST_P(Profile, WritesAStageDownOnlyWhereItDiffersFromWhatFollows) {
  const auto made = *registers(team_.nurse, a_child());  // born 2020-06-03: 年長 in November 2026
  EXPECT_EQ(made.stage, Stage::preschool);
  EXPECT_EQ(made.grade, "年長");
  auto change = change_of(made);
  ASSERT_TRUE(act([&](Tx& tx) { return change_person(tx, team_.nurse, made.id, 1, change); }));
  clock().set(Time{std::chrono::sys_days{std::chrono::year{2027} / 4 / 2}});
  EXPECT_EQ(sees(team_.nurse, made.id)->stage, Stage::elementary) << "the child grew";
  EXPECT_EQ(sees(team_.nurse, made.id)->grade, "小1");
  change.stage = Stage::preschool;
  ASSERT_TRUE(act([&](Tx& tx) { return change_person(tx, team_.nurse, made.id, 2, change); }));
  EXPECT_EQ(sees(team_.nurse, made.id)->stage, Stage::preschool) << "就学猶予 was said by hand";
}

TEST_P(Profile, NamesSchoolsAndRefusesStrangeOnes) {
  const auto made = *registers(team_.nurse, a_child());
  SchoolList list;
  list.items.items.push_back(
      {an_id<SchoolingId>(), team_.school, {}, {"小1"}, {"2組"}, parse_date("2026-04-01").value(), {}});
  const auto kept = act([&](Tx& tx) { return change_schools(tx, team_.nurse, made.id, 1, list); });
  ASSERT_TRUE(kept) << kept.error().detail;
  ASSERT_EQ(kept->schools.size(), 1U);
  EXPECT_EQ(kept->schools[0].facility_name.value, "みどり小学校");
  EXPECT_EQ(kept->grade, "小1");
  EXPECT_EQ(kept->stage, Stage::elementary);
  list.items.items[0].facility_id = an_id<FacilityId>();
  const auto refused = act([&](Tx& tx) { return change_schools(tx, team_.nurse, made.id, 2, list); });
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().field, "items[0].facility_id");
}

TEST_P(Profile, IsEditedByMembersNotByViewersGuardiansOrStrangers) {
  const auto now = *sees(team_.nurse, team_.person);
  const auto change = change_of(now);
  const auto edit = [&](const Actor& actor) {
    return act([&](Tx& tx) { return change_person(tx, actor, team_.person, now.version, change); });
  };
  EXPECT_EQ(code_of(edit(team_.mother.actor)), Code::forbidden);
  EXPECT_EQ(code_of(edit(team_.colleague)), Code::not_found);
  EXPECT_EQ(code_of(edit(team_.stranger)), Code::not_found);
  const auto viewer = act([&](Tx& tx) {
    const auto actor = test::a_professional(tx, team_.region, team_.clinic, {.name = "見るだけ"});
    test::a_seat(tx, team_.person, actor, {.role = access::SeatRole::viewer});
    return actor;
  });
  EXPECT_EQ(code_of(edit(viewer)), Code::forbidden);
  EXPECT_TRUE(edit(team_.teacher));
}

TEST_P(Profile, TellsTheChangeFeed) {
  const auto before = act([](Tx& tx) { return db::last_position(tx); });
  const auto made = *registers(team_.nurse, a_child());
  std::vector<std::string> kinds;
  for (const auto& change : act([&](Tx& tx) { return db::changes_after(tx, before, 100); }))
    if (change.person_id == made.id) kinds.push_back(change.kind);
  EXPECT_THAT(kinds, UnorderedElementsAre("person", "seat"));
}

class PeopleList : public PersonTest {};
MUSUBI_ON_BOTH_ENGINES(PeopleList);

TEST_P(PeopleList, ShowsOwnSeatsAndOwnChildrenOnly) {
  EXPECT_THAT(lists(team_.nurse), ElementsAre("佐藤 ひなた"));
  EXPECT_THAT(lists(team_.mother.actor), ElementsAre("佐藤 ひなた"));
  EXPECT_THAT(lists(team_.colleague), IsEmpty());
  EXPECT_THAT(lists(team_.stranger), IsEmpty());
  EXPECT_THAT(lists(act([&](Tx& tx) { return test::an_operator(tx, team_.region); })), IsEmpty());
}

TEST_P(PeopleList, OpensAFacilitySeatToItsProfessionAndClosesByTheDay) {
  act([&](Tx& tx) {
    test::a_seat(tx, team_.person, team_.colleague,
                 {.starts_days_ago = 0, .ends_in_days = 0, .whole_facility = true});
  });
  EXPECT_THAT(lists(team_.colleague), ElementsAre("佐藤 ひなた"));
  const auto other = act([&](Tx& tx) {
    return test::a_professional(tx, team_.region, team_.clinic,
                                {.name = "薬剤師", .profession = "pharmacist"});
  });
  EXPECT_THAT(lists(other), IsEmpty());
  clock().advance(std::chrono::hours(24));
  EXPECT_THAT(lists(team_.colleague), IsEmpty());
}

TEST_P(PeopleList, LeavesOutWhomNoConsentOpensAnyMore) {
  act([&](Tx& tx) { test::withdraw_consent(tx, team_.region, team_.person, team_.consent); });
  EXPECT_THAT(lists(team_.nurse), IsEmpty());
  EXPECT_THAT(lists(team_.coordinator), ElementsAre("佐藤 ひなた")) << "who can ask for the next consent";
}

TEST_P(PeopleList, CountsWhatWaits) {
  notebook::NewEntry entry;
  entry.id = an_id<EntryId>();
  entry.info_class = InfoClass::health;
  entry.body.value = "体温 38.2度";
  entry.asks_confirmation = true;
  const auto posted =
      act([&](Tx& tx) { return notebook::post_entry(tx, team_.teacher, team_.person, entry); });
  ASSERT_TRUE(posted) << posted.error().detail;
  const auto lines = act([&](Tx& tx) { return list_people(tx, team_.nurse, ""); });
  ASSERT_EQ(lines->size(), 1U);
  EXPECT_EQ(lines->front().unread, 1);
  EXPECT_EQ(lines->front().asks, 1);
  EXPECT_TRUE(lines->front().last_entry_at);
  EXPECT_EQ(lines->front().role, PersonRole::member);
}

class AccessLog : public PersonTest {};
MUSUBI_ON_BOTH_ENGINES(AccessLog);

TEST_P(AccessLog, ShowsGuardiansPlacesButNamesOnlyWhereTheRegionDoes) {
  ASSERT_TRUE(sees(team_.nurse, team_.person));
  const auto read = [&](const Actor& actor) {
    return act([&](Tx& tx) { return read_access_log(tx, actor, team_.person, {}); });
  };
  const auto to_mother = read(team_.mother.actor);
  ASSERT_TRUE(to_mother);
  const auto by_nurse = [&](const AccessLogPage& page) {
    for (const auto& item : page.items)
      if (item.action == "see_person" && item.profession == "nurse") return item;
    return AccessLogItem{};
  };
  EXPECT_EQ(by_nurse(*to_mother).facility_name, "ひかり診療所");
  EXPECT_EQ(by_nurse(*to_mother).actor_name, "");
  EXPECT_EQ(by_nurse(*read(team_.coordinator)).actor_name, "田中 花子");
  act([&](Tx& tx) {
    tx.run("update region set names_in_access_log = true where region_id = $1", team_.region);
  });
  EXPECT_EQ(by_nurse(*read(team_.mother.actor)).actor_name, "田中 花子");
  EXPECT_EQ(code_of(read(team_.nurse)), Code::forbidden) << "a member is not lead";
  EXPECT_EQ(code_of(read(team_.colleague)), Code::not_found);
}

TEST_P(AccessLog, TellsTheReaderTheirOwnLooksApart) {
  ASSERT_TRUE(sees(team_.nurse, team_.person));
  ASSERT_TRUE(sees(team_.coordinator, team_.person));
  const auto log = act([&](Tx& tx) { return read_access_log(tx, team_.coordinator, team_.person, {}); });
  ASSERT_TRUE(log);
  for (const auto& item : log->items) EXPECT_EQ(item.own, item.profession != "nurse") << item.action;
}

TEST_P(AccessLog, LeavesOutOnesOwnLooksWhereAsked) {
  ASSERT_TRUE(sees(team_.nurse, team_.person));
  for (int i = 0; i < 60; ++i) ASSERT_TRUE(sees(team_.coordinator, team_.person));
  const auto log = act([&](Tx& tx) {
    return read_access_log(tx, team_.coordinator, team_.person, {{}, true});
  });
  ASSERT_FALSE(log->items.empty());
  for (const auto& item : log->items) EXPECT_FALSE(item.own) << item.action;
}

TEST_P(AccessLog, GoesOnFromItsCursor) {
  for (int i = 0; i < 60; ++i) ASSERT_TRUE(sees(team_.nurse, team_.person));
  const auto first = act([&](Tx& tx) { return read_access_log(tx, team_.coordinator, team_.person, {}); });
  ASSERT_TRUE(first->next);
  EXPECT_EQ(first->items.size(), 50U);
  const auto rest = act([&](Tx& tx) {
    return read_access_log(tx, team_.coordinator, team_.person, {first->next, {}});
  });
  EXPECT_EQ(rest->items.size(), 11U) << "sixty looks and the first page itself";
  EXPECT_FALSE(rest->next);
}

}  // namespace
}  // namespace musubi::person
