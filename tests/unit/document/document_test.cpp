// Plans and documents in a team, on both engines: drafted together, agreed step by step, in force, drafted
// anew.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "course/checkups.hpp"
#include "document/document_service.hpp"
#include "form/form_service.hpp"
#include "support/test_database.hpp"
#include "support/world.hpp"
#include "task/task_keeper.hpp"

namespace musubi::document {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

/// A plan with goals, a head's and a guardian's step, and a review after six months.
std::string a_form(const std::string& items) {
  const std::string base = "https://musubi.example/fhir/StructureDefinition/";
  return R"({"resourceType":"Questionnaire","title":"支援の計画","extension":[
    {"url":")" +
         base + R"(info-class","valueCode":"education"},
    {"url":")" +
         base + R"(form-kind","valueCode":"plan"},
    {"url":")" +
         base + R"(agreement-step","valueCoding":{"code":"head","display":"園長の確認"}},
    {"url":")" +
         base + R"(agreement-step","valueCoding":{"code":"guardian","display":"保護者の同意"}},
    {"url":")" +
         base + R"(review-months","valueInteger":6}],"item":[)" + items + "]}";
}
const std::string kName = R"({"linkId":"name","type":"string","text":"氏名","extension":[
  {"url":"http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-initialExpression",
   "valueExpression":{"language":"text/fhirpath","expression":"%patient.name"}}]})";
const std::string kWish = R"({"linkId":"wish","type":"text","text":"願い","required":true})";
const std::string kGoals = R"({"linkId":"goals","type":"group","text":"目標","repeats":true,"item":[
  {"linkId":"goal.text","type":"text","text":"目標"},{"linkId":"goal.score","type":"integer","text":"点"}]})";

