// The operators' side: every emergency look is reviewed, by somebody else than who opened it.
#include "breakglass/breakglass_service.hpp"
#include "breakglass/breakglass_store.hpp"
#include "breakglass/breakglass_view.hpp"
#include "db/change_feed.hpp"

namespace musubi::breakglass {
namespace {

constexpr int kMostQueued = 200;
constexpr int kMostLooks = 500;

Status operate(Tx& tx, const Actor& actor, std::string kind, Uuid subject = {},
               std::optional<PersonId> person = {}) {
  return access::require_duty(tx, actor, access::Duty::operate_region, {},
                              {{}, std::move(kind), subject, person});
}

/// The guard, then the row. What is looked at names a person, so the look stands in that person's 閲覧履歴.
Result<store::OpeningRow> case_row(Tx& tx, const Actor& actor, BreakGlassId id) {
  const bool operates = actor.kind == access::PostKind::operator_;
  const auto row = operates ? store::find(tx, actor.region_id, id) : std::nullopt;
  TRY(operate(tx, actor, "break_glass", id.uuid, row ? std::optional(row->person_id) : std::nullopt));
  if (!row) return not_found();
  return *row;
}

BreakGlassReview view_of(const store::ReviewRow& row) {
  return {row.version, row.outcome, measures_of(row.measures), row.comment, row.ended, row.barred,
          row.at,      row.by_name};
}

BreakGlassCase case_of(Tx& tx, const Actor& actor, BreakGlassId id) {
  const auto region = actor.region_id;
  const auto row = store::find(tx, region, id).value();
  BreakGlassCase view;
  view.item = item_of(row, tx.now());
  view.person_id = row.person_id;
  view.person_name = person_name(row);
  view.birth_date = row.birth_date;
  view.reason = row.reason;
  view.without_consent = row.without_consent;
  view.ending = ending_of(row, tx.now());
  const auto until = view.ending ? view.ending->at : tx.now();
  view.looks =
      audit::looks_under(tx, region, row.person_id, row.post_id, json::enum_name(access::Basis::break_glass),
                         row.opened_at, until, kMostLooks);
  for (const auto& review : store::reviews(tx, region, id)) view.reviews.push_back(view_of(review));
  for (const auto& overseer : access::overseers(tx, region, row.person_id))
    if (auto contact = store::contact(tx, region, overseer.post_id))
      view.contacts.push_back(std::move(*contact));
  view.barred = store::is_barred(tx, region, row.post_id);
  view.own = row.account_id == actor.account_id;
  return view;
}

std::unexpected<Error> moved_on(const BreakGlassCase& now) {
  auto lost = fail(Code::conflict, "", "ほかの担当者が先に確認しました。最新の内容を確かめてください。",
                   "Somebody else reviewed this first. Please look at the present state.");
  lost.error().current = json::to_json(now);
  return lost;
}

/// What a review brings about besides its own words.
void apply(Tx& tx, const Actor& actor, const store::OpeningRow& row, const NewBreakGlassReview& sent) {
  if (sent.end_now && is_open(row, tx.now()))
    store::insert_end(tx, actor.region_id, row.id, {EndedHow::review, tx.now(), actor.display_name, ""},
                      actor.post_id);
  if (sent.bar && !store::is_barred(tx, actor.region_id, row.post_id))
    store::insert_bar(tx, actor.region_id, tx.new_id<BarId>(), row.post_id, row.id, actor.post_id,
                      actor.display_name);
}

}  // namespace

Result<std::vector<BreakGlassItem>> queue(Tx& tx, const Actor& actor, QueueState state) {
  TRY(operate(tx, actor, "break_glass_queue"));
  std::vector<BreakGlassItem> items;
  for (const auto& row : store::queue(tx, actor.region_id, state, kMostQueued))
    items.push_back(item_of(row, tx.now()));
  return items;
}

Result<BreakGlassWaiting> waiting(Tx& tx, const Actor& actor) {
  TRY(operate(tx, actor, "break_glass_queue"));
  return store::waiting(tx, actor.region_id, tx.now() - kReviewWithin);
}

Result<BreakGlassCase> see_case(Tx& tx, const Actor& actor, BreakGlassId id) {
  TRY(case_row(tx, actor, id));
  return case_of(tx, actor, id);
}

Result<BreakGlassCase> end_early(Tx& tx, const Actor& actor, BreakGlassId id, const BreakGlassReason& why) {
  TRY_ASSIGN(const auto row, case_row(tx, actor, id));
  const BreakGlassEnding end{EndedHow::operator_, tx.now(), actor.display_name, why.reason.value};
  if (!is_open(row, tx.now()) || !store::insert_end(tx, actor.region_id, id, end, actor.post_id))
    return fail(Code::conflict, "", "この緊急閲覧は、すでに終わっています。",
                "This emergency look is over already.");
  announce(tx, actor.region_id, row);
  return case_of(tx, actor, id);
}

Result<BreakGlassCase> review(Tx& tx, const Actor& actor, BreakGlassId id, std::int64_t version,
                              const NewBreakGlassReview& sent) {
  TRY_ASSIGN(const auto row, case_row(tx, actor, id));
  if (row.account_id == actor.account_id)
    return fail(Code::forbidden, "", "自分の緊急閲覧は、ほかの担当者が確認します。",
                "Your own emergency look is reviewed by somebody else.");
  TRY(check_review(sent));
  if (row.review_version.value_or(0) != version) return moved_on(case_of(tx, actor, id));
  store::ReviewRow made;
  made.version = version + 1;
  made.outcome = sent.outcome;
  made.measures = written(sent.measures.items);
  made.comment = sent.comment.value;
  made.ended = sent.end_now && is_open(row, tx.now());
  made.barred = sent.bar;
  made.at = tx.now();
  made.by_name = actor.display_name;
  if (!store::insert_review(tx, actor.region_id, id, made, actor.post_id))
    return moved_on(case_of(tx, actor, id));
  apply(tx, actor, row, sent);
  announce(tx, actor.region_id, row);
  return case_of(tx, actor, id);
}

Result<std::vector<BreakGlassBar>> bars(Tx& tx, const Actor& actor) {
  TRY(operate(tx, actor, "break_glass_bar"));
  return store::bars(tx, actor.region_id, kMostQueued);
}

Status lift_bar(Tx& tx, const Actor& actor, BarId bar, const BreakGlassReason& why) {
  TRY(operate(tx, actor, "break_glass_bar", bar.uuid));
  if (!store::has_bar(tx, actor.region_id, bar)) return not_found();
  if (!store::insert_lift(tx, actor.region_id, bar, why.reason.value, actor.post_id, actor.display_name))
    return fail(Code::conflict, "", "すでに解除されています。", "It was lifted already.");
  if (const auto account = store::account_of_bar(tx, actor.region_id, bar))
    db::append_change(tx, {.region_id = actor.region_id,
                           .kind = "break_glass",
                           .subject_id = bar.uuid,
                           .account_id = *account});
  return {};
}

}  // namespace musubi::breakglass
