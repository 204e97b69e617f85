// The notebook (連絡帳) of one person: entries, replies, receipts, as the doors show them, and the rules that
// need no database. It never decides who may read: that is access/ and notebook_scope.hpp. Rules: domain.md
// (nouns, classes, amendments) and issue 2, "notebook".
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "access/access.hpp"
#include "base/json.hpp"
#include "record/entry_measures.hpp"

namespace musubi::notebook {

enum class Category { contact, consult, report, record, urgent };
BOOST_DESCRIBE_ENUM(Category, contact, consult, report, record, urgent)
enum class Importance { normal, important, urgent };
BOOST_DESCRIBE_ENUM(Importance, normal, important, urgent)

inline constexpr std::size_t kMaxBody = 10'000;
inline constexpr std::size_t kMaxFiles = 10;
inline constexpr int kMaxPage = 100;
/// Unread entries are counted among the newest ones only, so that the count costs the same for every
/// notebook.
inline constexpr int kUnreadWindow = 200;
inline constexpr int kMaxReplies = 500;
/// Two visits closer than this are one visit: reloading a page does not empty "since my last visit".
inline constexpr std::chrono::minutes kSameVisit{30};

// --- what goes out
// ------------------------------------------------------------------------------------------

struct EntryAuthor {
  PostId post_id;
  std::string name;
  std::string facility_name;
  std::string profession;
};
BOOST_DESCRIBE_STRUCT(EntryAuthor, (), (post_id, name, facility_name, profession))

struct EntrySeat {
  SeatId id;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(EntrySeat, (), (id, name))

struct EntryAudience {
  bool whole_team = true;
  bool with_guardians = false;
  bool with_person = false;  ///< with the person themself, who may have an account of their own
  std::vector<EntrySeat> seats;
};
BOOST_DESCRIBE_STRUCT(EntryAudience, (), (whole_team, with_guardians, with_person, seats))

/// Who took it back, when and why; the contents are not shown any more.
struct EntryHidden {
  Time at{};
  std::string by_name;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(EntryHidden, (), (at, by_name, reason))

struct EntryFile {
  FileId id;
  std::string content_type;
  std::string filename;
  std::int64_t size = 0;
  std::int64_t width = 0;
  std::int64_t height = 0;
  bool has_thumbnail = false;
};
BOOST_DESCRIBE_STRUCT(EntryFile, (), (id, content_type, filename, size, width, height, has_thumbnail))

struct EntryMention {
  PostId post_id;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(EntryMention, (), (post_id, name))

/// What the reader did with it.
struct EntryMine {
  bool read = false;
  bool acknowledged = false;
  bool confirmed = false;
  bool may_edit = false;
};
BOOST_DESCRIBE_STRUCT(EntryMine, (), (read, acknowledged, confirmed, may_edit))

/// Plain text around a hit; start and length of each match are UTF-16 code units, as browsers count.
struct SnippetMatch {
  std::int64_t start = 0;
  std::int64_t length = 0;
};
BOOST_DESCRIBE_STRUCT(SnippetMatch, (), (start, length))
struct Snippet {
  std::string text;
  std::vector<SnippetMatch> matches;
};
BOOST_DESCRIBE_STRUCT(Snippet, (), (text, matches))

struct EntryView {
  EntryId id;
  PersonId person_id;
  Time posted_at{};
  Time happened_at{};
  EntryAuthor author;
  Category category = Category::contact;
  InfoClass info_class = InfoClass::basic;
  Importance importance = Importance::normal;
  EntryAudience audience;
  std::string body;
  bool asks_confirmation = false;
  bool pinned = false;
  std::optional<EntryHidden> hidden;
  std::int64_t version = 1;
  std::optional<Time> edited_at;
  std::vector<EntryFile> files;
  std::vector<record::EntryMeasure> records;  ///< measured while it was written; those the reader may read
  std::vector<EntryMention> mentions;
  std::int64_t reply_count = 0;
  std::int64_t read_count = 0;
  std::int64_t acknowledged_count = 0;
  std::int64_t confirmed_count = 0;
  std::int64_t recipients = 0;
  EntryMine mine;
  std::optional<Snippet> snippet;  ///< in search results only
};
BOOST_DESCRIBE_STRUCT(EntryView, (),
                      (id, person_id, posted_at, happened_at, author, category, info_class, importance,
                       audience, body, asks_confirmation, pinned, hidden, version, edited_at, files, records,
                       mentions, reply_count, read_count, acknowledged_count, confirmed_count, recipients,
                       mine, snippet))

struct EntryPage {
  std::vector<EntryView> items;
  std::optional<std::string> next;  ///< give it back as `before`
};
BOOST_DESCRIBE_STRUCT(EntryPage, (), (items, next))

struct SearchPage {
  std::vector<EntryView> items;
  std::optional<std::string> next;
  std::int64_t total = 0;  ///< counted up to 1,000
};
BOOST_DESCRIBE_STRUCT(SearchPage, (), (items, next, total))

struct ReplyView {
  ReplyId id;
  EntryAuthor author;
  std::string body;
  Time posted_at{};
  std::int64_t version = 1;
  std::optional<Time> edited_at;
  std::optional<EntryHidden> hidden;
  bool mine = false;
};
BOOST_DESCRIBE_STRUCT(ReplyView, (), (id, author, body, posted_at, version, edited_at, hidden, mine))

struct EntryReceipt {
  std::string name;
  std::string facility_name;
  Time read_at{};
  std::optional<Time> acknowledged_at;
  std::optional<Time> confirmed_at;
};
BOOST_DESCRIBE_STRUCT(EntryReceipt, (), (name, facility_name, read_at, acknowledged_at, confirmed_at))

struct EntryReader {
  std::string name;
  std::string facility_name;
};
BOOST_DESCRIBE_STRUCT(EntryReader, (), (name, facility_name))

/// From whom a coordinator keeps an entry, and to whom under a limit it is open (HiddenFrom).
struct EntryLimits {
  std::vector<GuardianId> hidden_from, shown_to;
};
BOOST_DESCRIBE_STRUCT(EntryLimits, (), (hidden_from, shown_to))

struct EntryDetail {
  EntryView entry;
  std::vector<ReplyView> replies;
  std::vector<EntryReceipt> receipts;
  std::vector<EntryReader> unread_by;  ///< who may read it now and has not
  std::optional<EntryLimits> limits;   ///< for coordinators
};
BOOST_DESCRIBE_STRUCT(EntryDetail, (), (entry, replies, receipts, unread_by, limits))

struct EntryVersionView {
  std::int64_t version = 1;
  Time at{};
  std::string by_name;
  Category category = Category::contact;
  InfoClass info_class = InfoClass::basic;
  Importance importance = Importance::normal;
  std::string body;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(EntryVersionView, (),
                      (version, at, by_name, category, info_class, importance, body, reason))

struct ReplyVersionView {
  std::int64_t version = 1;
  Time at{};
  std::string by_name;
  std::string body;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(ReplyVersionView, (), (version, at, by_name, body, reason))

struct CategoryCount {
  Category category = Category::contact;
  std::int64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(CategoryCount, (), (category, count))
struct DigestChange {
  std::string kind;
  Time at{};
};
BOOST_DESCRIBE_STRUCT(DigestChange, (), (kind, at))
/// What happened since the reader's last visit; everything they may read if there was none.
struct Digest {
  std::optional<Time> since;
  std::int64_t entries = 0;  ///< by others, counted up to 1,000
  std::vector<EntryView> urgent;
  std::vector<EntryView> asks;
  std::vector<CategoryCount> by_category;
  std::vector<DigestChange> changed;
};
BOOST_DESCRIBE_STRUCT(Digest, (), (since, entries, urgent, asks, by_category, changed))

struct AudienceSeat {
  SeatId seat_id;
  std::string name;
  std::string facility_name;
  std::string profession;
  ClassSet classes;  ///< what it may read today: its own, as far as a consent covers its facility
};
BOOST_DESCRIBE_STRUCT(AudienceSeat, (), (seat_id, name, facility_name, profession, classes))
struct AudienceGuardian {
  GuardianId guardian_id;
  std::string name;
  std::string relation;
};
BOOST_DESCRIBE_STRUCT(AudienceGuardian, (), (guardian_id, name, relation))
/// だれに見えるか: whom an entry of a class would reach.
struct AudienceView {
  std::vector<AudienceSeat> seats;
  std::vector<AudienceGuardian> guardians;
  bool own_account = false;  ///< the person themself reads too, where it is shared with them
};
BOOST_DESCRIBE_STRUCT(AudienceView, (), (seats, guardians, own_account))

struct TodayEntry {
  PersonId person_id;
  std::string person_name;
  EntryView entry;
};
BOOST_DESCRIBE_STRUCT(TodayEntry, (), (person_id, person_name, entry))
struct TodayPerson {
  PersonId person_id;
  std::string name;
  std::int64_t age_years = 0;
  std::string alert;
  std::int64_t unread = 0;
  std::optional<Time> last_entry_at;
};
BOOST_DESCRIBE_STRUCT(TodayPerson, (), (person_id, name, age_years, alert, unread, last_entry_at))
struct Today {
  std::vector<TodayEntry> asks;
  std::vector<TodayEntry> urgent;
  std::vector<TodayPerson> unread;
  std::int64_t invitations = 0;
};
BOOST_DESCRIBE_STRUCT(Today, (), (asks, urgent, unread, invitations))

// --- what comes in
// ------------------------------------------------------------------------------------------

struct NewEntry {
  EntryId id;
  Category category = Category::contact;
  InfoClass info_class = InfoClass::basic;
  Importance importance = Importance::normal;
  std::optional<Time> happened_at;  ///< none: when it was posted
  RequiredProse<kMaxBody> body;
  bool asks_confirmation = false;
  bool whole_team = true;
  bool with_guardians = false;
  List<SeatId, 50> seat_ids;
  List<PostId, 50> mention_post_ids;
  List<FileId, kMaxFiles> file_ids;
  std::optional<bool> with_person{};  ///< 本人にも見せる; none: no
  std::optional<List<record::NewMeasure, record::kMostMeasures>> records;

