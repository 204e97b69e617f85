#include "handover/handover_view.hpp"

#include <algorithm>

#include "person/person_service.hpp"

namespace musubi::handover {
namespace {

using access::Actor;
using access::Grant;
using access::SeatRole;
using enum HandoverState;

std::vector<HandoverMay> guardian_may(const Actor& actor, const access::Facts& facts, HandoverState state) {
  const auto allowed = access::allowed_actions(actor, facts);
  const bool custody = std::ranges::find(allowed, access::Action::manage_consent) != allowed.end();
  if (custody && (state == asked || state == agreed || state == sent)) return {HandoverMay::answer};
  return {};
}

bool is_addressed(const Actor& actor, const HandoverTerms& terms) {
  if (!terms.to_facility_id || terms.to_facility_id != actor.facility_id) return false;
  return terms.to_post_id ? *terms.to_post_id == actor.post_id : actor.is_manager;
}

std::vector<HandoverMay> team_may(const Actor& actor, const Grant& grant, const HandoverRow& row) {
  std::vector<HandoverMay> may;
  const auto state = row.line.state;
  const bool writes = grant.role >= SeatRole::member, leads = grant.role >= SeatRole::lead,
             coordinates = grant.role == SeatRole::coordinator;
  const auto add = [&](bool yes, HandoverMay what) {
    if (yes) may.push_back(what);
  };
  add(writes && state == draft, HandoverMay::edit);
  add(leads && state == draft, HandoverMay::ask);
  add(coordinates && state == asked, HandoverMay::answer_on_paper);
  add(coordinates && state == agreed, HandoverMay::send);
  add(leads && may_move(state, draft), HandoverMay::reopen);
  add(leads && may_move(state, withdrawn), HandoverMay::withdraw);
  add(writes && (state == asked || state == agreed || state == sent || state == received), HandoverMay::note);
  add(state == sent && is_addressed(actor, row.terms), HandoverMay::confirm);
  add(leads && state != draft && state != withdrawn && state != declined, HandoverMay::print);
  return may;
}

}  // namespace

Result<HandoverView> view_of(Tx& tx, const Actor& actor, const Grant& grant, const HandoverRow& row) {
  const auto body = person::body_of(tx, actor.region_id, grant.person_id);
  if (!body) return not_found();
  const bool receives = grant.basis == access::Basis::handover;
  HandoverView view;
  view.line = row.line;
  view.person_name = body->family_name.value + " " + body->given_name.value;
  view.person_kana = body->family_kana.value + " " + body->given_kana.value;
  view.birth_date = body->birth_date;
  view.terms = row.terms;
  view.items = items_of(tx, reach_of(actor, grant, tx.today()), row);
  view.steps = steps_of(tx, actor.region_id, row.line.id);
  if (receives) {
    view.terms.ends = {};
    view.may = {HandoverMay::confirm};
    return view;
  }
  view.unseen = row.unseen;
  if (grant.is_guardian) {
    view.terms.ends = {};
    view.may = guardian_may(actor, access::gather(tx, actor, grant.person_id), row.line.state);
    return view;
  }
  view.versions = versions_of(tx, actor.region_id, row.line.id);
  view.may = team_may(actor, grant, row);
  return view;
}

}  // namespace musubi::handover
