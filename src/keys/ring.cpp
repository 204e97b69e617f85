#include "keys/ring.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "keys/key_store.hpp"
#include "keys/ring_state.hpp"

namespace musubi::keys {
namespace {

std::string root_context(std::int64_t number) {
  return fmt::format("root key:{}", number);
}
crypto::Key wrapping(const crypto::Key& master) {
  return crypto::derive_key(master, "musubi root keys 1");
}
crypto::Key for_purpose(const Root& root, std::string_view purpose) {
  return purpose.empty() ? root.key : crypto::derive_key(root.key, purpose);
}

struct Opening {
  std::int64_t number = 0;
  crypto::Bytes plain;
};
std::optional<Opening> try_all(const Loaded& loaded, std::string_view purpose, std::string_view context,
                               crypto::BytesView sealed) {
  for (const auto& root : loaded.roots)
    if (auto plain = crypto::unseal(for_purpose(root, purpose), context, sealed))
      return Opening{root.number, std::move(*plain)};
  return std::nullopt;
}

const Root* numbered(const Loaded& loaded, std::int64_t number) {
  const auto found = std::ranges::find(loaded.roots, number, &Root::number);
  return found == loaded.roots.end() ? nullptr : &*found;
}

std::unexpected<Error> other_master_key(const std::string& held, const std::vector<store::RootRow>& rows,
                                        std::int64_t in_use) {
  std::string needed;
  for (const auto& row : rows)
    if (row.number == in_use) needed += (needed.empty() ? "" : " / ") + row.master;
  return fail(
      Code::unavailable, "storage.master_key_file",
      fmt::format("このデータベースは、いま置かれているマスター鍵（{}）では開けません。必要な鍵は {} です。"
                  "その鍵を元の場所に置いてください（docs/keys.md）。",
                  held, needed),
      fmt::format("This database does not open with the master key that is in place ({}). The key "
                  "needed is {}. Put that key in its place (docs/keys.md).",
                  held, needed));
}

}  // namespace

std::string secret_context(std::string_view name) {
  return "secret:" + std::string(name);
}

crypto::Bytes seal_under(const Root& root, std::string_view purpose, std::string_view context,
                         crypto::BytesView plain) {
  return crypto::seal(for_purpose(root, purpose), context, plain);
}

crypto::Bytes wrap_root(const crypto::Key& master, const Root& root) {
  return crypto::seal(wrapping(master), root_context(root.number), {root.key.data(), crypto::Key::kSize});
}

std::optional<Root> unwrap_root(const crypto::Key& master, std::int64_t number, crypto::BytesView sealed) {
  const auto key = crypto::opened_key(crypto::unseal(wrapping(master), root_context(number), sealed));
  if (!key) return std::nullopt;
  return Root{number, *key};
}

std::string fingerprint(const crypto::Key& master) {
  const auto id = crypto::derive_key(master, "musubi master key fingerprint 1");
  return crypto::to_hex({id.data(), 8});
}

Ring::Ring(const crypto::Key& master) : state_(std::make_shared<State>(master, fingerprint(master))) {
  auto first = std::make_shared<Loaded>();
  first->roots.push_back({0, master});
  state_->loaded = std::move(first);
}

crypto::Bytes Ring::seal(Tx& tx, std::string_view purpose, std::string_view context,
                         crypto::BytesView plain) const {
  // Asked each time, within the transaction: nothing is sealed any more under a key that is about to go.
  const auto in_use = store::root_in_use(tx);
  auto loaded = state_->now();
  if (!in_use) return seal_under(loaded->roots.front(), purpose, context, plain);
  if (numbered(*loaded, *in_use) == nullptr) {
    if (const auto read = load(tx); !read) throw std::runtime_error(read.error().detail_en);
    loaded = state_->now();
  }
  const auto* const root = numbered(*loaded, *in_use);
  if (root == nullptr) throw std::runtime_error("the root key in use here is not held any more");
  return seal_under(*root, purpose, context, plain);
}

std::optional<crypto::Bytes> Ring::open(std::string_view purpose, std::string_view context,
                                        crypto::BytesView sealed) const {
  auto opening = try_all(*state_->now(), purpose, context, sealed);
  if (!opening) return std::nullopt;
  return std::move(opening->plain);
}

std::optional<std::int64_t> Ring::root_of(std::string_view purpose, std::string_view context,
                                          crypto::BytesView sealed) const {
  auto opening = try_all(*state_->now(), purpose, context, sealed);
  if (!opening) return std::nullopt;
  crypto::wipe(opening->plain);
  return opening->number;
}

crypto::Key Ring::secret(std::string_view name) const {
  const auto loaded = state_->now();
  if (const auto found = loaded->secrets.find(name); found != loaded->secrets.end()) return found->second;
  if (loaded->from_database) throw std::runtime_error("a kept secret is missing: " + std::string(name));
  return crypto::derive_key(loaded->roots.front().key, name);
}

Status Ring::load(Tx& tx) const {
  const auto rows = store::roots(tx);
  const auto in_use = store::root_in_use(tx);
  if (!in_use) return {};
  const auto before = state_->now();
  auto fresh = std::make_shared<Loaded>();
  fresh->from_database = true;
  for (const auto& row : rows) {
    if (numbered(*fresh, row.number) != nullptr) continue;
    // A server that was started with the master key before this one goes on with what it has open.
    if (before->from_database)
      if (const auto* held = numbered(*before, row.number)) {
        fresh->roots.push_back(*held);
        continue;
      }
    if (row.master != state_->master) continue;
    if (const auto root = unwrap_root(state_->master_key, row.number, row.sealed))
      fresh->roots.push_back(*root);
  }
  if (numbered(*fresh, *in_use) == nullptr) return other_master_key(state_->master, rows, *in_use);
  for (const auto& row : store::secrets(tx)) {
    auto opening = try_all(*fresh, kSecretsPurpose, secret_context(row.name), row.sealed);
    if (const auto key = opening ? crypto::opened_key(std::move(opening->plain)) : std::nullopt)
      fresh->secrets.emplace(row.name, *key);
  }
  const std::lock_guard lock(state_->mutex);
  // What an older snapshot shows never takes the place of what a newer one did; numbers only grow.
  const auto& held = *state_->loaded;
  if (!held.from_database || held.roots.front().number <= fresh->roots.front().number)
    state_->loaded = std::move(fresh);
  return {};
}

std::int64_t Ring::newest() const {
  return state_->now()->roots.front().number;
}

const std::string& Ring::master() const {
  return state_->master;
}

}  // namespace musubi::keys
