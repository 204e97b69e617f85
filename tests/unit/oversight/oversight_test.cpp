#include "oversight/oversight_service.hpp"

#include "audit/seal.hpp"
#include "crypto/seal.hpp"
#include "support/test_database.hpp"
#include "support/world.hpp"

namespace musubi::oversight {
namespace {

using audit::AuditOutcome;

class Oversight : public test::DatabaseTest {
 protected:
  Oversight() {
    in_write([&](Tx& tx) {
      team_ = test::a_team(tx);
      operator_ = test::an_operator(tx, team_.region);
      other_operator_ = test::an_operator(tx, team_.other_region);
      father_ = test::a_guardian(tx, team_.region, team_.person,
                                 {.name = "佐藤 父", .relation = "father", .restricted = true});
      lead_ = test::a_professional(tx, team_.region, team_.school, {.name = "主任"});
      test::a_seat(tx, team_.person, lead_, {.role = access::SeatRole::lead});
    });
  }
  /// A look of the nurse at the person's notebook; its audit record.
  AuditId look(const Actor& actor, PersonId person) {
    clock().advance(std::chrono::seconds(1));
    return in_write([&](Tx& tx) {
      EXPECT_TRUE(access::require(tx, actor, access::Action::read, person));
      return newest(tx);
    });
  }
  AuditId look() { return look(team_.nurse, team_.person); }
  AuditId newest(Tx& tx) {
    return tx.one<AuditId>("select audit_id from audit where region_id = $1 order by audit_id desc limit 1",
                           team_.region);
  }
  template <class F>
  auto as(F&& f) {
    clock().advance(std::chrono::seconds(1));
    return in_write(std::forward<F>(f));
  }
  std::vector<AuditLine> found(const AuditFilter& filter) {
    return as([&](Tx& tx) { return search(tx, operator_, filter); }).value().items;
  }
  LookQuestionView asked(const Actor& actor, AuditId row, std::string body = "なぜ見たのですか。") {
    return as([&](Tx& tx) {
             return ask(tx, actor, team_.person, {tx.new_id<LookQuestionId>(), row, {std::move(body)}});
           })
        .value();
  }
  void seal() {
    for (std::int64_t left = 1; left > 0;) {
      EXPECT_TRUE(audit::seal_all(db(), keys_));
      left = in_read([&](Tx& tx) { return audit::seal_state(tx, team_.region).waiting; });
    }
  }

