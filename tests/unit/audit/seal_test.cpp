#include "audit/seal.hpp"

#include <latch>
#include <thread>

#include "audit/proof.hpp"
#include "audit/seal_store.hpp"
#include "sealed_log.hpp"

namespace musubi::audit {
namespace {

class Seal : public SealedLog {};
MUSUBI_ON_BOTH_ENGINES(Seal);

TEST_P(Seal, TakesEveryRowOnceInTheOrderOfCommits) {
  std::vector<AuditId> ids;
  for (int i = 0; i < 5; ++i) {
    clock().advance(std::chrono::milliseconds(3));
    ids.push_back(write());
  }
  EXPECT_EQ(seal(), 5);
  EXPECT_EQ(seal(), 0);
  clock().advance(-std::chrono::hours(1));  // a clock set back does not put a row in front of others
  ids.push_back(write(region_, "post"));
  EXPECT_EQ(seal(), 1);
  in_read([&](Tx& tx) {
    for (std::size_t i = 0; i < ids.size(); ++i)
      EXPECT_EQ(store::leaf_index(tx, region_, ids[i]), static_cast<std::int64_t>(i));
  });
}

TEST_P(Seal, EachRegionHasATreeOfItsOwn) {
  const auto other = in_write([](Tx& tx) { return test::a_region(tx, "tonari"); });
  write();
  write(other);
  write();
  EXPECT_EQ(seal(), 3);
  in_read([&](Tx& tx) {
    EXPECT_EQ(newest_head(tx, region_)->tree_size, 2);
    EXPECT_EQ(newest_head(tx, other)->tree_size, 1);
    EXPECT_NE(newest_head(tx, region_)->public_key, newest_head(tx, other)->public_key);
  });
  EXPECT_TRUE(check().findings.empty());
}

TEST_P(Seal, SealsRowsThatWereThereBeforeIt) {
  // As after an upgrade: the rows have no leaves yet, and there are more than one run takes.
  in_write([&](Tx& tx) {
    for (int i = 0; i < 700; ++i) write(tx, region_);
  });
  settle();
  std::int64_t rows = 0;
  for (bool more = true; more;) {
    const auto run = in_write([&](Tx& tx) { return seal_some(tx, keys_, 300); });
    rows += run->rows;
    more = run->more;
  }
  EXPECT_EQ(rows, 700);
  const auto report = check();
  EXPECT_TRUE(report.findings.empty());
  EXPECT_EQ(report.regions.front().heads, 3);
}

TEST_P(Seal, ARowCannotSayAnythingElseWithTheSameHash) {
  const auto id = write();
  const auto row = in_read([&](Tx& tx) { return store::row(tx, region_, id).value(); });
  std::set<Hash> hashes{leaf_of(row)};
  const auto differs = [&](auto change) {
    auto other = row;
    change(other);
    EXPECT_TRUE(hashes.insert(leaf_of(other)).second);
  };
  differs([](Row& r) { r.at += microseconds(1); });
  differs([](Row& r) {
    r.action = "rea";
    r.subject_kind = "d" + r.subject_kind;
  });
  differs([](Row& r) { r.person_id.reset(); });
  differs([](Row& r) { r.person_id = PersonId{}; });
  differs([](Row& r) { r.classes = ClassSet::all(); });
  differs([](Row& r) { std::swap(r.profession, r.action); });
  differs([&](Row& r) {
    r.session_id.reset();
    r.subject_id = nurse_.session_id.uuid;
  });
  differs([](Row& r) { r.outcome = "refused"; });
}

// docs/decisions/011: whoever checks a log with another program starts from these bytes.
TEST(AuditRow, IsSpelledAsDocumented) {
  Row row;
  row.region_id.uuid.bytes[15] = 1;
  row.audit_id.uuid.bytes[15] = 2;
  row.at = from_unix_us(3);
  row.account_id.uuid.bytes[15] = 4;
  row.profession = "看";
  row.classes = {-1};
  const auto hex = crypto::to_hex(encode(row));
  EXPECT_EQ(hex, crypto::to_hex(crypto::view("musubi audit row 1\n")) +
                     "00000010"
                     "00000000000000000000000000000001"
                     "00000010"
                     "00000000000000000000000000000002"
                     "00000008"
                     "0000000000000003"
                     "00000010"
                     "00000000000000000000000000000004"
                     "ffffffff"
                     "ffffffff"
                     "00000003"
                     "e79c8b"
                     "ffffffff"
                     "ffffffff"
                     "00000000"
                     "00000008"
                     "ffffffffffffffff"
                     "00000000"
                     "ffffffff"
                     "00000000"
                     "00000000");
}

TEST_P(Seal, ProvesARowAndThatTheLogHasOnlyGrown) {
  const auto ids = a_log(3, 4);
  const auto kept = in_read([&](Tx& tx) { return newest_head(tx, region_); });
  for (int i = 0; i < 300; ++i) write();
  seal();
  in_read([&](Tx& tx) {
    for (const auto id : ids) {
      const auto proof = prove_row(tx, region_, id, WithRow::yes, kept->tree_size).value();
      std::vector<Hash> path;
      for (const auto& text : proof.path) path.push_back(hash_from_hex(text).value());
      const auto root = hash_from_hex(proof.head.root).value();
      const auto leaf = leaf_hash(crypto::from_hex(*proof.row).value());
      EXPECT_EQ(to_hex(leaf), proof.leaf_hash);
      EXPECT_TRUE(proves_inclusion(leaf, proof.leaf_index, proof.head.tree_size, path, root));
      std::vector<Hash> growth;
      for (const auto& text : proof.consistency->path) growth.push_back(hash_from_hex(text).value());
      EXPECT_TRUE(proves_consistency(kept->tree_size, hash_from_hex(kept->root).value(), proof.head.tree_size,
                                     root, growth));
      const Head head{region_, proof.head.tree_size, proof.head.previous_size, root, proof.head.at};
      EXPECT_TRUE(crypto::is_signed_by(crypto::from_hex(proof.head.public_key).value(),
                                       crypto::view(text_of(head)),
                                       crypto::from_hex(proof.head.signature).value()));
    }
    EXPECT_EQ(prove_row(tx, region_, AuditId{}, WithRow::yes, {}).error().code, Code::not_found);
    EXPECT_EQ(prove_growth(tx, region_, 5, 4).error().code, Code::invalid);
  });
  clock().advance(std::chrono::milliseconds(7));  // `write` finds its row by the instant
  const auto late = write();
  in_read([&](Tx& tx) {
    EXPECT_EQ(prove_row(tx, region_, late, WithRow::yes, {}).error().code, Code::unavailable);
    EXPECT_EQ(seal_state(tx, region_).waiting, 1);
  });
}

TEST_P(Seal, ARunThatIsTakenBackLeavesNothing) {
  write();
  settle();
  (void)in_write([&](Tx& tx) -> Status {
    EXPECT_EQ(seal_some(tx, keys_, 100)->rows, 1);
    return fail(Code::internal);  // as a kill before the commit
  });
  EXPECT_EQ(leaves(), 0);
  reopen();
  EXPECT_EQ(seal(), 1);
  EXPECT_TRUE(check().findings.empty());
}

TEST_P(Seal, SeveralCopiesSealEachRowOnce) {
  const auto second = open(url());
  const auto third = open(url());
  Sequencer::Pace pace{std::chrono::milliseconds(1), 7};
  std::vector<std::unique_ptr<Sequencer>> sequencers;
  for (auto* const database : {&db(), second.get(), third.get()})
    sequencers.push_back(std::make_unique<Sequencer>(*database, keys_, pace));
  for (auto& sequencer : sequencers) sequencer->start();
  std::vector<std::thread> writers;
  for (int w = 0; w < 4; ++w)
    writers.emplace_back([&] {
      for (int i = 0; i < 60; ++i) write();
    });
  for (auto& writer : writers) writer.join();
  while (leaves() < 240) std::this_thread::sleep_for(std::chrono::milliseconds(2));
  for (auto& sequencer : sequencers) sequencer->stop();
  const auto report = check();
  EXPECT_TRUE(report.findings.empty());
  EXPECT_EQ(report.regions.front().rows, 240);
}

TEST_P(Seal, AnotherMasterKeySealsNothing) {
  write();
  seal();
  write();
  settle();
  const Keyring others(crypto::derive_key(crypto::Key{}, "another"));
  const auto run = in_write([&](Tx& tx) { return seal_some(tx, others, 100); });
  ASSERT_FALSE(run);
  EXPECT_EQ(run.error().code, Code::internal);
  EXPECT_EQ(leaves(), 1);
}

class SealOnPostgres : public SealedLog {};
MUSUBI_ON_POSTGRES(SealOnPostgres);

TEST_P(SealOnPostgres, ARowCommittedLateIsNotPassedOver) {
  std::latch wrote(1);
  std::latch may_end(1);
  std::latch ended(1);
  AuditId slow;
  std::thread straggler([&] {
    db().write(
        [&](Tx& tx) {
          slow = write(tx, region_, "slow");
          wrote.count_down();
          may_end.wait();
          return db::Database::Outcome::commit;
        },
        [&](std::exception_ptr) { ended.count_down(); });
    ended.wait();
  });
  wrote.wait();
  const auto fast = write(region_, "fast");
  // The fast one began later and committed first: it must wait, or the slow one would come too late.
  for (int i = 0; i < 3; ++i) EXPECT_EQ(seal_all(db(), keys_).value(), 0);
  may_end.count_down();
  straggler.join();
  EXPECT_EQ(seal(), 2);
  in_read([&](Tx& tx) {
    EXPECT_EQ(store::leaf_index(tx, region_, slow), 0);
    EXPECT_EQ(store::leaf_index(tx, region_, fast), 1);
  });
  EXPECT_TRUE(check().findings.empty());
}

}  // namespace
}  // namespace musubi::audit
