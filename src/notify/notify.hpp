// Tells open pages and phones that something changed: ids only, and only to who may read the thing. Reads the
// change feed after each commit, asks access/ who may hear, hands events to the hub; replays what a page
// missed; answers sync. It never sends contents. Rules: architecture.md, "The change feed"; domain.md, "Who
// may do what".
#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "access/access.hpp"
#include "db/database.hpp"
#include "http/stream.hpp"

namespace musubi::notify {

struct SyncQuery {
  std::optional<Whole<0, std::int64_t{1} << 53>> after;
  std::optional<Whole<1, 1000>> limit;
};
BOOST_DESCRIBE_STRUCT(SyncQuery, (), (after, limit))

using SubjectId = Id<struct SubjectTag>;
struct SyncChange {
  std::int64_t position = 0;
  std::string kind;
  std::optional<PersonId> person_id;
  SubjectId subject_id;
  std::optional<EntryId> entry_id;
};
BOOST_DESCRIBE_STRUCT(SyncChange, (), (position, kind, person_id, subject_id, entry_id))
struct SyncPage {
  std::vector<SyncChange> changes;
  std::int64_t position = 0;  ///< ask again `after` this; nothing the caller may hear of lies before it
};
BOOST_DESCRIBE_STRUCT(SyncPage, (), (changes, position))

/// What this actor may hear of after `position`, at most `limit`; looks at a bounded stretch of the feed at a
/// time.
SyncPage changes_for(Tx& tx, const access::Actor& actor, std::int64_t position, std::int64_t limit);

/// The live stream's reader of the feed: one thread that sleeps until a commit wakes it.
class Notifier {
 public:
  Notifier(db::Database& database, http::EventHub& hub);
  Notifier(const Notifier&) = delete;
  Notifier& operator=(const Notifier&) = delete;
  ~Notifier();

  /// From here on every commit is told. `on_change` of the database keeps what it is given: the Notifier may
  /// go first.
  void start();
  void stop();

  /// For the server. `is_alive`: whether the actor's session and post still stand.
  http::StreamSource source(std::function<bool(Tx&, const access::Actor&)> is_alive) const;

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace musubi::notify
