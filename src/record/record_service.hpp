// The use cases of records: one synchronous function each over a Tx. The guard comes first in every one of
// them.
#pragma once
#include "access/imprint.hpp"
#include "base/sheet.hpp"
#include "record/record.hpp"

namespace musubi::record {

using access::Actor;

/// Idempotent by the ids: the same again answers what was kept; all or none.
Result<std::vector<RecordView>> add_records(Tx& tx, const Actor& actor, PersonId person,
                                            const NewRecords& records);
/// The author's own; `conflict` with the present state once the version has moved on.
Result<RecordView> edit_record(Tx& tx, const Actor& actor, PersonId person, RecordId record,
                               std::int64_t version, const RecordEdit& edit);
/// By its author or a coordinator; who, when and why stay.
Result<RecordView> hide_record(Tx& tx, const Actor& actor, PersonId person, RecordId record,
                               const RecordHide& hide);

Result<RecordPage> list_records(Tx& tx, const Actor& actor, PersonId person, const RecordsQuery& query);
Result<std::vector<RecordVersionView>> list_record_versions(Tx& tx, const Actor& actor, PersonId person,
                                                            RecordId record);
Result<RecordSeries> read_series(Tx& tx, const Actor& actor, PersonId person, const SeriesQuery& query);
Result<RecordStart> read_start(Tx& tx, const Actor& actor, PersonId person);

/// Coordinators and leads set them; records that come later are measured against them.
Result<LimitView> set_limit(Tx& tx, const Actor& actor, PersonId person, const std::string& type,
                            std::int64_t version, const LimitEdit& limit);
/// Somebody of the team has looked at the alert; it leaves 今日.
Result<RecordView> see_alert(Tx& tx, const Actor& actor, PersonId person, RecordId record);
/// Alerts of the last days among the actor's people.
Result<TodayRecords> read_today_records(Tx& tx, const Actor& actor);

/// A table of records: all checked before the first is written, all or none.
Result<csv::ImportReport> import_records(Tx& tx, const Actor& actor, PersonId person, std::string_view bytes,
                                         bool dry_run);

/// What a sheet prints; the look is recorded as an export.
struct SheetData {
  std::string name, kana;
  Date birth_date;
  Date from, to;
  std::vector<RecordView> records;  ///< oldest first
  access::Imprint printed;
};
Result<SheetData> gather_sheet(Tx& tx, const Actor& actor, PersonId person, const Date& from, const Date& to);

// --- for other rooms and generated data

/// Whether the grant reaches this record and it still shows its contents.
bool may_read_record(Tx& tx, const Actor& actor, const access::Grant& grant, RecordId record);
/// Records of one type the grant reaches, oldest first.
std::vector<RecordView> measurements(Tx& tx, const Actor& actor, const access::Grant& grant,
                                     const std::string& type);
struct BulkRecord {
  PersonId person_id;
  NewRecord record;
  Time posted_at{};
  PostId post_id;
  std::string author_name;
  std::optional<FacilityId> facility_id;
  std::string facility_name, profession;
};
/// A record without a guard and a change; `false` if the id is taken.
bool keep_record(Tx& tx, RegionId region, const BulkRecord& bulk);
Status keep_limit(Tx& tx, RegionId region, PersonId person, const std::string& type, const LimitEdit& limit,
                  PostId by, const std::string& by_name);

}  // namespace musubi::record
