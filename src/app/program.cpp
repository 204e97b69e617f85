#include "app/program.hpp"

#include <fmt/format.h>

#include <cstdio>

#include "app/doors.hpp"
#include "care/care_service.hpp"
#include "crypto/master_key.hpp"
#include "db/network.hpp"
#include "identity/passkey.hpp"
#include "keys/rotation.hpp"
#include "region/region_service.hpp"

namespace musubi::app {

Result<Settings> settings_of(const Place& place) {
  std::optional<std::filesystem::path> file;
  if (place.config) file = *place.config;
  TRY_ASSIGN(auto settings, load_settings(file, process_environment()));
  for (const auto& [key, value] : place.set) TRY(set_setting(settings, key, value, "command line"));
  return settings;
}

namespace {

/// The configured origin; on a machine of one's own, its localhost.
std::string origin_of(const Settings& settings) {
  if (!settings.public_origin.empty() || settings.listen_port == 0) return settings.public_origin;
  const bool tls = settings.tls_self_made || !settings.tls_certificate.empty();
  return fmt::format("{}://localhost:{}", tls ? "https" : "http", settings.listen_port);
}

/// Passkeys work at that origin.
identity::Policy policy_of(const Settings& settings) {
  identity::Policy policy;
  policy.relying_party = identity::relying_party_of(origin_of(settings));
  return policy;
}

/// A database that is there was sealed with a key: another one in its place would not open what it holds, and
/// would hide that the first is lost.
Status check_new_key(const std::filesystem::path& file, const db::Settings& where) {
  SystemClock clock;
  crypto::SystemRandom random;
  const auto database = db::open(where, clock, random);
  const bool used = database->read_now([](Tx& tx) { return db::current_migration(tx); }) > 0;
  database->close();
  if (!used) return {};
  return fail(
      Code::unavailable, "storage.master_key_file",
      fmt::format("データベースはすでにありますが、マスター鍵 {} が見つかりません。新しい鍵は作りません"
                  "（添付ファイルや二段階認証が開けなくなるため）。控えの鍵を元の場所に戻すか、"
                  "storage.master_key_file で場所を指定してください。",
                  file.string()),
      fmt::format("There is a database already, but no master key at {}. No new key is made, since it "
                  "would open neither files nor second factors. Put the kept key back, or name its place "
                  "with storage.master_key_file.",
                  file.string()));
}

/// The key itself, where a house hands secrets over in the environment.
constexpr const char* kMasterKey = "MUSUBI_MASTER_KEY";

Result<crypto::Key> master_key_of(const Settings& settings, const db::Settings& where) {
  const auto file = settings.key_file();
  TRY_ASSIGN(const auto given, crypto::take_master_key(kMasterKey));
  if (given) {
    // Two keys in place would leave open which of them seals.
    if (settings.master_key_file.empty() && !std::filesystem::exists(file)) return *given;
    return fail(Code::unavailable, kMasterKey,
                fmt::format("マスター鍵が {} にもあります。どちらか一方だけにしてください。", file.string()),
                fmt::format("There is a master key at {} too. Give one of the two only.", file.string()));
  }
  if (settings.key_is_credential()) return crypto::load_master_key(file, false, true);
  if (!std::filesystem::exists(file)) TRY(check_new_key(file, where));
  if (file.has_parent_path()) std::filesystem::create_directories(file.parent_path());
  return crypto::load_master_key(file, true);
}

/// Root keys are made with the first start; a database from before them goes on with its master key as the
/// first.
Status open_keys(db::Database& database, const keys::Ring& keys, const crypto::Key& master) {
  const bool there = database.read_now([](Tx& tx) { return keys::has_roots(tx); });
  if (!there)
    TRY(database.write_now([&](Tx& tx) -> Status {
      TRY_ASSIGN(const bool old, keys::adopt(tx, keys, !region::portals(tx).empty(), sealed_sources()));
      if (old) care::keep_old_codes(tx, keys, master);
      return {};
    }));
  return database.read_now([&](Tx& tx) { return keys.load(tx); });
}

}  // namespace

Program::Program(Settings given, std::unique_ptr<Random> source, std::unique_ptr<Clock> time, crypto::Key key,
                 db::Settings where)
    : settings(std::move(given)),
      clock(time ? std::move(time) : std::make_unique<SystemClock>()),
      random(source ? std::move(source) : std::make_unique<crypto::SystemRandom>()),
      keys(key),
      audit_keys(keys),
      database(db::open(where, *clock, *random)),
      identity{hasher, keys, policy_of(settings)},
      reach{settings.oidc_hosts, settings.oidc_plain_loopback, origin_of(settings)},
      files(file::Vault(settings.data_directory / "files", keys), file_doors(), "/proc/self/exe") {}

Program::~Program() {
  database->close();
}

Result<std::unique_ptr<Program>> Program::open(const Place& place, std::unique_ptr<Random> random,
                                               std::unique_ptr<Clock> clock) {
  TRY_ASSIGN(auto settings, settings_of(place));
  std::filesystem::create_directories(settings.data_directory);
  TRY(db::check_network(settings.database(), settings.plain_database));
  const db::Settings where{settings.database(), settings.sqlite_readers, settings.pg_connections};
  TRY_ASSIGN(const auto key, master_key_of(settings, where));
  auto program = std::unique_ptr<Program>(
      new Program(std::move(settings), std::move(random), std::move(clock), key, where));
  TRY(db::migrate(*program->database));
  TRY(open_keys(*program->database, program->keys, key));
  return program;
}

int complain(const Error& error) {
  const auto& text = describe(error.code);
  fmt::print(stderr, "musubi: {}{}{}\n        {}\n", error.field, error.field.empty() ? "" : ": ",
             error.detail.empty() ? text.ja : error.detail,
             error.detail_en.empty() ? text.en : error.detail_en);
  return 1;
}

}  // namespace musubi::app
