// The use cases of guardians (保護者): add, change, restrict, invite, end. A coordinator's work, with a fresh
// second factor. A protective restriction (児童虐待防止法 12条, DV防止法 10条, court orders) is shown to
// coordinators only; the guardian it concerns meets no trace of it (person_view.hpp). Which entries are kept
// from them: notebook/.
#pragma once
#include "access/access.hpp"
#include "person/person.hpp"

namespace musubi::person {

/// The same id with the same content is answered with the first result.
Result<GuardianView> add_guardian(Tx& tx, const access::Actor& actor, PersonId person,
                                  const NewGuardian& guardian);
Result<GuardianView> change_guardian(Tx& tx, const access::Actor& actor, PersonId person, GuardianId guardian,
                                     std::int64_t version, const GuardianChange& change);
/// A link with which the guardian takes an account; an earlier link stops working. `origin`: `https://host`.
Result<GuardianInvitation> invite_guardian(Tx& tx, const access::Actor& actor, PersonId person,
                                           GuardianId guardian, std::string_view origin);
/// The relation is over: reading ends at once, the account's post with its last relation.
Status end_guardian(Tx& tx, const access::Actor& actor, PersonId person, GuardianId guardian,
                    const GuardianEnd& end);

/// Without a guard, for generated data: the post is the one an account can take (identity::give_post).
Result<PostId> keep_guardian(Tx& tx, RegionId region, PersonId person, const NewGuardian& guardian,
                             PostId by);

}  // namespace musubi::person
