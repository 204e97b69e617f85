// Another master key in place of the present one: everything opens under either until the old one is retired,
// and under the new one alone afterwards; whoever stops in between begins again.
#include "keys/rotation.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "audit/head.hpp"
#include "device/authority.hpp"
#include "file/file_service.hpp"
#include "identity/identity_service.hpp"
#include "keys/key_keeper.hpp"
#include "keys/key_store.hpp"
#include "support/test_database.hpp"

namespace musubi::keys {
namespace {

using std::chrono::seconds;

class MasterKey : public test::DatabaseTest {
 protected:
  MasterKey() {
    in_write([&](Tx& tx) { return adopt(tx, ring, true, sources_); }).value();
    load(ring).value();
    in_write([&](Tx& tx) {
      tx.run(R"sql(
        insert into region (region_id, slug, name, greeting, how_to_join, contact, pledge_version, names_in_access_log,
                            version, created_at)
        values ($1, 'matsuno', '松野市', '', '', '', 0, false, 1, $2)
      )sql",
             region, tx.now());
    });
  }
  Status load(const Ring& one) {
    return in_read([&](Tx& tx) { return one.load(tx); });
  }
  /// A program that starts with this master key; the error where it refuses to.
  Result<Ring> started(const crypto::Key& master) {
    Ring one(master);
    if (auto read = load(one); !read) return std::unexpected(read.error());
    return one;
  }
  /// With an authenticator app and a key for drafts.
  void add_account(const Ring& one) {
    in_write([&](Tx& tx) {
      tx.run(R"sql(
        insert into account (region_id, account_id, login, display_name, kana, password_hash, totp_secret,
                             totp_last_step, state, locale, created_at)
        values ($1, $2, 'hanako', '花子', 'ハナコ', 'x', $3, 0, 'active', 'ja', $4)
      )sql",
             region, account, one.seal(tx, {}, "totp:" + to_string(account), crypto::view("secret")),
             tx.now());
      tx.run("insert into draft_key (region_id, account_id, sealed, created_at) values ($1, $2, $3, $4)",
             region, account, one.seal(tx, {}, "draft:" + to_string(account), crypto::view("draft")),
             tx.now());
    });
  }
  /// One of each kind.
  void fill() {
    add_account(ring);
    in_write([&](Tx& tx) {
      audit::Keyring(ring).signer(tx, region).value();
      device::Authority(ring).open_or_make(tx, region).value();
      file::Files(file::Vault(dir() / "files", ring), {}).new_data_key(tx, region).value();
    });
  }
  Result<std::int64_t> offered(const Ring& one, const crypto::Key& next) {
    return in_write([&](Tx& tx) { return offer(tx, one, next); });
  }
  Result<bool> taken(std::int64_t root) {
    return in_write([&](Tx& tx) { return take_into_use(tx, root); });
  }
  Result<Retired> retired(const Ring& one) {
    return in_write([&](Tx& tx) { return retire(tx, one, sources_); });
  }
  /// All of it, but for the retiring.
  void rotate_to(const crypto::Key& next) {
    const auto root = offered(ring, next).value();
    load(ring).value();
    taken(root).value();
    reseal(db(), ring, sources_);
  }
  /// How many values open with what a program would hold, and how many there are.
  std::pair<int, int> opened_with(const Ring& one) {
    return in_read([&](Tx& tx) {
      std::pair<int, int> out{0, 0};
      for (const auto& source : sources_)
        for (const auto& value : source(tx)) {
          ++out.second;
          if (one.open(value.purpose, value.context, value.sealed)) ++out.first;
        }
      return out;
    });
  }

  crypto::Key key = crypto::random_key();
  Ring ring{key};
  RegionId region{make_uuid_v7(1, {1})};
  AccountId account{make_uuid_v7(1, {2})};
  crypto::Key next_ = crypto::random_key();
  std::vector<Source> sources_{identity::sealed_values, audit::sealed_values, device::sealed_values,
                               file::sealed_values};
};
MUSUBI_ON_BOTH_ENGINES(MasterKey);

TEST_P(MasterKey, OpensWhatWasSealedBeforeRootKeysCame) {
  const Ring before(key);
  const auto sealed = crypto::seal(key, "totp:x", crypto::view("secret"));
  const auto purposed = crypto::seal(crypto::derive_key(key, "p"), "c", crypto::view("secret"));
  EXPECT_TRUE(ring.open({}, "totp:x", sealed));
  EXPECT_TRUE(ring.open("p", "c", purposed));
  EXPECT_EQ(std::vector(ring.secret(kFileNames).data(), ring.secret(kFileNames).data() + 32),
            std::vector(before.secret(kFileNames).data(), before.secret(kFileNames).data() + 32))
      << "no file on disk moves";
}

