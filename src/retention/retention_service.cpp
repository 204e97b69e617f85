#include "retention/retention_service.hpp"

#include <algorithm>

#include "base/lost_race.hpp"
#include "person/person_service.hpp"
#include "retention/retention_store.hpp"
#include "retention/retention_view.hpp"

namespace musubi::retention {
namespace {

using access::Action;
using person::PersonState;

constexpr int kMostEnded = 1'000;
constexpr int kMostCertificates = 500;

bool is_closed(PersonState state) {
  return state == PersonState::moved || state == PersonState::finished;
}

Status operate(Tx& tx, const Actor& actor, std::string kind, Uuid subject = {},
               std::optional<PersonId> person = {}) {
  return access::require_duty(tx, actor, access::Duty::operate_region, {},
                              {{}, std::move(kind), subject, person});
}

/// The guard, then the row. A name is shown, so the look stands in that person's 閲覧履歴.
Result<store::EndedRow> ended_row(Tx& tx, const Actor& actor, PersonId person, std::string kind,
                                  Uuid subject = {}) {
  const bool operates = actor.kind == access::PostKind::operator_;
  auto row = operates ? store::find_ended(tx, actor.region_id, person) : std::nullopt;
  TRY(operate(tx, actor, std::move(kind), subject, row ? std::optional(person) : std::nullopt));
  if (!row) return not_found();
  return std::move(*row);
}

SupportEnds ends_view(Tx& tx, RegionId region, PersonId person) {
  SupportEnds view;
  view.items = store::ends_of(tx, region, person);
  view.ended = !view.items.empty() && view.items.front().ended;
  if (!view.ended) return view;
  const auto& end = view.items.front();
  const auto decisions = periods_of(tx, region, kind_of(end.cause));
  const auto* period = periods_on(decisions, tx.today()).in_force;
  if (period != nullptr && period->years) view.kept_until = add_days(due_on(end.on, *period->years), -1);
  return view;
}

/// The person's state and its row of person_end, in one.
Status move_on(Tx& tx, const Actor& actor, PersonId person, person::PersonBody body, PersonState state,
               SupportEndView end) {
  const auto before = store::ends_of(tx, actor.region_id, person);
  end.number = before.empty() ? 1 : before.front().number + 1;
  end.at = tx.now();
  end.by_name = actor.display_name;
  body.state = state;
  TRY(person::keep_body(tx, actor.region_id, person, body, end.reason, actor.post_id));
  if (!store::insert_end(tx, actor, person, end)) return fail(Code::conflict);
  return {};
}

std::string sentence_of(const std::vector<Obstacle>& found) {
  switch (found.front()) {
    case Obstacle::no_period:
      return "この地域では、保存期間が決められていないか、期限なく保存することになっています。";
    case Obstacle::not_due:
      return "まだ保存期間の途中です。";
    case Obstacle::held:
      return "保全されているため、廃棄できません。先に保全を解除してください。";
    default:
      return "いまは廃棄できません。";
  }
}
std::string english_of(const std::vector<Obstacle>& found) {
  switch (found.front()) {
    case Obstacle::no_period:
      return "This region has chosen no period, or keeps records without end.";
    case Obstacle::not_due:
      return "The period of keeping is not over.";
    case Obstacle::held:
      return "A hold is on: release it first.";
    default:
      return "It cannot be shredded now.";
  }
}

/// What would stand in the way even if two people had agreed and time had passed.
Status check_ready(Tx& tx, RegionId region, const store::EndedRow& row) {
  const auto decisions = periods_of(tx, region, kind_of(row.cause));
  const auto found =
      obstacles({row.on, periods_on(decisions, tx.today()).in_force, row.held, true, Time{}}, tx.now());
  if (found.empty()) return {};
  return fail(Code::conflict, "", sentence_of(found), english_of(found));
}

std::unexpected<Error> already(std::string_view ja, std::string_view en) {
  return fail(Code::conflict, "", std::string(ja), std::string(en));
}

}  // namespace

// --- the coordinator

Result<SupportEnds> ends(Tx& tx, const Actor& actor, PersonId person) {
  TRY(access::require(tx, actor, Action::manage_team, person, {.subject_kind = "support_end"}));
  return ends_view(tx, actor.region_id, person);
}

Result<SupportEnds> end_support(Tx& tx, const Actor& actor, PersonId person, const SupportEnd& sent) {
  TRY(access::require(tx, actor, Action::manage_team, person, {.subject_kind = "support_end"}));
  const auto body = person::body_of(tx, actor.region_id, person);
  if (!body) return not_found();
  if (is_closed(body->state)) return lost_race(ends_view(tx, actor.region_id, person));
  if (sent.on > tx.today() || sent.on < body->birth_date)
    return fail(Code::invalid, "on", "生まれた日から今日までの日付を入力してください。",
                "Give a day between the birth and today.");
  const auto state = kind_of(sent.cause) == KeptKind::moved ? PersonState::moved : PersonState::finished;
  TRY(move_on(tx, actor, person, *body, state,
              {.ended = true, .cause = sent.cause, .on = sent.on, .reason = sent.reason.value}));
  return ends_view(tx, actor.region_id, person);
}

Result<SupportEnds> resume_support(Tx& tx, const Actor& actor, PersonId person, const SupportReason& why) {
  TRY(access::require(tx, actor, Action::manage_team, person, {.subject_kind = "support_end"}));
  const auto body = person::body_of(tx, actor.region_id, person);
  if (!body) return not_found();
  if (!is_closed(body->state)) return lost_race(ends_view(tx, actor.region_id, person));
  const auto last = store::ends_of(tx, actor.region_id, person);
  const auto cause = last.empty() ? EndCause::other : last.front().cause;
  TRY(move_on(tx, actor, person, *body, PersonState::active,
              {.ended = false, .cause = cause, .on = tx.today(), .reason = why.reason.value}));
  for (const auto& shredding : store::shreddings(tx, actor.region_id, person))
    store::withdraw(tx, actor, shredding.id, "支援の再開");
  return ends_view(tx, actor.region_id, person);
}

// --- periods

Result<RetentionView> settings(Tx& tx, const Actor& actor) {
  TRY(operate(tx, actor, "retention"));
  return settings_view(tx, actor.region_id);
}

Result<RetentionView> decide_period(Tx& tx, const Actor& actor, KeptKind kind, std::int64_t version,
                                    const NewRetentionPeriod& sent) {
  TRY(operate(tx, actor, "retention"));
  const auto decisions = periods_of(tx, actor.region_id, kind);
  const auto newest = decisions.empty() ? 0 : decisions.back().version;
  if (newest != version) return lost_race(settings_view(tx, actor.region_id));
  const auto now = periods_on(decisions, tx.today());
  RetentionPeriod made;
  made.kind = kind;
  made.version = newest + 1;
  if (sent.years) made.years = sent.years->value;
  made.source = sent.source.value;
  made.reason = sent.reason.value;
  made.decided_on = tx.today();
  made.starts_on =
      starts_on(now.in_force != nullptr ? now.in_force->years : std::nullopt, made.years, made.decided_on);
  made.at = tx.now();
  made.by_name = actor.display_name;
  if (!store::insert_period(tx, actor, made)) return lost_race(settings_view(tx, actor.region_id));
  return settings_view(tx, actor.region_id);
}

// --- who has ended

Result<std::vector<EndedLine>> list_ended(Tx& tx, const Actor& actor) {
  TRY(operate(tx, actor, "ended_people"));
  const Lines lines(tx, actor.region_id);
  std::vector<EndedLine> out;
  for (const auto& row : store::ended(tx, actor.region_id, kMostEnded)) out.push_back(lines.line_of(row));
  std::ranges::stable_sort(out, std::greater{}, &EndedLine::due);
  return out;
}

Result<EndedCase> see_ended(Tx& tx, const Actor& actor, PersonId person) {
  TRY_ASSIGN(const auto row, ended_row(tx, actor, person, "ended_person", person.uuid));
  return case_of(tx, actor, row);
}

Result<EndedCase> hold(Tx& tx, const Actor& actor, PersonId person, const NewHold& sent) {
  TRY(ended_row(tx, actor, person, "retention_hold", sent.id.uuid));
  if (!store::insert_hold(tx, actor, person, sent)) {  // sent twice, or another's id
    const auto holds = store::holds(tx, actor.region_id, person);
    const auto same = std::ranges::find(holds, sent.id, &HoldView::id);
    if (same == holds.end() || same->kind != sent.kind || same->reason != sent.reason.value)
      return fail(Code::duplicate);
  }
  return case_of(tx, actor, store::find_ended(tx, actor.region_id, person).value());
}

Result<EndedCase> release(Tx& tx, const Actor& actor, PersonId person, HoldId hold,
                          const SupportReason& why) {
  TRY(ended_row(tx, actor, person, "retention_hold", hold.uuid));
  const auto holds = store::holds(tx, actor.region_id, person);
  if (std::ranges::find(holds, hold, &HoldView::id) == holds.end()) return not_found();
  if (!store::release_hold(tx, actor, person, hold, why.reason.value))
    return already("この保全は、すでに解除されています。", "This hold was released already.");
  return case_of(tx, actor, store::find_ended(tx, actor.region_id, person).value());
}

Result<EndedCase> propose(Tx& tx, const Actor& actor, PersonId person, const NewShredding& sent) {
  TRY_ASSIGN(const auto row, ended_row(tx, actor, person, "shredding", sent.id.uuid));
  TRY(check_ready(tx, actor.region_id, row));
  if (!store::insert_shredding(tx, actor, person, sent)) {
    const auto same = store::find_shredding(tx, actor.region_id, sent.id);
    if (!same || same->person_id != person || same->proposed_by != actor.account_id)
      return already("すでに廃棄が提案されています。", "A shredding was proposed already.");
  }
  return case_of(tx, actor, store::find_ended(tx, actor.region_id, person).value());
}

namespace {

Result<store::ShreddingRow> open_shredding(Tx& tx, const Actor& actor, PersonId person, ShreddingId id) {
  auto row = store::find_shredding(tx, actor.region_id, id);
  if (!row || row->person_id != person) return not_found();
  return std::move(*row);
}

}  // namespace

Result<EndedCase> confirm(Tx& tx, const Actor& actor, PersonId person, ShreddingId id) {
  TRY_ASSIGN(const auto row, ended_row(tx, actor, person, "shredding", id.uuid));
  TRY_ASSIGN(const auto shredding, open_shredding(tx, actor, person, id));
  if (shredding.proposed_by == actor.account_id)
    return fail(Code::forbidden, "", "ご自分の提案は、ほかの運用担当者が確認します。",
                "Your own proposal is confirmed by another operator.");
  TRY(check_ready(tx, actor.region_id, row));
  if (!store::confirm(tx, actor, id, tx.now() + kGrace))
    return already("この提案は、すでに確認されたか、取り下げられています。",
                   "This proposal was confirmed or withdrawn already.");
  return case_of(tx, actor, store::find_ended(tx, actor.region_id, person).value());
}

Result<EndedCase> withdraw(Tx& tx, const Actor& actor, PersonId person, ShreddingId id,
                           const SupportReason& why) {
  TRY(ended_row(tx, actor, person, "shredding", id.uuid));
  TRY(open_shredding(tx, actor, person, id));
  if (!store::withdraw(tx, actor, id, why.reason.value))
    return already("この提案は、すでに終わっています。", "This proposal is over already.");
  return case_of(tx, actor, store::find_ended(tx, actor.region_id, person).value());
}

Result<std::vector<CertificateLine>> list_certificates(Tx& tx, const Actor& actor) {
  TRY(operate(tx, actor, "shredding_certificate"));
  return store::certificates(tx, actor.region_id, kMostCertificates);
}

Result<CertificateView> see_certificate(Tx& tx, const Actor& actor, ShreddingId id) {
  TRY(operate(tx, actor, "shredding_certificate", id.uuid));
  auto row = store::find_shredding(tx, actor.region_id, id);
  if (!row || !row->erased_at) return not_found();
  TRY_ASSIGN(auto certificate, json::read<ShreddingCertificate>(row->certificate));
  return CertificateView{std::move(certificate), std::move(row->certificate), std::move(row->digest),
                         row->swept_at};
}

}  // namespace musubi::retention
