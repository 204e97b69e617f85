// How the program is set up: a TOML file, then `MUSUBI_*` of the environment, then the command line
// (elsewhere), the later winning. Unknown keys and wrong values are refused with file, line and key. Nothing
// is opened here but the one file. docs/ shows every key; the names in the environment are the keys in
// capitals: `listen.port` ↔ `MUSUBI_LISTEN_PORT`.
#pragma once
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace musubi {

struct Settings {
  std::string listen_address = "127.0.0.1";  ///< listen.address
  int listen_port = 8080;                    ///< listen.port
  int io_threads = 0;                        ///< listen.io_threads; 0: one a core, at most 8
  std::string public_origin;  ///< listen.public_origin, `https://renraku.example.jp`; empty: by request
  std::vector<std::string>
      trusted_proxies;        ///< listen.trusted_proxies: addresses whose X-Forwarded-For counts
  bool tls_by_proxy = false;  ///< listen.tls_by_proxy: a trusted proxy speaks TLS, so plain HTTP is meant
  std::string metrics_token;  ///< metrics.token: who brings it may read /metrics from elsewhere
  std::filesystem::path tls_certificate;  ///< tls.certificate (PEM chain); empty: plain HTTP
  std::filesystem::path tls_key;          ///< tls.key
  bool tls_self_made = false;             ///< tls.self_made: make an own certificate in the data directory
  bool plain_database = false;            ///< database.plain: PostgreSQL over a network without verify-full
  std::string database_url;               ///< database.url; empty: `sqlite:<data>/musubi.db`
  int streams_per_account = 20;  ///< listen.streams_per_account: open pages of one account, a network thread
  int sqlite_readers = 4;        ///< database.sqlite_readers
  int pg_connections = 8;        ///< database.pg_connections
  std::filesystem::path data_directory = "musubi-data";  ///< storage.data: sealed files, SQLite
  std::filesystem::path web_directory;    ///< storage.web: the built browser app; empty: found by app/
  std::filesystem::path master_key_file;  ///< storage.master_key_file; empty: see `key_file`
  std::filesystem::path credentials;      ///< $CREDENTIALS_DIRECTORY, where systemd puts what it keeps
  int device_certificate_days = 365;  ///< devices.certificate_days: how long a device's certificate is good
  /// oidc.hosts: hosts of providers that this server may ask, `login.example.jp`; none: no sign-in by OIDC
  std::vector<std::string> oidc_hosts;
  bool oidc_plain_loopback = false;  ///< oidc.plain_loopback: providers on this machine by http, for tests
  bool audit_seal = true;            ///< audit.seal; false where another copy on the same database does it
  std::string log_level = "info";    ///< log.level: debug, info, warning, error

  /// With the defaults that depend on other settings filled in.
  [[nodiscard]] std::string database() const;
  /// The master key: `storage.master_key_file`, else `musubi-master-key` among the credentials if it is
  /// there, else `<data>/keys/master.key`.
  [[nodiscard]] std::filesystem::path key_file() const;
  /// The key comes from systemd, which keeps others from it in its own way.
  [[nodiscard]] bool key_is_credential() const;
};

/// Reads one variable of the environment; nullopt if it is not set.
using Environment = std::function<std::optional<std::string>(const std::string&)>;
Environment process_environment();

/// The settings of a file's text (`name` appears in errors), then of the environment.
Result<Settings> parse_settings(std::string_view toml, const std::string& name,
                                const Environment& environment);
/// The same from a file; without one, defaults and environment only.
Result<Settings> load_settings(const std::optional<std::filesystem::path>& file,
                               const Environment& environment);
/// Sets one by its key, `listen.port`, as the command line does. `where` appears in the error.
Status set_setting(Settings& settings, std::string_view key, std::string_view value,
                   const std::string& where);
/// What must not be served like this, with what to do: plain HTTP beyond this machine, where no proxy is
/// named that speaks TLS.
Status check_serving(const Settings& settings);

/// All keys, for help texts.
std::vector<std::string_view> setting_keys();

}  // namespace musubi
