// Who hears of what: live, on resume, by sync; nothing leaks, nothing is skipped.
#include "notify/notify.hpp"

#include <gmock/gmock.h>

#include <condition_variable>
#include <thread>

#include "db/change_feed.hpp"
#include "notebook/notebook_fixture.hpp"

namespace musubi::notify {
namespace {

using notebook::NewEntry;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

/// An open page: keeps what it is offered.
class Page final : public http::Listener {
 public:
  void offer(std::int64_t, const std::shared_ptr<const std::string>& text) override {
    const std::lock_guard lock(mutex_);
    texts_.push_back(*text);
    arrived_.notify_all();
  }
  void recheck() override {}
  void close() override {}

  /// Waits until so many arrived; what came by then.
  std::vector<std::string> wait_for(std::size_t count) {
    std::unique_lock lock(mutex_);
    arrived_.wait_for(lock, std::chrono::seconds(20), [&] { return texts_.size() >= count; });
    return texts_;
  }
  std::vector<std::string> texts() { return wait_for(0); }

 private:
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::vector<std::string> texts_;
};

class Notify : public notebook::NotebookTest {
 protected:
  Notify() : lane_(hub_.attach([](const std::function<void()>& work) { work(); })) {}
  ~Notify() override { notifier_.stop(); }

  void listen(const access::Actor& actor, Page& page) {
    ASSERT_TRUE(lane_->add(to_string(actor.post_id), page, 10));
  }
  std::int64_t here() {
    return in_read([](Tx& tx) { return db::last_position(tx); });
  }
  std::vector<std::string> kinds_for(const access::Actor& actor, std::int64_t after) {
    const auto page = in_read([&](Tx& tx) { return changes_for(tx, actor, after, 100); });
    std::vector<std::string> kinds;
    for (const auto& change : page.changes) kinds.push_back(change.kind);
    return kinds;
  }
  void write_change(db::NewChange change) {
    change.region_id = team_.region;
    in_write([&](Tx& tx) { db::append_change(tx, change); });
  }

