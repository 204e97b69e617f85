// The use cases of staff. Managers act for their facility, operators for every facility of the region and for
// one another; each refusal is audited by access/. What a link may be used for is identity's business.
#pragma once
#include "access/access.hpp"
#include "base/sheet.hpp"
#include "identity/password_reset.hpp"
#include "staff/staff.hpp"

namespace musubi::staff {

using access::Actor;

// --- for other rooms, the command line and the demo: the caller has passed its guard ---

struct NewPost {
  RegionId region_id;
  PostId id{};  ///< nil: a new one
  access::PostKind kind = access::PostKind::professional;
  std::optional<FacilityId> facility_id{};  ///< of professionals
  PostRow row;                              ///< state `invited`, or `active` for demo data
  std::string reason{};
  std::optional<PostId> by{};
};
/// A post that nobody holds yet: `identity::create_invitation` or `identity::give_post` come next.
/// `duplicate` if the id is taken, `invalid` for a profession that does not exist.
Result<PostId> create_post(Tx& tx, const NewPost& post);
bool has_manager(Tx& tx, RegionId region, FacilityId facility);

// --- one by one ---

/// Managers and operators see all; other members only who works there today, without licence numbers.
Result<std::vector<StaffView>> staff_of(Tx& tx, const Actor& actor, FacilityId facility);
/// The link in the answer begins with `/`: the door puts the origin before it. Again with the same id: a new
/// link for the same post.
Result<StaffAdded> add_staff(Tx& tx, const Actor& actor, FacilityId facility, const NewStaff& given);
Result<StaffView> edit_staff(Tx& tx, const Actor& actor, PostId post, std::int64_t version,
                             const StaffEdit& given);
Result<StaffView> change_state(Tx& tx, const Actor& actor, PostId post, const StateChange& given);
/// What must be handed over before the post can be suspended or ended.
Result<StaffDuties> duties_of(Tx& tx, const Actor& actor, PostId post);
/// Lost phone, lost codes: the holder sets the second factor up anew at the next sign-in. All their sessions
/// end. Not for one's own post.
Status reset_factors(Tx& tx, const Actor& actor, PostId post);
/// A forgotten password: a link to hand over in person. For staff by their manager, for managers and
/// operators by an operator, never for oneself.
Result<identity::PasswordResetLink> reset_password(Tx& tx, const Actor& actor, PostId post);
/// A new link; the one before stops working.
Result<InvitationUrl> invite_again(Tx& tx, const Actor& actor, PostId post);

Result<std::vector<StaffView>> posts_of_kind(Tx& tx, const Actor& actor, access::PostKind kind);
Result<InvitationUrl> add_operator(Tx& tx, const Actor& actor, const NewOperator& given);

// --- tables ---

/// All lines or none. A dry run changes nothing and lists every objection.
Result<csv::ImportReport> import_staff(Tx& tx, const Actor& actor, FacilityId facility,
                                       std::string_view bytes, bool dry_run);
/// With state, without logins (they are the accounts' own); safe to open in a spreadsheet.
Result<std::string> export_staff(Tx& tx, const Actor& actor, FacilityId facility);

}  // namespace musubi::staff