class Document : public test::DatabaseTest {
 protected:
  Document() {
    team_ = in_write([](Tx& tx) { return test::a_team(tx); });
    operator_ = in_write([&](Tx& tx) { return test::an_operator(tx, team_.region); });
    publish(kName + "," + kWish + "," + kGoals);
  }
  template <class F>
  auto act(F&& f) {
    clock().advance(std::chrono::milliseconds(10));
    return in_write(std::forward<F>(f));
  }
  template <class R>
  static Code code_of(const R& result) {
    return result ? Code::internal : result.error().code;
  }
  void publish(const std::string& items) {
    act([&](Tx& tx) -> Status {
      (void)form::add_form(tx, operator_, {{"our_plan"}, {"支援の計画"}, std::nullopt});
      return {};
    });
    const auto view = act([&](Tx& tx) { return form::read_form(tx, operator_, "our_plan"); }).value();
    const auto drafted = act([&](Tx& tx) {
      return form::save_form_draft(tx, operator_, "our_plan", view.form.draft_revision, {{a_form(items)}});
    });
    ASSERT_TRUE(drafted) << drafted.error().detail;
    const auto published = act([&](Tx& tx) {
      return form::publish_form(tx, operator_, "our_plan", drafted->form.draft_revision, {{"改めました"}});
    });
    ASSERT_TRUE(published) << published.error().detail << published.error().current;
  }
  PersonDocumentId begin(const Actor& actor) {
    const auto id = act([](Tx& tx) { return tx.new_id<PersonDocumentId>(); });
    const auto begun = act([&](Tx& tx) {
      return begin_document(tx, actor, team_.person, {id, {"our_plan"}, {}, std::nullopt});
    });
    EXPECT_TRUE(begun) << begun.error().detail;
    return id;
  }
  static AnswerValue words(const std::string& text) {
    AnswerValue value;
    if (!text.empty()) value.text.emplace().value = text;
    return value;
  }
  static AnswerValue row(double order) {
    AnswerValue value;
    value.order = order;
    return value;
  }
  Result<SavedAnswers> save(const Actor& actor, PersonDocumentId id, const std::string& path,
                            std::int64_t seen, const AnswerValue& value) {
    return act([&](Tx& tx) {
      return save_answers(tx, actor, team_.person, id, {{{{{path}, {seen}, value}}}});
    });
  }
  Result<PersonDocument> read(const Actor& actor, PersonDocumentId id,
                              std::optional<std::int64_t> version = {}) {
    return act([&](Tx& tx) { return read_document(tx, actor, team_.person, id, version); });
  }
  std::vector<std::string> listed(const Actor& actor) {
    const auto view = act([&](Tx& tx) { return list_documents(tx, actor, team_.person); });
    if (!view) return {"refused: " + std::string(describe(view.error().code).name)};
    std::vector<std::string> out;
    for (const auto& line : view->items) out.push_back(std::string(json::enum_name(line.stage)));
    return out;
  }
  static std::string answer(const PersonDocument& view, const std::string& path) {
    for (const auto& one : view.answers)
      if (one.path == path) return one.value.text ? one.value.text->value : "(other)";
    return "(none)";
  }
  FileId a_file(const Actor& by) {
    return act([&](Tx& tx) {
      const auto id = tx.new_id<FileId>();
      tx.run(R"sql(
        insert into file (region_id, file_id, person_id, uploaded_by, content_type, filename, size, width, height,
                          has_thumbnail, sha256, key_number, bound_kind, bound_id, created_at)
        values ($1, $2, $3, $4, 'image/png', 'sign.png', 1, 1, 1, false, $5, 1, 'unbound', null, $6)
      )sql",
             team_.region, id, team_.person, by.post_id, db::Bytes(32), tx.now());
      return id;
    });
  }
  Result<PersonDocument> submit(const Actor& actor, PersonDocumentId id) {
    return act([&](Tx& tx) { return submit_document(tx, actor, team_.person, id, {}); });
  }
  Result<PersonDocument> approve(const Actor& actor, PersonDocumentId id, std::int64_t version) {
    return act([&](Tx& tx) {
      return approve_document(tx, actor, team_.person, id, {version, {"よいと思います"}});
    });
  }
  Result<PersonDocument> agree(const Actor& actor, PersonDocumentId id, std::int64_t version) {
    DocumentAgree how;
    how.version = version;
    how.signature_file_id = a_file(actor);
    return act([&](Tx& tx) { return agree_document(tx, actor, team_.person, id, how); });
  }
  Result<PersonDocument> give_back(const Actor& actor, PersonDocumentId id, std::int64_t version) {
    return act([&](Tx& tx) {
      return return_document(tx, actor, team_.person, id, {version, {"もう少し具体的に"}});
    });
  }
  /// A plan in force, its first version.
  PersonDocumentId in_force() {
    const auto id = begin(team_.nurse);
    EXPECT_TRUE(save(team_.nurse, id, "wish", 0, words("楽しく通う")));
    EXPECT_TRUE(save(team_.nurse, id, "goals:a1", 0, row(1)));
    EXPECT_TRUE(save(team_.nurse, id, "goals:a1/goal.text", 0, words("あいさつをする")));
    EXPECT_TRUE(submit(team_.coordinator, id));
    EXPECT_TRUE(approve(team_.coordinator, id, 1));
    EXPECT_TRUE(agree(team_.mother.actor, id, 1));
    return id;
  }

  test::Team team_;
  Actor operator_;
};
MUSUBI_ON_BOTH_ENGINES(Document);

TEST_P(Document, BeginsFilledInFromTheRegisterAndOnlyOnce) {
  const auto id = begin(team_.nurse);
  const auto view = read(team_.teacher, id).value();
  EXPECT_EQ(answer(view, "name"), "佐藤 ひなた");
  EXPECT_EQ(view.document.title, "支援の計画");
  const auto again = act([&](Tx& tx) {
    return begin_document(tx, team_.nurse, team_.person, {id, {"our_plan"}, {}, std::nullopt});
  });
  EXPECT_TRUE(again);
  EXPECT_EQ(code_of(act([&](Tx& tx) {
              return begin_document(tx, team_.teacher, team_.person, {id, {"our_plan"}, {}, std::nullopt});
            })),
            Code::duplicate);
  EXPECT_EQ(listed(team_.nurse).size(), 1U);
}

TEST_P(Document, IsNobodysWithoutASeatTheClassOrTheRegion) {
  const auto id = begin(team_.nurse);
  EXPECT_EQ(code_of(read(team_.colleague, id)), Code::not_found);
  EXPECT_EQ(code_of(read(team_.stranger, id)), Code::not_found);
  EXPECT_EQ(code_of(read(operator_, id)), Code::not_found);
  act([&](Tx& tx) {
    tx.run("update seat set classes = $1 where seat_id = $2", ClassSet::of(InfoClass::health),
           team_.teacher_seat);
  });
  EXPECT_THAT(listed(team_.teacher), IsEmpty());
  EXPECT_EQ(code_of(read(team_.teacher, id)), Code::not_found);
  EXPECT_EQ(code_of(save(team_.teacher, id, "wish", 0, words("x"))), Code::not_found);
  act([&](Tx& tx) { test::end_seat(tx, team_.region, team_.person, team_.nurse_seat); });
  EXPECT_EQ(code_of(read(team_.nurse, id)), Code::not_found);
}

