// Somebody with the database open before them, but without the master key: whatever they do is found and
// named.
#include "audit/verify.hpp"

#include "sealed_log.hpp"

namespace musubi::audit {
namespace {

class Verify : public SealedLog {
 protected:
  template <class... A>
  void tamper(std::string_view sql, const A&... args) {
    in_write([&](Tx& tx) { EXPECT_GE(tx.run(sql, args...), 1); });
  }
  /// The hash of a row as it is now, written over its leaf, as a careful attacker would.
  void reseal(AuditId id) {
    in_write([&](Tx& tx) {
      const auto row = store_row(tx, id);
      const auto hash = leaf_of(row);
      tx.run("update audit_leaf set leaf_hash = $3 where region_id = $1 and audit_id = $2", region_, id,
             db::Bytes(hash.begin(), hash.end()));
    });
  }
  Row store_row(Tx& tx, AuditId id) {
    return tx.one<Row>(
        "select " MUSUBI_AUDIT_COLUMNS("a") " from audit a where a.region_id = $1 and a.audit_id = $2",
        region_, id);
  }
  void expect_first(const Report& report, Fault fault, std::int64_t number, AuditId id) {
    ASSERT_FALSE(report.findings.empty());
    EXPECT_EQ(report.findings[0].fault, fault) << report.findings[0].en;
    EXPECT_EQ(report.findings[0].row_number, number);
    EXPECT_EQ(report.findings[0].audit_id, id);
  }
  /// A row as the program writes it, straight into the table.
  void insert_row(AuditId id, Time at) {
    in_write([&](Tx& tx) {
      tx.run(R"sql(
        insert into audit (region_id, audit_id, at, account_id, profession, action, classes, subject_kind, outcome, basis)
        values ($1, $2, $3, $4, 'nurse', 'read', 1, '', 'granted', 'seat')
      )sql",
             region_, id, at, nurse_.account_id);
    });
  }
};
MUSUBI_ON_BOTH_ENGINES(Verify);

TEST_P(Verify, FindsNothingInAnHonestLog) {
  a_log(4, 3);
  write();  // waits for the next run
  const auto kept = exported();
  const auto report = check({kept});
  EXPECT_TRUE(report.findings.empty());
  EXPECT_EQ(report.regions.front().rows, 12);
  EXPECT_EQ(report.regions.front().heads, 4);
  EXPECT_EQ(report.regions.front().waiting, 1);
}

TEST_P(Verify, NamesAnAlteredRow) {
  const auto ids = a_log(4, 3);
  tamper("update audit set account_id = $3 where region_id = $1 and audit_id = $2", region_, ids[7],
         AccountId{});
  tamper("update audit set at = at + 1 where region_id = $1 and audit_id = $2", region_, ids[9]);
  const auto report = check();
  expect_first(report, Fault::altered, 8, ids[7]);
  EXPECT_EQ(report.findings.size(), 2U);
}

TEST_P(Verify, NamesAnAlteredRowWhoseLeafWasRewrittenToo) {
  const auto ids = a_log(6, 1);
  tamper("update audit set person_id = null where region_id = $1 and audit_id = $2", region_, ids[3]);
  reseal(ids[3]);
  expect_first(check(), Fault::head, 4, ids[3]);
}

TEST_P(Verify, NamesADeletedRow) {
  const auto ids = a_log(3, 3);
  tamper("delete from audit where region_id = $1 and audit_id = $2", region_, ids[4]);
  expect_first(check(), Fault::deleted, 5, ids[4]);
}

TEST_P(Verify, NamesARowThatIsDeletedWithItsLeaf) {
  const auto ids = a_log(3, 3);
  tamper("delete from audit where region_id = $1 and audit_id = $2", region_, ids[4]);
  tamper("delete from audit_leaf where region_id = $1 and audit_id = $2", region_, ids[4]);
  const auto report = check();
  ASSERT_FALSE(report.findings.empty());
  EXPECT_EQ(report.findings[0].fault, Fault::tree);
  EXPECT_EQ(report.findings[0].row_number, 5);
}

TEST_P(Verify, FindsARowDeletedAndTheOthersMovedUp) {
  const auto ids = a_log(6, 1);
  tamper("delete from audit where region_id = $1 and audit_id = $2", region_, ids[2]);
  tamper("delete from audit_leaf where region_id = $1 and leaf_index = 2", region_);
  for (int i = 3; i < 6; ++i)
    tamper("update audit_leaf set leaf_index = $2 where region_id = $1 and leaf_index = $3", region_, i - 1,
           i);
  const auto report = check();
  ASSERT_FALSE(report.findings.empty());
  EXPECT_EQ(report.findings[0].fault, Fault::head);
  EXPECT_EQ(report.findings[0].row_number, 3);
}

TEST_P(Verify, NamesARowPutInWhereTheSealHasPassed) {
  a_log(3, 2);
  const auto id = in_write([](Tx& tx) { return tx.new_id<AuditId>(); });
  insert_row(id, kStart);
  // Moved to a place the sequencer has behind it.
  if (db().engine() == db::Engine::sqlite)
    tamper("update audit set position = -1 where region_id = $1 and audit_id = $2", region_, id);
  else
    tamper("update audit set xid = '1' where region_id = $1 and audit_id = $2", region_, id);
  seal();
  const auto report = check();
  ASSERT_EQ(report.findings.size(), 1U);
  EXPECT_EQ(report.findings[0].fault, Fault::inserted);
  EXPECT_EQ(report.findings[0].audit_id, id);
}

TEST_P(Verify, NamesARowThatClaimsToBeOlderThanItCanBe) {
  a_log(12, 1);  // twelve minutes
  const auto id = AuditId{make_uuid_v7(to_unix_us(kStart) / 1000, {1, 2, 3})};
  insert_row(id, kStart + std::chrono::minutes(2));
  seal();  // the sequencer takes it for a new one; its date gives it away
  expect_first(check(), Fault::inserted, 13, id);
}

TEST_P(Verify, NamesARowThatClaimsToComeLater) {
  a_log(2, 1);
  const auto id = in_write([](Tx& tx) { return tx.new_id<AuditId>(); });
  insert_row(id, kStart + std::chrono::hours(48));
  seal();
  expect_first(check(), Fault::inserted, 3, id);
}

TEST_P(Verify, FindsAnInsertedRowWithALeafOfItsOwn) {
  const auto ids = a_log(4, 1);
  const auto id = in_write([](Tx& tx) { return tx.new_id<AuditId>(); });
  insert_row(id, kStart + std::chrono::minutes(1));
  for (int i = 3; i >= 2; --i)
    tamper("update audit_leaf set leaf_index = $2 where region_id = $1 and leaf_index = $3", region_, i + 1,
           i);
  in_write([&](Tx& tx) {
    const auto hash = leaf_of(store_row(tx, id));
    tx.run("insert into audit_leaf (region_id, leaf_index, audit_id, leaf_hash) values ($1, 2, $2, $3)",
           region_, id, db::Bytes(hash.begin(), hash.end()));
  });
  expect_first(check(), Fault::head, 3, id);
}

TEST_P(Verify, NamesRowsThatChangedPlaces) {
  const auto ids = a_log(2, 3);
  const auto place = [&](AuditId id, int index) {
    tamper("update audit_leaf set audit_id = $3 where region_id = $1 and leaf_index = $2", region_, index,
           id);
  };
  place(AuditId{}, 1);
  place(ids[1], 4);
  place(ids[4], 1);
  const auto report = check();
  expect_first(report, Fault::reordered, 2, ids[4]);
  EXPECT_EQ(report.findings[1].fault, Fault::reordered);
  EXPECT_EQ(report.findings[1].row_number, 5);
}

TEST_P(Verify, FindsLeavesThatChangedPlacesWithTheirHashes) {
  const auto ids = a_log(6, 1);
  const auto move = [&](int from, int to) {
    tamper("update audit_leaf set leaf_index = $3 where region_id = $1 and leaf_index = $2", region_, from,
           to);
  };
  move(2, 100);
  move(4, 2);
  move(100, 4);
  expect_first(check(), Fault::head, 3, ids[4]);
}

TEST_P(Verify, FindsTheEndRolledBackByTheHeadThatIsLeft) {
  a_log(3, 2);
  tamper("delete from audit_leaf where region_id = $1 and leaf_index >= 4", region_);
  const auto report = check();
  ASSERT_FALSE(report.findings.empty());
  EXPECT_EQ(report.findings[0].fault, Fault::rolled_back);
  EXPECT_EQ(report.findings[0].row_number, 5);
}

TEST_P(Verify, FindsEverythingRolledBackByAKeptHead) {
  const auto ids = a_log(2, 2);
  const auto tree = in_read([&](Tx& tx) {
    return tx.one<std::tuple<std::int64_t, db::Bytes>>(
        "select tree_size, frontier from audit_tree where region_id = $1", region_);
  });
  for (int i = 0; i < 2; ++i) write();
  seal();
  const auto kept = exported();
  // A clean return to an older state: rows, leaves, heads and the tree's edge.
  tamper("delete from audit where region_id = $1 and audit_id > $2", region_, ids[3]);
  tamper("delete from audit_leaf where region_id = $1 and leaf_index >= 4", region_);
  tamper("delete from audit_head where region_id = $1 and tree_size > 4", region_);
  tamper("update audit_tree set tree_size = $2, frontier = $3 where region_id = $1", region_,
         std::get<0>(tree), std::get<1>(tree));
  EXPECT_TRUE(check().findings.empty());  // nothing inside can tell: that is what heads are kept for
  const auto report = check({kept});
  ASSERT_EQ(report.findings.size(), 2U);
  EXPECT_EQ(report.findings[0].fault, Fault::rolled_back);
  EXPECT_EQ(report.findings[0].row_number, 5);
  EXPECT_EQ(report.findings[1].fault, Fault::head);
  // Written on from there, it is another log.
  write();
  write();
  write();
  seal();
  const auto grown = check({kept});
  ASSERT_FALSE(grown.findings.empty());
  EXPECT_EQ(grown.findings[0].fault, Fault::head);
  EXPECT_EQ(grown.findings[0].row_number, 5);
}

TEST_P(Verify, FindsAHeadThatWasTakenAway) {
  a_log(4, 1);
  tamper("delete from audit_head where region_id = $1 and tree_size = 2", region_);
  const auto report = check();
  ASSERT_EQ(report.findings.size(), 1U);
  EXPECT_EQ(report.findings[0].fault, Fault::head);
  EXPECT_NE(report.findings[0].en.find("head of 2 rows is missing"), std::string::npos);
}

TEST_P(Verify, FindsTheLastHeadTakenAway) {
  a_log(3, 1);
  tamper("delete from audit_head where region_id = $1 and tree_size = 3", region_);
  const auto report = check();
  ASSERT_EQ(report.findings.size(), 1U);
  EXPECT_EQ(report.findings[0].fault, Fault::head);
  EXPECT_EQ(report.findings[0].row_number, 3);
}

TEST_P(Verify, FindsAForgedHead) {
  a_log(3, 1);
  tamper("update audit_head set at = at - 1 where region_id = $1 and tree_size = 2", region_);
  EXPECT_EQ(faults(check()), std::vector{Fault::head});
}

TEST_P(Verify, FindsAHistoryRewrittenWithAnotherKey) {
  const auto ids = a_log(3, 1);
  const auto kept = exported();
  tamper("update audit set action = 'nothing' where region_id = $1 and audit_id = $2", region_, ids[1]);
  tamper("delete from audit_leaf where region_id = $1", region_);
  tamper("delete from audit_head where region_id = $1", region_);
  tamper("delete from audit_tree where region_id = $1", region_);
  tamper("delete from audit_key where region_id = $1", region_);
  if (db().engine() == db::Engine::sqlite)
    tamper("update audit_sealed_to set position = 0");
  else
    tamper("update audit_sealed_to set xid = '0'");
  // Their own master key makes a key of their own, and everything fits together …
  const Keyring theirs(crypto::derive_key(crypto::Key{}, "the attacker's"));
  settle();
  EXPECT_EQ(seal_all(db(), theirs).value(), 3);
  // … but it does not open with ours, and it is not what was kept.
  EXPECT_EQ(faults(check()), std::vector{Fault::key});
  const auto report = check({kept});
  EXPECT_GT(std::ranges::count(faults(report), Fault::head), 0);
  EXPECT_GT(std::ranges::count(faults(report), Fault::key), 0);
}

TEST_P(Verify, FindsKeysAlteredDeletedAndRolledBack) {
  a_log(2, 1);
  ASSERT_TRUE(in_write([&](Tx& tx) { return keys_.new_key(tx, region_); }));
  a_log(2, 1);
  EXPECT_TRUE(check().findings.empty());
  const auto kept = exported();
  // Rolled back to the first key: heads were signed by one that is not there.
  const auto second = in_read([&](Tx& tx) { return keys_of(tx, region_)[1]; });
  tamper("delete from audit_key where region_id = $1 and key_number = 2", region_);
  EXPECT_EQ(faults(check()), (std::vector{Fault::head, Fault::head}));
  EXPECT_GT(std::ranges::count(faults(check({kept})), Fault::key), 0);
  // Put back with another public key: it opens no more, follows from nothing, and signed nothing.
  auto bent = second.public_key;
  bent[3] ^= 1;
  in_write([&](Tx& tx) {
    tx.run(R"sql(
      insert into audit_key (region_id, key_number, public_key, sealed, endorsement, created_at)
      values ($1, 2, $2, $3, $4, $5)
    )sql",
           region_, bent, second.sealed, second.endorsement, second.created_at);
  });
  const auto found = faults(check());
  EXPECT_EQ(std::ranges::count(found, Fault::key), 2);
  EXPECT_EQ(std::ranges::count(found, Fault::head), 2);
}

TEST_P(Verify, FindsDamageInTheTreeItself) {
  in_write([&](Tx& tx) {
    for (int i = 0; i < 260; ++i) write(tx, region_);
  });
  seal();
  EXPECT_TRUE(check().findings.empty());
  tamper("delete from audit_node where region_id = $1", region_);
  EXPECT_EQ(faults(check()), std::vector{Fault::tree});
  tamper("update audit_tree set tree_size = 259 where region_id = $1", region_);
  EXPECT_EQ(faults(check()), (std::vector{Fault::tree, Fault::tree}));
}

TEST_P(Verify, SaysWhenAWholeRegionIsGone) {
  a_log(2, 1);
  const auto kept = exported();
  for (const auto* const sql : {"delete from audit_leaf", "delete from audit_head", "delete from audit_tree",
                                "delete from audit_key", "delete from audit", "delete from region"})
    tamper(sql);
  const auto report = check({kept});
  EXPECT_GT(std::ranges::count(faults(report), Fault::rolled_back), 0);
}

}  // namespace
}  // namespace musubi::audit
