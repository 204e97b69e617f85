// A person's own keys for contents: one with each data key of the region, sealed under it. Without the row
// nobody opens what was uploaded for that person any more, whatever copies of the contents there are
// (docs/keys.md).
#pragma once
#include "file/file_store.hpp"
#include "file/vault.hpp"

namespace musubi::file {

/// The person's key under this data key, made with the first of their files.
Result<crypto::Key> own_key(Tx& tx, RegionId region, PersonId person, std::int64_t key_number,
                            const crypto::Key& data_key);
/// What opens these contents; `gone` where the key is there no more.
Result<crypto::Key> key_of(Tx& tx, const Vault& vault, RegionId region, const store::SealedRow& row);

}  // namespace musubi::file