TEST_P(Document, IsDraftedTogetherAndOnlyTheSameItemCollides) {
  const auto id = begin(team_.nurse);
  EXPECT_EQ(save(team_.nurse, id, "wish", 0, words("看護師の案"))->answers.at(0).revision, 1);
  EXPECT_TRUE(save(team_.teacher, id, "goals:b1", 0, row(1)));
  EXPECT_TRUE(save(team_.teacher, id, "goals:b1/goal.text", 0, words("先生の目標")));
  const auto lost = save(team_.teacher, id, "wish", 0, words("先生の案"));
  ASSERT_FALSE(lost);
  EXPECT_EQ(lost.error().code, Code::conflict);
  EXPECT_NE(lost.error().current.find("看護師の案"), std::string::npos) << "the other's words are shown";
  EXPECT_TRUE(save(team_.nurse, id, "wish", 0, words("看護師の案")))
      << "the same words again are the same write";
  EXPECT_EQ(save(team_.teacher, id, "wish", 1, words("ふたりの案"))->answers.at(0).revision, 2);
  const auto view = read(team_.coordinator, id).value();
  EXPECT_EQ(answer(view, "wish"), "ふたりの案");
  EXPECT_EQ(answer(view, "goals:b1/goal.text"), "先生の目標");
  const auto kept = in_read([&](Tx& tx) {
    return tx.one<std::int64_t>(
        "select count(*) from document_answer where path = 'wish' and value like '%看護師%'");
  });
  EXPECT_EQ(kept, 1) << "what was overwritten stays";
}

TEST_P(Document, SavesAllOrNothingAndOnlyWhatTheFormHas) {
  const auto id = begin(team_.nurse);
  const auto both = [&](const std::string& second, const AnswerValue& value) {
    return act([&](Tx& tx) {
      return save_answers(tx, team_.nurse, team_.person, id,
                          {{{{{"wish"}, {0}, words("x")}, {{second}, {0}, value}}}});
    });
  };
  EXPECT_EQ(both("nothing", words("y")).error().field, "saves[1].path");
  EXPECT_EQ(both("goals:a1/goal.score", words("y")).error().field, "saves[1].value");
  EXPECT_EQ(both("wish", words("y")).error().field, "saves[1].path");
  EXPECT_EQ(answer(read(team_.nurse, id).value(), "wish"), "(none)");
}

TEST_P(Document, GoesFromDraftersOverTheHeadToTheGuardianAndIntoForce) {
  const auto id = begin(team_.nurse);
  EXPECT_THAT(listed(team_.mother.actor), IsEmpty()) << "drafts are never shared";
  const auto missing = submit(team_.coordinator, id);
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().field, "wish");
  EXPECT_NE(missing.error().current.find("problems"), std::string::npos);
  ASSERT_TRUE(save(team_.nurse, id, "wish", 0, words("楽しく通う")));
  EXPECT_EQ(code_of(submit(team_.nurse, id)), Code::forbidden) << "a member drafts, a lead hands in";
  const auto submitted = submit(team_.coordinator, id);
  ASSERT_TRUE(submitted) << submitted.error().detail;
  EXPECT_EQ(submitted->document.waiting_for, WaitingFor::head);
  EXPECT_EQ(code_of(save(team_.nurse, id, "wish", 1, words("あとから"))), Code::gone);
  EXPECT_THAT(listed(team_.mother.actor), IsEmpty()) << "not yet the guardian's";
  EXPECT_EQ(code_of(approve(team_.coordinator, id, 7)), Code::conflict) << "another version than was read";
  EXPECT_EQ(code_of(agree(team_.mother.actor, id, 1)), Code::not_found);
  ASSERT_TRUE(approve(team_.coordinator, id, 1));
  EXPECT_THAT(listed(team_.mother.actor), ElementsAre("submitted"));
  EXPECT_TRUE(read(team_.mother.actor, id)->may.agree);
  DocumentAgree unsigned_;
  unsigned_.version = 1;
  EXPECT_EQ(act([&](Tx& tx) { return agree_document(tx, team_.mother.actor, team_.person, id, unsigned_); })
                .error()
                .field,
            "signature_file_id");
  const auto agreed = agree(team_.mother.actor, id, 1);
  ASSERT_TRUE(agreed) << agreed.error().detail;
  ASSERT_TRUE(agreed->document.force);
  EXPECT_EQ(agreed->document.force->version, 1);
  EXPECT_EQ(agreed->document.force->next_review_on, course::months_after(japan_date(clock().now()), 6));
  ASSERT_EQ(agreed->signatures.size(), 2U);
  EXPECT_EQ(agreed->signatures[1].by_name, "佐藤 母");
  EXPECT_THAT(agreed->comments, IsEmpty());
  EXPECT_EQ(read(team_.nurse, id)->versions.at(0).state, DocumentVersionState::agreed);
}

