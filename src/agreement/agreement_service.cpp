#include "agreement/agreement_service.hpp"

#include <fmt/ranges.h>
#include <deque>

#include "access/farewell.hpp"
#include "agreement/agreement_store.hpp"
#include "db/change_feed.hpp"
#include "history/history.hpp"

namespace musubi::agreement {
namespace {

using access::Duty;

Status operate(Tx& tx, const Actor& actor, AgreementId agreement) {
  return access::require_duty(tx, actor, Duty::operate_region, {}, {{}, "agreement", agreement.uuid});
}

AgreementView view_of(Tx& tx, RegionId region, const store::AgreementRow& row) {
  return {row.agreement_id,
          row.partner_slug,
          row.partner_name,
          row.proposed_here,
          row.title,
          store::professions(tx, region, row.agreement_id),
          row.classes,
          row.starts_on,
          row.ends_on,
          row.state,
          in_force(row.state, row.starts_on, row.ends_on, tx.today()),
          row.reason,
          row.created_at,
          row.answered_at,
          row.ended_at,
          row.version};
}

/// The state as it is now, kept in the history of one region and told to its open pages. `by`: nobody of this
/// region.
AgreementView keep(Tx& tx, RegionId region, AgreementId agreement, std::optional<PostId> by) {
  const auto row = store::find(tx, region, agreement).value();
  auto view = view_of(tx, region, row);
  const KeptAgreement kept{
      row.title,   row.partner_name, fmt::format("{}", fmt::join(view.professions, "、")),
      row.classes, row.starts_on,    row.ends_on,
      row.state};
  const std::string_view otherwise = row.state == AgreementState::proposed ? "申し込み" : "承諾";
  history::keep(tx, region, {history::Kind::agreement, agreement.uuid, row.version}, kept,
                row.reason.empty() ? otherwise : std::string_view(row.reason), by);
  db::append_change(tx, {.region_id = region, .kind = "agreement", .subject_id = agreement.uuid});
  return view;
}

/// Both rows move, or neither does.
Result<AgreementView> move(Tx& tx, const Actor& actor, const store::AgreementRow& row, AgreementState to,
                           const std::string& reason) {
  const auto partner = row.partner_region_id;
  if (!store::move(tx, actor.region_id, row.agreement_id, row.state, to, reason) ||
      !store::move(tx, partner, row.agreement_id, row.state, to, reason))
    return fail(Code::conflict, "", "ほかの人が先に変更しました。内容を確かめてからやり直してください。",
                "Somebody else changed this meanwhile. Please look again.");
  keep(tx, partner, row.agreement_id, std::nullopt);
  return keep(tx, actor.region_id, row.agreement_id, actor.post_id);
}

std::unexpected<Error> over() {
  return fail(Code::gone, "", "この協定への回答はすでに終わっています。",
              "This agreement was answered or ended already.");
}

/// Whose pages close when an agreement ends: guests of either side, person by person.
class Guests {
 public:
  Guests(Tx& tx, RegionId region, RegionId partner) {
    for (const auto& [here, there] : {std::pair(region, partner), std::pair(partner, region)})
      for (const auto& person : store::people_with_guests(tx, here, there, tx.today()))
        farewells_.emplace_back(tx, here, person);
  }
  void say(AgreementId agreement) const {
    for (const auto& farewell : farewells_) farewell.say("seat", agreement.uuid);
  }

 private:
  std::deque<access::Farewell> farewells_;
};

}  // namespace

Result<std::vector<AgreementView>> list_agreements(Tx& tx, const Actor& actor) {
  TRY(access::require_duty(tx, actor, Duty::operate_region, {}, {{}, "agreements", {}}));
  std::vector<AgreementView> views;
  for (const auto& row : store::agreements(tx, actor.region_id))
    views.push_back(view_of(tx, actor.region_id, row));
  return views;
}

Result<AgreementView> propose(Tx& tx, const Actor& actor, const NewAgreement& given) {
  TRY(operate(tx, actor, given.id));
  TRY(check_terms(given, tx.today()));
  const auto partner = store::region_named(tx, given.partner_slug.value);
  if (!partner || partner->region_id == actor.region_id)
    return fail(Code::invalid, "partner_slug", "相手の地域を選んでください。", "Choose the other region.");
  if (const auto known = store::find(tx, actor.region_id, given.id)) {
    if (known->partner_region_id == partner->region_id && known->title == given.title.value)
      return view_of(tx, actor.region_id, *known);  // the same once more: the answer was lost
    return fail(Code::duplicate, "id", "この番号の協定はすでにあります。",
                "An agreement of this id exists already.");
  }
  auto terms = given;
  // Without class basic nobody would know whose notebook it is.
  terms.classes = terms.classes | ClassSet::of(InfoClass::basic);
  if (!store::insert(tx, partner->region_id, actor.region_id, terms, false) ||
      !store::insert(tx, actor.region_id, partner->region_id, terms, true))
    return fail(Code::duplicate, "id", "この番号の協定はすでにあります。",
                "An agreement of this id exists already.");
  keep(tx, partner->region_id, given.id, std::nullopt);
  return keep(tx, actor.region_id, given.id, actor.post_id);
}

Result<AgreementView> answer(Tx& tx, const Actor& actor, AgreementId agreement,
                             const AgreementAnswer& given) {
  TRY(operate(tx, actor, agreement));
  const auto row = store::find(tx, actor.region_id, agreement);
  if (!row || row->proposed_here) return not_found();
  const auto into = given.accept ? AgreementState::agreed : AgreementState::declined;
  if (row->state == into) return view_of(tx, actor.region_id, *row);  // the same answer once more
  if (row->state != AgreementState::proposed) return over();
  if (!given.accept && (!given.reason || given.reason->empty()))
    return fail(Code::invalid, "reason", "お断りする理由を入れてください。", "Say why you decline.");
  return move(tx, actor, *row, into, given.reason ? given.reason->value : "");
}

Result<AgreementView> end(Tx& tx, const Actor& actor, AgreementId agreement, const AgreementEnd& given) {
  TRY(operate(tx, actor, agreement));
  const auto row = store::find(tx, actor.region_id, agreement);
  if (!row) return not_found();
  if (row->state == AgreementState::ended) return view_of(tx, actor.region_id, *row);
  const bool mine =
      row->state == AgreementState::agreed || (row->state == AgreementState::proposed && row->proposed_here);
  if (!mine) return over();
  const Guests guests(tx, actor.region_id, row->partner_region_id);
  TRY_ASSIGN(auto view, move(tx, actor, *row, AgreementState::ended, given.reason.value));
  guests.say(agreement);
  return view;
}

}  // namespace musubi::agreement
