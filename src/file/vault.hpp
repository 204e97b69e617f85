// Where file contents lie: sealed, under names that say nothing, in folders two levels deep. This room
// writes, reads and removes; it knows neither people nor rules, and no table. Keys come in from outside: a
// data key a region, wrapped under a root key (keys/). Names are made from a secret that stays, so that no
// file moves when the master key changes.
#pragma once
#include <chrono>
#include <filesystem>
#include <set>
#include <span>
#include <string>
#include <string_view>

#include "base/ids.hpp"
#include "crypto/seal.hpp"
#include "keys/ring.hpp"

namespace musubi::file {

enum class Variant { whole, thumbnail };

class Vault {
 public:
  /// `folder` is made when the first file comes.
  Vault(std::filesystem::path folder, keys::Ring keys);

  /// Durable when it returns; on failure nothing is left.
  Status put(RegionId region, FileId file, Variant variant, const crypto::Key& key,
             std::string_view bytes) const;
  [[nodiscard]] Result<crypto::SealedReader> open(RegionId region, FileId file, Variant variant,
                                                  const crypto::Key& key) const;
  /// Both variants; what is not there is no matter.
  void remove(RegionId region, FileId file) const noexcept;
  /// Where contents lie, below the folder: `ab/cd/…`.
  [[nodiscard]] std::string name_of(RegionId region, FileId file, Variant variant) const;
  /// What lies there and is older than this, half-written files aside.
  [[nodiscard]] std::set<std::string> list(std::chrono::seconds older_than) const;
  /// Returns how many went.
  int remove_named(std::span<const std::string> names) const;
  /// Half-written files of a program that was killed, older than this. Returns how many went.
  int remove_leftovers(std::chrono::seconds older_than) const;

  [[nodiscard]] crypto::Bytes wrap(Tx& tx, RegionId region, std::int64_t key_number,
                                   const crypto::Key& key) const;
  [[nodiscard]] Result<crypto::Key> unwrap(RegionId region, std::int64_t key_number,
                                           crypto::BytesView wrapped) const;

 private:
  [[nodiscard]] std::filesystem::path path_of(RegionId region, FileId file, Variant variant) const;
  /// `each(path, half_written)`.
  template <class Each>
  void for_each_older(std::chrono::seconds older_than, const Each& each) const;
  std::filesystem::path folder_;
  keys::Ring keys_;
};

/// What data keys are wrapped for, and as whose.
inline constexpr std::string_view kDataKeys = "musubi data keys 1";
std::string data_key_context(RegionId region, std::int64_t number);

}  // namespace musubi::file
