// What the rows alone cost: writes, through the product's own database layer and with group commit, exactly
// the rows a look (its audit record) or a post (audit record, entry, version, search row, change row) leaves
// behind. No HTTP, no session, no guard, no answer. CLIENTS threads each wait until theirs is durable. Usage:
// bare DATABASE_URL look|post BODY CLIENTS SECONDS → on standard output acknowledged transactions per second,
// and the milliseconds until one was durable: half of them within the first figure, 99 of 100 within the
// second.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <string_view>
#include <thread>
#include <vector>

#include "audit/audit.hpp"
#include "crypto/random.hpp"
#include "db/change_feed.hpp"
#include "db/database.hpp"
#include "notebook/notebook_events.hpp"
#include "notebook/notebook_store.hpp"

namespace {

using namespace musubi;

access::Actor somebody(Tx& tx) {
  access::Actor actor;
  actor.account_id = tx.new_id<AccountId>();
  actor.session_id = tx.new_id<SessionId>();
  actor.region_id = tx.new_id<RegionId>();
  actor.post_id = tx.new_id<PostId>();
  actor.facility_id = tx.new_id<FacilityId>();
  actor.profession = "nursery_teacher";
  actor.display_name = "計測 花子";
  actor.facility_name = "計測保育園";
  return actor;
}

void leave_record(Tx& tx, const access::Actor& actor, PersonId person, std::string_view action,
                  std::string_view kind) {
  audit::NewRecord record;
  record.action = action;
  record.person_id = person;
  record.classes = ClassSet::all();
  record.subject_kind = kind;
  record.basis = "seat";
  audit::append(tx, actor, record);
}

void leave_post(Tx& tx, const access::Actor& actor, PersonId person, const char* body) {
  leave_record(tx, actor, person, "post", "entry");
  notebook::NewEntry entry;
  entry.id = tx.new_id<EntryId>();
  entry.category = notebook::Category::report;
  entry.body.value = body;
  const auto writer = notebook::writer_of(actor);
  notebook::insert_entry(tx, actor.region_id, person, writer, entry, tx.now());
  notebook::insert_entry_version(tx, actor.region_id, entry.id, 1,
                                 {entry.category, entry.info_class, entry.importance, entry.body, {}}, writer,
                                 tx.now());
  notebook::index_new_entry(tx, actor.region_id, person, writer, entry);
  access::Grant grant;
  grant.person_id = person;
  notebook::announce(tx, notebook::Scope(actor, grant), notebook::kEntryChanged, entry.id.uuid, entry.id,
                     entry.info_class);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 6) return 2;
  const bool posts = std::string_view(argv[2]) == "post";
  const char* const body = argv[3];
  const int clients = std::atoi(argv[4]);
  const std::chrono::seconds span(std::atoi(argv[5]));
  SystemClock clock;
  crypto::SystemRandom random;
  const auto database = db::open({.url = argv[1]}, clock, random);
  if (!db::migrate(*database)) return 1;
  const auto actor = database->read_now(somebody);
  const auto person = database->read_now([](Tx& tx) { return tx.new_id<PersonId>(); });

  std::mutex mutex;
  std::vector<double> took;  // milliseconds
  const auto until = std::chrono::steady_clock::now() + span;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < clients; ++i)
      threads.emplace_back([&] {
        std::vector<double> own;
        while (std::chrono::steady_clock::now() < until) {
          const auto began = std::chrono::steady_clock::now();
          database->write_now([&](Tx& tx) {
            if (posts)
              leave_post(tx, actor, person, body);
            else
              leave_record(tx, actor, person, "read", "timeline");
          });
          own.push_back(
              std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began).count());
        }
        const std::lock_guard lock(mutex);
        took.insert(took.end(), own.begin(), own.end());
      });
  }
  if (took.empty()) return 1;
  std::ranges::sort(took);
  const auto at = [&](double q) {
    return took[static_cast<std::size_t>(q * static_cast<double>(took.size() - 1))];
  };
  std::printf("%.1f %.2f %.2f\n",
              static_cast<double>(took.size()) / std::chrono::duration<double>(span).count(), at(0.5),
              at(0.99));
  database->close();
}
