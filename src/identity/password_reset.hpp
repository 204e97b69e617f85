// A forgotten password: somebody who administers the account hands over a link in person, good for an hour
// and for one new password. It opens nothing by itself: the second factor stays, and whoever issued a link
// does not reset the second factor of the same account for a week, so that no single hand takes an account
// over. NIST SP 800-63B-4, 4.2 (account recovery).
#pragma once
#include "identity/identity_service.hpp"

namespace musubi::identity {

using PasswordResetId = Id<struct PasswordResetTag>;

inline constexpr std::chrono::hours kPasswordResetFor{1};
inline constexpr std::chrono::hours kNoBothFor{24 * 7};

struct PasswordResetLink {
  std::string reset_url;  ///< `/reset#<token>`: behind `#`, so that no server and no log sees it
  std::string login;
  std::string name;
  Time expires_at{};
};
BOOST_DESCRIBE_STRUCT(PasswordResetLink, (), (reset_url, login, name, expires_at))

struct NewPassword {
  Secret token;
  Secret password;
};
BOOST_DESCRIBE_STRUCT(NewPassword, (), (token, password))

/// For an account whose posts are all `region`'s, and `facility`'s if one is given; `by` has passed the guard
/// for them. Earlier links stop working. `conflict`: a post elsewhere, one's own account, suspended, or no
/// second factor that would still stand between the link and the account.
Result<PasswordResetLink> issue_password_reset(Tx& tx, const access::Actor& by, AccountId account,
                                               std::optional<FacilityId> facility);
/// The same by an operator who was told the login; passes the guard itself.
Result<PasswordResetLink> issue_password_reset_for(Tx& tx, const access::Actor& by, std::string_view login);
/// From the server's command line, for an operator without a colleague.
Result<PasswordResetLink> issue_password_reset_here(Tx& tx, std::string_view login);

/// Sets the password, ends all sessions, uses the link up. `gone` alike for used, revoked, expired, invented.
Status redeem_password_reset(db::Database& database, const Identity& identity, const NewPassword& given,
                             const Where& where);

/// Whether `by` issued a link for the account within `kNoBothFor`.
bool issued_password_reset(Tx& tx, AccountId account, AccountId by);

}  // namespace musubi::identity