TEST_P(MasterKey, OfANewDatabaseIsNoRootKeyItself) {
  in_write([](Tx& tx) { tx.run("delete from root_key"); });
  in_write([](Tx& tx) { tx.run("delete from kept_secret"); });
  const Ring fresh(key);
  const auto begin = [&] { return in_write([&](Tx& tx) { return adopt(tx, fresh, false, sources_); }); };
  EXPECT_FALSE(begin().value());
  const auto made = in_read([](Tx& tx) { return store::roots(tx).at(0).sealed; });
  EXPECT_FALSE(begin().value());
  EXPECT_EQ(in_read([](Tx& tx) { return store::roots(tx).at(0).sealed; }), made) << "once";
  ASSERT_TRUE(load(fresh));
  const auto sealed = in_write([&](Tx& tx) { return fresh.seal(tx, {}, "c", crypto::view("secret")); });
  EXPECT_FALSE(crypto::unseal(key, "c", sealed));
  EXPECT_TRUE(started(key)->open({}, "c", sealed));
}

TEST_P(MasterKey, OfAnOlderDatabaseIsKnownByWhatItOpens) {
  in_write([](Tx& tx) { tx.run("delete from root_key"); });
  in_write([](Tx& tx) { tx.run("delete from kept_secret"); });
  add_account(Ring(key));
  const auto wrong = in_write([&](Tx& tx) { return adopt(tx, Ring(next_), true, sources_); });
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().code, Code::unavailable);
  EXPECT_TRUE(in_write([&](Tx& tx) { return adopt(tx, Ring(key), false, sources_); }).value());
  EXPECT_EQ(opened_with(started(key).value()), (std::pair{2, 2}));
}

TEST_P(MasterKey, OfAnotherDatabaseIsRefusedAtTheStart) {
  const auto said = started(next_);
  ASSERT_FALSE(said);
  EXPECT_EQ(said.error().code, Code::unavailable);
  EXPECT_TRUE(said.error().detail_en.contains(fingerprint(key))) << said.error().detail_en;
}

TEST_P(MasterKey, IsReplacedAndTheNewOneAloneOpensEverything) {
  fill();
  const auto all = opened_with(ring);
  ASSERT_EQ(all.first, all.second);
  ASSERT_GE(all.second, 5);

  rotate_to(next_);
  EXPECT_EQ(opened_with(started(key).value()), all) << "the old key, until it is retired";
  EXPECT_EQ(opened_with(started(next_).value()), all) << "and the new one";
  EXPECT_FALSE(retired(ring)) << "by whoever still has the old key in place";

  const auto gone = retired(started(next_).value());
  ASSERT_TRUE(gone) << gone.error().detail_en;
  EXPECT_EQ(gone->masters, std::vector{fingerprint(key)});
  EXPECT_FALSE(started(key)) << "refused from now on";
  EXPECT_EQ(opened_with(started(next_).value()), all);
  EXPECT_EQ(opened_with(Ring(key)), (std::pair{0, all.second})) << "nothing lies under the old key itself";
  EXPECT_TRUE(load(ring)) << "a server that has it open goes on";
  EXPECT_EQ(opened_with(ring), all);
  EXPECT_TRUE(retired(started(next_).value())->masters.empty()) << "nothing is left to do";
}

TEST_P(MasterKey, ChangesNothingOfWhatIsSealed) {
  fill();
  const auto signer = in_write([&](Tx& tx) { return audit::Keyring(ring).signer(tx, region).value(); });
  rotate_to(next_);
  const auto fresh = started(next_).value();
  ASSERT_TRUE(retired(fresh));
  const auto secret = in_read([](Tx& tx) { return identity::sealed_values(tx).at(0); });
  EXPECT_EQ(fresh.open(secret.purpose, secret.context, secret.sealed),
            crypto::Bytes({'s', 'e', 'c', 'r', 'e', 't'}));
  const auto again = in_write([&](Tx& tx) { return audit::Keyring(fresh).signer(tx, region).value(); });
  EXPECT_EQ(again.key_number, signer.key_number);
  EXPECT_EQ(again.key.public_key(), signer.key.public_key());
}

