#include "record/record_routes.hpp"

#include "record/record_service.hpp"
#include "record/record_sheet.hpp"

namespace musubi::record {
namespace {

using access::Strength;
using http::Call;
using http::Door;
using http::Method;
using http::Mode;
using http::person_route;
using http::RouteSpec;

void add_reading(http::Router& router) {
  RouteSpec types;
  types.path = "/api/v1/record-types";
  types.name = "list_record_types";
  types.summary = "What can be recorded: units, bounds, kinds.";
  types.door = Door::own;
  types.mode = Mode::read;
  router.add<None, None>(
      std::move(types),
      [](Tx&, const Call<None, None>&) -> Result<std::vector<RecordType>> { return record::types(); });
  router.add<RecordsQuery, None>(
      person_route(Method::get, "/records", "list_records", "A page of a person's records, newest first."),
      [](Tx& tx, const Call<RecordsQuery, None>& call) -> Result<RecordPage> {
        TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
        return list_records(tx, call.actor, person, call.query);
      });
  router.add<SeriesQuery, None>(person_route(Method::get, "/records/series", "get_record_series",
                                             "One type over time, in columns: for a chart."),
                                [](Tx& tx, const Call<SeriesQuery, None>& call) -> Result<RecordSeries> {
                                  TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
                                  return read_series(tx, call.actor, person, call.query);
                                });
  router.add<None, None>(
      person_route(Method::get, "/records/start", "get_record_start", "What quick entry opens with."),
      [](Tx& tx, const Call<None, None>& call) -> Result<RecordStart> {
        TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
        return read_start(tx, call.actor, person);
      });
  router.add<None, None>(person_route(Method::get, "/records/{record}/versions", "list_record_versions",
                                      "Every state a record has had."),
                         [](Tx& tx, const Call<None, None>& call) -> Result<std::vector<RecordVersionView>> {
                           TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
                           TRY_ASSIGN(const auto record, call.request.id<RecordId>("record"));
                           return list_record_versions(tx, call.actor, person, record);
                         });
  RouteSpec today;
  today.path = "/api/v1/today/records";
  today.name = "get_today_records";
  today.summary =
      "Records beyond a person's limits that nobody has looked at yet, among the caller's people.";
  today.door = Door::own;
  router.add<None, None>(std::move(today), [](Tx& tx, const Call<None, None>& call) {
    return read_today_records(tx, call.actor);
  });
}

void add_writing(http::Router& router) {
  router.add<None, NewRecords>(
      with_errors(person_route(Method::post, "/records", "add_records",
                               "One record or a series; idempotent by the ids.", 201),
                  {Code::duplicate}),
      [](Tx& tx, const Call<None, NewRecords>& call) -> Result<std::vector<RecordView>> {
        TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
        return add_records(tx, call.actor, person, call.body);
      });
  router.add<None, RecordEdit>(with_errors(person_route(Method::put, "/records/{record}", "edit_record",
                                                        "A new version of the author's own record."),
                                           {Code::conflict, Code::gone, Code::precondition_needed}),
                               [](Tx& tx, const Call<None, RecordEdit>& call) -> Result<RecordView> {
                                 TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
                                 TRY_ASSIGN(const auto record, call.request.id<RecordId>("record"));
                                 TRY_ASSIGN(const auto version, call.request.if_match());
                                 return edit_record(tx, call.actor, person, record, version, call.body);
                               });
  router.add<None, RecordHide>(person_route(Method::post, "/records/{record}/hide", "hide_record",
                                            "Takes a record back; who, when and why stay."),
                               [](Tx& tx, const Call<None, RecordHide>& call) -> Result<RecordView> {
                                 TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
                                 TRY_ASSIGN(const auto record, call.request.id<RecordId>("record"));
                                 return hide_record(tx, call.actor, person, record, call.body);
                               });
  router.add<None, None>(with_errors(person_route(Method::put, "/records/{record}/alert-seen",
                                                  "see_record_alert", "Somebody has looked at the alert."),
                                     {Code::gone}),
                         [](Tx& tx, const Call<None, None>& call) -> Result<RecordView> {
                           TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
                           TRY_ASSIGN(const auto record, call.request.id<RecordId>("record"));
                           return see_alert(tx, call.actor, person, record);
                         });
  router.add<None, LimitEdit>(
      with_errors(person_route(Method::put, "/record-limits/{type}", "set_record_limit",
                               "This person's own limits for a type; If-Match \"0\" for the first."),
                  {Code::conflict, Code::precondition_needed}),
      [](Tx& tx, const Call<None, LimitEdit>& call) -> Result<LimitView> {
        TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
        TRY_ASSIGN(const auto version, call.request.if_match());
        return set_limit(tx, call.actor, person, call.request.path_values.find("type")->second, version,
                         call.body);
      });
  auto import = with_errors(person_route(Method::post, "/records/import", "import_records",
                                         "Records from a CSV file: a dry run, then all or nothing."),
                            {Code::malformed, Code::too_large});
  import.intake = http::Intake::text;
  router.add<csv::ImportQuery, None>(
      std::move(import), [](Tx& tx, const Call<csv::ImportQuery, None>& call) -> Result<csv::ImportReport> {
        TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
        return import_records(tx, call.actor, person, call.request.body, call.query.dry_run.value_or(true));
      });
}

/// Drawn on a worker thread: the writer only gathers and leaves the audit record.
template <class Query, class Draw>
void add_sheet(http::Router& router, const char* path, const char* name, const char* summary, Draw draw) {
  auto spec = with_errors(person_route(Method::get, path, name, summary), {Code::too_large});
  spec.mode = Mode::work;
  spec.strength = Strength::fresh;
  router.add_work<Query, None>(
      std::move(spec),
      [draw](db::Database& database, const Call<Query, None>& call) -> Result<http::FileReply> {
        TRY_ASSIGN(const auto person, call.request.template id<PersonId>("person"));
        return draw(database, call, person);
      });
}

void add_sheets(http::Router& router) {
  add_sheet<DayQuery>(
      router, "/records/day.pdf", "print_record_day", "One day's records on paper.",
      [](db::Database& database, const Call<DayQuery, None>& call,
         PersonId person) -> Result<http::FileReply> {
        const auto on = call.query.on;
        TRY_ASSIGN(const auto data,
                   database.write_now([&](Tx& tx) { return gather_sheet(tx, call.actor, person, on, on); }));
        return http::file_of("application/pdf", "記録_" + to_string(on) + ".pdf", draw_day_sheet(data));
      });
  add_sheet<DayQuery>(
      router, "/records/month.pdf", "print_record_month",
      "A month's records on paper: the month that holds the day.",
      [](db::Database& database, const Call<DayQuery, None>& call,
         PersonId person) -> Result<http::FileReply> {
        const auto month = call.query.on.ymd.year() / call.query.on.ymd.month();
        const Date from{month / 1}, to{std::chrono::year_month_day{month / std::chrono::last}};
        TRY_ASSIGN(const auto data, database.write_now([&](Tx& tx) {
          return gather_sheet(tx, call.actor, person, from, to);
        }));
        return http::file_of("application/pdf", "記録_" + to_string(from).substr(0, 7) + ".pdf",
                             draw_month_sheet(data));
      });
}

}  // namespace

void add_routes(http::Router& router) {
  add_reading(router);
  add_writing(router);
  add_sheets(router);
}

}  // namespace musubi::record
