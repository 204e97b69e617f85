// What the ceremonies of passkeys share: questions asked and answers judged. Not for other rooms.
#pragma once
#include <expected>
#include <string>

#include "identity/passkey_store.hpp"
#include "identity/session.hpp"

namespace musubi::identity {

/// `forbidden` where no origin is configured.
Result<RelyingParty> relying_party(const Policy& policy);
/// Whom a challenge is bound to.
db::Bytes holder_of(SessionId session);
db::Bytes holder_of(std::string_view attempt);
/// A new challenge for one ceremony of one holder; earlier ones of the holder are worthless.
Result<crypto::Bytes> ask(Tx& tx, Ceremony ceremony, const db::Bytes& holder, const Where& where);

/// Checks what the browser signed: type, origin, challenge of this ceremony and this holder, not used, not
/// too old. The challenge is used up. The error is a word for the audit log.
std::expected<void, std::string> check_client_data(Tx& tx, const RelyingParty& site, Ceremony ceremony,
                                                   const db::Bytes& holder, crypto::BytesView client_data);

/// An answer that opens nothing: whose passkey it named, if anybody's, and why not.
struct RefusedAnswer {
  std::string why;
  std::optional<store::PasskeyRow> passkey{};
};
/// The passkey, with its counter moved on.
std::expected<store::PasskeyRow, RefusedAnswer> judge(Tx& tx, const RelyingParty& site, Ceremony ceremony,
                                                      const db::Bytes& holder, const PasskeyAnswer& given);
SignInOutcome outcome_of(const RefusedAnswer& refused);

}  // namespace musubi::identity
