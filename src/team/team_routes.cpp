#include "team/team_routes.hpp"

#include "team/suggestion_service.hpp"
#include "team/team_service.hpp"
#include "team/team_templates.hpp"

namespace musubi::team {
namespace {

using access::Strength;
using http::Call;
using http::Door;
using http::Method;

void add_team(http::Router& router) {
  router.add<None, None>({.method = Method::get,
                          .path = "/api/v1/people/{person}/team",
                          .name = "list_team",
                          .summary = "Seats of the support team, past ones too"},
                         [](Tx& tx, const Call<None, None>& call) -> Result<std::vector<SeatView>> {
                           TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
                           return list_team(tx, call.actor, person);
                         });
  router.add<None, NewSeat>({.method = Method::post,
                             .path = "/api/v1/people/{person}/team",
                             .name = "add_seat",
                             .summary = "Invite a facility or a member of staff",
                             .strength = Strength::fresh,
                             .status = 201,
                             .errors = {Code::duplicate}},
                            [](Tx& tx, const Call<None, NewSeat>& call) -> Result<SeatView> {
                              TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
                              return add_seat(tx, call.actor, person, call.body);
                            });
  router.add<None, TeamFromTemplate>(
      {.method = Method::post,
       .path = "/api/v1/people/{person}/team/from-template",
       .name = "add_team_from_template",
       .summary = "Invite the places chosen for a template, all or none",
       .strength = Strength::fresh,
       .status = 201,
       .errors = {Code::duplicate}},
      [](Tx& tx, const Call<None, TeamFromTemplate>& call) -> Result<std::vector<SeatView>> {
        TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
        return add_from_template(tx, call.actor, person, call.body);
      });
  router.add<None, SeatChange>({.method = Method::put,
                                .path = "/api/v1/people/{person}/team/{seat}",
                                .name = "change_seat",
                                .summary = "Change role, classes or period of a seat",
                                .strength = Strength::fresh,
                                .errors = {Code::conflict, Code::precondition_needed, Code::gone}},
                               [](Tx& tx, const Call<None, SeatChange>& call) -> Result<SeatView> {
                                 TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
                                 TRY_ASSIGN(const auto seat, call.request.id<SeatId>("seat"));
                                 TRY_ASSIGN(const auto version, call.request.if_match());
                                 return change_seat(tx, call.actor, person, seat, version, call.body);
                               });
  router.add<None, SeatEnd>({.method = Method::post,
                             .path = "/api/v1/people/{person}/team/{seat}/end",
                             .name = "end_seat",
                             .summary = "End a seat on a day, or at once",
                             .strength = Strength::fresh,
                             .errors = {Code::gone}},
                            [](Tx& tx, const Call<None, SeatEnd>& call) -> Result<SeatView> {
                              TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
                              TRY_ASSIGN(const auto seat, call.request.id<SeatId>("seat"));
                              return end_seat(tx, call.actor, person, seat, call.body);
                            });
}

void add_suggestions(http::Router& router) {
  router.add<None, None>({.method = Method::get,
                          .path = "/api/v1/people/{person}/seat-suggestions",
                          .name = "list_seat_suggestions",
                          .summary = "Whom guardians wish for the team, and what became of it"},
                         [](Tx& tx, const Call<None, None>& call) -> Result<std::vector<SuggestionView>> {
                           TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
                           return list_suggestions(tx, call.actor, person);
                         });
  router.add<PlaceQuery, None>(
      {.method = Method::get,
       .path = "/api/v1/people/{person}/team/places",
       .name = "list_places",
       .summary = "Facilities of the region by a part of their name, to suggest one"},
      [](Tx& tx, const Call<PlaceQuery, None>& call) -> Result<std::vector<PlaceView>> {
        TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
        return list_places(tx, call.actor, person, call.query);
      });
  router.add<None, NewSuggestion>(
      {.method = Method::post,
       .path = "/api/v1/people/{person}/seat-suggestions",
       .name = "suggest_seat",
       .summary = "A guardian suggests a place or human for the team",
       .status = 201,
       .errors = {Code::duplicate, Code::too_large}},
      [](Tx& tx, const Call<None, NewSuggestion>& call) -> Result<SuggestionView> {
        TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
        return suggest(tx, call.actor, person, call.body);
      });
  router.add<None, None>({.method = Method::post,
                          .path = "/api/v1/people/{person}/seat-suggestions/{suggestion}/withdraw",
                          .name = "withdraw_seat_suggestion",
                          .summary = "The guardian takes the own suggestion back",
                          .errors = {Code::gone}},
                         [](Tx& tx, const Call<None, None>& call) -> Result<SuggestionView> {
                           TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
                           TRY_ASSIGN(const auto suggestion, call.request.id<SuggestionId>("suggestion"));
                           return withdraw_suggestion(tx, call.actor, person, suggestion);
                         });
  router.add<None, SuggestionAnswer>(
      {.method = Method::post,
       .path = "/api/v1/people/{person}/seat-suggestions/{suggestion}/answer",
       .name = "answer_seat_suggestion",
       .summary = "Take a suggestion up, or decline it with a reason",
       .strength = Strength::fresh,
       .errors = {Code::gone}},
      [](Tx& tx, const Call<None, SuggestionAnswer>& call) -> Result<SuggestionView> {
        TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
        TRY_ASSIGN(const auto suggestion, call.request.id<SuggestionId>("suggestion"));
        return answer_suggestion(tx, call.actor, person, suggestion, call.body);
      });
}

void add_own(http::Router& router) {
  router.add<None, None>(
      {.method = Method::get,
       .path = "/api/v1/team-templates",
       .name = "list_team_templates",
       .summary = "Ready-made teams by need",
       .door = Door::own,
       .mode = http::Mode::read},
      [](Tx&, const Call<None, None>&) -> Result<std::vector<TeamTemplate>> { return templates(); });
  router.add<None, None>({.method = Method::get,
                          .path = "/api/v1/seat-invitations",
                          .name = "list_seat_invitations",
                          .summary = "Seats that wait for my answer",
                          .door = Door::own},
                         [](Tx& tx, const Call<None, None>& call) -> Result<std::vector<SeatInvitation>> {
                           return list_invitations(tx, call.actor);
                         });
  router.add<None, SeatAnswer>({.method = Method::post,
                                .path = "/api/v1/seat-invitations/{seat}",
                                .name = "answer_seat_invitation",
                                .summary = "Accept or decline a seat",
                                .door = Door::own,
                                .errors = {Code::gone}},
                               [](Tx& tx, const Call<None, SeatAnswer>& call) -> Result<SeatView> {
                                 TRY_ASSIGN(const auto seat, call.request.id<SeatId>("seat"));
                                 return answer_invitation(tx, call.actor, seat, call.body);
                               });
  router.add<None, SeatEnd>({.method = Method::post,
                             .path = "/api/v1/seats/{seat}/leave",
                             .name = "leave_seat",
                             .summary = "Leave a team on a day, or at once",
                             .door = Door::own,
                             .errors = {Code::gone}},
                            [](Tx& tx, const Call<None, SeatEnd>& call) -> Result<SeatView> {
                              TRY_ASSIGN(const auto seat, call.request.id<SeatId>("seat"));
                              return leave_seat(tx, call.actor, seat, call.body);
                            });
}

}  // namespace

void add_routes(http::Router& router) {
  add_team(router);
  add_suggestions(router);
  add_own(router);
}

}  // namespace musubi::team