  http::EventHub hub_;
  std::shared_ptr<http::EventHub::Lane> lane_;
  Notifier notifier_{db(), hub_};
};
MUSUBI_ON_BOTH_ENGINES(Notify);

TEST_P(Notify, TellsTheTeamAndNobodyElse) {
  Page teacher, nurse, mother, colleague, stranger;
  listen(team_.teacher, teacher);
  listen(team_.nurse, nurse);
  listen(team_.mother.actor, mother);
  listen(team_.colleague, colleague);
  listen(team_.stranger, stranger);
  notifier_.start();
  const auto entry = posted(team_.nurse, "チームだけに").id;
  auto shared = an_entry("みんなに");
  shared.with_guardians = true;
  const auto second = posted(team_.nurse, shared).id;

  const auto heard = teacher.wait_for(2);
  ASSERT_EQ(heard.size(), 2U);
  EXPECT_THAT(heard[0], HasSubstr("event: change\n"));
  EXPECT_THAT(heard[0], HasSubstr("\"subject_id\":\"" + to_string(entry) + "\""));
  EXPECT_THAT(heard[0], Not(HasSubstr("チーム"))) << "ids only";
  EXPECT_EQ(nurse.wait_for(2).size(), 2U) << "the author's other devices";
  const auto family = mother.wait_for(1);
  ASSERT_EQ(family.size(), 1U);
  EXPECT_THAT(family[0], HasSubstr(to_string(second)));
  EXPECT_THAT(colleague.texts(), IsEmpty());
  EXPECT_THAT(stranger.texts(), IsEmpty());
}

TEST_P(Notify, TellsOfWhatIsAgreedToAlone) {
  in_write([&](Tx& tx) {
    test::narrow_consent(tx, team_.region, team_.person, team_.consent, PurposeSet::of(Purpose::support));
  });
  const auto after = here();
  for (const auto* kind : {"record", "document", "assessment", "handover", "school_entry", "consent"})
    write_change({.person_id = team_.person, .kind = kind});
  EXPECT_THAT(kinds_for(team_.nurse, after), testing::UnorderedElementsAre("record", "consent"));
  in_write([&](Tx& tx) {
    test::narrow_consent(tx, team_.region, team_.person, team_.consent,
                         PurposeSet::of(Purpose::planning) | PurposeSet::of(Purpose::handover));
  });
  EXPECT_THAT(kinds_for(team_.nurse, after),
              testing::UnorderedElementsAre("document", "assessment", "handover", "school_entry", "consent"));
}

TEST_P(Notify, DeliversEveryChangeOfParallelWritersOnce) {
  Page teacher;
  listen(team_.teacher, teacher);
  notifier_.start();
  constexpr int kWriters = 6;
  constexpr int kEach = 15;
  std::vector<std::vector<NewEntry>> entries(kWriters);
  for (auto& list : entries)
    for (int i = 0; i < kEach; ++i) list.push_back(an_entry());
  {
    std::vector<std::jthread> writers;
    for (auto& list : entries)
      writers.emplace_back([&] {
        for (const auto& entry : list)
          db().write_now([&](Tx& tx) { return notebook::post_entry(tx, team_.nurse, team_.person, entry); });
      });
  }
  const auto heard = teacher.wait_for(kWriters * kEach);
  EXPECT_EQ(heard.size(), static_cast<std::size_t>(kWriters * kEach));
  std::string all;
  for (const auto& text : heard) all += text;
  for (const auto& list : entries)
    for (const auto& entry : list) EXPECT_THAT(all, HasSubstr("\"subject_id\":\"" + to_string(entry.id)));
}

TEST_P(Notify, TellsNobodyUnderALimitWhereTheFamilyLivesOrWhoIsRoundIt) {
  const auto father = act([&](Tx& tx) {
    return test::a_guardian(tx, team_.region, team_.person,
                            {.name = "佐藤 父", .relation = "father", .restricted = true})
        .actor;
  });
  const auto then = here();
  for (const auto* kind : {"person", "seat", "consent"})
    write_change({.region_id = {}, .person_id = team_.person, .kind = kind});
  EXPECT_THAT(kinds_for(team_.mother.actor, then), ElementsAre("person", "seat", "consent"));
  EXPECT_THAT(kinds_for(father, then), IsEmpty());
}

TEST_P(Notify, LeaksNothingToWhoLacksClassAudienceOrConsent) {
  const auto [welfare_only, father] = act([&](Tx& tx) {
    auto actor = test::a_professional(tx, team_.region, team_.clinic, {.name = "介護 太郎"});
    test::a_seat(tx, team_.person, actor, {.classes = ClassSet::of(InfoClass::welfare)});
    return std::pair(actor, test::a_guardian(tx, team_.region, team_.person,
                                             {.name = "佐藤 父", .relation = "father", .restricted = true})
                                .actor);
  });
  const auto start = here();
  auto narrow = an_entry("担任の先生だけに");
  narrow.whole_team = false;
  narrow.seat_ids.items = {team_.teacher_seat};
  posted(team_.nurse, narrow);
  EXPECT_THAT(kinds_for(team_.teacher, start), ElementsAre("entry"));
  EXPECT_THAT(kinds_for(team_.coordinator, start), IsEmpty());
  EXPECT_THAT(kinds_for(team_.mother.actor, start), IsEmpty());

  const auto then = here();
  auto shared = an_entry("家族にも");
  shared.with_guardians = true;
  const auto entry = posted(team_.nurse, shared).id;
  act([&](Tx& tx) {
    return notebook::mark_read(tx, team_.teacher, team_.person, notebook::ReadMarks{{{entry}}});
  });
  EXPECT_THAT(kinds_for(team_.mother.actor, then), ElementsAre("entry", "receipt"));
  EXPECT_THAT(kinds_for(father, then), IsEmpty()) << "a protective limit";
  EXPECT_THAT(kinds_for(welfare_only, then), IsEmpty()) << "another class";
  EXPECT_THAT(kinds_for(team_.colleague, then), IsEmpty());
  EXPECT_THAT(kinds_for(team_.stranger, then), IsEmpty());

  act([&](Tx& tx) { test::withdraw_consent(tx, team_.region, team_.person, team_.consent, team_.school); });
  EXPECT_THAT(kinds_for(team_.teacher, then), IsEmpty()) << "consent withdrawn: not even what was missed";
  EXPECT_THAT(kinds_for(team_.coordinator, then), ElementsAre("entry", "receipt"));
}

TEST_P(Notify, KeepsChangesOfGuardiansFromGuardians) {
  const auto start = here();
  write_change({.person_id = team_.person, .kind = "guardian", .subject_id = team_.mother.guardian_id.uuid});
  write_change({.person_id = team_.person, .kind = "person", .subject_id = team_.person.uuid});
  EXPECT_THAT(kinds_for(team_.coordinator, start), ElementsAre("guardian", "person"));
  EXPECT_THAT(kinds_for(team_.mother.actor, start), ElementsAre("person"));
}

TEST_P(Notify, TellsAGuardianNothingOfAnAdult) {
  const auto start = here();
  write_change({.person_id = team_.person, .kind = "person", .subject_id = team_.person.uuid});
  act([&](Tx& tx) {
    tx.run("update person set birth_date = '2008-11-24' where person_id = $1", team_.person);
  });
  act([&](Tx& tx) {
    tx.run("update guardian set verified_at = $2 where person_id = $1", team_.person,
           tx.now() - std::chrono::days{400});
  });
  EXPECT_THAT(kinds_for(team_.mother.actor, start), IsEmpty()) << "the right ended with the 18th birthday";
  EXPECT_THAT(kinds_for(team_.coordinator, start), ElementsAre("person"));
  act([&](Tx& tx) {
    tx.run("update guardian set verified_at = $2 where person_id = $1", team_.person, tx.now());
  });
  EXPECT_THAT(kinds_for(team_.mother.actor, start), ElementsAre("person")) << "verified anew";
}

TEST_P(Notify, BringsAnAccountsOwnAffairsToThatAccount) {
  const auto start = here();
  write_change(
      {.kind = "seat", .subject_id = team_.nurse_seat.uuid, .account_id = team_.colleague.account_id});
  write_change({.kind = "notice", .subject_id = team_.region.uuid});
  EXPECT_THAT(kinds_for(team_.colleague, start), ElementsAre("seat", "notice"));
  EXPECT_THAT(kinds_for(team_.nurse, start), ElementsAre("notice"));
  EXPECT_THAT(kinds_for(team_.stranger, start), IsEmpty()) << "another region";
}

TEST_P(Notify, SyncGoesOnWhereItStopped) {
  const auto start = here();
  for (int i = 0; i < 5; ++i) posted(team_.nurse);
  write_change({.kind = "seat", .subject_id = team_.nurse_seat.uuid, .account_id = team_.nurse.account_id});
  auto position = start;
  std::vector<std::size_t> sizes;
  for (int i = 0; i < 4; ++i) {
    const auto page = in_read([&](Tx& tx) { return changes_for(tx, team_.teacher, position, 2); });
    sizes.push_back(page.changes.size());
    position = page.position;
  }
  EXPECT_THAT(sizes, ElementsAre(2U, 2U, 1U, 0U));
  EXPECT_EQ(position, here()) << "past what was not for this reader too";
}

TEST_P(Notify, ReplaysWhatAPageMissed) {
  const auto source = notifier_.source([](Tx&, const access::Actor&) { return true; });
  http::Request request;
  request.actor = team_.teacher;
  const auto opened = in_read([&](Tx& tx) { return source.open(tx, request); });
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->key, to_string(team_.teacher.post_id));
  posted(team_.nurse);
  posted(team_.nurse);
  const auto replay = [&](const access::Actor& actor, std::int64_t after) {
    return in_read([&](Tx& tx) { return source.replay(tx, actor, after); }).value();
  };
  const auto missed = replay(team_.teacher, opened->position);
  ASSERT_EQ(missed.size(), 2U);
  EXPECT_EQ(missed[0].name, "change");
  EXPECT_EQ(replay(team_.teacher, missed[0].position).size(), 1U);
  EXPECT_THAT(replay(team_.colleague, opened->position), IsEmpty());
  const auto elsewhere = replay(team_.teacher, 1'000'000);
  ASSERT_EQ(elsewhere.size(), 1U) << "a position of another database";
  EXPECT_EQ(elsewhere[0].name, "reset");
}

TEST_P(Notify, StartsAPageAfreshThatMissedTooMuch) {
  const auto source = notifier_.source([](Tx&, const access::Actor&) { return true; });
  const auto start = here();
  in_write([&](Tx& tx) {
    for (int i = 0; i < 1'100; ++i) {
      db::NewChange change;
      change.region_id = team_.region;
      change.person_id = team_.person;
      change.kind = "person";
      change.subject_id = team_.person.uuid;
      db::append_change(tx, change);
    }
  });
  const auto events = in_read([&](Tx& tx) { return source.replay(tx, team_.teacher, start); });
  ASSERT_TRUE(events);
  ASSERT_EQ(events->size(), 1U);
  EXPECT_EQ(events->at(0).name, "reset");
  EXPECT_EQ(events->at(0).position, here());
}

TEST_P(Notify, OpensForTwoFactorsAndAPostOnly) {
  const auto source = notifier_.source([](Tx&, const access::Actor&) { return true; });
  const auto opened_as = [&](std::optional<access::Actor> actor) {
    http::Request request;
    request.actor = std::move(actor);
    return code_of(in_read([&](Tx& tx) { return source.open(tx, request); }));
  };
  EXPECT_EQ(opened_as(std::nullopt), Code::unauthenticated);
  auto weak = team_.nurse;
  weak.strength = access::Strength::password;
  EXPECT_EQ(opened_as(weak), Code::weak_session);
  auto postless = team_.nurse;
  postless.post_id = {};
  EXPECT_EQ(opened_as(postless), Code::forbidden);
}

}  // namespace
}  // namespace musubi::notify