TEST_P(Document, ComesBackWithTheReasonAndIsNoLongerTheGuardians) {
  const auto id = begin(team_.nurse);
  ASSERT_TRUE(save(team_.nurse, id, "wish", 0, words("楽しく")));
  ASSERT_TRUE(submit(team_.coordinator, id));
  EXPECT_EQ(code_of(give_back(team_.nurse, id, 1)), Code::forbidden);
  ASSERT_TRUE(approve(team_.coordinator, id, 1));
  const auto returned = give_back(team_.mother.actor, id, 1);
  EXPECT_EQ(code_of(returned), Code::internal) << "granted";
  EXPECT_THAT(listed(team_.mother.actor), IsEmpty());
  const auto view = read(team_.nurse, id).value();
  EXPECT_EQ(view.document.stage, DocumentStage::draft);
  ASSERT_TRUE(view.returned);
  EXPECT_EQ(view.returned->words, "もう少し具体的に");
  EXPECT_EQ(view.versions.at(0).state, DocumentVersionState::returned);
  ASSERT_TRUE(save(team_.nurse, id, "wish", 1, words("毎日 楽しく")));
  EXPECT_EQ(submit(team_.coordinator, id)->document.version, 2);
}

TEST_P(Document, TellsAGuardianUnderAProtectiveLimitNothing) {
  const auto father = act([&](Tx& tx) {
    return test::a_guardian(tx, team_.region, team_.person,
                            {.name = "父", .relation = "father", .restricted = true});
  });
  const auto id = in_force();
  EXPECT_THAT(listed(father.actor), IsEmpty());
  EXPECT_EQ(code_of(read(father.actor, id)), Code::not_found);
  EXPECT_EQ(code_of(agree(father.actor, id, 1)), Code::forbidden);
  const auto told = in_read([&](Tx& tx) {
    return tx.one<std::int64_t>("select count(*) from change where kind = 'document' and account_id = $1",
                                father.actor.account_id);
  });
  EXPECT_EQ(told, 0);
}

TEST_P(Document, IsDraftedAnewWhileItStaysInForce) {
  const auto id = in_force();
  ASSERT_TRUE(
      act([&](Tx& tx) { return redraft_document(tx, team_.nurse, team_.person, id, {{"半年の見直し"}}); }));
  ASSERT_TRUE(save(team_.nurse, id, "wish", 1, words("友だちと遊ぶ")));
  EXPECT_EQ(answer(read(team_.mother.actor, id).value(), "wish"), "楽しく通う") << "what is in force";
  EXPECT_THAT(listed(team_.mother.actor), ElementsAre("agreed")) << "nothing tells of the draft";
  const auto compared =
      act([&](Tx& tx) { return compare_versions(tx, team_.teacher, team_.person, id, {}); }).value();
  EXPECT_EQ(compared.from, 1);
  std::vector<std::string> changed;
  for (const auto& item : compared.items)
    if (item.change == AnswerChange::changed) changed.push_back(item.before + "→" + item.after);
  EXPECT_THAT(changed, ElementsAre("楽しく通う→友だちと遊ぶ"));
  ASSERT_TRUE(submit(team_.coordinator, id));
  ASSERT_TRUE(approve(team_.coordinator, id, 2));
  ASSERT_TRUE(agree(team_.mother.actor, id, 2));
  const auto view = read(team_.nurse, id).value();
  EXPECT_EQ(view.document.force->version, 2);
  EXPECT_EQ(view.versions.at(1).state, DocumentVersionState::replaced);
  EXPECT_EQ(answer(read(team_.nurse, id, 1).value(), "wish"), "楽しく通う");
}

