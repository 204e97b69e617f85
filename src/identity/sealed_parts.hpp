// As whose the secrets of accounts are sealed. Not for other rooms.
#pragma once
#include <string>

#include "base/ids.hpp"

namespace musubi::identity {

inline std::string totp_context(AccountId account) {
  return "totp:" + to_string(account);
}
inline std::string draft_context(AccountId account) {
  return "draft:" + to_string(account);
}

}  // namespace musubi::identity
