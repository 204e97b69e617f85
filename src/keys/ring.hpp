// The keys a program holds while it runs: root keys, under which everything that is sealed in the database
// lies. The master key, which is not in the database, opens the root keys and nothing else, so it can be
// replaced while servers run (rotation.hpp). A sealed value does not say which root key it is under: it opens
// under one of them or under none. docs/decisions/028-the-master-key.md.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "crypto/seal.hpp"
#include "db/tx.hpp"

namespace musubi::keys {

/// A handle: copies share what was loaded. Safe from several threads.
class Ring {
 public:
  /// Until `load`: the master key is the one root key, numbered 0. So it was before root keys came, and so it
  /// is enough for tests of single rooms.
  Ring(const crypto::Key& master);  // NOLINT(google-explicit-constructor)

  /// Under the root key that the database says is in use. `purpose` parts the keys of different uses; empty:
  /// the root key itself. Throws where that root key does not open here: the program runs with an old master
  /// key.
  [[nodiscard]] crypto::Bytes seal(Tx& tx, std::string_view purpose, std::string_view context,
                                   crypto::BytesView plain) const;
  /// nullopt if no root key opens it: another key, another context, or a changed bit.
  [[nodiscard]] std::optional<crypto::Bytes> open(std::string_view purpose, std::string_view context,
                                                  crypto::BytesView sealed) const;
  /// The number of the root key that opens it.
  [[nodiscard]] std::optional<std::int64_t> root_of(std::string_view purpose, std::string_view context,
                                                    crypto::BytesView sealed) const;
  /// A kept secret of this name; before `load` made from the master key.
  [[nodiscard]] crypto::Key secret(std::string_view name) const;

  /// Reads root keys and kept secrets anew; what was open stays open as long as its row is there.
  /// `unavailable` if the root key in use does not open with this master key.
  Status load(Tx& tx) const;
  /// The newest root key held, in use or not yet.
  [[nodiscard]] std::int64_t newest() const;
  /// That of the master key.
  [[nodiscard]] const std::string& master() const;

 private:
  friend struct Holdings;
  struct State;
  std::shared_ptr<State> state_;
};

/// Names a master key without saying anything of it: 16 hexadecimal digits.
std::string fingerprint(const crypto::Key& master);

/// Secrets that stay when the master key changes.
inline constexpr std::string_view kFileNames = "musubi file names 1";
inline constexpr std::string_view kOidcAttempts = "musubi oidc attempts 1";

}  // namespace musubi::keys
