// Tree heads and keys: what is signed, in which words, and who may sign. A head says how long a region's log
// is and what its root is at an instant; whoever keeps one can tell later whether the log was rewritten.
//
// A region's first key makes itself; each later one is endorsed by the one before, so that a change of keys
// can be followed from outside. Secrets lie sealed under a root key (keys/), which no reader of the database
// opens.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "audit/merkle.hpp"
#include "crypto/sign.hpp"
#include "db/tx.hpp"
#include "keys/ring.hpp"
#include "keys/sealed_value.hpp"

namespace musubi::audit {

struct Head {
  RegionId region_id;
  std::int64_t tree_size = 0;
  std::int64_t previous_size =
      0;  ///< of the head before; 0 for the first. A head that is taken away is missed.
  Hash root{};
  Time at{};
};
/// The bytes that are signed: six lines of ASCII, `musubi audit head 1`, region, size, size of the head
/// before, root in hex, microseconds.
std::string text_of(const Head& head);
/// What a witness signs: the head's text under its own first line, and the instant it was seen.
std::string witness_text(const Head& head, Time witnessed_at);
/// What the key before signs of the next one.
std::string endorsement_text(RegionId region, std::int64_t key_number, crypto::BytesView public_key);

struct SignedHead {
  Head head;
  std::int64_t key_number = 0;
  crypto::Bytes signature;
};

struct KeyRow {
  std::int64_t key_number = 0;
  crypto::Bytes public_key;
  crypto::Bytes sealed;
  crypto::Bytes endorsement;
  Time created_at{};
};
BOOST_DESCRIBE_STRUCT(KeyRow, (), (key_number, public_key, sealed, endorsement, created_at))

/// The keys of the regions, opened with the root keys.
class Keyring {
 public:
  explicit Keyring(keys::Ring keys) : keys_(std::move(keys)) {}
  struct Signer {
    std::int64_t key_number = 0;
    crypto::SigningKey key;
  };
  /// The region's newest key, made on first use. `internal` if it does not open: another master key, or
  /// tampered with.
  Result<Signer> signer(Tx& tx, RegionId region) const;
  /// Adds a key, endorsed by the present one; from now on it signs.
  Result<Signer> new_key(Tx& tx, RegionId region) const;
  /// The secret of a row, if it opens and belongs to the row's public key.
  [[nodiscard]] std::optional<crypto::SigningKey> open(RegionId region, const KeyRow& row) const;

 private:
  Signer keep(Tx& tx, RegionId region, std::int64_t number, const crypto::SigningKey* before) const;
  keys::Ring keys_;
};

/// What the log keeps sealed: the signing keys.
std::vector<keys::SealedValue> sealed_values(Tx& tx);
/// By number.
std::vector<KeyRow> keys_of(Tx& tx, RegionId region);
/// Whether each key follows from the one before: the number of the first that does not, if any.
std::optional<std::int64_t> broken_key(RegionId region, const std::vector<KeyRow>& keys);

/// The region that stands for the installation itself, as a witness.
inline constexpr RegionId kThisInstallation{};

}  // namespace musubi::audit
