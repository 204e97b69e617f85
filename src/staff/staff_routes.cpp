#include "staff/staff_routes.hpp"

#include "staff/staff_service.hpp"

namespace musubi::staff {
namespace {

using access::Strength;
using http::Call;
using http::Door;
using http::Method;

http::RouteSpec duty(Method method, const char* path, const char* name, const char* summary,
                     Strength strength = Strength::two_factor, int status = 200) {
  http::RouteSpec spec;
  spec.method = method;
  spec.path = std::string("/api/v1") + path;
  spec.name = name;
  spec.summary = summary;
  spec.door = Door::duty;
  spec.strength = strength;
  spec.status = status;
  return spec;
}

void add_staff_routes(http::Router& router) {
  router.add<None, None>(
      duty(Method::get, "/facilities/{facility}/staff", "list_staff",
           "Who works in a facility: all to its managers, those at work to other members."),
      [](Tx& tx, const Call<None, None>& call) -> Result<std::vector<StaffView>> {
        TRY_ASSIGN(const auto facility, call.request.id<FacilityId>("facility"));
        return staff_of(tx, call.actor, facility);
      });
  router.add<None, NewStaff>(
      with_errors(duty(Method::post, "/facilities/{facility}/staff", "add_staff",
                       "A new post with the link that lets somebody take it.", Strength::fresh, 201),
                  {Code::duplicate, Code::conflict}),
      [](Tx& tx, const Call<None, NewStaff>& call) -> Result<StaffAdded> {
        TRY_ASSIGN(const auto facility, call.request.id<FacilityId>("facility"));
        TRY_ASSIGN(auto added, add_staff(tx, call.actor, facility, call.body));
        added.invitation_url.insert(0, call.request.origin);
        return added;
      });
  router.add<None, StaffEdit>(with_errors(duty(Method::put, "/staff/{post}", "edit_staff",
                                               "Name, profession, duties and period of a post."),
                                          {Code::conflict, Code::precondition_needed, Code::step_up_needed}),
                              [](Tx& tx, const Call<None, StaffEdit>& call) -> Result<StaffView> {
                                TRY_ASSIGN(const auto post, call.request.id<PostId>("post"));
                                TRY_ASSIGN(const auto version, call.request.if_match());
                                return edit_staff(tx, call.actor, post, version, call.body);
                              });
  router.add<None, StateChange>(
      with_errors(duty(Method::post, "/staff/{post}/state", "change_staff_state",
                       "Suspend, let leave, or take back; access ends at once.", Strength::fresh),
                  {Code::conflict}),
      [](Tx& tx, const Call<None, StateChange>& call) -> Result<StaffView> {
        TRY_ASSIGN(const auto post, call.request.id<PostId>("post"));
        return change_state(tx, call.actor, post, call.body);
      });
  router.add<None, None>(duty(Method::get, "/staff/{post}/duties", "get_staff_duties",
                              "How many teams rest on a post alone: they are handed over before it stops."),
                         [](Tx& tx, const Call<None, None>& call) -> Result<StaffDuties> {
                           TRY_ASSIGN(const auto post, call.request.id<PostId>("post"));
                           return duties_of(tx, call.actor, post);
                         });
  router.add<None, None>(
      with_errors(duty(Method::delete_, "/staff/{post}/second-factor", "reset_staff_second_factor",
                       "Lost phone, lost codes: the second factor is set up anew at the next sign-in.",
                       Strength::fresh, 204),
                  {Code::conflict}),
      [](Tx& tx, const Call<None, None>& call) -> Status {
        TRY_ASSIGN(const auto post, call.request.id<PostId>("post"));
        return reset_factors(tx, call.actor, post);
      });
  router.add<None, None>(
      with_errors(duty(Method::post, "/staff/{post}/password-reset", "reset_staff_password",
                       "A forgotten password: a link to hand over in person, good once and for an hour.",
                       Strength::fresh),
                  {Code::conflict, Code::throttled}),
      [](Tx& tx, const Call<None, None>& call) -> Result<identity::PasswordResetLink> {
        TRY_ASSIGN(const auto post, call.request.id<PostId>("post"));
        TRY_ASSIGN(auto link, reset_password(tx, call.actor, post));
        link.reset_url.insert(0, call.request.origin);
        return link;
      });
  router.add<None, None>(
      with_errors(duty(Method::post, "/staff/{post}/invitation", "invite_staff_again",
                       "A new invitation link; the one before stops working.", Strength::fresh),
                  {Code::conflict}),
      [](Tx& tx, const Call<None, None>& call) -> Result<InvitationUrl> {
        TRY_ASSIGN(const auto post, call.request.id<PostId>("post"));
        TRY_ASSIGN(auto link, invite_again(tx, call.actor, post));
        link.invitation_url.insert(0, call.request.origin);
        return link;
      });
}

void add_table_routes(http::Router& router) {
  auto import = with_errors(duty(Method::post, "/facilities/{facility}/staff/import", "import_staff",
                                 "Staff from a CSV file: a dry run, then all or nothing.", Strength::fresh),
                            {Code::malformed, Code::invalid, Code::too_long, Code::too_large});
  import.intake = http::Intake::text;
  router.add<csv::ImportQuery, None>(
      import, [](Tx& tx, const Call<csv::ImportQuery, None>& call) -> Result<csv::ImportReport> {
        TRY_ASSIGN(const auto facility, call.request.id<FacilityId>("facility"));
        TRY_ASSIGN(auto report, import_staff(tx, call.actor, facility, call.request.body,
                                             call.query.dry_run.value_or(true)));
        for (auto& invitation : report.invitations) invitation.invitation_url.insert(0, call.request.origin);
        return report;
      });
  router.add<None, None>(duty(Method::get, "/facilities/{facility}/staff.csv", "export_staff",
                              "The staff of a facility as a CSV file.", Strength::fresh),
                         [](Tx& tx, const Call<None, None>& call) -> Result<http::FileReply> {
                           TRY_ASSIGN(const auto facility, call.request.id<FacilityId>("facility"));
                           TRY_ASSIGN(auto table, export_staff(tx, call.actor, facility));
                           return http::file_of("text/csv; charset=utf-8", "職員一覧.csv", std::move(table));
                         });
}

void add_operator_routes(http::Router& router) {
  router.add<PostsQuery, None>(
      duty(Method::get, "/region/posts", "list_operators", "The operators of the region, or its auditors."),
      [](Tx& tx, const Call<PostsQuery, None>& call) {
        return posts_of_kind(tx, call.actor, call.query.kind);
      });
  router.add<None, NewOperator>(
      with_errors(duty(Method::post, "/region/operators", "add_operator",
                       "A new operator or auditor, with the link that lets them in.", Strength::fresh, 201),
                  {Code::duplicate, Code::conflict}),
      [](Tx& tx, const Call<None, NewOperator>& call) -> Result<InvitationUrl> {
        TRY_ASSIGN(auto link, add_operator(tx, call.actor, call.body));
        link.invitation_url.insert(0, call.request.origin);
        return link;
      });
}

struct WhoForgot {
  RequiredLine<100> login;
};
BOOST_DESCRIBE_STRUCT(WhoForgot, (), (login))

void add_password_routes(http::Router& router) {
  router.add<None, WhoForgot>(
      with_errors(duty(Method::post, "/region/password-reset", "reset_password_of",
                       "The same for anybody of the region who says their login: guardians, managers.",
                       Strength::fresh),
                  {Code::not_found, Code::conflict, Code::throttled}),
      [](Tx& tx, const Call<None, WhoForgot>& call) -> Result<identity::PasswordResetLink> {
        TRY_ASSIGN(auto link, identity::issue_password_reset_for(tx, call.actor, call.body.login.value));
        link.reset_url.insert(0, call.request.origin);
        return link;
      });
}

}  // namespace

void add_routes(http::Router& router) {
  add_staff_routes(router);
  add_table_routes(router);
  add_operator_routes(router);
  add_password_routes(router);
}

}  // namespace musubi::staff
