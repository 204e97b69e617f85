// The family of a person: who they are, how that was checked, what they are kept from, how they get an account.
#include "db/change_feed.hpp"
#include "identity/identity_service.hpp"
#include "person/guardian_view.hpp"
#include "person/person_service.hpp"

namespace musubi::person {
namespace {

using access::Action;

access::Target target_of(GuardianId guardian) { return {{}, "guardian", guardian.uuid}; }

void keep_version(Tx& tx, const Actor& actor, PersonId person, const store::GuardianRow& row, const std::string& reason) {
  store::insert_guardian_version(tx, actor.region_id, person, row.guardian_id, row.version,
                                 json::to_json(guardian_view(row, true)), reason, actor.post_id);
  db::append_change(tx, {.region_id = actor.region_id, .person_id = person, .kind = "person", .subject_id = person.uuid});
}

}  // namespace

Result<GuardianView> add_guardian(Tx& tx, const Actor& actor, PersonId person, const NewGuardian& given) {
  TRY(access::require(tx, actor, Action::manage_guardians, person, target_of(given.id)));
  if (!store::insert_guardian(tx, actor.region_id, person, given))
    return fail(Code::duplicate, "id", "この番号はすでに使われています。", "This id is in use.");
  const auto row = store::guardian(tx, actor.region_id, person, given.id);
  keep_version(tx, actor, person, *row, "");
  return guardian_view(*row, true);
}

Result<GuardianView> change_guardian(Tx& tx, const Actor& actor, PersonId person, GuardianId guardian,
                                     std::int64_t version, const GuardianChange& change) {
  TRY(access::require(tx, actor, Action::manage_guardians, person, target_of(guardian)));
  const auto row = store::guardian(tx, actor.region_id, person, guardian);
  if (!row) return not_found();
  if (row->version != version) {
    Error error{Code::conflict, "", "ほかの人が先に変更しました。内容を見比べて、もう一度保存してください。",
                "Somebody else changed this first. Compare and save again."};
    error.current = json::to_json(guardian_view(*row, true));
    return std::unexpected(std::move(error));
  }
  if (change.restricted && change.restriction_reason.empty())
    return fail(Code::invalid, "restriction_reason", "制限の根拠（裁判所の命令など）を記録してください。",
                "Please record why this guardian is limited.");
  // Another way of checking is a new check, of today.
  auto verified_at = row->verified_at;
  if (change.verified_how.empty())
    verified_at.reset();
  else if (change.verified_how.value != row->verified_how || !verified_at)
    verified_at = tx.now();
  store::update_guardian(tx, actor.region_id, person, guardian, change, verified_at);
  const auto now = store::guardian(tx, actor.region_id, person, guardian);
  keep_version(tx, actor, person, *now, change.restriction_reason);
  return guardian_view(*now, true);
}

Result<GuardianInvitation> invite_guardian(Tx& tx, const Actor& actor, PersonId person, GuardianId guardian) {
  TRY(access::require(tx, actor, Action::manage_guardians, person, target_of(guardian)));
  const auto row = store::guardian(tx, actor.region_id, person, guardian);
  if (!row) return not_found();
  if (!row->verified_at)
    return fail(Code::invalid, "verified_how", "先に、続柄をどのように確認したかを記録してください。",
                "First record how the relation was checked.");
  auto post = row->post_id;
  if (!post) {
    post = tx.new_id<PostId>();
    store::insert_guardian_post(tx, actor.region_id, *post, row->name, row->kana);
    store::set_guardian_post(tx, actor.region_id, person, guardian, *post);
  }
  TRY_ASSIGN(const auto invitation, identity::create_invitation(tx, actor.region_id, *post, "", actor.post_id));
  return GuardianInvitation{invitation.path};
}

Status end_guardian(Tx& tx, const Actor& actor, PersonId person, GuardianId guardian, const GuardianEnd& how) {
  TRY(access::require(tx, actor, Action::manage_guardians, person, target_of(guardian)));
  auto row = store::guardian(tx, actor.region_id, person, guardian);
  if (!row) return not_found();
  store::end_guardian(tx, actor.region_id, person, guardian);
  ++row->version;
  keep_version(tx, actor, person, *row, how.reason);
  if (row->post_id) identity::revoke_invitations(tx, actor.region_id, *row->post_id);
  return {};
}

}  // namespace musubi::person
