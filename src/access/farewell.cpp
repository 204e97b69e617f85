#include "access/farewell.hpp"

#include <algorithm>

#include "db/change_feed.hpp"

namespace musubi::access {

Farewell::Farewell(Tx& tx, RegionId region, PersonId person)
    : tx_(tx), region_(region), person_(person), before_(hearers()) {}

std::vector<AccountId> Farewell::hearers() const {
  std::vector<AccountId> accounts;
  for (const auto& listener : listeners(tx_, region_, person_, {}, {}))
    accounts.push_back(listener.account_id);
  std::ranges::sort(accounts);
  const auto doubles = std::ranges::unique(accounts);
  accounts.erase(doubles.begin(), doubles.end());
  return accounts;
}

void Farewell::say(const std::string& kind, Uuid subject) const {
  const auto now = hearers();
  for (const auto& account : before_)
    if (!std::ranges::binary_search(now, account))
      db::append_change(tx_, {.region_id = region_,
                              .person_id = person_,
                              .kind = kind,
                              .subject_id = subject,
                              .account_id = account});
}

}  // namespace musubi::access
