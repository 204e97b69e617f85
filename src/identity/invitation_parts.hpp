// What taking up an invitation consists of, for every way to do so. Not for other rooms.
#pragma once
#include "identity/session.hpp"

namespace musubi::identity {

/// The same words whether it was used, revoked, expired or invented.
std::unexpected<Error> no_such_invitation();
/// Counts what does not exist against the address.
Result<store::OpenInvitation> find_invitation(Tx& tx, std::string_view token, const Where& where);
/// Uses the invitation up and gives its post to the account.
Status take_invited_post(Tx& tx, const store::OpenInvitation& invitation, AccountId account);
/// The actor as holder of the invited post, for the audit log of that post's region.
access::Actor holder_of(access::Actor actor, const store::OpenInvitation& invitation);

}  // namespace musubi::identity
