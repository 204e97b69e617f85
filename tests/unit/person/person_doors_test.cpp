// The doors of person, consent and team through a real server on both engines: from the register to a team
// that reads.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include "consent/consent_routes.hpp"
#include "consent/consent_service.hpp"
#include "file/file_routes.hpp"
#include "file/pictures.hpp"
#include "http/http_test.hpp"
#include "person/person_routes.hpp"
#include "support/world.hpp"
#include "team/team_routes.hpp"

namespace musubi::person {
namespace {

using access::Actor;
using testing::HasSubstr;
using testing::Not;

constexpr auto kPerson = "01890000-0000-7000-8000-000000000001";
constexpr auto kGuardian = "01890000-0000-7000-8000-000000000002";
constexpr auto kConsent = "01890000-0000-7000-8000-000000000003";
constexpr auto kSeat = "01890000-0000-7000-8000-000000000004";

class PersonDoors : public test::DatabaseTest {
 protected:
  PersonDoors()
      : files_(file::Vault(dir() / "files", crypto::random_key()),
               {.may_see_consent = consent::may_see_evidence}) {
    in_write([&](Tx& tx) {
      team_ = test::a_team(tx);
      actors_["nurse"] = team_.nurse;
      actors_["teacher"] = team_.teacher;
      actors_["coordinator"] = team_.coordinator;
      actors_["colleague"] = team_.colleague;
      actors_["stranger"] = team_.stranger;
      actors_["mother"] = team_.mother.actor;
      actors_["operator"] = test::an_operator(tx, team_.region);
      actors_["tired"] = team_.coordinator;
      actors_["tired"].strength = access::Strength::two_factor;
      actors_["weak"] = team_.coordinator;
      actors_["weak"].strength = access::Strength::password;
    });
    person::add_routes(router_, files_);
    consent::add_routes(router_);
    team::add_routes(router_);
    file::add_routes(router_, files_);
    http::Settings settings;
    settings.port = 0;
    settings.upload_dir = dir() / "incoming";
    std::filesystem::create_directory(settings.upload_dir);
    http::Hooks hooks;
    hooks.authenticate = [this](Tx&, http::Request& request) -> Status {
      if (const auto who = request.cookies.find("who"); who != request.cookies.end())
        request.actor = actors_.at(who->second);
      return {};
    };
    server_ = std::make_unique<http::Server>(settings, router_, db(), hooks);
    server_->start();
  }
  ~PersonDoors() override { server_->stop(std::chrono::seconds(2)); }

  test::Answered call(const std::string& who, const std::string& method, const std::string& path,
                      const std::string& body = "",
                      const std::string& extra = "Content-Type: application/json\r\n") {
    test::Caller caller(server_->port());
    auto head = fmt::format("{} /api/v1{} HTTP/1.1\r\nHost: localhost\r\n", method, path);
    if (!who.empty()) head += fmt::format("Cookie: who={}\r\n", who);
    if (method != "GET") head += fmt::format("{}Content-Length: {}\r\n", extra, body.size());
    caller.send(head + "\r\n" + body);
    return caller.answer();
  }
  std::string person() const { return "/people/" + to_string(team_.person); }
  std::string today() { return to_string(japan_date(clock().now())); }
  static std::string id_in(const test::Answered& answer) {
    const auto at = answer.body.find("\"id\":\"");
    return at == std::string::npos ? "" : answer.body.substr(at + 6, 36);
  }