  test::Team team_;
  Actor operator_, other_operator_, lead_;
  test::GuardianWithAccount father_;
  audit::Keyring keys_{crypto::derive_key(crypto::Key{}, "test")};
};
MUSUBI_ON_BOTH_ENGINES(Oversight);

TEST_P(Oversight, OperatorsSearchByPersonAccountFacilityTimeAndOutcome) {
  const auto row = look();
  look(team_.teacher, team_.person);
  const auto of_nurse = found({.account = team_.nurse.account_id});
  ASSERT_EQ(of_nurse.size(), 1U);
  EXPECT_EQ(of_nurse[0].id, row);
  EXPECT_EQ(of_nurse[0].account_name, "田中 花子");
  EXPECT_EQ(of_nurse[0].facility_name, "ひかり診療所");
  EXPECT_EQ(of_nurse[0].action, "read");
  EXPECT_EQ(of_nurse[0].person_id, team_.person);
  EXPECT_EQ(found({.person = team_.person}).size(), 2U);
  EXPECT_EQ(found({.person = PersonId{}}).size(), 0U);
  EXPECT_EQ(found({.facility = team_.school}).size(), 1U);
  EXPECT_EQ(found({.person = team_.person, .before = row}).size(), 0U);
  const auto today = japan_date(clock().now());
  EXPECT_EQ(found({.person = team_.person, .from = today, .to = today}).size(), 2U);
  EXPECT_EQ(found({.person = team_.person, .from = add_days(today, -9), .to = add_days(today, -1)}).size(),
            0U);
  EXPECT_EQ(found({.person = team_.person, .outcome = AuditOutcome::refused}).size(), 0U);
  in_write([&](Tx& tx) {
    audit::append_refusal(tx, team_.colleague, {"read", "seat", to_string(team_.person)});
  });
  const auto refused = found({.outcome = AuditOutcome::refused});
  ASSERT_EQ(refused.size(), 1U);
  EXPECT_EQ(refused[0].basis, "seat");
  EXPECT_EQ(as([&](Tx& tx) { return search(tx, operator_, {.from = today, .to = add_days(today, -1)}); })
                .error()
                .code,
            Code::invalid);
}

TEST_P(Oversight, SearchingIsItselfAudited) {
  found({.person = team_.person});
  const auto own = found({.account = operator_.account_id});
  ASSERT_GE(own.size(), 2U);
  EXPECT_EQ(own[1].action, "read_audit");
  EXPECT_EQ(own[1].subject_kind, "audit_log");
}

TEST_P(Oversight, OnlyOperatorsAndOnlyOfTheirRegion) {
  look();
  for (const auto& actor : {team_.coordinator, team_.mother.actor, lead_}) {
    const auto refused = as([&](Tx& tx) { return search(tx, actor, {}); });
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Code::forbidden);
    EXPECT_FALSE(as([&](Tx& tx) { return unusual(tx, actor); }));
    EXPECT_FALSE(as([&](Tx& tx) { return export_csv(tx, actor, {}); }));
    EXPECT_FALSE(as([&](Tx& tx) { return questions(tx, actor, QuestionState::open); }));
  }
  const auto elsewhere = as([&](Tx& tx) { return search(tx, other_operator_, {.person = team_.person}); });
  EXPECT_TRUE(elsewhere.value().items.empty());
}

TEST_P(Oversight, PagesGoOnWhereTheyEnded) {
  for (int i = 0; i < 60; ++i) look();
  const auto first = as([&](Tx& tx) { return search(tx, operator_, {.person = team_.person}); }).value();
  ASSERT_EQ(first.items.size(), 50U);
  ASSERT_TRUE(first.next);
  EXPECT_EQ(found({.person = team_.person, .before = *first.next}).size(), 10U);
}

TEST_P(Oversight, TheExportIsAuditedAndHarmlessInASpreadsheet) {
  in_write([&](Tx& tx) { tx.run("update post set name = '=1+1' where post_id = $1", team_.nurse.post_id); });
  look();
  seal();
  const auto text = as([&](Tx& tx) { return export_csv(tx, operator_, {.person = team_.person}); }).value();
  EXPECT_TRUE(text.starts_with("\xEF\xBB\xBF"));
  EXPECT_NE(text.find("'=1+1"), std::string::npos);
  EXPECT_NE(text.find("2026-11-24 12:00:01"), std::string::npos);
  const auto place = found({.person = team_.person}).front().leaf_index;
  ASSERT_TRUE(place);
  EXPECT_NE(text.find(",\"" + std::to_string(*place + 1) + "\"\r\n"), std::string::npos);
  const auto own = found({.account = operator_.account_id});
  EXPECT_GT(std::ranges::count(own, "audit_export", &AuditLine::subject_kind), 0);
}

TEST_P(Oversight, FindsWhoseRowsAFamilyAsksForByReadingAndBirthDateOnly) {
  const auto birth = in_read([&](Tx& tx) {
    return tx.one<Date>("select birth_date from person where person_id = $1", team_.person);
  });
  const auto find = [&](const access::Actor& actor, const std::string& kana, const Date& day) {
    return as([&](Tx& tx) { return find_person(tx, actor, {{kana}, {"ひなた"}, day}); });
  };
  EXPECT_EQ(find(operator_, "さとう", birth).value().id, team_.person);
  EXPECT_EQ(find(operator_, "さと", birth).error().code, Code::not_found);
  EXPECT_EQ(find(operator_, "さとう", add_days(birth, 1)).error().code, Code::not_found);
  EXPECT_EQ(find(team_.coordinator, "さとう", birth).error().code, Code::forbidden);
  auto auditor = operator_;
  auditor.kind = access::PostKind::auditor;
  EXPECT_TRUE(find(auditor, "サトウ", birth));
  EXPECT_EQ(in_read([&](Tx& tx) {
              return tx.one<std::int64_t>(
                  "select count(*) from audit where person_id = $1 and subject_kind = 'audit_person'",
                  team_.person);
            }),
            2)
      << "the family sees that somebody asked";
}

TEST_P(Oversight, AnAuditorReadsTheLogAndNothingElse) {
  auto auditor = operator_;
  auditor.kind = access::PostKind::auditor;
  EXPECT_TRUE(as([&](Tx& tx) { return search(tx, auditor, {}); }));
  EXPECT_TRUE(as([&](Tx& tx) { return export_csv(tx, auditor, {}); }));
  EXPECT_TRUE(as([&](Tx& tx) { return unusual(tx, auditor); }));
  EXPECT_TRUE(as([&](Tx& tx) { return seal_state(tx, auditor); }));
  EXPECT_EQ(as([&](Tx& tx) { return questions(tx, auditor, QuestionState::open); }).error().code,
            Code::forbidden);
  EXPECT_EQ(as([&](Tx& tx) { return access::require(tx, auditor, access::Action::see_person, team_.person); })
                .error()
                .code,
            Code::not_found);
  EXPECT_EQ(as([&](Tx& tx) -> Result<int> {
              TRY(access::require_duty(tx, auditor, access::Duty::operate_region));
              return 1;
            })
                .error()
                .code,
            Code::forbidden);
}

TEST_P(Oversight, CountsAnySixtyMinutesNotTheClocksHours) {
  clock().advance(std::chrono::minutes(50));  // ten to one
  const auto opened = [&](const access::Actor& actor, int people) {
    in_write([&](Tx& tx) {
      for (int i = 0; i < people; ++i)
        audit::append(tx, actor, {.person_id = tx.new_id<PersonId>(), .action = "read", .basis = "seat"});
    });
  };
  opened(team_.nurse, kManyPeople - 1);
  opened(team_.teacher, kManyPeople - 1);
  clock().advance(std::chrono::minutes(20));
  opened(team_.nurse, 1);
  clock().advance(std::chrono::minutes(41));
  opened(team_.teacher, 1);  // an hour and a minute after the others
  const auto looks = as([&](Tx& tx) { return unusual(tx, operator_); }).value().items;
  ASSERT_EQ(looks.size(), 1U);
  EXPECT_EQ(looks[0].account_name, "田中 花子");
  EXPECT_EQ(looks[0].count, kManyPeople);
}

TEST_P(Oversight, ListsTriesAndEmergencyLooksWithoutASeat) {
  in_write([&](Tx& tx) {
    for (int i = 0; i < kWithoutSeat; ++i)
      audit::append_refusal(tx, team_.colleague, {"read", "seat", to_string(team_.person)});
    for (int i = 0; i < kWithoutSeat; ++i)  // a seat of too few classes is no case of it
      audit::append_refusal(tx, team_.teacher, {"read", "classes", to_string(team_.person)});
    for (int i = 0; i < kWithoutSeat - 1; ++i)
      audit::append(tx, team_.nurse,
                    {.person_id = team_.person, .action = "break_glass", .basis = "break_glass"});
  });
  const auto looks = as([&](Tx& tx) { return unusual(tx, operator_); }).value().items;
  ASSERT_EQ(looks.size(), 1U);
  EXPECT_EQ(looks[0].kind, UnusualKind::without_seat);
  EXPECT_EQ(looks[0].account_name, "席のない同僚");
  EXPECT_EQ(looks[0].count, kWithoutSeat);
}

TEST_P(Oversight, ListsManyPeopleRepeatedRefusalsAndNights) {
  // Noon: one reads 30 notebooks within the hour; another, who has no seat, is refused ten times.
  in_write([&](Tx& tx) {
    for (int i = 0; i < kManyPeople; ++i)
      audit::append(tx, team_.nurse, {.person_id = tx.new_id<PersonId>(), .action = "read", .basis = "seat"});
    for (int i = 0; i < kManyPeople + 9; ++i)  // a list of one's own people opens no notebook
      audit::append(tx, team_.teacher,
                    {.person_id = tx.new_id<PersonId>(), .action = "see_person", .basis = "seat"});
    for (int i = 0; i < kOftenRefused; ++i)
      audit::append_refusal(tx, team_.colleague, {"read", "seat", to_string(team_.person)});
  });
  auto looks = as([&](Tx& tx) { return unusual(tx, operator_); }).value().items;
  ASSERT_EQ(looks.size(), 3U);
  EXPECT_GT(std::ranges::count(looks, UnusualKind::many_people, &UnusualLook::kind), 0);
  EXPECT_GT(std::ranges::count(looks, UnusualKind::refused_often, &UnusualLook::kind), 0);
  for (const auto& one : looks)
    EXPECT_EQ(one.account_name, one.kind == UnusualKind::many_people ? "田中 花子" : "席のない同僚");
  // 23:30 and 00:30 are one night; 05:10 is morning.
  for (const auto hours :
       {std::chrono::minutes(11 * 60 + 30), std::chrono::minutes(60), std::chrono::minutes(280)}) {
    clock().advance(hours);
    in_write([&](Tx& tx) {
      for (int i = 0; i < 2; ++i)
        audit::append(tx, team_.teacher,
                      {.person_id = tx.new_id<PersonId>(), .action = "read", .basis = "seat"});
    });
  }
  looks = as([&](Tx& tx) { return unusual(tx, operator_); }).value().items;
  ASSERT_EQ(looks.size(), 4U);
  EXPECT_EQ(looks[0].kind, UnusualKind::at_night);
  EXPECT_EQ(looks[0].count, 4);
  EXPECT_EQ(looks[0].account_name, "鈴木 一郎");
}

TEST_P(Oversight, AQuestionGoesToTheOperatorAndTheAnswerBackToTheAsker) {
  const auto row = look();
  const auto question = asked(team_.mother.actor, row);
  EXPECT_EQ(question.state, QuestionState::open);
  auto queue = as([&](Tx& tx) { return questions(tx, operator_, QuestionState::open); }).value();
  ASSERT_EQ(queue.size(), 1U);
  EXPECT_EQ(queue[0].asked_by, "佐藤 母");
  EXPECT_EQ(queue[0].look->account_name, "田中 花子");
  EXPECT_FALSE(queue[0].asker_limited);
  const auto answered =
      as([&](Tx& tx) { return answer(tx, operator_, question.id, {{"訪問の準備のためです。"}}); }).value();
  EXPECT_EQ(answered.state, QuestionState::answered);
  const auto own = as([&](Tx& tx) { return own_questions(tx, team_.mother.actor, team_.person); }).value();
  ASSERT_EQ(own.size(), 1U);
  EXPECT_EQ(own[0].answer->body, "訪問の準備のためです。");
  EXPECT_EQ(own[0].answer->answered_by, "市の担当者");
  EXPECT_TRUE(as([&](Tx& tx) { return questions(tx, operator_, QuestionState::open); }).value().empty());
  EXPECT_EQ(as([&](Tx& tx) { return questions(tx, operator_, QuestionState::answered); }).value().size(), 1U);
  // Both steps stand in the log, the asking also in the 閲覧履歴.
  EXPECT_GT(std::ranges::count(found({.person = team_.person}), "look_question", &AuditLine::subject_kind),
            0);
  EXPECT_GT(
      std::ranges::count(found({.account = operator_.account_id}), "look_question", &AuditLine::subject_kind),
      0);
}

TEST_P(Oversight, OneAnswerAQuestion) {
  const auto question = asked(team_.mother.actor, look());
  ASSERT_TRUE(as([&](Tx& tx) { return answer(tx, operator_, question.id, {{"一つめ"}}); }));
  const auto second = as([&](Tx& tx) { return answer(tx, operator_, question.id, {{"二つめ"}}); });
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, Code::conflict);
  EXPECT_NE(second.error().current.find("一つめ"), std::string::npos);
  EXPECT_EQ(as([&](Tx& tx) { return answer(tx, other_operator_, question.id, {{"よそから"}}); }).error().code,
            Code::not_found);
}

