// What a Ring holds. For this room's own files.
#pragma once
#include <map>
#include <mutex>
#include <vector>

#include "keys/ring.hpp"

namespace musubi::keys {

struct Root {
  std::int64_t number = 0;
  crypto::Key key;
};

/// What was loaded together; never changed, only replaced.
struct Loaded {
  std::vector<Root> roots;  ///< newest first
  std::map<std::string, crypto::Key, std::less<>> secrets;
  bool from_database = false;
};

struct Ring::State {
  crypto::Key master_key;
  std::string master;
  mutable std::mutex mutex{};
  std::shared_ptr<const Loaded> loaded{};

  [[nodiscard]] std::shared_ptr<const Loaded> now() const {
    const std::lock_guard lock(mutex);
    return loaded;
  }
};

inline constexpr std::string_view kSecretsPurpose = "musubi kept secrets 1";
std::string secret_context(std::string_view name);
crypto::Bytes seal_under(const Root& root, std::string_view purpose, std::string_view context,
                         crypto::BytesView plain);
/// A root key as it lies in the database under this master key.
crypto::Bytes wrap_root(const crypto::Key& master, const Root& root);
std::optional<Root> unwrap_root(const crypto::Key& master, std::int64_t number, crypto::BytesView sealed);

}  // namespace musubi::keys