  test::Team team_;
  std::map<std::string, Actor, std::less<>> actors_;
  file::Files files_;
  http::Router router_;
  std::unique_ptr<http::Server> server_;
};
MUSUBI_ON_BOTH_ENGINES(PersonDoors);

TEST_P(PersonDoors, LeadFromTheRegisterToATeamThatReads) {
  const std::string child = std::string("/people/") + kPerson;
  constexpr auto kWho =
      R"("family_name":"髙橋","given_name":"陽向","family_kana":"タカハシ","given_kana":"ヒナタ","birth_date":"2020-06-03")";
  EXPECT_EQ(call("nurse", "POST", "/people/doubles", fmt::format("{{{}}}", kWho)).body, "[]");
  const auto made = call(
      "nurse", "POST", "/people",
      fmt::format(
          R"({{"id":"{}",{},"sex":"female","postal_code":"","address":"","phone":"","language":"","not_a_double":false}})",
          kPerson, kWho));
  ASSERT_EQ(made.status, 201) << made.body;
  EXPECT_THAT(made.body, HasSubstr(R"("consent_missing":true)"));

  const auto guardian = call(
      "nurse", "POST", child + "/guardians",
      fmt::format(
          R"({{"id":"{}","name":"髙橋 母","kana":"タカハシ ハハ","relation":"mother","phone":"","lives_together":true,"has_custody":true,"verified_how":"母子手帳"}})",
          kGuardian));
  ASSERT_EQ(guardian.status, 201) << guardian.body;
  const auto link = call("nurse", "POST", child + "/guardians/" + kGuardian + "/invitation");
  ASSERT_EQ(link.status, 200) << link.body;
  EXPECT_THAT(link.body, HasSubstr("\"invitation_url\":\"http://localhost/invite#"));

  const auto signature = call("nurse", "POST", child + "/files", file::made::picture(40, 20, ".png"),
                              "Content-Type: image/png\r\n");
  ASSERT_EQ(signature.status, 201) << signature.body;
  EXPECT_THAT(call("nurse", "GET", "/consent-wording").body, HasSubstr("\"version\":2"));
  const auto consent = call(
      "nurse", "POST", child + "/consents",
      fmt::format(
          R"({{"id":"{}","basis":"consent","article":"","giver_name":"髙橋 母","giver_relation":"母","guardian_id":"{}","method":"on_screen","classes":["basic","health","development"],"purposes":["support"],"whole_team":true,"facility_ids":[],"starts_on":"{}","ends_on":null,"signature_file_id":"{}","scan_file_id":null,"wording_version":1}})",
          kConsent, kGuardian, today(), id_in(signature)));
  ASSERT_EQ(consent.status, 201) << consent.body;
  EXPECT_EQ(call("nurse", "GET", child + "/files/" + id_in(signature)).status, 200);
  EXPECT_EQ(call("colleague", "GET", child + "/files/" + id_in(signature)).status, 404);

  const auto seat = call(
      "nurse", "POST", child + "/team",
      fmt::format(
          R"({{"id":"{}","facility_id":"{}","post_id":"{}","profession":null,"role":"member","duty":"担任","classes":null,"starts_on":"{}","ends_on":null,"looks_back_to":null}})",
          kSeat, to_string(team_.school), to_string(team_.teacher.post_id), today()));
  ASSERT_EQ(seat.status, 201) << seat.body;
  EXPECT_EQ(call("teacher", "GET", child).status, 404) << "invited is not yet in";
  EXPECT_THAT(call("teacher", "GET", "/seat-invitations").body, HasSubstr("髙橋 陽向"));
  const auto accepted =
      call("teacher", "POST", std::string("/seat-invitations/") + kSeat, R"({"accept":true,"reason":""})");
  ASSERT_EQ(accepted.status, 200) << accepted.body;
  EXPECT_THAT(call("teacher", "GET", child).body, HasSubstr("髙橋"));
  EXPECT_THAT(call("teacher", "POST", "/people/search", R"({"q":"高橋"})").body, HasSubstr("髙橋 陽向"))
      << "高橋 finds 髙橋";
  EXPECT_THAT(call("teacher", "GET", "/people?q=%E9%AB%98%E6%A9%8B").body, Not(HasSubstr("髙橋")))
      << "no name is taken from an address";

  const auto withdrawn = call("nurse", "POST", child + "/consents/" + kConsent + "/withdraw",
                              R"({"reason":"希望","withdrawn_by":"髙橋 母","facility_ids":[]})");
  ASSERT_EQ(withdrawn.status, 200) << withdrawn.body;
  EXPECT_EQ(call("teacher", "GET", child).status, 403);
}

TEST_P(PersonDoors, KeepAPhotoSmallAndClean) {
  const auto photo = person() + "/photo";
  EXPECT_EQ(call("nurse", "GET", photo).status, 404);
  const auto put =
      call("nurse", "PUT", photo, file::made::phone_photo(900, 600, ".jpg"), "Content-Type: image/jpeg\r\n");
  ASSERT_EQ(put.status, 200) << put.body;
  EXPECT_THAT(put.body, HasSubstr("\"photo\":true"));
  const auto got = call("mother", "GET", photo + "?v=2");
  ASSERT_EQ(got.status, 200);
  EXPECT_THAT(got.body, Not(HasSubstr("SecretCamera")));
  EXPECT_LE(file::made::fields_of(got.body).height, 480);
  EXPECT_EQ(file::made::fields_of(call("nurse", "GET", photo + "?full=true").body).height, 900)
      << "turned upright";
  EXPECT_EQ(call("colleague", "GET", photo).status, 404);
  EXPECT_EQ(call("mother", "PUT", photo, "x", "Content-Type: image/jpeg\r\n").status, 403);
  EXPECT_EQ(call("nurse", "PUT", photo, "<svg onload='x()'/>", "Content-Type: image/png\r\n").status, 415);
  EXPECT_EQ(call("nurse", "DELETE", photo).status, 200);
  EXPECT_EQ(call("nurse", "GET", photo).status, 404);
}

TEST_P(PersonDoors, AreClosedToWhoIsNobodyWeakStrangerOrWithoutASeat) {
  for (const auto* below : {"", "/versions", "/access-log", "/photo", "/consents", "/team"}) {
    const auto path = person() + below;
    EXPECT_EQ(call("", "GET", path).status, 401) << path;
    EXPECT_EQ(call("weak", "GET", path).status, 401) << path;
    for (const auto* who : {"colleague", "stranger", "operator"})
      EXPECT_EQ(call(who, "GET", path).status, 404) << who << path;
  }
  EXPECT_EQ(call("colleague", "GET", "/people").body, "[]");
  EXPECT_EQ(call("operator", "GET", "/people").body, "[]");
  EXPECT_EQ(call("mother", "GET", "/seat-invitations").body, "[]");
}

TEST_P(PersonDoors, AskForAFreshSecondFactorWhereRightsChange) {
  const auto refused = [&](const std::string& path) { return call("tired", "POST", path, "{}").body; };
  for (const auto* below : {"/consents", "/team", "/guardians", "/team/from-template"})
    EXPECT_THAT(refused(person() + below), HasSubstr("step_up_needed")) << below;
}

TEST_P(PersonDoors, NameTheFieldThatIsWrong) {
  const auto child = [](const char* field, const char* value) {
    std::string body = fmt::format(
        R"({{"id":"{}","family_name":"髙橋","given_name":"陽向","family_kana":"タカハシ","given_kana":"ヒナタ","birth_date":"2020-06-03","sex":"female","postal_code":"","address":"","phone":"","language":"","not_a_double":false}})",
        kPerson);
    const auto at = body.find(fmt::format("\"{}\":\"", field)) + std::string_view(field).size() + 4;
    return body.replace(at, body.find('"', at) - at, value);
  };
  const auto refused = [&](const char* field, const char* value) {
    const auto answer = call("nurse", "POST", "/people", child(field, value));
    EXPECT_EQ(answer.status, 422) << field;
    return answer.body;
  };
  EXPECT_THAT(refused("birth_date", "2023-02-30"), HasSubstr("\"field\":\"birth_date\""));
  EXPECT_THAT(refused("family_name", "山\u202e田"), HasSubstr("\"field\":\"family_name\""));
  EXPECT_THAT(refused("given_name", "陽\u200b向"), HasSubstr("\"field\":\"given_name\""));
  EXPECT_THAT(refused("sex", "cat"), HasSubstr("\"field\":\"sex\""));
}

TEST_P(PersonDoors, AskWhichVersionIsChanged) {
  const auto body = R"({"items":[{"substance":"卵","severity":"severe","reaction":""}]})";
  const auto path = person() + "/allergies";
  EXPECT_EQ(call("nurse", "PUT", path, body).status, 428);
  EXPECT_EQ(call("nurse", "PUT", path, body, "Content-Type: application/json\r\nIf-Match: \"1\"\r\n").status,
            200);
  const auto lost = call("nurse", "PUT", path, body, "Content-Type: application/json\r\nIf-Match: \"1\"\r\n");
  EXPECT_EQ(lost.status, 409);
  EXPECT_THAT(lost.body, HasSubstr("\"current\":"));
}

TEST_P(PersonDoors, AreDescribed) {
  const auto text = http::openapi(router_);
  for (const auto* name : {"PersonView", "SeatView", "ConsentView", "TeamTemplate", "AccessLogPage",
                           "/api/v1/people/{person}/guardians/{guardian}/end"})
    EXPECT_THAT(text, HasSubstr(name));
}

}  // namespace
}  // namespace musubi::person
