// The use cases of passkeys. Each ceremony has two halves: the question, whose challenge is kept here for
// five minutes, and the answer, which uses it up whether it is right or not. What must count even when it is
// refused (a used challenge, a counter that went back) takes the Database and keeps its own transaction. No
// answer tells whether an account or a passkey exists. WebAuthn level 2, 7.1 and 7.2.
#pragma once
#include "db/database.hpp"
#include "identity/passkey.hpp"

namespace musubi::identity {

// --- signing in without a name

struct SignInQuestion {
  PasskeyQuestion question;
  std::string attempt;  ///< for a cookie: the answer has to come from the browser that asked
};
/// The same question for everybody. `throttled` where one address leaves too many unanswered.
Result<SignInQuestion> ask_sign_in(Tx& tx, const Identity& identity, const Where& where);
/// Both factors at once: two_factor, and fresh. Every refusal has the same words.
Result<Opened> sign_in_with_passkey(db::Database& database, const Identity& identity,
                                    const PasskeyAnswer& given, const Where& where, std::string_view attempt,
                                    std::optional<access::Actor> before);

// --- second factor and step-up of the account signed in

/// Names the account's own passkeys.
Result<PasskeyQuestion> ask_confirmation(Tx& tx, const Identity& identity, const access::Actor& actor,
                                         const Where& where);
Result<Opened> confirm_with_passkey(db::Database& database, const Identity& identity,
                                    const access::Actor& actor, const PasskeyAnswer& given,
                                    const Where& where);

// --- one's own passkeys

/// Takes a fresh second factor, or an account that has none yet.
Result<PasskeyCreation> ask_registration(Tx& tx, const Identity& identity, const access::Actor& actor,
                                         const Where& where);
struct PasskeyOpened {
  PasskeyAdded added;
  std::string token;  ///< empty where the cookie stays
};
Result<PasskeyOpened> register_passkey(db::Database& database, const Identity& identity,
                                       const access::Actor& actor, const NewPasskeyGiven& given,
                                       const Where& where);
std::vector<PasskeyView> passkeys_of(Tx& tx, const access::Actor& actor);
Result<std::vector<PasskeyView>> rename_passkey(Tx& tx, const access::Actor& actor, PasskeyId passkey,
                                                const PasskeyName& given);
/// `conflict` for the last second factor. All other sessions end.
Result<std::vector<PasskeyView>> remove_passkey(Tx& tx, const access::Actor& actor, PasskeyId passkey);

}  // namespace musubi::identity
