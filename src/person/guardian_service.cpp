#include "person/guardian_service.hpp"

#include "db/change_feed.hpp"
#include "identity/identity_service.hpp"
#include "person/guardian_store.hpp"
#include "person/person_view.hpp"

namespace musubi::person {
namespace {

using access::Action;

access::Target target_of(GuardianId guardian) {
  return {.subject_kind = "guardian", .subject_id = guardian.uuid};
}

void announce(Tx& tx, RegionId region, PersonId person, GuardianId guardian) {
  db::append_change(
      tx, {.region_id = region, .person_id = person, .kind = "person", .subject_id = guardian.uuid});
}

GuardianView view_now(Tx& tx, const access::Actor& actor, const access::Grant& grant, GuardianId guardian) {
  return view_of(reader_of(tx, actor, grant),
                 *store::find_guardian(tx, actor.region_id, grant.person_id, guardian));
}

/// The person's own account: where the region has them, from the age it says, one at a time (access/decide
/// shuts the door all the same). No protective limit and no custody: both are about somebody else.
Status check_own(Tx& tx, RegionId region, PersonId person) {
  if (access::standing_of(tx, region, person).own_since != Time::max()) return {};
  return fail(
      Code::invalid, "relation",
      "この方は、まだ本人アカウントを持てません。地域の設定と年齢をご確認ください。",
      "This person cannot have an account of their own yet. Please see the region's setting and the age.");
}
Status check_plain(bool has_custody, bool restricted) {
  if (!has_custody && !restricted) return {};
  return fail(Code::invalid, has_custody ? "has_custody" : "restricted",
              "本人アカウントに、親権や閲覧の制限は付けられません。",
              "An account of one's own carries neither custody nor a protective limit.");
}

/// When the relation was checked: today if it is seen for the first time, in another paper, or anew.
std::optional<Time> verified_at(Tx& tx, const store::GuardianRow& row, const GuardianChange& change) {
  if (change.verified_how.empty()) return std::nullopt;
  const bool anew = change.verified_again.value_or(false) || row.verified_how != change.verified_how.value;
  return row.verified_at && !anew ? row.verified_at : tx.now();
}

}  // namespace

Result<GuardianView> add_guardian(Tx& tx, const access::Actor& actor, PersonId person,
                                  const NewGuardian& guardian) {
  TRY_ASSIGN(const auto grant,
             access::require(tx, actor, Action::manage_guardians, person, target_of(guardian.id)));
  const auto region = actor.region_id;
  const auto verified = guardian.verified_how.empty() ? std::nullopt : std::optional(tx.now());
  const auto body = json::to_json(guardian);
  if (guardian.relation == Relation::self) {
    TRY(check_own(tx, region, person));
    TRY(check_plain(guardian.has_custody, false));
    const auto there = store::own_account(tx, region, person);
    if (there && *there != guardian.id)
      return fail(Code::conflict, "relation", "本人アカウントはすでにあります。",
                  "The person has an account of their own already.");
  }
  if (!store::insert_guardian(tx, region, person, guardian, verified)) {
    const bool again = store::find_guardian(tx, region, person, guardian.id) &&
                       store::first_guardian_body(tx, region, person, guardian.id) == body;
    if (!again) return fail(Code::duplicate, "id", "この番号はすでに使われています。", "This id is in use.");
    return view_now(tx, actor, grant, guardian.id);
  }
  store::insert_guardian_version(tx, region, person, guardian.id, 1, body, "", actor.post_id);
  announce(tx, region, person, guardian.id);
  return view_now(tx, actor, grant, guardian.id);
}

Result<GuardianView> change_guardian(Tx& tx, const access::Actor& actor, PersonId person, GuardianId guardian,
                                     std::int64_t version, const GuardianChange& change) {
  TRY_ASSIGN(const auto grant,
             access::require(tx, actor, Action::manage_guardians, person, target_of(guardian)));
  const auto region = actor.region_id;
  const auto row = store::find_guardian(tx, region, person, guardian);
  if (!row) return not_found();
  if ((row->relation == Relation::self) != (change.relation == Relation::self))
    return fail(Code::invalid, "relation", "本人アカウントと保護者は、別に登録してください。",
                "The person's own account and a guardian are registered apart.");
  if (row->relation == Relation::self) TRY(check_plain(change.has_custody, change.restricted));
  if (change.restricted && change.restriction_reason.empty())
    return fail(Code::invalid, "restriction_reason", "制限の理由（命令や決定の名前など）を入れてください。",
                "Give the reason for the restriction, such as the order or decision.");
  if (!store::update_guardian(tx, region, person, guardian, version, change, verified_at(tx, *row, change))) {
    Error error{Code::conflict, "", "ほかの人が先に変更しました。最新の内容を確かめてください。",
                "Somebody else changed this first. Please look at the present state."};
    error.current = json::to_json(view_now(tx, actor, grant, guardian));
    return std::unexpected(std::move(error));
  }
  store::insert_guardian_version(tx, region, person, guardian, version + 1, json::to_json(change),
                                 change.reason ? change.reason->value : "", actor.post_id);
  announce(tx, region, person, guardian);
  return view_now(tx, actor, grant, guardian);
}

Result<GuardianInvitation> invite_guardian(Tx& tx, const access::Actor& actor, PersonId person,
                                           GuardianId guardian, std::string_view origin) {
  TRY(access::require(tx, actor, Action::manage_guardians, person, target_of(guardian)));
  const auto row = store::find_guardian(tx, actor.region_id, person, guardian);
  if (!row) return not_found();
  if (!row->verified_at)
    return fail(Code::invalid, "verified_how", "続柄を書類などで確かめてから招待してください。",
                "Verify the relation before inviting.");
  if (row->relation == Relation::self) TRY(check_own(tx, actor.region_id, person));
  const auto post =
      row->post_id ? *row->post_id : store::insert_guardian_post(tx, actor.region_id, person, *row);
  TRY_ASSIGN(const auto issued, identity::create_invitation(tx, actor.region_id, post, "", actor.post_id));
  announce(tx, actor.region_id, person, guardian);
  return GuardianInvitation{std::string(origin) + issued.path};
}

Status end_guardian(Tx& tx, const access::Actor& actor, PersonId person, GuardianId guardian,
                    const GuardianEnd& end) {
  TRY(access::require(tx, actor, Action::manage_guardians, person, target_of(guardian)));
  const auto region = actor.region_id;
  const auto row = store::find_guardian(tx, region, person, guardian);
  if (!row) return not_found();
  store::end_guardian(tx, region, person, guardian);
  store::insert_guardian_version(tx, region, person, guardian, row->version + 1, json::to_json(end),
                                 end.reason.value, actor.post_id);
  if (row->post_id) {
    identity::revoke_invitations(tx, region, *row->post_id);
    store::leave_post_if_unused(tx, region, *row->post_id);
  }
  announce(tx, region, person, guardian);
  return {};
}

Result<PostId> keep_guardian(Tx& tx, RegionId region, PersonId person, const NewGuardian& guardian,
                             PostId by) {
  const auto verified = guardian.verified_how.empty() ? std::nullopt : std::optional(tx.now());
  if (!store::insert_guardian(tx, region, person, guardian, verified))
    return fail(Code::duplicate, "id", "この番号はすでに使われています。", "This id is in use.");
  store::insert_guardian_version(tx, region, person, guardian.id, 1, json::to_json(guardian), "", by);
  return store::insert_guardian_post(tx, region, person,
                                     *store::find_guardian(tx, region, person, guardian.id));
}

}  // namespace musubi::person