  [[nodiscard]] std::span<const record::NewMeasure> measures() const {
    return records ? std::span<const record::NewMeasure>(records->items)
                   : std::span<const record::NewMeasure>{};
  }
};
BOOST_DESCRIBE_STRUCT(NewEntry, (),
                      (id, category, info_class, importance, happened_at, body, asks_confirmation, whole_team,
                       with_guardians, seat_ids, mention_post_ids, file_ids, with_person, records))

struct EntryEdit {
  Category category = Category::contact;
  InfoClass info_class = InfoClass::basic;
  Importance importance = Importance::normal;
  RequiredProse<kMaxBody> body;
  Line<500> reason;
};
BOOST_DESCRIBE_STRUCT(EntryEdit, (), (category, info_class, importance, body, reason))

struct HideReason {
  RequiredLine<500> reason;
};
BOOST_DESCRIBE_STRUCT(HideReason, (), (reason))

struct NewReply {
  ReplyId id;
  RequiredProse<kMaxBody> body;
};
BOOST_DESCRIBE_STRUCT(NewReply, (), (id, body))
struct ReplyEdit {
  RequiredProse<kMaxBody> body;
  Line<500> reason;
};
BOOST_DESCRIBE_STRUCT(ReplyEdit, (), (body, reason))

struct ReadMarks {
  List<EntryId, 100> entry_ids;
};
BOOST_DESCRIBE_STRUCT(ReadMarks, (), (entry_ids))
struct OnOff {
  bool on = false;
};
BOOST_DESCRIBE_STRUCT(OnOff, (), (on))
/// Protective limits: from which guardians one entry is kept, and to which of those under a limit it is open
/// nevertheless. And whether the person themself reads it; none: as it was.
struct HiddenFrom {
  List<GuardianId, 20> guardian_ids;
  std::optional<List<GuardianId, 20>> shown_to;
  std::optional<bool> with_person{};
};
BOOST_DESCRIBE_STRUCT(HiddenFrom, (), (guardian_ids, shown_to, with_person))

struct TimelineQuery {
  std::optional<Line<80>> before;
  std::optional<Whole<1, kMaxPage>> limit;
  std::optional<Category> category;
  std::optional<InfoClass> class_;
  std::optional<PostId> author_post;
  std::optional<FacilityId> facility;
  std::optional<bool> pinned;
  std::optional<bool> mine_unread;
  std::optional<Date> from;
  std::optional<Date> to;
};
BOOST_DESCRIBE_STRUCT(TimelineQuery, (),
                      (before, limit, category, class_, author_post, facility, pinned, mine_unread, from, to))

struct EntrySearch {
  Line<100> q;
  std::optional<Line<80>> before;
  std::optional<Whole<1, kMaxPage>> limit;
};
BOOST_DESCRIBE_STRUCT(EntrySearch, (), (q, before, limit))

struct ExportPeriod {
  Date from;
  Date to;
};
BOOST_DESCRIBE_STRUCT(ExportPeriod, (), (from, to))

// --- pure rules
// ---------------------------------------------------------------------------------------------

/// A place in a timeline, newest first; travels as opaque text.
struct Cursor {
  Time posted_at{};
  EntryId entry_id;
  auto operator<=>(const Cursor&) const = default;
};
/// Before every entry that can exist.
Cursor newest_cursor();
std::string to_string(const Cursor& cursor);
Result<Cursor> parse_cursor(std::string_view text);

/// Urgent by either sign: the category 緊急 or the importance.
inline bool is_urgent(Category category, Importance importance) {
  return category == Category::urgent || importance == Importance::urgent;
}

/// What can be said about a new entry without the database: its audience, its times, its lists.
Status check_new_entry(const NewEntry& entry, bool by_guardian, Time now);

/// A window of at most about 80 characters around the first hit of any of the words; all matches within it.
/// `words` are separated by white space; comparison is by `text::fold`.
Snippet snippet_of(std::string_view body, std::string_view words);
/// Whether a word occurs in the text at all.
bool has_word(std::string_view body, std::string_view words);

}  // namespace musubi::notebook
