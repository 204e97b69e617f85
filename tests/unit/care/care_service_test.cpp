// 医療的ケア in a team, on both engines: who sees and writes which part, what stays of it, sheets that ask
// for their renewal, and whom a scanned card lets in.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "breakglass/breakglass_service.hpp"
#include "care/care_service.hpp"
#include "crypto/token.hpp"
#include "support/test_database.hpp"
#include "support/world.hpp"
#include "task/task_service.hpp"

namespace musubi::care {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;
using testing::UnorderedElementsAre;

class CareTest : public test::DatabaseTest {
 protected:
  CareTest() {
    team_ = in_write([](Tx& tx) { return test::a_team(tx); });
  }
  template <class F>
  auto act(F&& f) {
    clock().advance(std::chrono::milliseconds(10));
    return in_write(std::forward<F>(f));
  }
  Result<CareView> care(const Actor& actor) {
    return act([&](Tx& tx) { return read_care(tx, actor, team_.person); });
  }
  static CareEdit contacts(const std::string& name) {
    CareEdit edit{nothing_of(CarePart::contacts), {"家族から聞いた"}};
    edit.content.contacts->items.push_back({{name}, {"母"}, {"090-0000-0001"}, {}});
    return edit;
  }
  static CareEdit passport(const std::string& words) {
    CareEdit edit{nothing_of(CarePart::passport), {}};
    edit.content.passport->communication = {words};
    return edit;
  }
  Result<CarePartView> edit(const Actor& actor, CarePart part, std::int64_t version, const CareEdit& sent) {
    return act([&](Tx& tx) { return edit_care(tx, actor, team_.person, part, version, sent); });
  }
  static const CarePartView* part_in(const CareView& view, CarePart part) {
    const auto at = std::ranges::find(view.parts, part, &CarePartView::part);
    return at == view.parts.end() ? nullptr : &*at;
  }
  NewInstruction a_sheet(int ends_in) {
    NewInstruction sheet;
    sheet.id = in_write([](Tx& tx) { return tx.new_id<InstructionId>(); });
    const auto today = japan_date(clock().now());
    sheet.content.doctor = {"山田"};
    sheet.content.facility = {"市立病院"};
    sheet.content.issued_on = sheet.content.valid_from = add_days(today, -100);
    sheet.content.valid_until = add_days(today, ends_in);
    sheet.content.covers.items = {{"oxygen"}};
    return sheet;
  }
  Result<InstructionView> add(const Actor& actor, const NewInstruction& sheet) {
    return act([&](Tx& tx) { return add_instruction(tx, actor, team_.person, sheet); });
  }
  std::string token() {
    const auto sheet =
        act([&](Tx& tx) { return gather_card(tx, team_.coordinator, team_.person, card_key()); });
    return sheet->url.substr(sheet->url.find('#') + 1);
  }
  CardKey card_key() const { return {key_, "https://renraku.example.jp"}; }
  Result<CardAnswer> scan(const Actor& actor, const std::string& code) {
    return act([&](Tx& tx) { return open_card(tx, actor, {{code}}); });
  }
  template <class R>
  static Code code_of(const R& result) {
    return result ? Code::internal : result.error().code;
  }
  test::GuardianWithAccount father() {
    return act([&](Tx& tx) {
      return test::a_guardian(tx, team_.region, team_.person,
                              {.name = "父", .relation = "father", .restricted = true});
    });
  }