TEST_P(Oversight, ARetriedQuestionIsTheSameQuestion) {
  const auto row = look();
  const auto again = [&](const Actor& actor, std::string body, LookQuestionId id) {
    return as([&](Tx& tx) { return ask(tx, actor, team_.person, {id, row, {std::move(body)}}); });
  };
  const auto id = in_write([](Tx& tx) { return tx.new_id<LookQuestionId>(); });
  ASSERT_TRUE(again(team_.mother.actor, "なぜ", id));
  ASSERT_TRUE(again(team_.mother.actor, "なぜ", id));
  EXPECT_EQ(again(team_.mother.actor, "ちがう", id).error().code, Code::duplicate);
  EXPECT_EQ(again(lead_, "なぜ", id).error().code, Code::duplicate);
  EXPECT_EQ(as([&](Tx& tx) { return questions(tx, operator_, QuestionState::open); }).value().size(), 1U);
}

TEST_P(Oversight, NobodyAsksAboutOrReadsWhatIsNotTheirs) {
  const auto row = look();
  const auto foreign = in_write([&](Tx& tx) {
    const auto other = test::a_person(tx, team_.region, {.given_name = "べつの子"});
    audit::append(tx, team_.nurse, {.person_id = other, .action = "read", .basis = "seat"});
    return tx.one<AuditId>("select audit_id from audit where region_id = $1 and person_id = $2", team_.region,
                           other);
  });
  const auto try_ask = [&](const Actor& actor, AuditId about) {
    return as([&](Tx& tx) {
      return ask(tx, actor, team_.person, {tx.new_id<LookQuestionId>(), about, {"なぜ"}});
    });
  };
  EXPECT_EQ(try_ask(team_.mother.actor, foreign).error().code, Code::not_found);
  EXPECT_FALSE(try_ask(team_.nurse, row));  // a member does not see the 閲覧履歴
  EXPECT_FALSE(try_ask(team_.colleague, row));
  EXPECT_FALSE(try_ask(team_.stranger, row));
  EXPECT_FALSE(try_ask(operator_, row));
  asked(team_.mother.actor, row);
  EXPECT_TRUE(as([&](Tx& tx) { return own_questions(tx, father_.actor, team_.person); }).value().empty());
  EXPECT_TRUE(as([&](Tx& tx) { return own_questions(tx, lead_, team_.person); }).value().empty());
}

