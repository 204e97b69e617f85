// The tables of the notebook: SQL and nothing else. What hands out entries takes a `Scope` and so can only
// give what its actor may read; what writes takes ids whose rights the service has checked. The audit record
// and the rules are the service's business, never done here.
#pragma once
#include "notebook/notebook_scope.hpp"
#include "notebook/notebook_shelf.hpp"

namespace musubi::notebook {

/// Who writes, as it is kept with what was written: names as they were that day.
struct Writer {
  PostId post_id;
  std::string name;
  std::optional<FacilityId> facility_id;
  std::string facility_name;
  std::string profession;
};
Writer writer_of(const access::Actor& actor);

/// The class stored as its bit.
InfoClass class_of_bit(std::int64_t bit);

// --- reading
// ------------------------------------------------------------------------------------------------

struct TimelineFilter {
  std::optional<Category> category;
  std::int64_t class_bit = 0;  ///< 0: all
  std::optional<PostId> author_post;
  std::optional<FacilityId> facility;
  bool pinned = false;
  bool mine_unread = false;
  [[nodiscard]] bool empty() const {
    return !category && class_bit == 0 && !author_post && !facility && !pinned && !mine_unread;
  }
};
/// Newest first, strictly before the cursor; with files, mentions and audience.
std::vector<EntryView> timeline(Tx& tx, const Scope& scope, const Cursor& before,
                                const TimelineFilter& filter, std::int64_t limit);
std::optional<EntryView> find_entry(Tx& tx, const Scope& scope, EntryId entry);
/// Newest first, by others, not taken back.
std::vector<EntryView> urgent_entries(Tx& tx, const Scope& scope, bool only_unread, std::int64_t limit);
/// Asked to confirm and not confirmed yet, newest first.
std::vector<EntryView> asking_entries(Tx& tx, const Scope& scope, std::int64_t limit);

/// `match` comes from db::match_expression.
std::vector<EntryView> search_entries(Tx& tx, const Scope& scope, const std::string& match,
                                      const Cursor& before, std::int64_t limit);
std::int64_t count_hits(Tx& tx, const Scope& scope, const std::string& match, std::int64_t at_most);

struct NotebookSummary {
  std::int64_t unread = 0;  ///< among the newest `kUnreadWindow`
  std::optional<Time> last_entry_at;
  std::int64_t asks = 0;  ///< waiting for the reader's confirmation, counted up to 100
};
NotebookSummary summarize(Tx& tx, const Scope& scope);
std::int64_t count_since(Tx& tx, const Scope& scope, Time since, std::int64_t at_most);
std::vector<CategoryCount> categories_since(Tx& tx, const Scope& scope, Time since, std::int64_t at_most);

std::vector<ReplyView> replies_of(Tx& tx, const Scope& scope, EntryId entry);
std::optional<ReplyView> find_reply(Tx& tx, const Scope& scope, EntryId entry, ReplyId reply);
std::vector<EntryReceipt> receipts_of(Tx& tx, const Scope& scope, EntryId entry);
/// Posts that have a receipt for the entry.
std::vector<PostId> readers_of(Tx& tx, RegionId region, EntryId entry);
std::optional<EntryReader> reader(Tx& tx, RegionId region, PostId post);
/// States whose class the reader may see; contents gone once the entry was taken back.
std::vector<EntryVersionView> versions_of(Tx& tx, const Scope& scope, EntryId entry);
/// Without words once it, or its entry, was taken back.
std::vector<ReplyVersionView> versions_of(Tx& tx, const Scope& scope, EntryId entry, ReplyId reply);

/// One line of the export.
struct ExportRow {
  Time posted_at{};
  std::string facility_name, author_name, profession;
  Category category = Category::contact;
  std::int64_t class_bit = 0;
  Importance importance = Importance::normal;
  std::string body;
  std::int64_t read_count = 0;
  std::optional<Time> hidden_at;
  EntryId entry_id;
};
BOOST_DESCRIBE_STRUCT(ExportRow, (),
                      (posted_at, facility_name, author_name, profession, category, class_bit, importance,
                       body, read_count, hidden_at, entry_id))
/// Oldest first, strictly after the cursor and before `until`.
std::vector<ExportRow> export_rows(Tx& tx, const Scope& scope, const Cursor& after, Time until,
                                   std::int64_t limit);

// --- writing
// ------------------------------------------------------------------------------------------------

/// What an entry told long afterwards has gathered already; a new one has gathered nothing.
struct EntryMarks {
  std::optional<Time> pinned_at{};
  std::int64_t replies = 0;
  std::int64_t recipients = 0;
  std::int64_t read = 0;
  std::int64_t acknowledged = 0;
  std::int64_t confirmed = 0;
};
/// False if the id is taken already.
bool insert_entry(Tx& tx, RegionId region, PersonId person, const Writer& writer, const NewEntry& entry,
                  Time posted_at, const EntryMarks& marks = {});
void insert_entry_version(Tx& tx, RegionId region, EntryId entry, std::int64_t version,
                          const EntryEdit& state, const Writer& writer, Time at);
/// The state of the entry as it was first posted, if it exists, and by whom.
struct FirstState {
  PersonId person_id;
  PostId author_post;
  Time posted_at{}, happened_at{};
  bool asks_confirmation = false, whole_team = true, with_guardians = false;
  Category category = Category::contact;
  std::int64_t class_bit = 0;
  Importance importance = Importance::normal;
  std::string body;
};
BOOST_DESCRIBE_STRUCT(FirstState, (),
                      (person_id, author_post, posted_at, happened_at, asks_confirmation, whole_team,
                       with_guardians, category, class_bit, importance, body))
std::optional<FirstState> first_state(Tx& tx, RegionId region, EntryId entry);
std::vector<SeatId> audience_of(Tx& tx, RegionId region, EntryId entry);
std::vector<PostId> mentions_of(Tx& tx, RegionId region, EntryId entry);
std::vector<FileId> files_of(Tx& tx, RegionId region, EntryId entry);

/// False if the seat is none of this person's in force today.
bool insert_audience_seat(Tx& tx, RegionId region, PersonId person, EntryId entry, SeatId seat);
void insert_mention(Tx& tx, RegionId region, EntryId entry, PostId post);
void insert_entry_file(Tx& tx, RegionId region, EntryId entry, std::int64_t position, FileId file);
/// Keeps the entry from every guardian under a protective limit, its author excepted.
void hide_from_restricted(Tx& tx, RegionId region, PersonId person, EntryId entry, PostId author);
/// Takes back what `insert_hidden_from` and `insert_shown_to` said of the entry.
void clear_limits(Tx& tx, RegionId region, EntryId entry);
/// False if this is no guardian of the person.
bool insert_hidden_from(Tx& tx, RegionId region, PersonId person, EntryId entry, GuardianId guardian);
bool insert_shown_to(Tx& tx, RegionId region, PersonId person, EntryId entry, GuardianId guardian);
/// Whether the person themself reads the entry on an account of their own.
void set_with_person(Tx& tx, RegionId region, EntryId entry, bool on);
EntryLimits limits_of(Tx& tx, RegionId region, EntryId entry);
void set_recipients(Tx& tx, RegionId region, EntryId entry, std::int64_t recipients);

/// False if the version is no longer `version`.
bool update_entry(Tx& tx, RegionId region, EntryId entry, std::int64_t version, const EntryEdit& edit);
/// A new version that is hidden. The caller keeps the state beside it.
void hide_entry(Tx& tx, RegionId region, EntryId entry, const Writer& by, const std::string& reason);
void set_pinned(Tx& tx, RegionId region, EntryId entry, bool on);
/// What the notebook is in this transaction's eyes. Never the same for two contents.
BookState book_state(Tx& tx, RegionId region, PersonId person);
/// What search finds the entry by: its words and those of its replies; nothing once it is hidden.
void index_entry(Tx& tx, RegionId region, PersonId person, EntryId entry);
/// The same for an entry just inserted, whose words are at hand.
void index_new_entry(Tx& tx, RegionId region, PersonId person, const Writer& writer, const NewEntry& entry,
                     std::span<const std::string_view> replies = {});

/// False if the id is taken already.
bool insert_reply(Tx& tx, RegionId region, PersonId person, EntryId entry, const Writer& writer,
                  const NewReply& reply, Time posted_at);
/// One more on the entry.
void count_reply(Tx& tx, RegionId region, EntryId entry);
void insert_reply_version(Tx& tx, RegionId region, ReplyId reply, std::int64_t version,
                          const ReplyEdit& state, const Writer& writer, Time at);
struct FirstReply {
  EntryId entry_id;
  PostId author_post;
  std::string body;
};
BOOST_DESCRIBE_STRUCT(FirstReply, (), (entry_id, author_post, body))
std::optional<FirstReply> first_reply(Tx& tx, RegionId region, ReplyId reply);
bool update_reply(Tx& tx, RegionId region, ReplyId reply, std::int64_t version, const ReplyEdit& edit);
void hide_reply(Tx& tx, RegionId region, EntryId entry, ReplyId reply, const Writer& by,
                const std::string& reason);

// --- receipts, visits
// ---------------------------------------------------------------------------------------

/// Marks read what the scope may read and did not write itself; true if it was unread.
bool mark_read(Tx& tx, const Scope& scope, EntryId entry, const Writer& reader);
InfoClass class_of_entry(Tx& tx, RegionId region, EntryId entry);
bool set_acknowledged(Tx& tx, const Scope& scope, EntryId entry, bool on);
bool set_confirmed(Tx& tx, const Scope& scope, EntryId entry);

struct Visits {
  Time visited_at{};
  Time before_that{};
};
BOOST_DESCRIBE_STRUCT(Visits, (), (visited_at, before_that))
std::optional<Visits> visits(Tx& tx, RegionId region, PersonId person, PostId post);
void record_visit(Tx& tx, RegionId region, PersonId person, PostId post, const Visits& visit);

// --- around the notebook
// ------------------------------------------------------------------------------------

/// Kinds of changes to the person, team and consents since then, each once with its newest time.
std::vector<DigestChange> changes_since(Tx& tx, const Scope& scope, Time since);
/// Seats in force, each with the classes that consents in force open to it.
std::vector<AudienceSeat> audience_seats(Tx& tx, RegionId region, PersonId person);
std::vector<AudienceGuardian> audience_guardians(Tx& tx, RegionId region, PersonId person);
/// Whether the person themself can read what is shared with them: the account is taken and its door open.
bool has_own_account(Tx& tx, RegionId region, PersonId person);

struct OwnPerson {
  PersonId person_id;
  std::string name;
  Date birth_date;
  std::string alert;
};
BOOST_DESCRIBE_STRUCT(OwnPerson, (), (person_id, name, birth_date, alert))
/// People the actor may have something to do with today, by seat or as guardian; access/ decides about each.
std::vector<OwnPerson> own_people(Tx& tx, const access::Actor& actor, std::int64_t limit);
std::int64_t count_invitations(Tx& tx, const access::Actor& actor);

}  // namespace musubi::notebook
