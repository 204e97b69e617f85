#include "db/network.hpp"

#include <libpq-fe.h>

#include <algorithm>
#include <map>
#include <memory>

#include "base/address.hpp"
#include "base/csv.hpp"

namespace musubi::db {
namespace {

using Options = std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)>;

void take(std::map<std::string, std::string>& words, const PQconninfoOption* option) {
  for (; option != nullptr && option->keyword != nullptr; ++option)
    if (option->val != nullptr) words[option->keyword] = option->val;
}

/// A socket of this machine, its loopback, or nothing said (then libpq takes the socket).
bool is_here(const std::string& host) {
  return host.empty() || host.starts_with('/') || host.starts_with('@') || host == "localhost" ||
         is_loopback(host);
}

/// libpq takes a list of hosts; each must be here.
bool all_here(const std::string& hosts) {
  return std::ranges::all_of(csv::parts(hosts, ','), is_here);
}

}  // namespace

Status check_network(const std::string& url, bool plain_allowed) {
  if (plain_allowed || !url.starts_with("postgres")) return {};
  const bool is_uri = url.starts_with("postgres://") || url.starts_with("postgresql://");
  const auto conninfo = is_uri ? url : url.substr(url.find(':') + 1);
  std::map<std::string, std::string> words;
  const Options defaults(PQconndefaults(), PQconninfoFree);
  take(words, defaults.get());
  const Options given(PQconninfoParse(conninfo.c_str(), nullptr), PQconninfoFree);
  take(words, given.get());  // what cannot be read is refused by libpq when it connects
  const auto& address = words["hostaddr"];
  const bool here = address.empty() ? all_here(words["host"]) : all_here(address);
  if (here || words["sslmode"] == "verify-full") return {};
  return fail(
      Code::invalid, "database.url",
      "ほかの機械のPostgreSQLには、sslmode=verify-full（とsslrootcert）を付けて接続してください。専用の"
      "閉じた経路などで必要ない場合だけ、database.plain = true にします。",
      "PostgreSQL on another machine is spoken to with sslmode=verify-full (and sslrootcert). Only where "
      "the way there is closed by itself, set database.plain = true.");
}

}  // namespace musubi::db