TEST_P(Oversight, TheOperatorIsWarnedOfAProtectiveLimit) {
  asked(father_.actor, look());
  const auto queue = as([&](Tx& tx) { return questions(tx, operator_, QuestionState::open); }).value();
  ASSERT_EQ(queue.size(), 1U);
  EXPECT_TRUE(queue[0].asker_limited);
}

TEST_P(Oversight, AFamilyProvesALookWithoutLearningMoreThanItsHistoryShows) {
  const auto row = look();
  seal();
  const auto proof_for = [&](const Actor& actor) {
    return as([&](Tx& tx) { return prove_look(tx, actor, team_.person, row, 1); });
  };
  EXPECT_TRUE(proof_for(lead_).value().row);
  EXPECT_FALSE(proof_for(team_.mother.actor).value().row);
  in_write([&](Tx& tx) {
    tx.run("update region set names_in_access_log = true where region_id = $1", team_.region);
  });
  EXPECT_TRUE(proof_for(team_.mother.actor).value().row);
  EXPECT_FALSE(proof_for(father_.actor).value().row);
  EXPECT_FALSE(proof_for(team_.nurse));
  EXPECT_FALSE(proof_for(team_.stranger));
  const auto strange =
      as([&](Tx& tx) { return prove_look(tx, team_.mother.actor, team_.person, AuditId{}, {}); });
  EXPECT_EQ(strange.error().code, Code::not_found);
  EXPECT_TRUE(as([&](Tx& tx) { return prove_row(tx, operator_, row, {}); }).value().row);
  EXPECT_EQ(as([&](Tx& tx) { return prove_row(tx, other_operator_, row, {}); }).error().code,
            Code::not_found);
  EXPECT_FALSE(as([&](Tx& tx) { return prove_row(tx, team_.mother.actor, row, {}); }));
}

TEST_P(Oversight, OperatorsSeeHowFarTheLogIsSealed) {
  look();
  seal();
  const auto state = as([&](Tx& tx) { return seal_state(tx, operator_); }).value();
  ASSERT_TRUE(state.head);
  EXPECT_EQ(state.head->tree_size, 1);
  EXPECT_EQ(state.waiting, 1);  // this very look
  EXPECT_EQ(as([&](Tx& tx) { return heads(tx, operator_, {}); }).value().size(), 1U);
  EXPECT_TRUE(as([&](Tx& tx) { return prove_growth(tx, operator_, 1, {}); }));
}

}  // namespace
}  // namespace musubi::oversight
