#include "team/team_service.hpp"

#include <fmt/format.h>
#include <algorithm>

#include "access/guest.hpp"
#include "codes/codes.hpp"
#include "consent/consent_service.hpp"
#include "db/change_feed.hpp"
#include "team/seat_rules.hpp"
#include "team/team_store.hpp"
#include "team/team_templates.hpp"

namespace musubi::team {
namespace {

using access::Action;

access::Target target_of(SeatId seat) {
  return {.subject_kind = "seat", .subject_id = seat.uuid};
}

/// Fills in what the place says by itself: the profession of a post, the classes usual for a profession.
Status complete(Tx& tx, RegionId region, NewSeat& seat) {
  const auto facility = store::facility_state(tx, region, seat.facility_id);
  if (facility != "active")
    return fail(Code::invalid, "facility_id", "この施設は選べません。", "This facility cannot be chosen.");
  if (seat.post_id) {
    const auto post = store::post(tx, region, *seat.post_id);
    if (!post || post->facility_id != seat.facility_id ||
        (post->state != "active" && post->state != "invited"))
      return fail(Code::invalid, "post_id", "この職員は選べません。",
                  "This member of staff cannot be chosen.");
    seat.profession = Line<60>{post->profession};
  } else if (!seat.profession) {
    seat.profession.emplace();
  } else if (!seat.profession->empty() && codes::find_profession(seat.profession->value) == nullptr) {
    return fail(Code::invalid, "profession", "この職種はありません。", "There is no such profession.");
  }
  if (!seat.classes) {
    const auto* profession = codes::find_profession(seat.profession->value);
    seat.classes = profession == nullptr ? ClassSet{} : profession->default_classes;
    if (access::kind_of_facility(tx, region, seat.facility_id) == access::FacilityKind::guest)
      seat.classes =
          *seat.classes & access::agreed_with(tx, region, seat.facility_id, seat.profession->value);
  }
  // Without class basic nobody would know whose notebook this is.
  seat.classes = *seat.classes | ClassSet::of(InfoClass::basic);
  return {};
}

bool same_seat(const store::SeatRow& row, const NewSeat& seat) {
  return row.facility_id == seat.facility_id && row.post_id == seat.post_id &&
         row.profession == seat.profession->value && row.role == seat.role && row.duty == seat.duty.value &&
         row.classes == *seat.classes && row.starts_on == seat.starts_on && row.ends_on == seat.ends_on &&
         row.looks_back_to == seat.looks_back_to;
}

/// A facility of another region joins within what the agreement opens, and coordinates no team.
Status check_guest(Tx& tx, RegionId region, FacilityId facility, std::string_view profession,
                   access::SeatRole role, ClassSet classes) {
  if (access::kind_of_facility(tx, region, facility) != access::FacilityKind::guest) return {};
  const auto agreed = access::agreed_with(tx, region, facility, profession);
  if (agreed.empty())
    return fail(Code::invalid, "profession", "この施設の地域との広域連携協定に、この職種は含まれていません。",
                "No agreement with this facility's region names this profession.");
  if (!agreed.covers(classes))
    return fail(Code::invalid, "classes", "広域連携協定で共有できる情報の区分をこえています。",
                "This goes beyond the classes of information of the agreement with that region.");
  if (role == access::SeatRole::coordinator)
    return fail(Code::invalid, "role", "ほかの地域の施設は、コーディネーターになれません。",
                "A facility of another region cannot coordinate the team.");
  return {};
}

/// The actor's own place, or that of the facility the actor answers for.
bool answers_for(const Actor& actor, FacilityId facility, std::optional<PostId> post) {
  if (post) return *post == actor.post_id;
  return actor.is_manager && actor.facility_id == facility;
}

Result<SeatView> add_one(Tx& tx, const Actor& actor, PersonId person, NewSeat seat) {
  const auto region = actor.region_id;
  TRY(complete(tx, region, seat));
  if (const auto known = store::find(tx, region, person, seat.id)) {
    if (known->created_by == actor.post_id && same_seat(*known, seat)) return view_of(tx, region, *known);
    return fail(Code::duplicate, "id", "この番号の参加はすでに登録されています。",
                "A seat of this id exists already.");
  }
  TRY(check_guest(tx, region, seat.facility_id, seat.profession->value, seat.role, *seat.classes));
  TRY(check_period(seat.starts_on, seat.ends_on, seat.looks_back_to, tx.today()));
  if (seat.ends_on && *seat.ends_on < tx.today())
    return fail(Code::invalid, "ends_on", "終了日がすでに過ぎています。", "The last day has already passed.");
  if (store::is_taken(tx, region, person, seat.facility_id, seat.post_id, seat.profession->value, tx.today()))
    return fail(Code::duplicate, seat.post_id ? "post_id" : "facility_id",
                "すでにチームに入っているか、招待中です。", "Is in the team or invited already.");
  const auto state =
      answers_for(actor, seat.facility_id, seat.post_id) ? SeatState::active : SeatState::invited;
  TRY(keep_seat(tx, region, person, seat, state, actor.post_id));
  return view_of(tx, region, *store::find(tx, region, person, seat.id));
}

/// What `how` makes of the last day: a day before today ends the seat now.
store::SeatUpdate ended(const store::SeatRow& row, const SeatEnd& how, SeatState now, const Date& today) {
  auto update = update_of(row);
  update.ended_reason = how.reason.value;
  const bool at_once = how.on < today || row.state == SeatState::invited;
  update.ends_on = std::max(at_once ? today : how.on, row.starts_on);
  if (at_once) update.state = now;
  return update;
}

Result<SeatView> close_seat(Tx& tx, const Actor& actor, const store::SeatRow& row, const SeatEnd& how,
                            SeatState into) {
  const auto today = tx.today();
  const auto state = shown_state(row.state, row.ends_on, today);
  if (state != SeatState::active && state != SeatState::invited)
    return fail(Code::gone, "", "この参加はすでに終わっています。", "This seat is over already.");
  if (row.ends_on && how.on > *row.ends_on)
    return fail(Code::invalid, "on", "いまの終了日より後にはできません。",
                "This is after the present last day.");
  const auto update = ended(row, how, into, today);
  TRY(stays_coordinated(tx, actor.region_id, row, update));
  return keep_update(tx, actor, row, update, how.reason.value);
}

}  // namespace

Result<std::vector<SeatView>> list_team(Tx& tx, const Actor& actor, PersonId person) {
  TRY_ASSIGN(const auto grant,
             access::require(tx, actor, Action::see_team, person, {.subject_kind = "team"}));
  const auto consents = consent::coverage_of(tx, actor.region_id, person);
  const bool veiled = grant.is_veiled;
  std::vector<SeatView> views;
  for (const auto& row : store::seats_of(tx, actor.region_id, person)) {
    views.push_back(view_of(row, consents, tx.today()));
    if (veiled) veil(views.back());
  }
  if (veiled) std::erase_if(views, [](const auto& view) { return !view.in_force; });
  return views;
}

Result<SeatView> add_seat(Tx& tx, const Actor& actor, PersonId person, const NewSeat& seat) {
  TRY(access::require(tx, actor, Action::manage_team, person, target_of(seat.id)));
  return add_one(tx, actor, person, seat);
}

Result<SeatView> change_seat(Tx& tx, const Actor& actor, PersonId person, SeatId seat, std::int64_t version,
                             const SeatChange& change) {
  TRY(access::require(tx, actor, Action::manage_team, person, target_of(seat)));
  const auto row = store::find(tx, actor.region_id, person, seat);
  if (!row) return not_found();
  if (row->version != version) {
    Error error{Code::conflict, "", "ほかの人が先に変更しました。最新の内容を確かめてください。",
                "Somebody else changed this first. Please look at the present state."};
    error.current = json::to_json(view_of(tx, actor.region_id, *row));
    return std::unexpected(std::move(error));
  }
  const auto state = shown_state(row->state, row->ends_on, tx.today());
  if (state != SeatState::active && state != SeatState::invited)
    return fail(Code::gone, "", "この参加はすでに終わっています。", "This seat is over already.");
  TRY(check_period(change.starts_on, change.ends_on, change.looks_back_to, tx.today()));
  if (change.ends_on && *change.ends_on < tx.today())
    return fail(Code::invalid, "ends_on", "今日より前の日で終えるには「参加を終える」を使ってください。",
                "To end it at once, use the end of the seat.");
  auto update = update_of(*row);
  update.role = change.role;
  update.duty = change.duty.value;
  update.classes = change.classes | ClassSet::of(InfoClass::basic);
  update.starts_on = change.starts_on;
  update.ends_on = change.ends_on;
  update.looks_back_to = change.looks_back_to;
  TRY(check_guest(tx, actor.region_id, row->facility_id, row->profession, update.role, update.classes));
  TRY(stays_coordinated(tx, actor.region_id, *row, update));
  return keep_update(tx, actor, *row, update, change.reason ? change.reason->value : "");
}

Result<SeatView> end_seat(Tx& tx, const Actor& actor, PersonId person, SeatId seat, const SeatEnd& how) {
  TRY(access::require(tx, actor, Action::manage_team, person, target_of(seat)));
  const auto row = store::find(tx, actor.region_id, person, seat);
  if (!row) return not_found();
  return close_seat(tx, actor, *row, how, SeatState::ended);
}

Result<std::vector<SeatView>> add_from_template(Tx& tx, const Actor& actor, PersonId person,
                                                const TeamFromTemplate& chosen) {
  TRY(access::require(tx, actor, Action::manage_team, person, {.subject_kind = "team"}));
  const auto* plan = find_template(chosen.template_.value);
  if (plan == nullptr)
    return fail(Code::invalid, "template", "このチームの型はありません。", "There is no such template.");
  if (chosen.choices.empty())
    return fail(Code::invalid, "choices", "施設を1つ以上選んでください。", "Choose at least one facility.");
  std::vector<SeatView> views;
  for (std::size_t i = 0; i < chosen.choices.size(); ++i) {
    const auto& choice = chosen.choices.items[i];
    const auto path = fmt::format("choices[{}]", i);
    const auto index = static_cast<std::size_t>(choice.place.value);
    if (index >= plan->places.size())
      return fail(Code::invalid, path + ".place", "この型にない席です。", "The template has no such place.");
    const auto& place = plan->places[index];
    auto added =
        add_one(tx, actor, person,
                {choice.id, choice.facility_id, choice.post_id, Line<60>{place.profession}, place.role,
                 Line<60>{place.duty}, place.classes, chosen.starts_on, std::nullopt, std::nullopt});
    if (!added) {
      added.error().field = json::join(path, added.error().field);
      return std::unexpected(std::move(added).error());
    }
    views.push_back(std::move(*added));
  }
  return views;
}

Result<std::vector<SeatInvitation>> list_invitations(Tx& tx, const Actor& actor) {
  if (actor.kind != access::PostKind::professional)
    return std::vector<SeatInvitation>{};  // nobody else is invited
  TRY(access::require_duty(tx, actor, access::Duty::see_directory, {}, {.subject_kind = "seat_invitations"}));
  const auto region = actor.region_id;
  const auto managed = actor.is_manager ? actor.facility_id : std::nullopt;
  std::vector<SeatInvitation> invitations;
  for (const auto& row : store::invited(tx, region, actor.post_id, managed, tx.today())) {
    auto seat = view_of(tx, region, *store::find(tx, region, row.person_id, row.seat_id));
    invitations.push_back({std::move(seat), row.family_name + " " + row.given_name,
                           age_on(row.birth_date, tx.today()).years, row.invited_by_name,
                           row.invited_by_facility});
    record_own_act(tx, actor, row.person_id, row.seat_id, "see_invitation");
  }
  return invitations;
}

Result<SeatView> answer_invitation(Tx& tx, const Actor& actor, SeatId seat, const SeatAnswer& answer) {
  TRY(access::require_duty(tx, actor, access::Duty::see_directory, {}, target_of(seat)));
  const auto row = store::find_by_id(tx, actor.region_id, seat);
  if (!row || !answers_for(actor, row->facility_id, row->post_id)) return not_found();
  const auto into = answer.accept ? SeatState::active : SeatState::declined;
  if (row->state == into) return view_of(tx, actor.region_id, *row);  // the same answer once more
  if (row->state != SeatState::invited || (row->ends_on && *row->ends_on < tx.today()))
    return fail(Code::gone, "", "この招待はすでに終わっています。", "This invitation is over already.");
  auto update = update_of(*row);
  update.state = into;
  update.answered = true;
  update.answer_reason = answer.reason ? answer.reason->value : "";
  record_own_act(tx, actor, row->person_id, seat, answer.accept ? "accept_seat" : "decline_seat");
  return keep_update(tx, actor, *row, update, update.answer_reason);
}

Result<SeatView> leave_seat(Tx& tx, const Actor& actor, SeatId seat, const SeatEnd& how) {
  TRY(access::require_duty(tx, actor, access::Duty::see_directory, {}, target_of(seat)));
  const auto row = store::find_by_id(tx, actor.region_id, seat);
  if (!row || !answers_for(actor, row->facility_id, row->post_id)) return not_found();
  if (row->state == SeatState::invited)
    return fail(Code::invalid, "", "招待中です。参加するかどうかを答えてください。",
                "This is an invitation. Please accept or decline it.");
  record_own_act(tx, actor, row->person_id, seat, "leave_seat");
  return close_seat(tx, actor, *row, how, SeatState::left);
}

SeatView seat_registrant(Tx& tx, const Actor& actor, PersonId person) {
  const auto* profession = codes::find_profession(actor.profession);
  const auto usual = profession == nullptr ? ClassSet{} : profession->default_classes;
  const NewSeat seat{tx.new_id<SeatId>(),
                     actor.facility_id.value(),
                     actor.post_id,
                     Line<60>{actor.profession},
                     access::SeatRole::coordinator,
                     Line<60>{"コーディネーター"},
                     usual | ClassSet::of(InfoClass::basic),
                     tx.today(),
                     std::nullopt,
                     std::nullopt};
  keep_seat(tx, actor.region_id, person, seat, SeatState::active, actor.post_id).value();  // the id is new
  return view_of(tx, actor.region_id, *store::find(tx, actor.region_id, person, seat.id));
}

Status keep_seat(Tx& tx, RegionId region, PersonId person, const NewSeat& seat, SeatState state, PostId by) {
  if (!store::insert(tx, region, person, seat, state, by))
    return fail(Code::duplicate, "id", "この番号の参加はすでに登録されています。",
                "A seat of this id exists already.");
  const auto row = *store::find(tx, region, person, seat.id);
  store::insert_version(tx, region, person, view_of(tx, region, row), "", by);
  announce(tx, region, row);
  return {};
}

}  // namespace musubi::team
