#include "person/person_routes.hpp"

#include "person/guardian_service.hpp"
#include "person/person_service.hpp"

namespace musubi::person {
namespace {

using access::Strength;
using http::Call;
using http::Door;
using http::Intake;
using http::Method;
using http::Mode;

/// In a body, since addresses are kept in histories and logs.
struct PeopleSearch {
  Line<200> q;
};
BOOST_DESCRIBE_STRUCT(PeopleSearch, (), (q))
/// `full`: the picture itself instead of a small one. `v` is the version in the address, for caches.
struct PhotoQuery {
  std::optional<bool> full;
  std::optional<std::int64_t> v;
};
BOOST_DESCRIBE_STRUCT(PhotoQuery, (), (full, v))

void add_register(http::Router& router) {
  router.add<None, DoubleQuery>(
      {.method = Method::post,
       .path = "/api/v1/people/doubles",
       .name = "find_doubles",
       .summary = "Is this person registered already? Throttled, and in the history of whom it tells of",
       .door = Door::duty,
       .errors = {Code::throttled}},
      [](Tx& tx, const Call<None, DoubleQuery>& call) -> Result<std::vector<DoubleView>> {
        return find_doubles(tx, call.actor, call.body);
      });
  router.add<None, NewPerson>({.method = Method::post,
                               .path = "/api/v1/people",
                               .name = "register_person",
                               .summary = "Register a person; the registrant becomes coordinator",
                               .door = Door::duty,
                               .status = 201,
                               .errors = {Code::duplicate, Code::throttled}},
                              [](Tx& tx, const Call<None, NewPerson>& call) -> Result<PersonView> {
                                return register_person(tx, call.actor, call.body);
                              });
  router.add<None, None>({.method = Method::get,
                          .path = "/api/v1/people",
                          .name = "list_people",
                          .summary = "The people of my seats, or my children"},
                         [](Tx& tx, const Call<None, None>& call) -> Result<std::vector<PersonLine>> {
                           return list_people(tx, call.actor, "");
                         });
  router.add<None, PeopleSearch>(
      {.method = Method::post,
       .path = "/api/v1/people/search",
       .name = "search_people",
       .summary = "Those of them whose name holds the words; they stand in the body, never in an address"},
      [](Tx& tx, const Call<None, PeopleSearch>& call) -> Result<std::vector<PersonLine>> {
        return list_people(tx, call.actor, call.body.q.value);
      });
}

void add_profile(http::Router& router) {
  router.add<None, None>({.method = Method::get,
                          .path = "/api/v1/people/{person}",
                          .name = "see_person",
                          .summary = "Profile, guardians, and what the reader may do"},
                         [](Tx& tx, const Call<None, None>& call) -> Result<PersonView> {
                           TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
                           return see_person(tx, call.actor, person);
                         });
  const auto put = [](std::string path, std::string name, std::string summary) {
    return http::RouteSpec{.method = Method::put,
                           .path = std::move(path),
                           .name = std::move(name),
                           .summary = std::move(summary),
                           .errors = {Code::conflict, Code::precondition_needed}};
  };
  router.add<None, PersonChange>(put("/api/v1/people/{person}", "change_person", "Change the profile"),
                                 [](Tx& tx, const Call<None, PersonChange>& call) -> Result<PersonView> {
                                   TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
                                   TRY_ASSIGN(const auto version, call.request.if_match());
                                   return change_person(tx, call.actor, person, version, call.body);
                                 });
  router.add<None, AllergyList>(
      put("/api/v1/people/{person}/allergies", "change_allergies", "Replace the allergies"),
      [](Tx& tx, const Call<None, AllergyList>& call) -> Result<PersonView> {
        TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
        TRY_ASSIGN(const auto version, call.request.if_match());
        return change_allergies(tx, call.actor, person, version, call.body);
      });
  router.add<None, SchoolList>(
      put("/api/v1/people/{person}/schools", "change_schools", "Replace the school history"),
      [](Tx& tx, const Call<None, SchoolList>& call) -> Result<PersonView> {
        TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
        TRY_ASSIGN(const auto version, call.request.if_match());
        return change_schools(tx, call.actor, person, version, call.body);
      });
}

void add_history(http::Router& router) {
  router.add<None, None>({.method = Method::get,
                          .path = "/api/v1/people/{person}/versions",
                          .name = "list_person_versions",
                          .summary = "Who changed what, newest first"},
                         [](Tx& tx, const Call<None, None>& call) -> Result<std::vector<PersonVersionView>> {
                           TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
                           return list_versions(tx, call.actor, person);
                         });
  router.add<AccessLogQuery, None>(
      {.method = Method::get,
       .path = "/api/v1/people/{person}/access-log",
       .name = "read_access_log",
       .summary = "Who looked, newest first"},
      [](Tx& tx, const Call<AccessLogQuery, None>& call) -> Result<AccessLogPage> {
        TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
        return read_access_log(tx, call.actor, person, call.query);
      });
}

void add_photo(http::Router& router, file::Files& files) {
  router.add_work<None, None>(
      {.method = Method::put,
       .path = "/api/v1/people/{person}/photo",
       .name = "put_photo",
       .summary = "Replace the photo",
       .mode = Mode::work,
       .intake = Intake::upload,
       .errors = {Code::too_large, Code::unsupported_type, Code::storage_full}},
      [&files](db::Database& database, const Call<None, None>& call) -> Result<PersonView> {
        TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
        return put_photo(database, files, call.actor, person, call.request.upload);
      });
  router.add_work<PhotoQuery, None>(
      {.method = Method::get,
       .path = "/api/v1/people/{person}/photo",
       .name = "get_photo",
       .summary = "The photo, small unless `full` is asked for",
       .mode = Mode::work,
       .errors = {Code::gone, Code::range}},
      [&files](db::Database& database, const Call<PhotoQuery, None>& call) -> Result<http::FileReply> {
        TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
        const auto variant =
            call.query.full.value_or(false) ? file::Variant::whole : file::Variant::thumbnail;
        return get_photo(database, files, call.actor, person, variant);
      });
  router.add<None, None>({.method = Method::delete_,
                          .path = "/api/v1/people/{person}/photo",
                          .name = "remove_photo",
                          .summary = "Remove the photo"},
                         [](Tx& tx, const Call<None, None>& call) -> Result<PersonView> {
                           TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
                           return remove_photo(tx, call.actor, person);
                         });
}

void add_guardians(http::Router& router) {
  const std::string all = "/api/v1/people/{person}/guardians";
  const std::string one = all + "/{guardian}";
  router.add<None, NewGuardian>({.method = Method::post,
                                 .path = all,
                                 .name = "add_guardian",
                                 .summary = "Add a guardian",
                                 .strength = Strength::fresh,
                                 .status = 201,
                                 .errors = {Code::duplicate}},
                                [](Tx& tx, const Call<None, NewGuardian>& call) -> Result<GuardianView> {
                                  TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
                                  return add_guardian(tx, call.actor, person, call.body);
                                });
  router.add<None, GuardianChange>(
      {.method = Method::put,
       .path = one,
       .name = "change_guardian",
       .summary = "Change or restrict a guardian",
       .strength = Strength::fresh,
       .errors = {Code::conflict, Code::precondition_needed}},
      [](Tx& tx, const Call<None, GuardianChange>& call) -> Result<GuardianView> {
        TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
        TRY_ASSIGN(const auto guardian, call.request.id<GuardianId>("guardian"));
        TRY_ASSIGN(const auto version, call.request.if_match());
        return change_guardian(tx, call.actor, person, guardian, version, call.body);
      });
  router.add<None, None>({.method = Method::post,
                          .path = one + "/invitation",
                          .name = "invite_guardian",
                          .summary = "A link with which the guardian takes an account",
                          .strength = Strength::fresh,
                          .errors = {Code::conflict}},
                         [](Tx& tx, const Call<None, None>& call) -> Result<GuardianInvitation> {
                           TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
                           TRY_ASSIGN(const auto guardian, call.request.id<GuardianId>("guardian"));
                           return invite_guardian(tx, call.actor, person, guardian, call.request.origin);
                         });
  router.add<None, GuardianEnd>({.method = Method::post,
                                 .path = one + "/end",
                                 .name = "end_guardian",
                                 .summary = "The relation is over",
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
  add_history(router);
  add_photo(router, files);
  add_guardians(router);
}

}  // namespace musubi::person
