// Records (記録): measured and observed facts of one person, as the doors show and take them, and the rules
// that need no database. Never decides who may read: that is access/ and record_store's scope. Rules:
// domain.md (record, amendments, classes) and issue 3, "Records".
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "access/access.hpp"
#include "base/json.hpp"
#include "record/record_id.hpp"
#include "record/record_types.hpp"

namespace musubi::record {

inline constexpr std::size_t kMostAtOnce = 50;
inline constexpr int kMaxPage = 200;
inline constexpr std::int64_t kMostPoints = 25'000;
/// A phone's clock may be a little ahead.
inline constexpr std::chrono::minutes kAhead{10};

/// Beyond a limit set for this person: `low` or `high` at the first number, `low2`, `high2` at the second.
enum class Alert { none, low, high, low2, high2 };
BOOST_DESCRIBE_ENUM(Alert, none, low, high, low2, high2)

// --- what comes in

/// What a record says; versions keep it whole.
struct RecordState {
  Time at{};  ///< when it was so
  InfoClass info_class = InfoClass::health;
  std::optional<double> value, value2;
  Line<40> kind;
  Line<200> what;             ///< medicine and amount, or the behaviour itself
  Prose<2000> before, after;  ///< behaviour: antecedent and consequence
  Prose<2000> note;
  bool with_guardians = true;
};
BOOST_DESCRIBE_STRUCT(RecordState, (),
                      (at, info_class, value, value2, kind, what, before, after, note, with_guardians))

struct NewRecord {
  RecordId id;
  Line<40> type;
  RecordState state;
};
BOOST_DESCRIBE_STRUCT(NewRecord, (), (id, type, state))
/// One, or several of a series; all or none.
struct NewRecords {
  List<NewRecord, kMostAtOnce> items;
};
BOOST_DESCRIBE_STRUCT(NewRecords, (), (items))

struct RecordEdit {
  RecordState state;
  Line<500> reason;
};
BOOST_DESCRIBE_STRUCT(RecordEdit, (), (state, reason))
struct RecordHide {
  RequiredLine<500> reason;
};
BOOST_DESCRIBE_STRUCT(RecordHide, (), (reason))

struct LimitEdit {
  std::optional<double> low, high, low2, high2;  ///< none: no limit on that side
  Line<300> note;                                ///< what to do, or who ordered it
};
BOOST_DESCRIBE_STRUCT(LimitEdit, (), (low, high, low2, high2, note))

struct RecordsQuery {
  std::optional<Line<80>> before;
  std::optional<Whole<1, kMaxPage>> limit;
  std::optional<Line<40>> type;
  std::optional<Date> from, to;
  std::optional<bool> alerts;
};
BOOST_DESCRIBE_STRUCT(RecordsQuery, (), (before, limit, type, from, to, alerts))
struct SeriesQuery {
  Line<40> type;
  std::optional<Date> from, to;
};
BOOST_DESCRIBE_STRUCT(SeriesQuery, (), (type, from, to))
struct DayQuery {
  Date on;
};
BOOST_DESCRIBE_STRUCT(DayQuery, (), (on))

// --- what goes out

struct RecordAuthor {
  PostId post_id;
  std::string name, facility_name, profession;
};
BOOST_DESCRIBE_STRUCT(RecordAuthor, (), (post_id, name, facility_name, profession))
struct RecordHidden {
  Time at{};
  std::string by_name, reason;
};
BOOST_DESCRIBE_STRUCT(RecordHidden, (), (at, by_name, reason))
struct AlertSeen {
  Time at{};
  std::string by_name;
};
BOOST_DESCRIBE_STRUCT(AlertSeen, (), (at, by_name))

struct RecordView {
  RecordId id;
  PersonId person_id;
  std::string type;
  Time at{};
  InfoClass info_class = InfoClass::health;
  std::optional<double> value, value2;
  std::string kind, what, before, after, note;
  bool with_guardians = true;
  Alert alert = Alert::none;
  std::optional<AlertSeen> alert_seen;
  bool unusual = false;  ///< outside what is usual for the type: kept, and flagged
  RecordAuthor author;
  Time posted_at{};
  std::optional<Time> edited_at;
  std::int64_t version = 1;
  std::optional<RecordHidden> hidden;
  bool may_edit = false;
};
BOOST_DESCRIBE_STRUCT(RecordView, (),
                      (id, person_id, type, at, info_class, value, value2, kind, what, before, after, note,
                       with_guardians, alert, alert_seen, unusual, author, posted_at, edited_at, version,
                       hidden, may_edit))
struct RecordPage {
  std::vector<RecordView> items;
  std::optional<std::string> next;  ///< give it back as `before`
};
BOOST_DESCRIBE_STRUCT(RecordPage, (), (items, next))

struct RecordVersionView {
  std::int64_t version = 1;
  Time at{};
  std::string by_name;
  RecordState state;
  std::string reason;
  bool hidden = false;
};
BOOST_DESCRIBE_STRUCT(RecordVersionView, (), (version, at, by_name, state, reason, hidden))

/// One type over time, in columns, oldest first: what a chart draws. `at` in milliseconds since 1970.
struct RecordSeries {
  std::string type;
  std::vector<std::int64_t> at;
  std::vector<std::optional<double>> value, value2;
  std::vector<std::string> alert;  ///< empty where there is none at all
};
BOOST_DESCRIBE_STRUCT(RecordSeries, (), (type, at, value, value2, alert))

struct LimitView {
  std::string type;
  std::optional<double> low, high, low2, high2;
  std::string note;
  std::int64_t version = 0;  ///< 0: never set
  Time set_at{};
  std::string set_by_name;
};
BOOST_DESCRIBE_STRUCT(LimitView, (), (type, low, high, low2, high2, note, version, set_at, set_by_name))

/// What quick entry opens with: the writer's own last types first, the newest of each, the person's limits.
struct RecordStart {
  std::vector<std::string> recent;
  std::vector<RecordView> last;
  std::vector<LimitView> limits;
  std::vector<InfoClass> classes;  ///< that the writer holds here
  bool may_set_limits = false;
  std::int64_t open_alerts = 0;
};
BOOST_DESCRIBE_STRUCT(RecordStart, (), (recent, last, limits, classes, may_set_limits, open_alerts))

struct TodayRecord {
  PersonId person_id;
  std::string person_name;
  RecordView record;
};
BOOST_DESCRIBE_STRUCT(TodayRecord, (), (person_id, person_name, record))
struct TodayRecords {
  std::vector<TodayRecord> alerts;  ///< newest first, nobody has looked at them yet
};
BOOST_DESCRIBE_STRUCT(TodayRecords, (), (alerts))

// --- pure rules

/// Numbers within what can be stored, kinds and texts as the type wants them, no time to come.
Status check_state(const RecordType& type, const RecordState& state, Time now,
                   const std::string& path = "state");
/// Against the person's limits; the worse of two numbers is the first that is beyond.
Alert alert_of(const LimitView& limit, const std::optional<double>& value,
               const std::optional<double>& value2);
/// Outside what is usual for the type.
bool is_unusual(const RecordType& type, const std::optional<double>& value);
/// Limits in order and within what can be stored.
Status check_limit(const RecordType& type, const LimitEdit& limit);

/// A place in the list, newest first; travels as opaque text.
struct RecordCursor {
  Time at{};
  RecordId id;
  auto operator<=>(const RecordCursor&) const = default;
};
RecordCursor newest_record_cursor();
std::string to_string(const RecordCursor& cursor);
Result<RecordCursor> parse_record_cursor(std::string_view text);

/// One line for paper and lists: `37.2 ℃`, `昼食 8割`, `110/64 mmHg`. Japanese.
std::string summary_ja(const RecordType& type, const std::optional<double>& value,
                       const std::optional<double>& value2, std::string_view kind, std::string_view what);

}  // namespace musubi::record
