#include "care/care_routes.hpp"

#include "care/care_service.hpp"

namespace musubi::care {
namespace {

using http::Call;
using http::Method;
using http::person_route;

Result<CarePart> part_in(const http::Request& request) {
  const auto at = request.path_values.find("part");
  const auto part = at == request.path_values.end() ? std::nullopt : json::enum_value<CarePart>(at->second);
  if (!part) return not_found();
  return *part;
}

void add_profile(http::Router& router) {
  router.add<None, None>(
      person_route(Method::get, "/care", "get_care",
                   "医療的ケア: procedures, devices, medicines, what to do, whom to call, passport, sheets."),
      [](Tx& tx, const Call<None, None>& call) -> Result<CareView> {
        TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
        return read_care(tx, call.actor, person);
      });
  router.add<None, CareEdit>(
      with_errors(person_route(Method::put, "/care/{part}", "edit_care",
                               "A new version of one part; If-Match \"0\" for the first."),
                  {Code::conflict, Code::precondition_needed}),
      [](Tx& tx, const Call<None, CareEdit>& call) -> Result<CarePartView> {
        TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
        TRY_ASSIGN(const auto version, call.request.if_match());
        TRY_ASSIGN(const auto part, part_in(call.request));
        return edit_care(tx, call.actor, person, part, version, call.body);
      });
  router.add<None, None>(person_route(Method::get, "/care/{part}/versions", "list_care_versions",
                                      "Every state of one part, newest first."),
                         [](Tx& tx, const Call<None, None>& call) -> Result<std::vector<CareVersionView>> {
                           TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
                           TRY_ASSIGN(const auto part, part_in(call.request));
                           return care_versions(tx, call.actor, person, part);
                         });
}

void add_instructions(http::Router& router) {
  router.add<None, NewInstruction>(
      with_errors(person_route(Method::post, "/care/instructions", "add_care_instruction",
                               "A doctor's instruction sheet; idempotent by its id.", 201),
                  {Code::duplicate, Code::too_large}),
      [](Tx& tx, const Call<None, NewInstruction>& call) -> Result<InstructionView> {
        TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
        return add_instruction(tx, call.actor, person, call.body);
      });
  router.add<None, None>(person_route(Method::get, "/care/instructions/{instruction}", "get_care_instruction",
                                      "An instruction sheet with every state it had."),
                         [](Tx& tx, const Call<None, None>& call) -> Result<InstructionDetail> {
                           TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
                           TRY_ASSIGN(const auto id, call.request.id<InstructionId>("instruction"));
                           return read_instruction(tx, call.actor, person, id);
                         });
  router.add<None, InstructionEdit>(
      with_errors(person_route(Method::put, "/care/instructions/{instruction}", "edit_care_instruction",
                               "A new version of an instruction sheet."),
                  {Code::conflict, Code::gone, Code::precondition_needed}),
      [](Tx& tx, const Call<None, InstructionEdit>& call) -> Result<InstructionView> {
        TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
        TRY_ASSIGN(const auto id, call.request.id<InstructionId>("instruction"));
        TRY_ASSIGN(const auto version, call.request.if_match());
        return edit_instruction(tx, call.actor, person, id, version, call.body);
      });
  router.add<None, CareReason>(
      with_errors(person_route(Method::post, "/care/instructions/{instruction}/hide", "hide_care_instruction",
                               "Takes an instruction sheet back; who, when and why stay."),
                  {Code::conflict}),
      [](Tx& tx, const Call<None, CareReason>& call) -> Result<InstructionView> {
        TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
        TRY_ASSIGN(const auto id, call.request.id<InstructionId>("instruction"));
        return hide_instruction(tx, call.actor, person, id, call.body);
      });
}

void add_scan(http::Router& router, file::Files& files) {
  auto scan = with_errors(person_route(Method::get, "/care/instructions/{instruction}/scan",
                                       "get_care_instruction_scan", "The scan of an instruction sheet."),
                          {Code::gone, Code::range});
  scan.mode = http::Mode::work;
  router.add_work<None, None>(
      std::move(scan),
      [&files](db::Database& database, const Call<None, None>& call) -> Result<http::FileReply> {
        TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
        TRY_ASSIGN(const auto id, call.request.id<InstructionId>("instruction"));
        return open_scan(database, files, call.actor, person, id);
      });
}

void add_card(http::Router& router, const keys::Ring& keys) {
  auto print = with_errors(person_route(Method::get, "/care/card.pdf", "print_care_card",
                                        "The emergency card with its QR code on one page."),
                           {Code::conflict});
  print.mode = http::Mode::work;
  print.strength = access::Strength::fresh;
  router.add_work<CardQuery, None>(
      std::move(print),
      [keys](db::Database& database, const Call<CardQuery, None>& call) -> Result<http::FileReply> {
        TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
        const CardKey key{keys, call.request.origin};
        TRY_ASSIGN(const auto sheet,
                   database.write_now([&](Tx& tx) { return gather_card(tx, call.actor, person, key); }));
        return http::file_of("application/pdf", "緊急カード.pdf",
                             draw_card(sheet, call.query.layout.value_or(CardLayout::one)));
      });
  auto renew = with_errors(person_route(Method::post, "/care/card", "renew_care_card",
                                        "A new QR code; the one printed so far is void.", 201),
                           {Code::conflict});
  renew.strength = access::Strength::fresh;
  router.add<None, CareReason>(std::move(renew),
                               [keys](Tx& tx, const Call<None, CareReason>& call) -> Result<CardIssue> {
                                 TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
                                 return renew_card(tx, call.actor, person, {keys, {}}, call.body);
                               });
  router.add<None, CardToken>(
      http::RouteSpec{
          .method = Method::post,
          .path = "/api/v1/care-cards/open",
          .name = "open_care_card",
          .summary = "What a scanned card leads to; to a professional without a seat, an emergency search.",
          .door = http::Door::duty,
          .errors = {Code::throttled, Code::step_up_needed}},
      [](Tx& tx, const Call<None, CardToken>& call) { return open_card(tx, call.actor, call.body); });
}

}  // namespace

void add_routes(http::Router& router, const keys::Ring& keys, file::Files& files) {
  add_profile(router);
  add_instructions(router);
  add_scan(router, files);
  add_card(router, keys);
}

}  // namespace musubi::care
