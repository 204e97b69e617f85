// `musubi keys prepare | rotate --master | retire | status`: another master key in place of the present one
// (docs/keys.md). Shows fingerprints of keys, never a key.
#include <fmt/format.h>

#include <thread>

#include "app/doors.hpp"
#include "app/program.hpp"
#include "audit/audit.hpp"
#include "crypto/master_key.hpp"
#include "db/scrub.hpp"
#include "keys/rotation.hpp"
#include "region/region_service.hpp"

namespace musubi::app {
namespace {

/// A server looks for new root keys every second.
constexpr auto kWaitForServers = std::chrono::seconds(30);
constexpr auto kAskAgain = std::chrono::milliseconds(200);

std::filesystem::path next_key_file(const Settings& settings, const std::string& given) {
  if (!given.empty()) return given;
  auto file = settings.key_file();
  file += ".next";
  return file;
}

Result<crypto::Key> next_key(const Settings& settings, const std::string& given) {
  const auto file = next_key_file(settings, given);
  const bool credential = !settings.credentials.empty() && file.parent_path() == settings.credentials;
  return crypto::load_master_key(file, false, credential);
}

/// In every region's log: by nobody of the region, but whoever keeps the server.
void tell_regions(Tx& tx, const char* action) {
  for (const auto& portal : region::portals(tx)) {
    access::Actor keeper;
    keeper.region_id = region::region_named(tx, portal.slug).value();
    audit::append(tx, keeper, {.action = action, .subject_kind = "master_key"});
  }
}

/// Asks again while a server has not taken the root key in yet.
Status take_into_use(db::Database& database, std::int64_t root) {
  const auto until = std::chrono::steady_clock::now() + kWaitForServers;
  for (;;) {
    const auto taken = database.write_now([&](Tx& tx) -> Result<bool> {
      TRY_ASSIGN(const bool fresh, keys::take_into_use(tx, root));
      if (fresh) tell_regions(tx, "rotate_master_key");
      return fresh;
    });
    if (taken) return {};
    if (taken.error().code != Code::conflict || std::chrono::steady_clock::now() > until)
      return std::unexpected(taken.error());
    std::this_thread::sleep_for(kAskAgain);
  }
}

keys::Resealed reseal(Program& program) {
  auto done = keys::reseal(*program.database, program.keys, sealed_sources());
  for (const auto& value : done.unreadable)
    fmt::print("NG どの鍵でも開けません opens under no key: {}\n", value);
  fmt::print("{}件を新しい鍵で封じ直しました。 {} values were sealed anew.\n", done.values, done.values);
  return done;
}

Status rotate(Program& program, const crypto::Key& next) {
  auto& database = *program.database;
  TRY_ASSIGN(const auto root,
             database.write_now([&](Tx& tx) { return keys::offer(tx, program.keys, next); }));
  TRY(database.read_now([&](Tx& tx) { return program.keys.load(tx); }));
  TRY(take_into_use(database, root));
  reseal(program);
  fmt::print(
      "新しいマスター鍵は {}（いまの鍵は "
      "{}）。どちらの鍵でも開けます。すべてのサーバーで新しい鍵を元の場所に置いてから "
      "musubi keys retire を実行してください。\n"
      "The new master key is {} (the present one {}). Either opens everything. Put the new one in its place "
      "on every "
      "server, then run musubi keys retire.\n",
      keys::fingerprint(next), program.keys.master(), keys::fingerprint(next), program.keys.master());
  return {};
}

void print_state(const keys::KeyState& state, const std::string& here) {
  for (const auto& line : state.masters) {
    std::string roots;
    for (const auto root : line.roots) roots += (roots.empty() ? "" : ", ") + std::to_string(root);
    fmt::print("master key {}  since {}  opens root keys {}{}\n", line.master,
               to_string(japan_date(line.since)), roots, line.master == here ? "  (in place here)" : "");
  }
  fmt::print("root key in use: {}\n", state.in_use.value_or(0));
  for (const auto& kind : state.kinds)
    fmt::print("  {:>7}  {}  under {}\n", kind.values, kind.kind,
               kind.root == 0 ? "NO KEY" : fmt::format("root key {}", kind.root));
  for (const auto& server : state.servers)
    fmt::print("server since {}  started with {}  holds root key {}\n",
               to_string(japan_date(server.started_at)), server.master, server.root);
  if (state.masters.size() < 2) {
    fmt::print("マスター鍵は1つです。 There is one master key.\n");
    return;
  }
  for (const auto& line : state.masters) {
    if (line.master == state.masters.front().master) continue;
    fmt::print(
        "{} はまだ必要です。musubi keys retire の後で処分できます。 {} is still needed; it may be destroyed "
        "after musubi keys retire.\n",
        line.master, line.master);
  }
}

}  // namespace

void show_master_keys(Program& program) {
  const auto sources = sealed_sources();
  print_state(program.database->read_now([&](Tx& tx) { return keys::state_of(tx, program.keys, sources); }),
              program.keys.master());
}

int prepare_master_key(const Place& place, const std::string& new_key) {
  const auto settings = settings_of(place);
  if (!settings) return complain(settings.error());
  const auto file = next_key_file(*settings, new_key);
  const bool there = std::filesystem::exists(file);
  const auto key = crypto::load_master_key(file, true);
  if (!key) return complain(key.error());
  fmt::print("{} {}\n", file.string(), keys::fingerprint(*key));
  if (there) fmt::print("すでにありました。 It was there already.\n");
  return 0;
}

int rotate_master_key(const Place& place, const std::string& new_key) {
  auto program = Program::open(place);
  if (!program) return complain(program.error());
  const auto next = next_key((*program)->settings, new_key);
  if (!next) return complain(next.error());
  const auto done = rotate(**program, *next);
  return done ? 0 : complain(done.error());
}

int retire_master_key(const Place& place) {
  auto opened = Program::open(place);
  if (!opened) return complain(opened.error());
  auto& program = **opened;
  const auto sources = sealed_sources();
  keys::reseal(*program.database, program.keys, sources);
  const auto gone = program.database->write_now([&](Tx& tx) -> Result<keys::Retired> {
    TRY_ASSIGN(auto retired, keys::retire(tx, program.keys, sources));
    if (!retired.masters.empty()) tell_regions(tx, "retire_master_key");
    return retired;
  });
  if (!gone) return complain(gone.error());
  if (gone->masters.empty()) {
    fmt::print("使わなくなった鍵はありません。 There is no key to retire.\n");
    return 0;
  }
  if (const auto scrubbed = db::scrub(program.settings.database()); !scrubbed) complain(scrubbed.error());
  for (const auto& master : gone->masters)
    fmt::print("{} ではもう何も開けません。 {} opens nothing any more.\n", master, master);
  if (gone->old_servers > 0)
    fmt::print(
        "{}"
        "台のサーバーは前の鍵で起動しています。そのまま動きますが、次の起動までに新しい鍵を置いてください。\n"
        "{} running servers were started with the old key. They go on; put the new key in place before they "
        "start "
        "again.\n",
        gone->old_servers, gone->old_servers);
  return 0;
}

}  // namespace musubi::app
