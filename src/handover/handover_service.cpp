#include "handover/handover_service.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/lost_race.hpp"
#include "db/change_feed.hpp"
#include "handover/handover_store.hpp"
#include "handover/handover_view.hpp"
#include "person/person_service.hpp"
#include "team/team_service.hpp"

namespace musubi::handover {
namespace {

using access::Action;
using access::Grant;
using access::SeatRole;

/// Ids only: the team hears it by its seats, guardians and receivers each alone (notify/audience).
void announce(Tx& tx, RegionId region, PersonId person, HandoverId handover) {
  db::NewChange change;
  change.region_id = region;
  change.person_id = person;
  change.kind = "handover";
  change.subject_id = handover.uuid;
  db::append_change(tx, change);
  for (const auto account : accounts_to_tell(tx, region, person, handover)) {
    change.account_id = account;
    db::append_change(tx, change);
  }
}

access::Target target_of(HandoverId handover, ClassSet classes = {}) {
  return {classes, "handover", handover.uuid};
}

/// The row and the view of it, for a reader who may know of it.
struct Seen {
  HandoverRow row;
  HandoverView view;
};
Result<Seen> seen(Tx& tx, const Actor& actor, const Grant& grant, HandoverId handover) {
  auto row = find_handover(tx, reach_of(actor, grant, tx.today()), handover);
  if (!row) return not_found();
  TRY_ASSIGN(auto view, view_of(tx, actor, grant, *row));
  return Seen{*std::move(row), std::move(view)};
}
Result<HandoverView> again(Tx& tx, const Actor& actor, const Grant& grant, HandoverId handover) {
  TRY_ASSIGN(auto now, seen(tx, actor, grant, handover));
  return std::move(now.view);
}

bool can(const HandoverView& view, HandoverMay what) {
  return std::ranges::find(view.may, what) != view.may.end();
}
std::unexpected<Error> not_now() {
  return fail(Code::gone, "", "いまの段階ではできません。最新の状態を確かめてください。",
              "This cannot be done at this stage. Please look at the present state.");
}

Result<Receiver> receiver_in(Tx& tx, RegionId region, const HandoverTerms& terms) {
  if (!terms.to_facility_id) return Receiver{terms.to_name.value, ""};
  auto to = receiver_of(tx, region, *terms.to_facility_id, terms.to_post_id);
  if (!to)
    return fail(Code::invalid, "content.terms.to_facility_id", "この施設・職員は選べません。",
                "This place or member of staff cannot be chosen.");
  return *std::move(to);
}

Status keep_step(Tx& tx, const Actor& actor, HandoverId handover, const NewHandoverStep& step) {
  if (const auto known = find_step(tx, actor.region_id, handover, step.id)) {
    if (known->kind == step.kind && known->item_id == step.item_id && known->words == step.words.value)
      return {};
    return fail(Code::duplicate, "id", "同じIDの別の記録がすでにあります。登録していません。",
                "Another note with this id exists already. Nothing was kept.");
  }
  if (count_steps(tx, actor.region_id, handover) >= kMostSteps)
    return fail(Code::too_large, "", "やりとりが多すぎます。", "There are too many notes.");
  const HandoverStepView view{step.id, step.kind, step.item_id, step.on, step.words.value, tx.now(), "", ""};
  if (!insert_step(tx, actor.region_id, handover, view, hand_of(actor), tx.now()))
    return fail(Code::duplicate, "id");
  return {};
}

bool has_item(const HandoverView& view, HandoverItemId item) {
  return std::ranges::any_of(view.items,
                             [&](const auto& each) { return each.item.id == item && !each.left_out; });
}

/// The receiver's seat begins on the day, those that were named end the day before. Who is in the team
/// already stays as they are.
Status plan_seats(Tx& tx, const Actor& actor, PersonId person, const HandoverRow& row) {
  const auto& terms = row.terms;
  if (terms.to_facility_id) {
    team::NewSeat seat;
    seat.id = tx.new_id<SeatId>();
    seat.facility_id = *terms.to_facility_id;
    seat.post_id = terms.to_post_id;
    seat.role = SeatRole::member;
    seat.duty = terms.duty;
    seat.classes = row.classes;
    seat.starts_on = terms.starts_on;
    seat.looks_back_to = terms.looks_back_to;
    const auto added = team::add_seat(tx, actor, person, seat);
    if (!added && added.error().code != Code::duplicate) return std::unexpected(added.error());
  }
  for (const auto& seat : terms.ends) {
    const team::SeatEnd end{add_days(terms.starts_on, -1), {"引継ぎ"}};
    const auto ended = team::end_seat(tx, actor, person, seat, end);
    if (ended || ended.error().code == Code::gone) continue;
    auto error = ended.error();
    if (error.code == Code::not_found)
      error = {Code::invalid, "", "この参加は終えられません。", "No such seat."};
    error.field = "terms.ends";
    return std::unexpected(std::move(error));
  }
  return {};
}

}  // namespace

Result<std::vector<HandoverLine>> list_handovers(Tx& tx, const Actor& actor, PersonId person) {
  TRY_ASSIGN(const auto grant,
             access::require(tx, actor, Action::see_handovers, person, {{}, "handovers", {}}));
  std::vector<HandoverLine> lines;
  for (auto& row : handovers(tx, reach_of(actor, grant, tx.today()))) lines.push_back(std::move(row.line));
  return lines;
}

Result<HandoverView> read_handover(Tx& tx, const Actor& actor, PersonId person, HandoverId handover) {
  TRY_ASSIGN(const auto grant,
             access::require(tx, actor, Action::see_handovers, person, target_of(handover)));
  return again(tx, actor, grant, handover);
}

Result<HandoverView> add_handover(Tx& tx, const Actor& actor, PersonId person, const NewHandover& handover) {
  TRY_ASSIGN(const auto grant,
             access::require(tx, actor, Action::write_handover, person,
                             target_of(handover.id, classes_of(handover.content.items.items))));
  if (handover.id.is_nil()) return fail(Code::invalid, "id", "IDが正しくありません。", "This is no id.");
  TRY(check_content(handover.content, tx.today()));
  if (const auto first = first_handover(tx, actor.region_id, handover.id)) {
    const bool same = first->person_id == person && first->author == actor.post_id &&
                      first->terms == json::to_json(handover.content.terms);
    if (same) return again(tx, actor, grant, handover.id);
    return fail(Code::duplicate, "id", "同じIDの別の引継ぎがすでにあります。登録していません。",
                "Another handover with this id exists already. Nothing was kept.");
  }
  if (count_handovers(tx, actor.region_id, person) >= kMostHandovers)
    return fail(Code::too_large, "", "引継ぎが多すぎます。", "There are too many handovers.");
  TRY_ASSIGN(const auto to, receiver_in(tx, actor.region_id, handover.content.terms));
  if (!insert_handover(tx, actor.region_id, person, handover.id, handover.content, to, hand_of(actor),
                       tx.now()))
    return fail(Code::duplicate, "id");
  announce(tx, actor.region_id, person, handover.id);
  return again(tx, actor, grant, handover.id);
}

Result<HandoverView> edit_handover(Tx& tx, const Actor& actor, PersonId person, HandoverId handover,
                                   std::int64_t version, const HandoverEdit& edit) {
  TRY_ASSIGN(const auto grant, access::require(tx, actor, Action::write_handover, person,
                                               target_of(handover, classes_of(edit.content.items.items))));
  TRY_ASSIGN(const auto now, seen(tx, actor, grant, handover));
  if (!can(now.view, HandoverMay::edit)) return not_now();
  TRY(check_content(edit.content, tx.today()));
  TRY_ASSIGN(const auto to, receiver_in(tx, actor.region_id, edit.content.terms));
  if (!update_handover(tx, actor.region_id, now.row, version, edit.content, to, grant.classes, edit.reason,
                       hand_of(actor)))
    return lost_race(now.view);
  announce(tx, actor.region_id, person, handover);
  return again(tx, actor, grant, handover);
}

Result<HandoverView> move_handover(Tx& tx, const Actor& actor, PersonId person, HandoverId handover,
                                   std::int64_t version, const HandoverMove& move) {
  const bool sends = move.state == HandoverState::sent;
  TRY_ASSIGN(const auto grant, access::require(tx, actor, sends ? Action::send_handover : Action::hand_over,
                                               person, target_of(handover)));
  if (grant.basis == access::Basis::intake) return not_found();
  TRY_ASSIGN(const auto now, seen(tx, actor, grant, handover));
  if (now.row.line.state == move.state && now.row.line.version == version + 1) return now.view;  // a retry
  if (now.row.line.version != version) return lost_race(now.view);
  if (!may_move(now.row.line.state, move.state)) return not_now();
  const bool back = move.state == HandoverState::withdrawn || move.state == HandoverState::draft;
  if (back && move.reason.empty())
    return fail(Code::invalid, "reason", "理由を入れてください。", "Please say why.");
  if (move.state == HandoverState::asked && now.view.line.items + now.row.unseen == 0)
    return fail(Code::invalid, "content.items", "引き継ぐ項目を1つ以上選んでください。",
                "Choose at least one item.");
  if (sends) TRY(plan_seats(tx, actor, person, now.row));
  if (!move_handover(tx, actor.region_id, handover, version, move.state, move.reason, hand_of(actor)))
    return lost_race(now.view);
  announce(tx, actor.region_id, person, handover);
  return again(tx, actor, grant, handover);
}

Result<HandoverView> answer_handover(Tx& tx, const Actor& actor, PersonId person, HandoverId handover,
                                     std::int64_t version, const HandoverAnswer& answer) {
  using enum HandoverState;
  TRY_ASSIGN(const auto grant,
             access::require(tx, actor, Action::manage_consent, person, target_of(handover)));
  if (grant.basis == access::Basis::intake) return not_found();
  TRY_ASSIGN(const auto now, seen(tx, actor, grant, handover));
  if (find_step(tx, actor.region_id, handover, answer.id)) return now.view;  // the same answer once more
  const auto state = now.row.line.state;
  const bool open = answer.agree
                        ? state == asked
                        : state == asked || (grant.is_guardian && (state == agreed || state == sent));
  if (!open) return not_now();
  if (now.row.line.version != version) return lost_race(now.view);
  if (!grant.is_guardian && answer.words.empty())
    return fail(Code::invalid, "words", "だれが、いつ、どのように同意したかを入れてください。",
                "Say who agreed, when and how.");
  for (const auto& item : answer.left_out)
    if (!has_item(now.view, item))
      return fail(Code::invalid, "left_out", "この項目はありません。", "There is no such item.");
  if (answer.agree &&
      static_cast<std::int64_t>(answer.left_out.size()) >= now.view.line.items + now.row.unseen)
    return fail(Code::invalid, "left_out", "すべて外すときは「同意しない」を選んでください。",
                "To leave out everything, do not agree.");
  const auto yes = grant.is_guardian ? HandoverStepKind::agreed : HandoverStepKind::agreed_on_paper;
  const auto kind = answer.agree ? yes : HandoverStepKind::declined;
  TRY(keep_step(tx, actor, handover, {answer.id, kind, {}, {}, {answer.words.value}}));
  if (answer.agree) {
    for (const auto& item : answer.left_out)
      TRY(keep_step(tx, actor, handover,
                    {tx.new_id<HandoverStepId>(), HandoverStepKind::left_out, item, {}, {}}));
    narrow_classes(tx, actor.region_id, handover);
  }
  if (!move_handover(tx, actor.region_id, handover, version, answer.agree ? agreed : declined,
                     answer.agree ? std::string() : answer.words.value, hand_of(actor)))
    return lost_race(now.view);
  announce(tx, actor.region_id, person, handover);
  return again(tx, actor, grant, handover);
}

Result<HandoverView> add_step(Tx& tx, const Actor& actor, PersonId person, HandoverId handover,
                              const NewHandoverStep& step) {
  using enum HandoverStepKind;
  TRY_ASSIGN(const auto grant,
             access::require(tx, actor, Action::write_handover, person, target_of(handover)));
  TRY_ASSIGN(const auto now, seen(tx, actor, grant, handover));
  const bool known = step.kind == answer || step.kind == meeting || step.kind == follow_up_1 ||
                     step.kind == follow_up_3 || step.kind == received_outside;
  if (!known) return fail(Code::invalid, "kind", "この種類は記録できません。", "This cannot be noted here.");
  TRY(check_step(step, tx.today()));
  if (!can(now.view, HandoverMay::note)) return not_now();
  if (step.item_id && !has_item(now.view, *step.item_id)) return not_found();
  const bool outside = step.kind == received_outside;
  if (outside && (now.row.terms.to_facility_id || now.row.line.state != HandoverState::sent))
    return not_now();
  TRY(keep_step(tx, actor, handover, step));
  if (outside)
    move_handover(tx, actor.region_id, handover, now.row.line.version, HandoverState::received, "",
                  hand_of(actor));
  announce(tx, actor.region_id, person, handover);
  return again(tx, actor, grant, handover);
}

Result<std::vector<IncomingHandover>> list_incoming(Tx& tx, const Actor& actor) {
  std::vector<IncomingHandover> found;
  for (const auto& one : incoming(tx, actor, tx.today())) {
    const auto grant =
        access::look(tx, actor, Action::receive_handover, one.person_id, target_of(one.handover_id));
    if (!grant) continue;
    auto row = find_handover(tx, reach_of(actor, *grant, tx.today()), one.handover_id);
    const auto body = person::body_of(tx, actor.region_id, one.person_id);
    if (!row || !body) continue;
    found.push_back({std::move(row->line), body->family_name.value + " " + body->given_name.value,
                     age_on(body->birth_date, tx.today()).years});
  }
  return found;
}

Result<HandoverView> read_incoming(Tx& tx, const Actor& actor, PersonId person, HandoverId handover) {
  TRY_ASSIGN(const auto grant,
             access::require(tx, actor, Action::receive_handover, person, target_of(handover)));
  return again(tx, actor, grant, handover);
}

Result<HandoverView> receive_item(Tx& tx, const Actor& actor, PersonId person, HandoverId handover,
                                  const NewHandoverStep& step) {
  using enum HandoverStepKind;
  TRY_ASSIGN(const auto grant,
             access::require(tx, actor, Action::receive_handover, person, target_of(handover)));
  TRY_ASSIGN(const auto now, seen(tx, actor, grant, handover));
  if (step.kind != confirmed && step.kind != question)
    return fail(Code::invalid, "kind", "この種類は記録できません。", "This cannot be noted here.");
  TRY(check_step(step, tx.today()));
  if (!has_item(now.view, *step.item_id)) return not_found();
  TRY(keep_step(tx, actor, handover, step));
  if (now.row.line.state == HandoverState::sent && all_confirmed(tx, actor.region_id, handover))
    move_handover(tx, actor.region_id, handover, now.row.line.version, HandoverState::received, "",
                  hand_of(actor));
  announce(tx, actor.region_id, person, handover);
  return again(tx, actor, grant, handover);
}

std::vector<task::Cause> causes(Tx& tx, RegionId region, PersonId person, const Date&) {
  return follow_ups(sent_of(tx, region, person), tx.today());
}

bool keep_handover(Tx& tx, RegionId region, const BulkHandover& bulk) {
  const auto to = receiver_in(tx, region, bulk.handover.content.terms);
  const Hand by{bulk.post_id, bulk.author_name, bulk.facility_name};
  const auto id = bulk.handover.id;
  if (!to || !insert_handover(tx, region, bulk.person_id, id, bulk.handover.content, *to, by, bulk.at))
    return false;
  if (bulk.state == HandoverState::draft) return true;
  std::int64_t version = 1;
  using enum HandoverState;
  for (const auto state : {asked, agreed, sent, received}) {
    move_handover(tx, region, id, version++, state, "", by);
    if (state == bulk.state) break;
  }
  if (bulk.state != received) return true;
  for (const auto& item : bulk.handover.content.items)
    insert_step(tx, region, id,
                {tx.new_id<HandoverStepId>(), HandoverStepKind::confirmed, item.id, {}, "", bulk.at, "", ""},
                by, bulk.at);
  return true;
}

}  // namespace musubi::handover
