// The tables of records: SQL and nothing else. What hands out records takes a `Reach` and so can only give
// what its actor may read; nothing is filtered afterwards. Audit and rules are the service's business.
// Guardians see what is shared with them and what they wrote; one under a protective limit only what they
// wrote.
#pragma once
#include <span>

#include "record/record.hpp"

namespace musubi::record {

/// Who writes, as it is kept with what was written: names as they were that day.
struct Scribe {
  PostId post_id;
  std::string name;
  std::optional<FacilityId> facility_id;
  std::string facility_name;
  std::string profession;
};
Scribe scribe_of(const access::Actor& actor);

/// The reach of a grant over one person's records.
struct Reach {
  RegionId region;
  PersonId person;
  ClassSet classes;
  Time since{};
  PostId post;
  bool is_guardian = false;
  bool is_restricted = false;  ///< a guardian under a protective limit
};
Reach reach_of(RegionId region, PostId post, const access::Grant& grant);
Reach reach_of(const access::Actor& actor, const access::Grant& grant);

struct RecordFilter {
  std::string type;  ///< empty: all
  Time from{};
  Time until = Time::max();
  bool open_alerts = false;
};
/// Newest first, strictly before the cursor.
std::vector<RecordView> records_before(Tx& tx, const Reach& reach, const RecordCursor& before,
                                       const RecordFilter& filter, std::int64_t limit);
/// Oldest first, hidden ones left out: for charts and sheets.
std::vector<RecordView> records_between(Tx& tx, const Reach& reach, const RecordFilter& filter,
                                        std::int64_t limit);
std::optional<RecordView> find_record(Tx& tx, const Reach& reach, RecordId record);
/// What came with these entries of the notebook and was not taken back, oldest first.
std::vector<std::pair<EntryId, RecordView>> records_of_entries(Tx& tx, const Reach& reach,
                                                               std::span<const EntryId> entries);
std::vector<RecordVersionView> record_versions(Tx& tx, const Reach& reach, RecordId record);
RecordSeries record_series(Tx& tx, const Reach& reach, const RecordFilter& filter, std::int64_t limit);
/// The newest of each type, hidden ones left out.
std::vector<RecordView> newest_of_each(Tx& tx, const Reach& reach, Time from);
/// Types the post wrote here since then, the last used first.
std::vector<std::string> recent_types(Tx& tx, const Reach& reach, Time from);
std::int64_t count_open_alerts(Tx& tx, const Reach& reach);

struct FirstRecord {
  PersonId person_id;
  PostId author_post;
  std::string type, body;
};
BOOST_DESCRIBE_STRUCT(FirstRecord, (), (person_id, author_post, type, body))
/// What was posted under the id the first time, by whom.
std::optional<FirstRecord> first_record(Tx& tx, RegionId region, RecordId record);

struct FirstWithEntry {
  RecordId id;
  std::string type, body;
};
BOOST_DESCRIBE_STRUCT(FirstWithEntry, (), (id, type, body))
/// What came with an entry, as it was posted.
std::vector<FirstWithEntry> first_with_entry(Tx& tx, RegionId region, PersonId person, EntryId entry);

/// False if the id is taken already. `entry`: of the notebook, that it came with.
bool insert_record(Tx& tx, RegionId region, PersonId person, const NewRecord& record, Alert alert,
                   const Scribe& scribe, Time posted_at, std::optional<EntryId> entry = {});
void insert_record_version(Tx& tx, RegionId region, RecordId record, std::int64_t version,
                           const RecordState& state, const std::string& reason, bool hidden,
                           const Scribe& scribe, Time at);
/// False if the version is no longer `version`.
bool update_record(Tx& tx, RegionId region, RecordId record, std::int64_t version, const RecordState& state,
                   Alert alert);
void hide_record(Tx& tx, RegionId region, RecordId record, const Scribe& by, const std::string& reason);
void mark_alert_seen(Tx& tx, RegionId region, RecordId record, const Scribe& by);
/// The same type with the same number at the same time, among what the asker may read: what a second import
/// of one file would add.
bool is_recorded(Tx& tx, const Reach& reach, const NewRecord& record);

std::vector<LimitView> limits_of(Tx& tx, RegionId region, PersonId person);
std::optional<LimitView> limit_of(Tx& tx, RegionId region, PersonId person, const std::string& type);
/// False if a version of this number exists already.
bool insert_limit(Tx& tx, RegionId region, PersonId person, const std::string& type, const LimitEdit& limit,
                  std::int64_t version, const Scribe& by);

struct PlainRecord {
  RecordId id;
  Time at{};
  std::string kind;
  std::optional<double> value;
  ClassSet classes;
};
BOOST_DESCRIBE_STRUCT(PlainRecord, (), (id, at, kind, value, classes))
/// Of one type from then on, oldest first, taken back ones left out; whatever the class.
std::vector<PlainRecord> plain_records(Tx& tx, RegionId region, PersonId person, const std::string& type,
                                       Time from);

struct AlertedPerson {
  PersonId person_id;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(AlertedPerson, (), (person_id, name))
/// People the actor may have something to do with who have an alert since then; access/ decides about each.
std::vector<AlertedPerson> alerted_people(Tx& tx, const access::Actor& actor, Time since, std::int64_t limit);

}  // namespace musubi::record
