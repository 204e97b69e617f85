#include "schoolentry/schoolentry_routes.hpp"

#include "schoolentry/schoolentry_service.hpp"

namespace musubi::schoolentry {
namespace {

using http::Call;
using http::Method;
using http::person_route;
using http::RouteSpec;

RouteSpec duty(Method method, const char* path, const char* name, const char* summary,
               std::vector<Code> errors = {}) {
  RouteSpec spec;
  spec.method = method;
  spec.path = std::string("/api/v1") + path;
  spec.name = name;
  spec.summary = summary;
  spec.door = http::Door::duty;
  spec.errors = std::move(errors);
  return spec;
}
template <class E>
Result<E> named(const http::Request& request, const char* name) {
  const auto at = request.path_values.find(name);
  const auto found = at == request.path_values.end() ? std::nullopt : json::enum_value<E>(at->second);
  if (!found) return not_found();
  return *found;
}
Result<std::int64_t> year_of(const http::Request& request) {
  const auto at = request.path_values.find("year");
  const auto day = at == request.path_values.end() ? std::nullopt : parse_date(at->second + "-04-01");
  if (!day) return not_found();
  return static_cast<int>(day->ymd.year());
}

void add_cases(http::Router& router) {
  router.add<None, None>(person_route(Method::get, "/school-entries", "list_school_entries",
                                      "The child's cases of 就学相談, the newest first."),
                         [](Tx& tx, const Call<None, None>& call) -> Result<std::vector<SchoolEntryLine>> {
                           TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
                           return list_entries(tx, call.actor, person);
                         });
  router.add<None, NewSchoolEntry>(
      with_errors(
          person_route(Method::post, "/school-entries", "open_school_entry",
                       "Opened by whoever plans, or asked for by a guardian; idempotent by its id.", 201),
          {Code::duplicate, Code::too_large}),
      [](Tx& tx, const Call<None, NewSchoolEntry>& call) -> Result<SchoolEntryView> {
        TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
        return open_entry(tx, call.actor, person, call.body);
      });
  router.add<None, None>(person_route(Method::get, "/school-entries/{school_entry}", "get_school_entry",
                                      "A case with its steps, as far as they are the reader's."),
                         [](Tx& tx, const Call<None, None>& call) -> Result<SchoolEntryView> {
                           TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
                           TRY_ASSIGN(const auto entry, call.request.id<SchoolEntryId>("school_entry"));
                           return read_entry(tx, call.actor, person, entry);
                         });
  router.add<None, EntryWrite>(
      with_errors(
          person_route(Method::put, "/school-entries/{school_entry}/{part}", "write_school_entry",
                       "The next step, or an earlier one anew; If-Match is the number of the last step."),
          {Code::conflict, Code::gone, Code::precondition_needed, Code::too_large}),
      [](Tx& tx, const Call<None, EntryWrite>& call) -> Result<SchoolEntryView> {
        TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
        TRY_ASSIGN(const auto entry, call.request.id<SchoolEntryId>("school_entry"));
        TRY_ASSIGN(const auto version, call.request.if_match());
        TRY_ASSIGN(const auto part, named<EntryPart>(call.request, "part"));
        return write_step(tx, call.actor, person, entry, part, version, call.body);
      });
}

/// Drawn on a worker thread: the writer only gathers and leaves the audit record.
void add_sheet(http::Router& router) {
  auto spec = person_route(Method::get, "/school-entries/{school_entry}/sheet.pdf", "print_school_entry",
                           "就学相談資料: what the committee gets on paper.");
  spec.mode = http::Mode::work;
  spec.strength = access::Strength::fresh;
  router.add_work<None, None>(
      std::move(spec), [](db::Database& database, const Call<None, None>& call) -> Result<http::FileReply> {
        TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
        TRY_ASSIGN(const auto entry, call.request.id<SchoolEntryId>("school_entry"));
        TRY_ASSIGN(const auto sheet, database.write_now([&](Tx& tx) {
          return gather_entry_sheet(tx, call.actor, person, entry);
        }));
        return http::file_of("application/pdf", "就学相談資料.pdf", draw_entry_sheet(sheet));
      });
}

void add_board(http::Router& router) {
  router.add<EntryBoardQuery, None>(
      duty(Method::get, "/school-entries", "get_school_entry_board",
           "Children of a year among one's own people: where each stands, what is overdue."),
      [](Tx& tx, const Call<EntryBoardQuery, None>& call) { return read_board(tx, call.actor, call.query); });
  router.add<None, None>(
      duty(Method::get, "/school-entry-calendars/{year}", "get_school_entry_calendar",
           "The region's dates for children who enter in April of this year.", {Code::not_found}),
      [](Tx& tx, const Call<None, None>& call) -> Result<CalendarView> {
        TRY_ASSIGN(const auto year, year_of(call.request));
        return read_calendar(tx, call.actor, year);
      });
  router.add<None, CalendarEdit>(
      duty(Method::put, "/school-entry-calendars/{year}", "change_school_entry_calendar",
           "New dates; If-Match \"0\" over the shipped ones. None later than the law allows.",
           {Code::not_found, Code::conflict, Code::precondition_needed}),
      [](Tx& tx, const Call<None, CalendarEdit>& call) -> Result<CalendarView> {
        TRY_ASSIGN(const auto year, year_of(call.request));
        TRY_ASSIGN(const auto version, call.request.if_match());
        return change_calendar(tx, call.actor, year, version, call.body);
      });
}

}  // namespace

void add_routes(http::Router& router) {
  add_cases(router);
  add_sheet(router);
  add_board(router);
}

}  // namespace musubi::schoolentry
