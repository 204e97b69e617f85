// Questions about a look: from the 閲覧履歴 to the region's operators and back.
#include "db/change_feed.hpp"
#include "oversight/oversight_service.hpp"
#include "oversight/oversight_store.hpp"

namespace musubi::oversight {
namespace {

constexpr int kMostQuestions = 200;

std::optional<LookAnswer> answer_of(const store::QuestionRow& row) {
  if (!row.answer) return std::nullopt;
  return LookAnswer{*row.answer, row.answered_by.value_or(""), row.answered_at.value_or(Time{})};
}
QuestionState state_of(const store::QuestionRow& row) {
  return row.answer ? QuestionState::answered : QuestionState::open;
}

LookQuestionView view_of(const store::QuestionRow& row) {
  return {row.question_id, row.audit_id, row.body, row.asked_at, state_of(row), answer_of(row)};
}

LookQuestionItem item_of(Tx& tx, RegionId region, const store::QuestionRow& row) {
  return {row.question_id,   row.body,
          row.asked_by_name, row.asked_at,
          state_of(row),     store::is_limited(tx, region, row.person_id, row.asked_by_post),
          answer_of(row),    store::line(tx, region, row.audit_id)};
}

Status operate(Tx& tx, const Actor& actor, Uuid subject) {
  return access::require_duty(tx, actor, access::Duty::operate_region, {}, {{}, "look_question", subject});
}

}  // namespace

Result<LookQuestionView> ask(Tx& tx, const Actor& actor, PersonId person, const NewLookQuestion& question) {
  TRY(access::require(tx, actor, access::Action::see_access_log, person,
                      {.subject_kind = "look_question", .subject_id = question.id.uuid}));
  if (!store::is_row_of(tx, actor.region_id, question.look, person))
    return fail(Code::not_found, "look", "この閲覧は見つかりません。", "There is no such look.");
  store::QuestionRow row;
  row.question_id = question.id;
  row.person_id = person;
  row.audit_id = question.look;
  row.body = question.body.value;
  row.asked_by_post = actor.post_id;
  row.asked_by_account = actor.account_id;
  row.asked_by_name = actor.display_name;
  row.asked_at = tx.now();
  if (!store::insert_question(tx, actor.region_id, row)) {
    const auto there = store::question(tx, actor.region_id, question.id);
    const bool same = there && there->asked_by_post == actor.post_id && there->person_id == person &&
                      there->audit_id == question.look && there->body == question.body.value;
    if (!same) return fail(Code::duplicate, "id", "この番号はすでに使われています。", "This id is in use.");
    return view_of(*there);
  }
  for (const auto account : store::operators(tx, actor.region_id))
    db::append_change(tx, {.region_id = actor.region_id,
                           .kind = "look_question",
                           .subject_id = question.id.uuid,
                           .account_id = account});
  return view_of(row);
}

Result<std::vector<LookQuestionView>> own_questions(Tx& tx, const Actor& actor, PersonId person) {
  TRY(access::require(tx, actor, access::Action::see_access_log, person, {.subject_kind = "look_question"}));
  std::vector<LookQuestionView> views;
  for (const auto& row : store::questions_of(tx, actor.region_id, person, actor.post_id))
    views.push_back(view_of(row));
  return views;
}

Result<std::vector<LookQuestionItem>> questions(Tx& tx, const Actor& actor, QuestionState state) {
  TRY(operate(tx, actor, {}));
  std::vector<LookQuestionItem> items;
  for (const auto& row : store::questions(tx, actor.region_id, state, kMostQuestions))
    items.push_back(item_of(tx, actor.region_id, row));
  return items;
}

Result<LookQuestionItem> answer(Tx& tx, const Actor& actor, LookQuestionId id, const NewLookAnswer& given) {
  TRY(operate(tx, actor, id.uuid));
  const auto row = store::question(tx, actor.region_id, id);
  if (!row) return not_found();
  const LookAnswer made{given.body.value, actor.display_name, tx.now()};
  if (!store::insert_answer(tx, actor.region_id, id, made, actor.post_id)) {
    auto lost =
        fail(Code::conflict, "", "ほかの担当者がすでに答えています。", "Somebody else has answered already.");
    if (const auto now = store::question(tx, actor.region_id, id))
      lost.error().current = json::to_json(item_of(tx, actor.region_id, *now));
    return lost;
  }
  db::append_change(tx, {.region_id = actor.region_id,
                         .person_id = row->person_id,
                         .kind = "look_answer",
                         .subject_id = id.uuid,
                         .account_id = row->asked_by_account});
  const auto now = store::question(tx, actor.region_id, id);
  return item_of(tx, actor.region_id, *now);
}

}  // namespace musubi::oversight
