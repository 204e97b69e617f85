#include "team/seat_rules.hpp"

#include "access/farewell.hpp"
#include "audit/audit.hpp"
#include "consent/consent_service.hpp"
#include "db/change_feed.hpp"

namespace musubi::team {

SeatView view_of(const store::SeatRow& row, std::span<const consent::Coverage> consents, const Date& today) {
  SeatView view{row.seat_id,   row.facility_id, row.facility_name, row.facility_type, row.post_id,
                row.name,      row.profession,  row.role,          row.duty,          row.classes,
                row.starts_on, row.ends_on,     row.looks_back_to};
  view.state = shown_state(row.state, row.ends_on, today);
  view.in_force = in_force(row.state, row.starts_on, row.ends_on, today);
  view.consent_covers = row.classes & consent::covered_classes(consents, row.facility_id, today);
  view.version = row.version;
  return view;
}

SeatView view_of(Tx& tx, RegionId region, const store::SeatRow& row) {
  return view_of(row, consent::coverage_of(tx, region, row.person_id), tx.today());
}

void veil(SeatView& view) {
  view.facility_id = {};
  view.facility_name.clear();
  view.facility_type.clear();
  view.post_id.reset();
  view.name.clear();
  view.duty.clear();  // free text: 「○○町への送迎」
  view.version = 0;   // they change no seat, and that one changed is nothing to tell
}

store::SeatUpdate update_of(const store::SeatRow& row) {
  return {.role = row.role,
          .duty = row.duty,
          .classes = row.classes,
          .starts_on = row.starts_on,
          .ends_on = row.ends_on,
          .looks_back_to = row.looks_back_to,
          .state = row.state};
}

Status stays_coordinated(Tx& tx, RegionId region, const store::SeatRow& row,
                         const store::SeatUpdate& update) {
  const bool was = row.state == SeatState::active && row.role == access::SeatRole::coordinator;
  if (!was) return {};
  store::hold_team(tx, region, row.person_id);
  auto terms = store::coordinators(tx, region, row.person_id, row.seat_id, tx.today());
  if (update.state == SeatState::active && update.role == access::SeatRole::coordinator)
    terms.push_back({update.starts_on, update.ends_on});
  if (always_coordinated(std::move(terms), tx.today())) return {};
  return fail(Code::invalid, "",
              "コーディネーターがいなくなります。先に、期限のない別のコーディネーターを決めてください。",
              "The team would be without a coordinator. Appoint another one without a last day first.");
}

SeatView keep_update(Tx& tx, const Actor& actor, const store::SeatRow& row, const store::SeatUpdate& update,
                     const std::string& reason) {
  const access::Farewell farewell(tx, actor.region_id, row.person_id);
  store::update(tx, actor.region_id, row.person_id, row.seat_id, update);
  const auto now = *store::find(tx, actor.region_id, row.person_id, row.seat_id);
  auto view = view_of(tx, actor.region_id, now);
  store::insert_version(tx, actor.region_id, row.person_id, view, reason, actor.post_id);
  announce(tx, actor.region_id, now);
  farewell.say("seat", row.seat_id.uuid);
  return view;
}

void announce(Tx& tx, RegionId region, const store::SeatRow& row) {
  db::append_change(
      tx, {.region_id = region, .person_id = row.person_id, .kind = "seat", .subject_id = row.seat_id.uuid});
  // Who sits nowhere yet, or no longer, does not hear what is said to the team.
  if (!row.post_id) return;
  const auto post = store::post(tx, region, *row.post_id);
  if (post && post->account_id)
    db::append_change(tx, {.region_id = region,
                           .kind = "seat",
                           .subject_id = row.seat_id.uuid,
                           .account_id = post->account_id});
}

void record_own_act(Tx& tx, const Actor& actor, PersonId person, SeatId seat, std::string_view action) {
  audit::append(tx, actor,
                {.person_id = person,
                 .action = std::string(action),
                 .classes = ClassSet::of(InfoClass::basic),
                 .subject_kind = "seat",
                 .subject_id = seat.uuid,
                 .basis = "invitation"});
}

}  // namespace musubi::team