TEST_P(Document, GivesANewDraftUpForWhatIsInForceAndEndsThatToo) {
  const auto id = in_force();
  ASSERT_TRUE(act([&](Tx& tx) { return redraft_document(tx, team_.nurse, team_.person, id, {{"見直し"}}); }));
  ASSERT_TRUE(save(team_.nurse, id, "wish", 1, words("書きかけ")));
  const auto take_back = [&](const Actor& actor) {
    return act([&](Tx& tx) { return take_back_document(tx, actor, team_.person, id, {{"転園のため"}}); });
  };
  EXPECT_EQ(code_of(take_back(team_.nurse)), Code::forbidden);
  EXPECT_EQ(take_back(team_.coordinator)->document.stage, DocumentStage::agreed);
  ASSERT_TRUE(
      act([&](Tx& tx) { return redraft_document(tx, team_.nurse, team_.person, id, {{"もう一度"}}); }));
  EXPECT_EQ(answer(read(team_.nurse, id).value(), "wish"), "楽しく通う")
      << "the draft goes on from the version";
  take_back(team_.coordinator);
  const auto ended = take_back(team_.coordinator);
  EXPECT_EQ(ended->document.stage, DocumentStage::taken_back);
  EXPECT_EQ(ended->document.taken_back->words, "転園のため");
  EXPECT_EQ(ended->document.force->until, japan_date(clock().now()));
  EXPECT_EQ(code_of(take_back(team_.coordinator)), Code::conflict);
}

TEST_P(Document, AsksForItsReviewUntilSomebodyReviewed) {
  const auto id = in_force();
  const auto open = [&] {
    std::vector<std::string> out;
    const auto tasks = act([&](Tx& tx) { return task::list_tasks(tx, team_.coordinator, team_.person, {}); });
    for (const auto& task : tasks->items) out.push_back(task.title + " " + to_string(task.due_on));
    return out;
  };
  task::keep_all(db(), {causes});
  const auto first = course::months_after(japan_date(clock().now()), 6);
  EXPECT_THAT(open(), ElementsAre("「支援の計画」を見直す " + to_string(first)));
  act([&](Tx& tx) {
    tx.run("update seat set classes = $1 where seat_id = $2", ClassSet::of(InfoClass::health),
           team_.nurse_seat);
  });
  EXPECT_THAT(act([&](Tx& tx) { return task::list_tasks(tx, team_.nurse, team_.person, {}); })->items,
              IsEmpty())
      << "the task is of the document's class";
  NewDocumentReview review;
  review.id = act([](Tx& tx) { return tx.new_id<DocumentReviewId>(); });
  review.words.value = "よく伸びた";
  review.results.items.push_back({{"goals:a1"}, GoalMark::achieved, {"毎朝できる"}});
  const auto next = add_days(first, 100);
  review.next_review_on = next;
  const auto reviewed =
      act([&](Tx& tx) { return review_document(tx, team_.coordinator, team_.person, id, review); });
  ASSERT_TRUE(reviewed) << reviewed.error().detail;
  EXPECT_EQ(reviewed->reviews.at(0).results.at(0).goal, "あいさつをする");
  task::keep_all(db(), {causes});
  EXPECT_THAT(open(), ElementsAre("「支援の計画」を見直す " + to_string(next)));
  review.id = act([](Tx& tx) { return tx.new_id<DocumentReviewId>(); });
  review.results.items[0].path.value = "goals:zz";
  EXPECT_EQ(
      code_of(act([&](Tx& tx) { return review_document(tx, team_.coordinator, team_.person, id, review); })),
      Code::invalid);
}

TEST_P(Document, IsTalkedAboutByTheTeamAlone) {
  const auto id = in_force();
  NewDocumentComment comment;
  comment.id = act([](Tx& tx) { return tx.new_id<DocumentCommentId>(); });
  comment.path.value = "wish";
  comment.words.value = "もう少し短く";
  const auto add = [&](const Actor& actor) {
    return act([&](Tx& tx) { return add_comment(tx, actor, team_.person, id, comment); });
  };
  ASSERT_TRUE(add(team_.nurse));
  EXPECT_TRUE(add(team_.nurse)) << "sent twice";
  EXPECT_EQ(code_of(add(team_.teacher)), Code::duplicate);
  EXPECT_EQ(code_of(add(team_.mother.actor)), Code::forbidden);
  auto reply = comment;
  reply.id = act([](Tx& tx) { return tx.new_id<DocumentCommentId>(); });
  reply.reply_to = comment.id;
  ASSERT_TRUE(act([&](Tx& tx) { return add_comment(tx, team_.teacher, team_.person, id, reply); }));
  EXPECT_EQ(read(team_.coordinator, id)->comments.size(), 2U);
  EXPECT_EQ(read(team_.coordinator, id)->document.open_comments, 1);
  EXPECT_THAT(read(team_.mother.actor, id)->comments, IsEmpty());
  ASSERT_TRUE(
      act([&](Tx& tx) { return resolve_comment(tx, team_.teacher, team_.person, id, comment.id, {true}); }));
  EXPECT_EQ(read(team_.coordinator, id)->document.open_comments, 0);
}

