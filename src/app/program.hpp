// The composition: opens what the settings name and hands the rooms to each other. Decides nothing itself.
#pragma once
#include <memory>

#include "app/commands.hpp"
#include "audit/head.hpp"
#include "base/settings.hpp"
#include "crypto/password.hpp"
#include "crypto/random.hpp"
#include "db/database.hpp"
#include "file/file_service.hpp"
#include "identity/identity_service.hpp"
#include "identity/oidc.hpp"
#include "keys/ring.hpp"

namespace musubi::app {

/// Settings of a place: file, environment, command line, the later winning. `web_directory` is found if not
/// set.
Result<Settings> settings_of(const Place& place);

/// What every command that touches data needs. Members are destroyed in reverse: the database goes before the
/// clock.
class Program {
 public:
  /// Opens the database and the master key (made on first use), brings the schema up to date, opens the root
  /// keys. `random`:
  /// another source of ids than the kernel's, `clock`: another clock than the machine's, for data that is the
  /// same every time.
  static Result<std::unique_ptr<Program>> open(const Place& place, std::unique_ptr<Random> random = nullptr,
                                               std::unique_ptr<Clock> clock = nullptr);
  ~Program();

  Settings settings;
  std::unique_ptr<Clock> clock;
  std::unique_ptr<Random> random;
  keys::Ring keys;
  audit::Keyring audit_keys;
  crypto::PasswordHasher hasher;
  std::unique_ptr<db::Database> database;
  identity::Identity identity;
  identity::OidcReach reach;  ///< of sign-in through directories
  file::Files files;

 private:
  Program(Settings given, std::unique_ptr<Random> source, std::unique_ptr<Clock> time, crypto::Key key,
          db::Settings where);
};

/// For `musubi keys status`: master keys, root keys, what lies under them, servers that run.
void show_master_keys(Program& program);

/// Prints an error in both languages on standard error; returns 1.
int complain(const Error& error);

}  // namespace musubi::app
