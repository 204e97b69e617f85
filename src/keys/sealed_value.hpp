// What a room keeps sealed, told to whoever seals it anew. The rooms that own the tables hand in their
// `Source`.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "db/tx.hpp"

namespace musubi::keys {

struct SealedValue {
  std::string_view kind;  ///< for people: "second factors"; a literal
  std::string purpose;
  std::string context;
  db::Bytes sealed;
  /// Puts this in its place where it is still what it was; returns how many rows changed.
  std::function<std::int64_t(Tx&, const db::Bytes& fresh)> replace;
};
/// All of a room's sealed values, as the transaction sees them.
using Source = std::function<std::vector<SealedValue>(Tx&)>;

}  // namespace musubi::keys