TEST_P(Document, MovesToANewerFormAndKeepsAsideWhatNoLongerFits) {
  const auto id = begin(team_.nurse);
  ASSERT_TRUE(save(team_.nurse, id, "wish", 0, words("楽しく通う")));
  ASSERT_TRUE(save(team_.nurse, id, "goals:a1", 0, row(1)));
  ASSERT_TRUE(save(team_.nurse, id, "goals:a1/goal.text", 0, words("あいさつ")));
  publish(kName + "," + kGoals + R"(,{"linkId":"new","type":"string","text":"新しい欄","required":true})");
  EXPECT_FALSE(read(team_.nurse, id)->document.newest_form);
  const auto moved = act([&](Tx& tx) { return update_form(tx, team_.nurse, team_.person, id); }).value();
  EXPECT_EQ(moved.form_version, 2);
  EXPECT_EQ(answer(moved, "goals:a1/goal.text"), "あいさつ");
  ASSERT_EQ(moved.aside.size(), 1U);
  EXPECT_EQ(moved.aside[0].label, "願い");
  EXPECT_EQ(moved.aside[0].words, "楽しく通う");
  EXPECT_EQ(moved.problems.at(0).path, "new");
}

TEST_P(Document, IsPrintedForLeadsAndCoordinators) {
  const auto id = in_force();
  const auto gather = [&](const Actor& actor) {
    return act([&](Tx& tx) { return gather_document_sheet(tx, actor, team_.person, id, std::nullopt); });
  };
  EXPECT_EQ(code_of(gather(team_.nurse)), Code::forbidden);
  EXPECT_EQ(code_of(gather(team_.mother.actor)), Code::forbidden);
  const auto sheet = gather(team_.coordinator);
  ASSERT_TRUE(sheet);
  EXPECT_THAT(draw_document_sheet(*sheet), testing::StartsWith("%PDF-"));
}

TEST_P(Document, FormsAreChangedByOperatorsAloneAndKeepEveryVersion) {
  EXPECT_EQ(code_of(act([&](Tx& tx) { return form::list_forms(tx, team_.coordinator); })), Code::forbidden);
  const auto view = act([&](Tx& tx) { return form::read_form(tx, operator_, "our_plan"); }).value();
  EXPECT_EQ(view.versions.size(), 1U);
  EXPECT_FALSE(view.draft);
  const auto save_draft = [&](std::int64_t seen, const std::string& text) {
    return act([&](Tx& tx) { return form::save_form_draft(tx, operator_, "our_plan", seen, {{text}}); });
  };
  const auto broken = save_draft(0, a_form(R"({"linkId":"a","type":"string"})"));
  ASSERT_TRUE(broken) << "a draft may be unfinished";
  EXPECT_EQ(broken->draft->problems.at(0).link_id, "a");
  const auto revision = broken->form.draft_revision;
  EXPECT_EQ(code_of(save_draft(0, a_form(kWish))), Code::conflict);
  const auto refused =
      act([&](Tx& tx) { return form::publish_form(tx, operator_, "our_plan", revision, {{"公開"}}); });
  EXPECT_EQ(refused.error().field, "questionnaire.a.text");
  EXPECT_EQ(code_of(save_draft(revision, R"({"x":1})")), Code::invalid);
  ASSERT_TRUE(act([&](Tx& tx) { return form::discard_form_draft(tx, operator_, "our_plan", revision); }));
  const auto retired = act([&](Tx& tx) {
    return form::retire_form(tx, operator_, "our_plan", {true, {"使わなくなった"}});
  });
  EXPECT_TRUE(retired->form.retired);
  const auto list = act([&](Tx& tx) { return list_documents(tx, team_.nurse, team_.person); }).value();
  for (const auto& choice : list.forms) EXPECT_NE(choice.key, "our_plan");
}

}  // namespace
}  // namespace musubi::document
