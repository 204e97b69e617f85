#include "audit/exchange.hpp"

#include "audit/proof.hpp"
#include "sealed_log.hpp"

namespace musubi::audit {
namespace {

/// The log, and a second installation that watches it.
class Witness : public SealedLog {
 protected:
  Witness() : other_(open(empty_url())) { EXPECT_TRUE(db::migrate(*other_)); }
  Result<WitnessFile> shown(const HeadsFile& file) {
    // By way of the file, as between two houses.
    const auto read = read_heads(json::to_json(file)).value();
    return other_->write_now([&](Tx& tx) { return witness(tx, their_keys_, read, "となり市"); });
  }
  Result<int> keep(const WitnessFile& file) {
    return in_write([&](Tx& tx) { return keep_witness(tx, file); });
  }
  Keyring their_keys_{crypto::derive_key(crypto::Key{}, "the witness")};
  std::unique_ptr<db::Database> other_;
};
MUSUBI_ON_BOTH_ENGINES(Witness);

TEST_P(Witness, FollowsALogAndSignsWhatItSaw) {
  a_log(2, 3);
  const auto first = shown(exported());
  ASSERT_TRUE(first);
  ASSERT_EQ(first->heads.size(), 1U);
  EXPECT_EQ(first->heads.items[0].tree_size, 6);
  a_log(3, 2);  // heads that never left the house
  const auto file = exported();
  EXPECT_EQ(file.regions.items[0].heads.size(), 2U);
  const auto second = shown(file);
  ASSERT_TRUE(second);
  EXPECT_EQ(second->heads.items[0].tree_size, 12);
  EXPECT_EQ(keep(read_witness(json::to_json(*second)).value()).value(), 1);
  const auto state = in_read([&](Tx& tx) { return seal_state(tx, region_); });
  ASSERT_EQ(state.witnesses.size(), 1U);
  EXPECT_EQ(state.witnesses[0].name, "となり市");
  EXPECT_EQ(state.witnesses[0].tree_size, 12);
  EXPECT_TRUE(check().findings.empty());
}

TEST_P(Witness, FollowsAChangeOfKeys) {
  a_log(1, 2);
  ASSERT_TRUE(shown(exported()));
  ASSERT_TRUE(in_write([&](Tx& tx) { return keys_.new_key(tx, region_); }));
  a_log(1, 2);
  EXPECT_TRUE(shown(exported()));
  a_log(1, 2);
  EXPECT_TRUE(shown(exported()));
}

TEST_P(Witness, RefusesALogThatWasRolledBack) {
  a_log(1, 2);
  const auto old = exported();
  a_log(1, 2);
  ASSERT_TRUE(shown(exported()));
  const auto refused = shown(old);
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().detail_en.find("rolled back"), std::string::npos);
}

TEST_P(Witness, RefusesALogThatWasRewrittenAndSignedAnew) {
  const auto ids = a_log(2, 1);
  ASSERT_TRUE(shown(exported()));
  in_write([&](Tx& tx) {
    tx.run("update audit set action = 'nothing' where region_id = $1 and audit_id = $2", region_, ids[0]);
    for (const auto* const sql :
         {"delete from audit_leaf", "delete from audit_head", "delete from audit_tree"})
      tx.run(sql);
    tx.run(tx.engine() == db::Engine::sqlite ? "update audit_sealed_to set position = 0"
                                             : "update audit_sealed_to set xid = '0'");
  });
  // By somebody who holds the master key: inside, everything fits.
  EXPECT_EQ(seal(), 2);
  EXPECT_TRUE(check().findings.empty());
  const auto refused = shown(exported());
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().detail_en.find("rewritten"), std::string::npos);
}

TEST_P(Witness, RefusesForgedHeadsAndStrangeKeys) {
  a_log(2, 1);
  auto forged = exported();
  forged.regions.items[0].heads.items[0].tree_size += 1;
  EXPECT_FALSE(shown(forged));
  ASSERT_TRUE(shown(exported()));
  // Another key that was never endorsed by the first.
  in_write([&](Tx& tx) { tx.run("delete from audit_key where region_id = $1", region_); });
  write();
  seal();
  EXPECT_FALSE(shown(exported()));
}

TEST_P(Witness, WhatItSawIsComparedWithTheLog) {
  const auto ids = a_log(3, 1);
  const auto seen = shown(exported()).value();
  auto bent = seen;
  bent.heads.items[0].witness_signature[0] = bent.heads.items[0].witness_signature[0] == 'a' ? 'b' : 'a';
  EXPECT_FALSE(keep(bent));
  ASSERT_TRUE(keep(seen));
  in_write([&](Tx& tx) {
    tx.run("update audit set action = 'nothing' where region_id = $1 and audit_id = $2", region_, ids[1]);
    for (const auto* const sql :
         {"delete from audit_leaf", "delete from audit_head", "delete from audit_tree"})
      tx.run(sql);
    tx.run(tx.engine() == db::Engine::sqlite ? "update audit_sealed_to set position = 0"
                                             : "update audit_sealed_to set xid = '0'");
  });
  seal();
  const auto report = check();
  ASSERT_FALSE(report.findings.empty());
  EXPECT_NE(report.findings[0].en.find("となり市"), std::string::npos);
  EXPECT_FALSE(keep(seen));
}

TEST(HeadsFile, RefusesWhatIsNone) {
  EXPECT_FALSE(read_heads(R"({"format":"else","exported_at":"2026-11-24T03:00:00Z","regions":[]})"));
  EXPECT_FALSE(read_heads("{"));
}

}  // namespace
}  // namespace musubi::audit
