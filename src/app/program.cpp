#include "app/program.hpp"

#include <fmt/format.h>

#include <cstdio>

#include "app/doors.hpp"
#include "identity/passkey.hpp"

namespace musubi::app {

Result<Settings> settings_of(const Place& place) {
  std::optional<std::filesystem::path> file;
  if (place.config) file = *place.config;
  TRY_ASSIGN(auto settings, load_settings(file, process_environment()));
  for (const auto& [key, value] : place.set) TRY(set_setting(settings, key, value, "command line"));
  return settings;
}

namespace {

/// Where passkeys work: the configured origin; on a machine of one's own, its localhost.
identity::Policy policy_of(const Settings& settings) {
  auto origin = settings.public_origin;
  if (origin.empty() && settings.listen_port != 0) {
    const bool tls = settings.tls_self_made || !settings.tls_certificate.empty();
    origin = fmt::format("{}://localhost:{}", tls ? "https" : "http", settings.listen_port);
  }
  identity::Policy policy;
  policy.relying_party = identity::relying_party_of(origin);
  return policy;
}

}  // namespace

Program::Program(Settings given, std::unique_ptr<Random> source, std::unique_ptr<Clock> time, crypto::Key key,
                 db::Settings where)
    : settings(std::move(given)),
      clock(time ? std::move(time) : std::make_unique<SystemClock>()),
      random(source ? std::move(source) : std::make_unique<crypto::SystemRandom>()),
      master_key(key),
      audit_keys(master_key),
      database(db::open(where, *clock, *random)),
      identity{hasher, master_key, policy_of(settings)},
      files(file::Vault(settings.data_directory / "files", master_key), file_doors()) {}

Program::~Program() {
  database->close();
}

Result<std::unique_ptr<Program>> Program::open(const Place& place, std::unique_ptr<Random> random,
                                               std::unique_ptr<Clock> clock) {
  TRY_ASSIGN(auto settings, settings_of(place));
  std::filesystem::create_directories(settings.data_directory);
  const auto key_file = settings.key_file();
  if (key_file.has_parent_path()) std::filesystem::create_directories(key_file.parent_path());
  TRY_ASSIGN(const auto key, crypto::load_master_key(key_file, true));
  const db::Settings where{settings.database(), settings.sqlite_readers, settings.pg_connections};
  auto program = std::unique_ptr<Program>(
      new Program(std::move(settings), std::move(random), std::move(clock), key, where));
  TRY(db::migrate(*program->database));
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
