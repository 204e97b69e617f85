// Heads that leave the house: a file to keep somewhere else, and a second installation that looks at each new
// file and signs that it continues what it saw before. What is kept outside is what a rewritten log cannot be
// made to match.
#pragma once
#include "audit/head.hpp"

namespace musubi::audit {

struct KeyLine {
  std::int64_t number = 0;
  std::string public_key;
  std::string endorsement;
};
BOOST_DESCRIBE_STRUCT(KeyLine, (), (number, public_key, endorsement))
/// `proof`: RFC 9162 consistency from the head before it in the same file; empty for the first.
struct HeadLine {
  std::int64_t tree_size = 0;
  std::int64_t previous_size = 0;
  std::string root;
  Time at{};
  std::int64_t key_number = 0;
  std::string signature;
  List<std::string, 128> proof;
};
BOOST_DESCRIBE_STRUCT(HeadLine, (), (tree_size, previous_size, root, at, key_number, signature, proof))
struct RegionHeads {
  RegionId region_id;
  std::string region;  ///< its short name, for people
  List<KeyLine, 1000> keys;
  List<HeadLine, 1000000> heads;
};
BOOST_DESCRIBE_STRUCT(RegionHeads, (), (region_id, region, keys, heads))
/// What `musubi audit heads` prints: every head that was ever exported, up to the newest.
struct HeadsFile {
  std::string format;
  Time exported_at{};
  List<RegionHeads, 5000> regions;
};
BOOST_DESCRIBE_STRUCT(HeadsFile, (), (format, exported_at, regions))

/// What a witness gives back: heads it saw and signed.
struct WitnessLine {
  RegionId region_id;
  std::int64_t tree_size = 0;
  std::int64_t previous_size = 0;
  std::string root;
  Time at{};
  std::string witness;
  std::string witness_key;
  Time witnessed_at{};
  std::string witness_signature;
};
BOOST_DESCRIBE_STRUCT(WitnessLine, (),
                      (region_id, tree_size, previous_size, root, at, witness, witness_key, witnessed_at,
                       witness_signature))
struct WitnessFile {
  std::string format;
  List<WitnessLine, 5000> heads;
};
BOOST_DESCRIBE_STRUCT(WitnessFile, (), (format, heads))

/// Marks the newest heads as exported, so that they stay in every later file and a witness can follow on.
Result<HeadsFile> export_heads(Tx& tx);
Result<HeadsFile> read_heads(std::string_view json);
/// The head of a line, with its root read; nullopt for a line that is none.
std::optional<Head> head_of(RegionId region, const HeadLine& line);

/// Checks each region's heads against each other and against what this installation saw before; signs and
/// keeps the newest. Refuses the whole file with what is wrong.
Result<WitnessFile> witness(Tx& tx, const Keyring& keys, const HeadsFile& file, const std::string& name);
/// Takes in what a witness signed about our own heads; refuses it if the witness saw another log than ours.
Result<int> keep_witness(Tx& tx, const WitnessFile& file);
Result<WitnessFile> read_witness(std::string_view json);

}  // namespace musubi::audit