TEST_P(MasterKey, CanBeBegunAgainAfterEachStep) {
  fill();
  const auto all = opened_with(ring);
  // Killed after the offer: both keys open, and the same root key is offered again.
  const auto root = offered(ring, next_).value();
  EXPECT_EQ(opened_with(started(key).value()), all);
  EXPECT_EQ(opened_with(started(next_).value()), all);
  EXPECT_EQ(offered(ring, next_).value(), root);
  EXPECT_FALSE(retired(started(next_).value())) << "not in use yet";
  // Killed once it is in use, and in the middle of sealing anew.
  load(ring).value();
  EXPECT_TRUE(taken(root).value());
  EXPECT_FALSE(taken(root).value()) << "told once";
  const auto one = in_read([&](Tx& tx) { return identity::sealed_values(tx).front(); });
  in_write([&](Tx& tx) {
    one.replace(tx,
                ring.seal(tx, one.purpose, one.context, *ring.open(one.purpose, one.context, one.sealed)));
  });
  EXPECT_EQ(opened_with(started(key).value()), all);
  EXPECT_EQ(opened_with(started(next_).value()), all);
  EXPECT_FALSE(retired(started(next_).value())) << "something lies under the older root key";
  // Gone on with by a program that has the new key already.
  const auto fresh = started(next_).value();
  EXPECT_EQ(reseal(db(), fresh, sources_).values, all.second - 1 + 2) << "the kept secrets too";
  EXPECT_EQ(reseal(db(), fresh, sources_).values, 0);
  EXPECT_TRUE(retired(fresh));
  EXPECT_EQ(opened_with(started(next_).value()), all);
}

TEST_P(MasterKey, WaitsForServersThatRun) {
  fill();
  auto running = started(key).value();
  KeyKeeper keeper(db(), running);
  in_write([&](Tx& tx) {
    store::note_server(tx, {{make_uuid_v7(1, {})}, fingerprint(key), 1, tx.now(), tx.now()});
  });
  const auto root = offered(ring, next_).value();
  ASSERT_FALSE(taken(root)) << "the server does not hold it";
  EXPECT_EQ(taken(root).error().code, Code::conflict);
  clock().advance(kServerGone + seconds{1});
  EXPECT_TRUE(taken(root)) << "it is long gone";

  load(ring).value();
  const auto sealed = in_write([&](Tx& tx) { return ring.seal(tx, {}, "c", crypto::view("secret")); });
  EXPECT_FALSE(running.open({}, "c", sealed));
  keeper.start();
  EXPECT_TRUE(running.open({}, "c", sealed)) << "a look is enough";
  const auto state = in_read([&](Tx& tx) { return state_of(tx, ring, sources_); });
  ASSERT_EQ(state.servers.size(), 1U);
  EXPECT_EQ(state.servers[0].root, root);
  keeper.stop();
  EXPECT_TRUE(in_read([&](Tx& tx) { return state_of(tx, ring, sources_); }).servers.empty());
}

TEST_P(MasterKey, IsNotOfferedToAServerThatCouldNotOpenIt) {
  const auto third = crypto::random_key();
  in_write([&](Tx& tx) {
    store::note_server(tx, {{make_uuid_v7(1, {})}, fingerprint(third), 1, tx.now(), tx.now()});
  });
  EXPECT_EQ(offered(ring, next_).error().code, Code::conflict);
  EXPECT_EQ(offered(ring, key).error().code, Code::invalid) << "nor the same key again";
}

TEST_P(MasterKey, ThatWasPreparedAndLostGivesWayToAThird) {
  fill();
  const auto all = opened_with(ring);
  rotate_to(next_);
  const auto third = crypto::random_key();
  rotate_to(third);
  const auto fresh = started(third).value();
  EXPECT_FALSE(retired(ring));
  ASSERT_EQ(retired(fresh)->masters.size(), 2U);
  EXPECT_FALSE(started(key));
  EXPECT_FALSE(started(next_));
  EXPECT_EQ(opened_with(fresh), all);
}

TEST_P(MasterKey, SealsNothingUnderAKeyThatIsGone) {
  const auto late = started(key).value();
  rotate_to(next_);
  ASSERT_TRUE(retired(started(next_).value()));
  EXPECT_THROW(in_write([&](Tx& tx) { return late.seal(tx, {}, "c", crypto::view("x")); }),
               std::runtime_error);
}

/// A look that began before the change ends after it.
TEST_P(MasterKey, IsNotForgottenByALookThatBeganBeforeIt) {
  const auto before = ring.newest();
  in_read([&](Tx& tx) {
    EXPECT_EQ(store::root_in_use(tx), before);  // from here on this transaction sees the past
    rotate_to(next_);
    EXPECT_GT(ring.newest(), before);
    return ring.load(tx);
  }).value();
  EXPECT_GT(ring.newest(), before);
}

TEST_P(MasterKey, ShowsWhatNoKeyOpens) {
  fill();
  in_write([](Tx& tx) { tx.run("update account set totp_secret = $1", db::Bytes(80, 7)); });
  const auto state = in_read([&](Tx& tx) { return state_of(tx, ring, sources_); });
  const auto lost = std::ranges::find(state.kinds, 0, &KindCount::root);
  ASSERT_NE(lost, state.kinds.end());
  EXPECT_EQ(lost->kind, "second factors");
  rotate_to(next_);
  EXPECT_EQ(reseal(db(), ring, sources_).unreadable.size(), 1U);
  EXPECT_TRUE(retired(started(next_).value())) << "what is lost already holds nothing up";
}

}  // namespace
}  // namespace musubi::keys
