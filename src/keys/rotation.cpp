#include "keys/rotation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "keys/key_store.hpp"
#include "keys/ring_state.hpp"

namespace musubi::keys {

/// What a ring holds, for this file.
struct Holdings {
  static const crypto::Key& master_key(const Ring& ring) { return ring.state_->master_key; }
  static std::shared_ptr<const Loaded> loaded(const Ring& ring) { return ring.state_->now(); }
};

namespace {

constexpr std::size_t kBatch = 200;  // values sealed anew within one transaction
constexpr int kPasses = 5;           // a pass finds what was written during the one before

std::unexpected<Error> must_wait(std::string ja, std::string en) {
  return fail(Code::conflict, "", std::move(ja), std::move(en));
}

std::vector<SealedValue> kept_secrets(Tx& tx) {
  std::vector<SealedValue> out;
  for (auto& row : store::secrets(tx)) {
    auto sealed = row.sealed;
    out.push_back({"kept secrets", std::string(kSecretsPurpose), secret_context(row.name), std::move(sealed),
                   [row](Tx& t, const db::Bytes& fresh) { return store::replace_secret(t, row, fresh); }});
  }
  return out;
}

std::vector<SealedValue> all_of(Tx& tx, Sources sources) {
  auto out = kept_secrets(tx);
  for (const auto& source : sources)
    for (auto& value : source(tx)) out.push_back(std::move(value));
  return out;
}

std::optional<std::int64_t> root_of(const Ring& ring, const SealedValue& value) {
  return ring.root_of(value.purpose, value.context, value.sealed);
}

/// Of those that run: one that does not hold this root key.
std::optional<store::ServerRow> behind(Tx& tx, std::int64_t root) {
  for (auto& server : store::servers(tx, tx.now() - kServerGone))
    if (server.root < root) return std::move(server);
  return std::nullopt;
}
std::unexpected<Error> server_behind(const store::ServerRow& server) {
  const auto id = to_string(server.server_id);
  return must_wait(
      fmt::format("動いているサーバー {} が、まだ新しい鍵を受け取っていません。少し待って、もう一度実行し"
                  "てください。",
                  id),
      fmt::format("The running server {} has not taken in the new key yet. Wait a moment and run "
                  "this again.",
                  id));
}

bool has(const std::vector<store::RootRow>& rows, std::int64_t number, const std::string& master) {
  return std::ranges::any_of(
      rows, [&](const store::RootRow& row) { return row.number == number && row.master == master; });
}

/// Of the master keys that open the newest root key, the one that came last: its rows are the youngest.
std::string last_master(const std::vector<store::RootRow>& rows) {
  std::map<std::string, Time> first;
  for (const auto& row : rows) {
    if (!has(rows, rows.front().number, row.master)) continue;
    const auto [at, fresh] = first.emplace(row.master, row.made_at);
    if (!fresh) at->second = std::min(at->second, row.made_at);
  }
  return std::ranges::max_element(first, {}, [](const auto& one) { return one.second; })->first;
}

void keep_secret(Tx& tx, const Root& root, std::string_view name, const crypto::Key& secret) {
  store::insert_secret(tx, {std::string(name), seal_under(root, kSecretsPurpose, secret_context(name),
                                                          {secret.data(), crypto::Key::kSize})});
}

}  // namespace

bool has_roots(Tx& tx) {
  return store::root_in_use(tx).has_value();
}

Result<bool> adopt(Tx& tx, const Ring& ring, bool used, Sources sources) {
  if (has_roots(tx)) return false;
  const auto sealed = all_of(tx, sources);
  const auto opens = [&](const SealedValue& value) { return root_of(ring, value).has_value(); };
  if (!sealed.empty() && std::ranges::none_of(sealed, opens))
    return fail(Code::unavailable, "storage.master_key_file",
                "いま置かれているマスター鍵は、このデータベースのものではありません。控えの鍵を元の場所に戻し"
                "てください。",
                "The master key in place is not the one of this database. Put the kept key back.");
  used = used || !sealed.empty();
  // Real randomness, never that of the transaction: in demo data and tests that one can be foretold.
  const auto& master = Holdings::master_key(ring);
  const Root root{1, used ? master : crypto::random_key()};
  store::insert_root(tx, {1, ring.master(), wrap_root(master, root), tx.now(), tx.now()});
  keep_secret(tx, root, kFileNames, used ? crypto::derive_key(master, kFileNames) : crypto::random_key());
  keep_secret(tx, root, kOidcAttempts, crypto::random_key());
  return used;
}

Result<std::int64_t> offer(Tx& tx, const Ring& ring, const crypto::Key& next) {
  const auto name = fingerprint(next);
  if (name == ring.master())
    return fail(Code::invalid, "--new-key", "新しい鍵が、いまの鍵と同じです。",
                "The new key is the present one.");
  for (const auto& server : store::servers(tx, tx.now() - kServerGone))
    if (server.master != ring.master() && server.master != name)
      return must_wait(
          fmt::format(
              "別の鍵（{}"
              "）で起動したサーバーが動いています。先に、そのサーバーをいまの鍵で起動し直してください。",
              server.master),
          fmt::format("A server runs that was started with another key ({}). Restart it with the present one "
                      "first.",
                      server.master));
  const auto rows = store::roots(tx);
  const auto newest = rows.front().number;
  if (has(rows, newest, name) && has(rows, newest, ring.master())) return newest;
  // Later than all there are, whatever the clock says: the youngest rows tell which master key came last.
  auto at = tx.now();
  for (const auto& row : rows) at = std::max(at, row.made_at + std::chrono::microseconds(1));
  const auto loaded = Holdings::loaded(ring);
  const auto& present = Holdings::master_key(ring);
  for (const auto& root : loaded->roots) {
    const auto row = std::ranges::find(rows, root.number, &store::RootRow::number);
    if (row != rows.end() && !has(rows, root.number, name))
      store::insert_root(tx, {root.number, name, wrap_root(next, root), at, row->in_use_since});
  }
  const Root fresh{newest + 1, crypto::random_key()};
  store::insert_root(tx, {fresh.number, ring.master(), wrap_root(present, fresh), at, std::nullopt});
  store::insert_root(tx, {fresh.number, name, wrap_root(next, fresh), at, std::nullopt});
  return fresh.number;
}

Result<bool> take_into_use(Tx& tx, std::int64_t root) {
  if (store::root_in_use(tx) >= root) return false;
  if (const auto server = behind(tx, root)) return server_behind(*server);
  store::take_into_use(tx, root);
  return true;
}

Resealed reseal(db::Database& database, const Ring& ring, Sources sources) {
  Resealed out;
  for (int pass = 0; pass < kPasses; ++pass) {
    out.unreadable.clear();
    std::vector<SealedValue> stale;
    database.read_now([&](Tx& tx) {
      stale.clear();
      const auto in_use = store::root_in_use(tx);
      for (auto& value : all_of(tx, sources)) {
        const auto root = root_of(ring, value);
        if (!root) out.unreadable.push_back(std::string(value.kind) + " " + value.context);
        if (root && root != in_use) stale.push_back(std::move(value));
      }
    });
    if (stale.empty()) break;
    for (std::size_t at = 0; at < stale.size(); at += kBatch) {
      const auto batch = std::span(stale).subspan(at, std::min(kBatch, stale.size() - at));
      out.values += database.write_now([&](Tx& tx) {
        std::int64_t changed = 0;
        for (const auto& value : batch) {
          auto plain = ring.open(value.purpose, value.context, value.sealed).value();
          changed += value.replace(tx, ring.seal(tx, value.purpose, value.context, plain));
          crypto::wipe(plain);
        }
        return changed;
      });
    }
  }
  return out;
}

Result<Retired> retire(Tx& tx, const Ring& ring, Sources sources) {
  const auto rows = store::roots(tx);
  const auto newest = rows.front().number;
  Retired out{newest, {}, 0};
  for (const auto& row : rows)
    if (row.master != ring.master() && std::ranges::find(out.masters, row.master) == out.masters.end())
      out.masters.push_back(row.master);
  if (out.masters.empty()) return out;
  if (const auto last = last_master(rows); last != ring.master())
    return must_wait(
        fmt::format(
            "ここに置かれているのは古い鍵（{}）です。新しい鍵（{}）を元の場所に置いてから実行してください。",
            ring.master(), last),
        fmt::format("The key in place here is the old one ({}). Put the new one ({}) in its place first.",
                    ring.master(), last));
  if (store::root_in_use(tx) != newest)
    return must_wait("鍵の入れ替えが途中です。musubi keys rotate --master をもう一度実行してください。",
                     "The change of keys is not finished. Run musubi keys rotate --master again.");
  for (const auto& value : all_of(tx, sources))
    if (const auto root = root_of(ring, value); root && *root != newest)
      return must_wait("古い鍵の下に残っているものがあります。もう一度実行してください。",
                       "Something still lies under an older key. Run this again.");
  if (const auto server = behind(tx, newest)) return server_behind(*server);
  for (const auto& server : store::servers(tx, tx.now() - kServerGone))
    out.old_servers += server.master != ring.master() ? 1 : 0;
  store::remove_others(tx, newest, ring.master());
  return out;
}

KeyState state_of(Tx& tx, const Ring& ring, Sources sources) {
  KeyState out;
  out.in_use = store::root_in_use(tx);
  for (const auto& row : store::roots(tx)) {
    auto line = std::ranges::find(out.masters, row.master, &MasterLine::master);
    if (line == out.masters.end())
      line = out.masters.insert(out.masters.end(), MasterLine{row.master, {}, row.made_at});
    line->roots.push_back(row.number);
    line->since = std::min(line->since, row.made_at);
  }
  std::ranges::sort(out.masters, std::ranges::greater{}, &MasterLine::since);
  std::map<std::pair<std::string_view, std::int64_t>, std::int64_t> counts;
  for (const auto& value : all_of(tx, sources)) ++counts[{value.kind, root_of(ring, value).value_or(0)}];
  for (const auto& [what, values] : counts)
    out.kinds.push_back({std::string(what.first), what.second, values});
  for (const auto& server : store::servers(tx, tx.now() - kServerGone))
    out.servers.push_back({server.master, server.root, server.started_at});
  return out;
}

}  // namespace musubi::keys
