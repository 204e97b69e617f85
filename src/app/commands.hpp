// The commands of `musubi`, one function each; the value is the process's exit status.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace musubi::app {

/// Where the data is: a settings file and single settings that win over it.
struct Place {
  std::optional<std::string> config;
  std::vector<std::pair<std::string, std::string>> set;
};
struct DemoOptions {
  std::uint64_t seed = 1;
  int people = 300;
  int staff = 300;
  int facilities = 60;
  int entries = 20000;
  bool childhoods = true;
  bool lifetime = false;
  std::string accounts_file;
  std::string today;  ///< YYYY-MM-DD: the day everything is told back from; empty: the day it is in Japan
};
struct UserOptions {
  std::string region, region_name, name, kana, login;
};

struct AuditOptions {
  std::vector<std::string> heads;  ///< files of `musubi audit heads`
  std::string witness;             ///< file of `musubi audit witness`
  std::string name;                ///< of the witness, as shown to others
  std::string region;              ///< short name
};

int serve(const Place& place);
int migrate(const Place& place);
int demo(const Place& place, const DemoOptions& options);
int show_accounts(const std::string& file, const std::string& origin);
int show_code(const std::string& secret);
int print_openapi();
int print_version();
int list_users(const Place& place, const UserOptions& options);
int create_operator(const Place& place, const UserOptions& options);
int reset_password(const Place& place, const UserOptions& options);
int reset_second_factor(const Place& place, const UserOptions& options);
int suspend_user(const Place& place, const UserOptions& options);
int reactivate_user(const Place& place, const UserOptions& options);
int verify_audit(const Place& place, const AuditOptions& options);
int export_audit_heads(const Place& place, const AuditOptions& options);
int witness_audit(const Place& place, const AuditOptions& options);
int keep_audit_witness(const Place& place, const AuditOptions& options);
int show_keys(const Place& place);
/// A new master key beside the present one; `new_key`: where, else `<its place>.next`.
int prepare_master_key(const Place& place, const std::string& new_key);
int rotate_master_key(const Place& place, const std::string& new_key);
int retire_master_key(const Place& place);
int rotate_key(const Place& place, const std::string& region);
/// Status 1 if anything kept cannot be read.
int check_files(const Place& place, bool remove_unknown);
int new_audit_key(const Place& place, const AuditOptions& options);

}  // namespace musubi::app
