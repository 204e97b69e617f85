#include "notebook/notebook_routes.hpp"

#include "base/csv.hpp"
#include "notebook/notebook_service.hpp"

namespace musubi::notebook {
namespace {

using http::Call;
using http::Door;
using http::Method;
using http::person_route;
using http::RouteSpec;

void add_reading(http::Router& router) {
  router.add<TimelineQuery, None>(
      person_route(Method::get, "/entries", "list_entries", "One page of a person's notebook, newest first."),
      [shelf = std::make_shared<Shelf>()](Tx& tx, const Call<TimelineQuery, None>& call) -> Result<KeptPage> {
        TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
        return read_timeline(tx, *shelf, call.actor, person, call.query);
      });
  router.add<None, None>(person_route(Method::get, "/entries/{entry}", "get_entry",
                                      "An entry with replies, receipts and who has not read it."),
                         [](Tx& tx, const Call<None, None>& call) -> Result<EntryDetail> {
                           TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
                           TRY_ASSIGN(const auto entry, call.request.id<EntryId>("entry"));
                           return read_entry(tx, call.actor, person, entry);
                         });
  router.add<None, None>(person_route(Method::get, "/entries/{entry}/versions", "list_entry_versions",
                                      "Every state an entry has had."),
                         [](Tx& tx, const Call<None, None>& call) -> Result<std::vector<EntryVersionView>> {
                           TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
                           TRY_ASSIGN(const auto entry, call.request.id<EntryId>("entry"));
                           return read_versions(tx, call.actor, person, entry);
                         });
  router.add<None, None>(person_route(Method::get, "/entries/{entry}/replies/{reply}/versions",
                                      "list_reply_versions", "Every state a reply has had."),
                         [](Tx& tx, const Call<None, None>& call) -> Result<std::vector<ReplyVersionView>> {
                           TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
                           TRY_ASSIGN(const auto entry, call.request.id<EntryId>("entry"));
                           TRY_ASSIGN(const auto reply, call.request.id<ReplyId>("reply"));
                           return read_versions(tx, call.actor, person, entry, reply);
                         });
  router.add<None, EntrySearch>(
      person_route(Method::post, "/search", "search_entries",
                   "Entries holding all the words, newest first; the words stand in the body, never in an "
                   "address."),
      [](Tx& tx, const Call<None, EntrySearch>& call) -> Result<SearchPage> {
        TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
        return search(tx, call.actor, person, call.body);
      });
  router.add<None, None>(
      person_route(Method::get, "/digest", "get_digest", "What happened since the caller's last visit."),
      [](Tx& tx, const Call<None, None>& call) -> Result<Digest> {
        TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
        return read_digest(tx, call.actor, person);
      });
  router.add<None, None>(
      person_route(Method::get, "/audience", "get_audience", "Whom an entry of a class would reach."),
      [](Tx& tx, const Call<None, None>& call) -> Result<AudienceView> {
        TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
        return read_audience(tx, call.actor, person);
      });
  RouteSpec today;
  today.path = "/api/v1/today";
  today.name = "get_today";
  today.summary = "What waits for the caller: asks, urgent entries, unread by person, invitations.";
  today.door = Door::own;
  router.add<None, None>(std::move(today),
                         [](Tx& tx, const Call<None, None>& call) { return read_today(tx, call.actor); });
}

void add_export(http::Router& router) {
  router.add<ExportPeriod, None>(
      with_errors(
          fresh(person_route(Method::get, "/entries.csv", "export_entries", "A period's entries as CSV.")),
          {Code::too_large}),
      [](Tx& tx, const Call<ExportPeriod, None>& call) -> Result<http::FileReply> {
        TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
        TRY_ASSIGN(const auto rows, export_entries(tx, call.actor, person, call.query));
        std::string text(csv::kByteOrderMark);
        for (const auto& row : rows) text += csv::write_row(row);
        return http::file_of(
            "text/csv; charset=utf-8",
            "renrakucho_" + to_string(call.query.from) + "_" + to_string(call.query.to) + ".csv",
            std::move(text));
      });
}

void add_entry_writing(http::Router& router) {
  router.add<None, NewEntry>(with_errors(person_route(Method::post, "/entries", "post_entry",
                                                      "Posts an entry; idempotent by its id.", 201),
                                         {Code::duplicate}),
                             [](Tx& tx, const Call<None, NewEntry>& call) -> Result<EntryView> {
                               TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
                               return post_entry(tx, call.actor, person, call.body);
                             });
  router.add<None, EntryEdit>(with_errors(person_route(Method::put, "/entries/{entry}", "edit_entry",
                                                       "A new version of the author's own entry."),
                                          {Code::conflict, Code::gone, Code::precondition_needed}),
                              [](Tx& tx, const Call<None, EntryEdit>& call) -> Result<EntryView> {
                                TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
                                TRY_ASSIGN(const auto entry, call.request.id<EntryId>("entry"));
                                TRY_ASSIGN(const auto version, call.request.if_match());
                                return edit_entry(tx, call.actor, person, entry, version, call.body);
                              });
  router.add<None, HideReason>(person_route(Method::post, "/entries/{entry}/hide", "hide_entry",
                                            "Takes an entry back; who, when and why stay."),
                               [](Tx& tx, const Call<None, HideReason>& call) -> Result<EntryView> {
                                 TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
                                 TRY_ASSIGN(const auto entry, call.request.id<EntryId>("entry"));
                                 return hide_entry(tx, call.actor, person, entry, call.body);
                               });
  router.add<None, HiddenFrom>(fresh(person_route(Method::put, "/entries/{entry}/hidden-from", "limit_entry",
                                                  "Protective limits: the guardians an entry is kept from.")),
                               [](Tx& tx, const Call<None, HiddenFrom>& call) -> Status {
                                 TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
                                 TRY_ASSIGN(const auto entry, call.request.id<EntryId>("entry"));
                                 return limit_entry(tx, call.actor, person, entry, call.body);
                               });
}

void add_reply_writing(http::Router& router) {
  router.add<None, NewReply>(with_errors(person_route(Method::post, "/entries/{entry}/replies", "post_reply",
                                                      "Answers; idempotent by its id.", 201),
                                         {Code::duplicate, Code::gone}),
                             [](Tx& tx, const Call<None, NewReply>& call) -> Result<ReplyView> {
                               TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
                               TRY_ASSIGN(const auto entry, call.request.id<EntryId>("entry"));
                               return post_reply(tx, call.actor, person, entry, call.body);
                             });
  router.add<None, ReplyEdit>(
      with_errors(person_route(Method::put, "/entries/{entry}/replies/{reply}", "edit_reply",
                               "A new version of the author's own reply."),
                  {Code::conflict, Code::gone, Code::precondition_needed}),
      [](Tx& tx, const Call<None, ReplyEdit>& call) -> Result<ReplyView> {
        TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
        TRY_ASSIGN(const auto entry, call.request.id<EntryId>("entry"));
        TRY_ASSIGN(const auto reply, call.request.id<ReplyId>("reply"));
        TRY_ASSIGN(const auto version, call.request.if_match());
        return edit_reply(tx, call.actor, person, entry, reply, version, call.body);
      });
  router.add<None, HideReason>(person_route(Method::post, "/entries/{entry}/replies/{reply}/hide",
                                            "hide_reply", "Takes a reply back."),
                               [](Tx& tx, const Call<None, HideReason>& call) -> Result<ReplyView> {
                                 TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
                                 TRY_ASSIGN(const auto entry, call.request.id<EntryId>("entry"));
                                 TRY_ASSIGN(const auto reply, call.request.id<ReplyId>("reply"));
                                 return hide_reply(tx, call.actor, person, entry, reply, call.body);
                               });
}

void add_marks(http::Router& router) {
  router.add<None, ReadMarks>(
      person_route(Method::post, "/read", "mark_read", "Leaves the caller's read marks.", 204),
      [](Tx& tx, const Call<None, ReadMarks>& call) -> Status {
        TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
        return mark_read(tx, call.actor, person, call.body);
      });
  router.add<None, None>(person_route(Method::post, "/visit", "visit",
                                      "From here on counts what is new at the next visit.", 204),
                         [](Tx& tx, const Call<None, None>& call) -> Status {
                           TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
                           return visit(tx, call.actor, person);
                         });
  router.add<None, OnOff>(with_errors(person_route(Method::put, "/entries/{entry}/acknowledge",
                                                   "acknowledge_entry", "了解, on or off."),
                                      {Code::gone}),
                          [](Tx& tx, const Call<None, OnOff>& call) -> Result<EntryView> {
                            TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
                            TRY_ASSIGN(const auto entry, call.request.id<EntryId>("entry"));
                            return acknowledge(tx, call.actor, person, entry, call.body.on);
                          });
  router.add<None, None>(with_errors(person_route(Method::put, "/entries/{entry}/confirm", "confirm_entry",
                                                  "Confirms what asked for it."),
                                     {Code::gone}),
                         [](Tx& tx, const Call<None, None>& call) -> Result<EntryView> {
                           TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
                           TRY_ASSIGN(const auto entry, call.request.id<EntryId>("entry"));
                           return confirm(tx, call.actor, person, entry);
                         });
  router.add<None, OnOff>(
      with_errors(person_route(Method::put, "/entries/{entry}/pin", "pin_entry", "Pins or unpins."),
                  {Code::gone}),
      [](Tx& tx, const Call<None, OnOff>& call) -> Result<EntryView> {
        TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
        TRY_ASSIGN(const auto entry, call.request.id<EntryId>("entry"));
        return pin(tx, call.actor, person, entry, call.body.on);
      });
}

}  // namespace

void add_routes(http::Router& router) {
  add_reading(router);
  add_export(router);
  add_entry_writing(router);
  add_reply_writing(router);
  add_marks(router);
}

}  // namespace musubi::notebook
