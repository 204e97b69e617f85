#include "person/person_routes.hpp"

#include "person/person_service.hpp"

namespace musubi::person {
namespace {

using access::Strength;
using http::Call;
using http::Door;
using http::Intake;
using http::Method;
using http::Mode;

struct PeopleQuery {
  std::optional<Line<100>> q;
};
BOOST_DESCRIBE_STRUCT(PeopleQuery, (), (q))
struct AccessLogQuery {
  std::optional<AuditId> before;
};
BOOST_DESCRIBE_STRUCT(AccessLogQuery, (), (before))

constexpr const char* kPeople = "/api/v1/people";
constexpr const char* kPerson = "/api/v1/people/{person}";

std::string below(const char* path, const char* rest) { return std::string(path) + rest; }

void add_register(http::Router& router) {
  router.add<None, DoubleQuestion>(
      {.method = Method::post, .path = below(kPeople, "/doubles"), .name = "find_doubles",
       .summary = "Whom the register may mean already", .door = Door::duty},
      [](Tx& tx, const Call<None, DoubleQuestion>& call) { return find_doubles(tx, call.actor, call.body); });
  router.add<None, NewPerson>(
      {.method = Method::post, .path = kPeople, .name = "register_person", .summary = "Register a supported person",
       .door = Door::duty, .status = 201, .errors = {Code::duplicate}},
      [](Tx& tx, const Call<None, NewPerson>& call) { return register_person(tx, call.actor, call.body); });
  router.add<PeopleQuery, None>(
      {.path = kPeople, .name = "list_people", .summary = "The caller's own people"},
      [](Tx& tx, const Call<PeopleQuery, None>& call) {
        return list_people(tx, call.actor, call.query.q.value_or(Line<100>{}).value);
      });
}

void add_profile(http::Router& router) {
  router.add<None, None>({.path = kPerson, .name = "read_person", .summary = "Profile of a person"},
                         [](Tx& tx, const Call<None, None>& call) -> Result<PersonView> {
                           TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
                           return read_person(tx, call.actor, person);
                         });
  const auto add_change = [&]<class Body>(const char* rest, const char* name, const char* summary, auto use_case) {
    router.add<None, Body>({.method = Method::put, .path = below(kPerson, rest), .name = name, .summary = summary,
                            .errors = {Code::conflict, Code::precondition_needed}},
                           [use_case](Tx& tx, const Call<None, Body>& call) -> Result<PersonView> {
                             TRY_ASSIGN(const auto person, call.request.template id<PersonId>("person"));
                             TRY_ASSIGN(const auto version, call.request.if_match());
                             return use_case(tx, call.actor, person, version, call.body);
                           });
  };
  add_change.operator()<PersonChange>("", "change_person", "Change the profile", change_person);
  add_change.operator()<AllergyList>("/allergies", "set_allergies", "Replace the allergies", set_allergies);
  add_change.operator()<SchoolList>("/schools", "set_schools", "Replace the school history", set_schools);
  router.add<None, None>({.path = below(kPerson, "/versions"), .name = "read_person_versions",
                          .summary = "What was changed, by whom and why"},
                         [](Tx& tx, const Call<None, None>& call) -> Result<std::vector<PersonVersionView>> {
                           TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
                           return read_versions(tx, call.actor, person);
                         });
  router.add<AccessLogQuery, None>(
      {.path = below(kPerson, "/access-log"), .name = "read_access_log", .summary = "Who looked, when and why"},
      [](Tx& tx, const Call<AccessLogQuery, None>& call) -> Result<AccessLogPage> {
        TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
        return read_access_log(tx, call.actor, person, call.query.before);
      });
}

void add_photo(http::Router& router, file::Files& files) {
  router.add_work<None, None>(
      {.method = Method::put, .path = below(kPerson, "/photo"), .name = "set_photo", .summary = "Replace the photo",
       .intake = Intake::upload, .errors = {Code::unsupported_type, Code::too_large}},
      [&files](db::Database& database, const Call<None, None>& call) -> Result<PersonView> {
        TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
        return set_photo(database, files, call.actor, person, call.request.upload);
      });
  router.add_work<None, None>(
      {.path = below(kPerson, "/photo"), .name = "get_photo", .summary = "The photo"},
      [&files](db::Database& database, const Call<None, None>& call) -> Result<http::FileReply> {
        TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
        return get_photo(database, files, call.actor, person);
      });
  router.add<None, None>({.method = Method::delete_, .path = below(kPerson, "/photo"), .name = "remove_photo",
                          .summary = "Remove the photo"},
                         [](Tx& tx, const Call<None, None>& call) -> Result<PersonView> {
                           TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
                           return remove_photo(tx, call.actor, person);
                         });
}

void add_family(http::Router& router) {
  router.add<None, NewGuardian>({.method = Method::post, .path = below(kPerson, "/guardians"), .name = "add_guardian",
                                 .summary = "Add a member of the family", .strength = Strength::fresh, .status = 201,
                                 .errors = {Code::duplicate}},
                                [](Tx& tx, const Call<None, NewGuardian>& call) -> Result<GuardianView> {
                                  TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
                                  return add_guardian(tx, call.actor, person, call.body);
                                });
  router.add<None, GuardianChange>(
      {.method = Method::put, .path = below(kPerson, "/guardians/{guardian}"), .name = "change_guardian",
       .summary = "Change, verify or limit a member of the family", .strength = Strength::fresh,
       .errors = {Code::conflict, Code::precondition_needed}},
      [](Tx& tx, const Call<None, GuardianChange>& call) -> Result<GuardianView> {
        TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
        TRY_ASSIGN(const auto guardian, call.request.id<GuardianId>("guardian"));
        TRY_ASSIGN(const auto version, call.request.if_match());
        return change_guardian(tx, call.actor, person, guardian, version, call.body);
      });
  router.add<None, None>({.method = Method::post, .path = below(kPerson, "/guardians/{guardian}/invitation"),
                          .name = "invite_guardian", .summary = "A link with which the guardian signs up",
                          .strength = Strength::fresh},
                         [](Tx& tx, const Call<None, None>& call) -> Result<GuardianInvitation> {
                           TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
                           TRY_ASSIGN(const auto guardian, call.request.id<GuardianId>("guardian"));
                           return invite_guardian(tx, call.actor, person, guardian);
                         });
  router.add<None, GuardianEnd>({.method = Method::post, .path = below(kPerson, "/guardians/{guardian}/end"),
                                 .name = "end_guardian", .summary = "The relation is over",
                                 .strength = Strength::fresh},
                                [](Tx& tx, const Call<None, GuardianEnd>& call) -> Status {
                                  TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
                                  TRY_ASSIGN(const auto guardian, call.request.id<GuardianId>("guardian"));
                                  return end_guardian(tx, call.actor, person, guardian, call.body);
                                });
}

}  // namespace

void add_routes(http::Router& router, file::Files& files) {
  add_register(router);
  add_profile(router);
  add_photo(router, files);
  add_family(router);
}

}  // namespace musubi::person
