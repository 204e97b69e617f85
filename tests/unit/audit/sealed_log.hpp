// A region with an audit log that is sealed a few rows at a time, for the tests of this room.
#pragma once
#include "audit/leaf.hpp"
#include "audit/seal.hpp"
#include "audit/verify.hpp"
#include "crypto/seal.hpp"
#include "support/test_database.hpp"
#include "support/world.hpp"

namespace musubi::audit {

class SealedLog : public test::DatabaseTest {
 protected:
  SealedLog() {
    in_write([&](Tx& tx) {
      region_ = test::a_region(tx);
      person_ = test::a_person(tx, region_);
      nurse_ = test::a_professional(tx, region_, test::a_facility(tx, region_));
    });
  }

  /// One more row, dated by the clock; its id.
  AuditId write(RegionId region, std::string action = "read") {
    return in_write([&](Tx& tx) { return write(tx, region, std::move(action)); });
  }
  AuditId write() { return write(region_); }
  AuditId write(Tx& tx, RegionId region, std::string action = "read") {
    auto actor = nurse_;
    actor.region_id = region;
    append(tx, actor,
           {.person_id = person_,
            .action = action,
            .classes = ClassSet::of(InfoClass::health),
            .subject_kind = "entry",
            .basis = "seat"});
    return tx.one<AuditId>(R"sql(
      select audit_id from audit where region_id = $1 and at = $2 and action = $3 order by audit_id desc limit 1
    )sql",
                           region, tx.now(), action);
  }
  std::int64_t seal() {
    settle();
    const auto sealed = seal_all(db(), keys_);
    EXPECT_TRUE(sealed);
    return sealed.value_or(-1);
  }
  /// Rows and heads: `heads` heads over `each` rows each, a minute apart.
  std::vector<AuditId> a_log(int heads, int each) {
    std::vector<AuditId> ids;
    for (int i = 0; i < heads; ++i) {
      for (int j = 0; j < each; ++j) {
        clock().advance(std::chrono::milliseconds(7));
        ids.push_back(write());
      }
      seal();
      clock().advance(std::chrono::minutes(1));
    }
    return ids;
  }
  /// On PostgreSQL rows may be sealed once every older transaction of the whole server has ended: other tests
  /// run there.
  void settle() {
    if (db().engine() == db::Engine::sqlite) return;
    while (!in_read([](Tx& tx) {
      return tx.one<bool>(
          "select not exists (select 1 from audit where xid >= pg_snapshot_xmin(pg_current_snapshot()))");
    }))
      std::this_thread::yield();
  }
  Report check(const std::vector<HeadsFile>& kept = {}) {
    return in_read([&](Tx& tx) { return verify(tx, keys_, kept); });
  }
  HeadsFile exported() {
    return in_write([&](Tx& tx) { return export_heads(tx); }).value();
  }
  static std::vector<Fault> faults(const Report& report) {
    std::vector<Fault> out;
    for (const auto& finding : report.findings) out.push_back(finding.fault);
    return out;
  }
  std::int64_t leaves() {
    return in_read([&](Tx& tx) {
      return tx.one<std::int64_t>("select count(*) from audit_leaf where region_id = $1", region_);
    });
  }

  crypto::Key master_ = crypto::derive_key(crypto::Key{}, "a master key for tests");
  Keyring keys_{master_};
  RegionId region_;
  PersonId person_;
  access::Actor nurse_;
};

}  // namespace musubi::audit
