// Commands that need no database.
#include <fmt/format.h>

#include <chrono>
#include <fstream>
#include <sstream>

#include "app/doors.hpp"
#include "app/program.hpp"
#include "crypto/totp.hpp"

namespace musubi::app {

int print_version() {
  fmt::print("musubi {}\n", MUSUBI_VERSION);
  return 0;
}

int show_code(const std::string& secret) {
  const auto bytes = crypto::from_base32(secret);
  if (!bytes || bytes->empty()) {
    fmt::print(stderr, "musubi: not a base32 secret\n");
    return 2;
  }
  const auto now = SystemClock{}.now();
  const auto left =
      30 - std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()).count() % 30;
  fmt::print("{}  (あと{}秒)\n", crypto::totp_code(*bytes, crypto::totp_step(now)), left);
  return 0;
}

int print_openapi() {
  // Routes are only described here; nothing is opened.
  const crypto::PasswordHasher hasher(crypto::kCheapest);
  const crypto::Key key;
  const identity::Identity identity{hasher, key};
  file::Files files(file::Vault({}, key), file_doors());
  http::Router router;
  add_all_routes(router, identity, files);
  fmt::print("{}\n", http::openapi(router));
  return 0;
}

namespace {

struct ShownAccount {
  std::string login, password, totp_secret, kind, profession, name, facility;
  std::optional<std::string> facility_id;
  bool is_manager = false;
  std::string region, post_id, shown_as;
};
BOOST_DESCRIBE_STRUCT(ShownAccount, (),
                      (login, password, totp_secret, kind, profession, name, facility, facility_id,
                       is_manager, region, post_id, shown_as))

}  // namespace

int show_accounts(const std::string& file, const std::string& origin) {
  std::ifstream in(file);
  std::stringstream text;
  text << in.rdbuf();
  const auto accounts = json::read<List<ShownAccount, 1000000>>(text.str());
  if (!accounts) return complain(accounts.error());
  fmt::print(
      "\n  {}/p/yuino   ポータル\n  {}/sign-in   サインイン\n\n  試用アカウント（すべて架空の人物です）\n",
      origin, origin);
  for (const auto& one : *accounts)
    if (!one.shown_as.empty())
      fmt::print("    {:14} {}（{} {}）\n", one.login, one.shown_as, one.facility, one.name);
  if (!accounts->empty())
    fmt::print("  パスワード    {}\n  認証コード    ./run --code で表示（または認証アプリに登録: {}）\n\n",
               accounts->items[0].password, accounts->items[0].totp_secret);
  std::fflush(stdout);
  return 0;
}

}  // namespace musubi::app
