#include "breakglass/breakglass_routes.hpp"

#include "breakglass/breakglass_service.hpp"

namespace musubi::breakglass {
namespace {

using access::Strength;
using http::Call;
using http::Door;
using http::Method;
using http::RouteSpec;

void add_finding(http::Router& router) {
  router.add<None, EmergencyQuery>(
      RouteSpec{
          .method = Method::post,
          .path = "/api/v1/break-glass/search",
          .name = "find_in_emergency",
          .summary = "The one person whom kana name and birth date fit, or nobody; throttled and audited.",
          .door = Door::duty,
          .strength = Strength::fresh,
          .errors = {Code::throttled}},
      [](Tx& tx, const Call<None, EmergencyQuery>& call) { return find_person(tx, call.actor, call.body); });
  router.add<None, NewBreakGlass>(
      RouteSpec{
          .method = Method::post,
          .path = "/api/v1/people/{person}/break-glass",
          .name = "open_break_glass",
          .summary = "Open an emergency look at the person just found, for 24 hours; idempotent by its id.",
          .strength = Strength::fresh,
          .status = 201,
          .errors = {Code::conflict, Code::duplicate}},
      [](Tx& tx, const Call<None, NewBreakGlass>& call) -> Result<BreakGlassView> {
        TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
        return open(tx, call.actor, person, call.body);
      });
  router.add<None, None>(RouteSpec{.method = Method::post,
                                   .path = "/api/v1/people/{person}/break-glass/{opening}/end",
                                   .name = "end_own_break_glass",
                                   .summary = "The holder needs it no more.",
                                   .errors = {Code::conflict}},
                         [](Tx& tx, const Call<None, None>& call) -> Result<BreakGlassView> {
                           TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
                           TRY_ASSIGN(const auto id, call.request.id<BreakGlassId>("opening"));
                           return end_own(tx, call.actor, person, id);
                         });
  router.add<None, None>(RouteSpec{.path = "/api/v1/break-glass/mine",
                                   .name = "list_own_break_glass",
                                   .summary = "The caller's own emergency looks, with what a review found.",
                                   .door = Door::own},
                         [](Tx& tx, const Call<None, None>& call) { return own(tx, call.actor); });
  router.add<None, None>(RouteSpec{.method = Method::post,
                                   .path = "/api/v1/break-glass/mine/{opening}/seen",
                                   .name = "confirm_own_break_glass",
                                   .summary = "The holder has read what the review found.",
                                   .door = Door::own},
                         [](Tx& tx, const Call<None, None>& call) -> Status {
                           TRY_ASSIGN(const auto id, call.request.id<BreakGlassId>("opening"));
                           return confirm_own(tx, call.actor, id);
                         });
}

void add_telling(http::Router& router) {
  router.add<None, None>(
      RouteSpec{
          .path = "/api/v1/break-glass/notices",
          .name = "list_break_glass_notices",
          .summary = "Emergency looks at the caller's people, and reviews of their own, to be confirmed.",
          .door = Door::own},
      [](Tx& tx, const Call<None, None>& call) { return notices(tx, call.actor); });
  router.add<None, None>(RouteSpec{.path = "/api/v1/people/{person}/break-glass",
                                   .name = "list_break_glass",
                                   .summary = "All emergency looks at one person, newest first."},
                         [](Tx& tx, const Call<None, None>& call) -> Result<std::vector<BreakGlassView>> {
                           TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
                           return of_person(tx, call.actor, person);
                         });
  router.add<None, None>(RouteSpec{.method = Method::post,
                                   .path = "/api/v1/people/{person}/break-glass/{opening}/seen",
                                   .name = "confirm_break_glass_seen",
                                   .summary = "The caller has taken note of it, in its present state."},
                         [](Tx& tx, const Call<None, None>& call) -> Status {
                           TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
                           TRY_ASSIGN(const auto id, call.request.id<BreakGlassId>("opening"));
                           return confirm_seen(tx, call.actor, person, id);
                         });
}

void add_queue(http::Router& router) {
  router.add<QueueFilter, None>(
      RouteSpec{.path = "/api/v1/break-glass",
                .name = "list_break_glass_queue",
                .summary = "Emergency looks to be reviewed, oldest first; or reviewed ones.",
                .door = Door::duty},
      [](Tx& tx, const Call<QueueFilter, None>& call) {
        return queue(tx, call.actor, call.query.state.value_or(QueueState::waiting));
      });
  router.add<None, None>(RouteSpec{.path = "/api/v1/break-glass/waiting",
                                   .name = "count_break_glass",
                                   .summary = "How many wait for a review, how many too long.",
                                   .door = Door::duty},
                         [](Tx& tx, const Call<None, None>& call) { return waiting(tx, call.actor); });
  router.add<None, None>(RouteSpec{.path = "/api/v1/break-glass/bars",
                                   .name = "list_break_glass_bars",
                                   .summary = "Posts that may open no emergency look.",
                                   .door = Door::duty},
                         [](Tx& tx, const Call<None, None>& call) { return bars(tx, call.actor); });
  router.add<None, BreakGlassReason>(RouteSpec{.method = Method::post,
                                               .path = "/api/v1/break-glass/bars/{bar}/lift",
                                               .name = "lift_break_glass_bar",
                                               .summary = "The post may open emergency looks again.",
                                               .door = Door::duty,
                                               .strength = Strength::fresh,
                                               .errors = {Code::conflict}},
                                     [](Tx& tx, const Call<None, BreakGlassReason>& call) -> Status {
                                       TRY_ASSIGN(const auto bar, call.request.id<BarId>("bar"));
                                       return lift_bar(tx, call.actor, bar, call.body);
                                     });
}

void add_review(http::Router& router) {
  const std::string one = "/api/v1/break-glass/{opening}";
  router.add<None, None>(
      RouteSpec{.path = one,
                .name = "get_break_glass",
                .summary = "One emergency look with its reason, the looks made under it, its reviews.",
                .door = Door::duty},
      [](Tx& tx, const Call<None, None>& call) -> Result<BreakGlassCase> {
        TRY_ASSIGN(const auto id, call.request.id<BreakGlassId>("opening"));
        return see_case(tx, call.actor, id);
      });
  router.add<None, BreakGlassReason>(
      RouteSpec{.method = Method::post,
                .path = one + "/end",
                .name = "end_break_glass_early",
                .summary = "Close an open emergency look at once.",
                .door = Door::duty,
                .strength = Strength::fresh,
                .errors = {Code::conflict}},
      [](Tx& tx, const Call<None, BreakGlassReason>& call) -> Result<BreakGlassCase> {
        TRY_ASSIGN(const auto id, call.request.id<BreakGlassId>("opening"));
        return end_early(tx, call.actor, id, call.body);
      });
  router.add<None, NewBreakGlassReview>(
      RouteSpec{
          .method = Method::post,
          .path = one + "/review",
          .name = "review_break_glass",
          .summary =
              "Say whether it was justified, and what was done; If-Match: the latest review, 0 if none.",
          .door = Door::duty,
          .strength = Strength::fresh,
          .status = 201,
          .errors = {Code::conflict, Code::precondition_needed}},
      [](Tx& tx, const Call<None, NewBreakGlassReview>& call) -> Result<BreakGlassCase> {
        TRY_ASSIGN(const auto id, call.request.id<BreakGlassId>("opening"));
        TRY_ASSIGN(const auto version, call.request.if_match());
        return review(tx, call.actor, id, version, call.body);
      });
}

}  // namespace

void add_routes(http::Router& router) {
  add_finding(router);
  add_telling(router);
  add_queue(router);
  add_review(router);
}

}  // namespace musubi::breakglass