  crypto::Key key_;
  test::Team team_;
};
MUSUBI_ON_BOTH_ENGINES(CareTest);

TEST_P(CareTest, IsReadInTheClassesOfASeatAndByNobodyElse) {
  edit(team_.nurse, CarePart::contacts, 0, contacts("母"));
  edit(team_.nurse, CarePart::passport, 0, passport("目で答える"));
  EXPECT_EQ(care(team_.teacher)->parts.size(), 7U);
  EXPECT_EQ(care(team_.mother.actor)->parts.size(), 7U);
  EXPECT_EQ(code_of(care(team_.colleague)), Code::not_found);
  EXPECT_EQ(code_of(care(team_.stranger)), Code::not_found);
  act([&](Tx& tx) {
    tx.run("update seat set classes = $1 where seat_id = $2", ClassSet::of(InfoClass::basic),
           team_.teacher_seat);
  });
  const auto basic = care(team_.teacher).value();
  ASSERT_EQ(basic.parts.size(), 1U) << "the passport alone";
  EXPECT_EQ(basic.parts[0].content.passport->communication.value, "目で答える");
  EXPECT_FALSE(basic.sees_care);
  EXPECT_EQ(code_of(edit(team_.teacher, CarePart::contacts, 1, contacts("父"))), Code::forbidden);
  act([&](Tx& tx) { test::end_seat(tx, team_.region, team_.person, team_.teacher_seat); });
  EXPECT_EQ(code_of(care(team_.teacher)), Code::not_found);
}

TEST_P(CareTest, ShowsAGuardianUnderAProtectiveLimitNothingAtAll) {
  edit(team_.nurse, CarePart::hospitals, 0, [] {
    CareEdit sent{nothing_of(CarePart::hospitals), {}};
    sent.content.hospitals->items.push_back({{"市立病院"}, {}, {}, {}, {}, {}});
    return sent;
  }());
  const auto sheet = a_sheet(100);
  add(team_.nurse, sheet);
  const auto limited = father().actor;
  const auto view = care(limited).value();
  EXPECT_THAT(view.parts, IsEmpty());
  EXPECT_THAT(view.instructions, IsEmpty());
  EXPECT_EQ(code_of(edit(limited, CarePart::passport, 0, passport("x"))), Code::not_found);
  const auto past = act([&](Tx& tx) { return care_versions(tx, limited, team_.person, CarePart::passport); });
  EXPECT_EQ(code_of(past), Code::not_found);
  const auto one = act([&](Tx& tx) { return read_instruction(tx, limited, team_.person, sheet.id); });
  EXPECT_EQ(code_of(one), Code::not_found);
}

TEST_P(CareTest, KeepsEveryStateOfAPartAndTellsWhoWasFaster) {
  EXPECT_EQ(edit(team_.nurse, CarePart::contacts, 0, contacts("母"))->version, 1);
  EXPECT_EQ(edit(team_.nurse, CarePart::contacts, 0, contacts("母"))->version, 1) << "sent again";
  EXPECT_EQ(edit(team_.coordinator, CarePart::contacts, 1, contacts("祖母"))->version, 2);
  const auto lost = edit(team_.nurse, CarePart::contacts, 1, contacts("父"));
  EXPECT_EQ(code_of(lost), Code::conflict);
  EXPECT_THAT(lost.error().current, testing::HasSubstr("祖母"));
  EXPECT_EQ(edit(team_.nurse, CarePart::passport, 0, passport("x"))->version, 1) << "a part of its own";
  const auto past =
      act([&](Tx& tx) { return care_versions(tx, team_.teacher, team_.person, CarePart::contacts); }).value();
  ASSERT_EQ(past.size(), 2U);
  EXPECT_EQ(past[0].reason, "家族から聞いた");
  EXPECT_EQ(past[1].content.contacts->items[0].name.value, "母");
}

TEST_P(CareTest, LetsTheFamilyWriteThePassportAndNothingElse) {
  EXPECT_EQ(edit(team_.mother.actor, CarePart::passport, 0, passport("まばたきで呼ぶ"))->version, 1);
  EXPECT_EQ(code_of(edit(team_.mother.actor, CarePart::contacts, 0, contacts("母"))), Code::forbidden);
  EXPECT_EQ(code_of(add(team_.mother.actor, a_sheet(10))), Code::forbidden);
  const auto view = care(team_.mother.actor).value();
  EXPECT_TRUE(part_in(view, CarePart::passport)->may_edit);
  EXPECT_FALSE(part_in(view, CarePart::contacts)->may_edit);
  EXPECT_TRUE(view.may_print) << "a card of their own";
}

TEST_P(CareTest, AmendsAndTakesBackAnInstructionSheetByVersions) {
  const auto sheet = a_sheet(100);
  EXPECT_EQ(add(team_.nurse, sheet)->version, 1);
  EXPECT_EQ(add(team_.nurse, sheet)->version, 1);
  EXPECT_EQ(code_of(add(team_.coordinator, sheet)), Code::duplicate);
  InstructionEdit change{sheet.content, {"延長"}};
  change.content.valid_until = add_days(sheet.content.valid_until, 30);
  const auto amend = [&](std::int64_t version) {
    return act([&](Tx& tx) {
      return edit_instruction(tx, team_.coordinator, team_.person, sheet.id, version, change);
    });
  };
  EXPECT_EQ(amend(1)->version, 2);
  change.content.note = {"別"};
  EXPECT_EQ(code_of(amend(1)), Code::conflict);
  const auto hidden =
      act([&](Tx& tx) { return hide_instruction(tx, team_.nurse, team_.person, sheet.id, {{"別の子"}}); });
  EXPECT_EQ(hidden->hidden->reason, "別の子");
  EXPECT_EQ(hidden->content.doctor.value, "");
  EXPECT_EQ(code_of(amend(3)), Code::gone);
  EXPECT_THAT(care(team_.mother.actor)->instructions, IsEmpty());
  const auto detail =
      act([&](Tx& tx) { return read_instruction(tx, team_.nurse, team_.person, sheet.id); }).value();
  EXPECT_EQ(detail.versions.size(), 3U);
  EXPECT_EQ(detail.versions[1].reason, "延長");
}

TEST_P(CareTest, AsksTheCoordinatorForANewSheetUntilOneIsThere) {
  const auto titles = [&] {
    act([&](Tx& tx) {
      task::keep_in_line(tx, team_.region, team_.person, {causes});
      return 0;
    });
    std::vector<std::string> open;
    const auto tasks = act([&](Tx& tx) { return task::list_tasks(tx, team_.coordinator, team_.person, {}); });
    for (const auto& item : tasks->items)
      if (item.source == task::TaskSource::instruction) open.push_back(item.title);
    return open;
  };
  add(team_.nurse, a_sheet(40));
  EXPECT_THAT(titles(), IsEmpty());
  clock().advance(std::chrono::hours(24 * 12));
  EXPECT_THAT(titles(), ElementsAre("医療的ケア指示書の更新を依頼する"));
  auto next = a_sheet(200);
  next.content.valid_from = add_days(japan_date(clock().now()), 1);
  add(team_.nurse, next);
  EXPECT_THAT(titles(), IsEmpty());
}

TEST_P(CareTest, LetsTheTeamInByTheCodeOfACardAndFindsForOthersAsASearchDoes) {
  const auto code = token();
  EXPECT_EQ(token(), code) << "printed again it is the same";
  EXPECT_EQ(scan(team_.teacher, code)->person_id, team_.person);
  EXPECT_EQ(scan(team_.mother.actor, code)->person_id, team_.person);
  const auto found = scan(team_.colleague, code).value();
  EXPECT_FALSE(found.person_id);
  ASSERT_TRUE(found.match);
  EXPECT_EQ(found.match->person_id, team_.person);
  EXPECT_FALSE(found.match->has_seat);
  breakglass::NewBreakGlass opening;
  opening.id = in_write([](Tx& tx) { return tx.new_id<BreakGlassId>(); });
  opening.reason = {"園で意識がない"};
  EXPECT_TRUE(act([&](Tx& tx) { return breakglass::open(tx, team_.colleague, team_.person, opening); }));
  EXPECT_EQ(scan(team_.colleague, code)->person_id, team_.person) << "open already";
}

TEST_P(CareTest, TellsNobodyAnythingByAVoidOrUnknownCode) {
  const auto old = token();
  act([&](Tx& tx) { return renew_card(tx, team_.coordinator, team_.person, card_key(), {{"紛失"}}); });
  const auto fresh = token();
  EXPECT_NE(fresh, old);
  for (const auto& code : {old, std::string("unknown")})
    for (const auto* actor : {&team_.teacher, &team_.colleague, &team_.stranger}) {
      const auto answer = scan(*actor, code);
      ASSERT_TRUE(answer);
      EXPECT_FALSE(answer->person_id || answer->match) << code;
    }
  EXPECT_FALSE(scan(team_.stranger, fresh)->match) << "another region";
  EXPECT_EQ(scan(team_.teacher, fresh)->person_id, team_.person);
}

TEST_P(CareTest, RefusesGuardiansAndOperatorsAlikeWhateverTheCode) {
  const auto code = token();
  const auto other = act([&](Tx& tx) {
    return test::a_guardian(tx, team_.region, test::a_person(tx, team_.region, {.given_name = "はると"}));
  });
  const auto operator_ = act([&](Tx& tx) { return test::an_operator(tx, team_.region); });
  for (const auto& actor : {other.actor, operator_})
    for (const auto& tried : {code, std::string("unknown")})
      EXPECT_EQ(code_of(scan(actor, tried)), Code::forbidden);
}

TEST_P(CareTest, CountsUnknownCodesLikeSearchesThatFoundNobody) {
  for (int i = 0; i < breakglass::kMissesAnHour; ++i) EXPECT_TRUE(scan(team_.colleague, "guess"));
  EXPECT_EQ(code_of(scan(team_.colleague, "guess")), Code::throttled);
  EXPECT_EQ(code_of(scan(team_.colleague, token())), Code::throttled);
}

TEST_P(CareTest, AsksAStrangerForAFreshSecondFactorAndTheTeamForNone) {
  const auto code = token();
  auto stale = team_.colleague;
  stale.strength = access::Strength::two_factor;
  EXPECT_EQ(code_of(scan(stale, code)), Code::step_up_needed);
  EXPECT_EQ(code_of(scan(stale, "unknown")), Code::step_up_needed);
  auto teacher = team_.teacher;
  teacher.strength = access::Strength::two_factor;
  EXPECT_EQ(scan(teacher, code)->person_id, team_.person);
}

TEST_P(CareTest, KeepsNoTokenInTheDatabase) {
  const auto code = token();
  const auto hash = in_read([&](Tx& tx) { return tx.one<db::Bytes>("select token_hash from care_card"); });
  EXPECT_THAT(crypto::to_base64url(hash), Not(code));
}

TEST_P(CareTest, PrintsTheSameCodeAgainThoughTheMasterKeyIsAnother) {
  const auto sheet = [&](const keys::Ring& ring) {
    return act([&](Tx& tx) {
             return gather_card(tx, team_.coordinator, team_.person, {ring, "https://renraku.example.jp"});
           })
        .value()
        .url;
  };
  const auto printed = sheet(keys::Ring(key_));
  const auto value = in_read([](Tx& tx) { return sealed_values(tx).at(0); });
  const auto next = keys::Ring(crypto::random_key());
  const auto code = keys::Ring(key_).open(value.purpose, value.context, value.sealed).value();
  in_write([&](Tx& tx) { value.replace(tx, next.seal(tx, value.purpose, value.context, code)); });
  EXPECT_EQ(sheet(next), printed);
}

TEST_P(CareTest, KeepsTheCodesOfCardsFromBeforeCodesWereSealed) {
  // The code followed from the master key then.
  const auto made = crypto::derive_key(
      key_, "emergency card:" + to_string(team_.region) + ":" + to_string(team_.person) + ":1");
  const auto code = crypto::to_base64url({made.data(), crypto::Key::kSize});
  token();
  in_write([&](Tx& tx) {
    tx.run("update care_card set token_hash = $1, sealed = null", crypto::hash_token(code));
    keep_old_codes(tx, keys::Ring(key_), key_);
  });
  EXPECT_EQ(token(), code);
}

TEST_P(CareTest, ShowsTheCardToAnEmergencyLookButNothingThatLeadsToAShelteredFamily) {
  edit(team_.nurse, CarePart::contacts, 0, contacts("母"));
  add(team_.nurse, a_sheet(100));
  const auto code = token();
  scan(team_.colleague, code);
  breakglass::NewBreakGlass opening;
  opening.id = in_write([](Tx& tx) { return tx.new_id<BreakGlassId>(); });
  opening.reason = {"園で意識がない"};
  ASSERT_TRUE(act([&](Tx& tx) { return breakglass::open(tx, team_.colleague, team_.person, opening); }));
  const auto open = care(team_.colleague).value();
  EXPECT_EQ(part_in(open, CarePart::contacts)->content.contacts->size(), 1U);
  EXPECT_EQ(open.instructions.at(0).content.facility.value, "市立病院");
  EXPECT_FALSE(part_in(open, CarePart::passport)->may_edit);
  EXPECT_EQ(code_of(edit(team_.colleague, CarePart::contacts, 1, contacts("x"))), Code::forbidden);
  father();
  const auto sheltered = care(team_.colleague).value();
  EXPECT_TRUE(part_in(sheltered, CarePart::contacts)->content.contacts->empty());
  EXPECT_EQ(sheltered.instructions.at(0).content.facility.value, "");
}

TEST_P(CareTest, GivesAGuardianACardOfTheirOwnThatTheyAloneMakeVoid) {
  const auto& mother = team_.mother.actor;
  const auto own = [&] {
    return act([&](Tx& tx) { return gather_card(tx, mother, team_.person, card_key()); }).value();
  };
  const auto code_on = [](const CardSheet& sheet) { return sheet.url.substr(sheet.url.find('#') + 1); };
  const auto teams = token();
  const auto sheet = own();
  const auto hers = code_on(sheet);
  EXPECT_NE(hers, teams);
  EXPECT_EQ(code_on(own()), hers) << "the same card is printed again";
  EXPECT_TRUE(sheet.care.may_print);
  EXPECT_EQ(sheet.care.card->by_name, mother.display_name);
  for (const auto& code : {teams, hers}) EXPECT_TRUE(scan(team_.colleague, code)->match) << code;
  ASSERT_TRUE(act([&](Tx& tx) { return renew_card(tx, mother, team_.person, card_key(), {{"紛失"}}); }));
  EXPECT_FALSE(scan(team_.colleague, hers)->match) << "void";
  EXPECT_TRUE(scan(team_.colleague, teams)->match) << "the team's is another one";
  const auto again = code_on(own());
  ASSERT_TRUE(
      act([&](Tx& tx) { return renew_card(tx, team_.coordinator, team_.person, card_key(), {{"紛失"}}); }));
  EXPECT_FALSE(scan(team_.colleague, teams)->match);
  EXPECT_TRUE(scan(team_.colleague, again)->match) << "hers stays";
  EXPECT_EQ(care(team_.coordinator)->card->by_name, team_.coordinator.display_name);
}

TEST_P(CareTest, GivesNoCardToAGuardianUnderAProtectiveLimit) {
  const auto limited = father().actor;
  EXPECT_FALSE(care(limited)->may_print);
  EXPECT_FALSE(care(limited)->card);
  EXPECT_EQ(code_of(act([&](Tx& tx) { return gather_card(tx, limited, team_.person, card_key()); })),
            Code::not_found);
  EXPECT_EQ(code_of(act([&](Tx& tx) { return renew_card(tx, limited, team_.person, card_key(), {{"x"}}); })),
            Code::not_found);
}

TEST_P(CareTest, IsPrintedByLeadsAndCoordinatorsAlone) {
  EXPECT_EQ(code_of(act([&](Tx& tx) { return gather_card(tx, team_.nurse, team_.person, card_key()); })),
            Code::forbidden);
  const auto sheet =
      act([&](Tx& tx) { return gather_card(tx, team_.coordinator, team_.person, card_key()); }).value();
  EXPECT_TRUE(sheet.url.starts_with("https://renraku.example.jp/card#"));
  EXPECT_EQ(sheet.person.family_name, "佐藤");
}

}  // namespace
}  // namespace musubi::care
