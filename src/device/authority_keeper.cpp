#include "device/authority_keeper.hpp"

#include "device/authority.hpp"

namespace musubi::device {
namespace {

constexpr auto kLookEvery = std::chrono::milliseconds(2000);

}  // namespace

AuthorityKeeper::AuthorityKeeper(db::Database& database, std::shared_ptr<http::ClientAuthorities> authorities)
    : database_(database),
      authorities_(std::move(authorities)),
      rounds_("reading the device authorities", kLookEvery, [this] {
        read();
        return kLookEvery;
      }) {}

/// Authorities are only ever added, so their number says whether there is a new one.
void AuthorityKeeper::read() {
  const auto all = database_.read_now([](Tx& tx) { return all_authorities(tx); });
  if (all.size() == known_) return;
  authorities_->set(all);
  known_ = all.size();
}

void AuthorityKeeper::start() {
  read();
  rounds_.start();
}

}  // namespace musubi::device
