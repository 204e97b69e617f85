// The doors of region, facility, staff and codes through a real server on both engines.
#include <fmt/format.h>

#include "codes/codes_routes.hpp"
#include "facility/facility_routes.hpp"
#include "file/pictures.hpp"
#include "http/http_test.hpp"
#include "region/region_routes.hpp"
#include "staff/staff_routes.hpp"
#include "support/world.hpp"

namespace musubi::facility {
namespace {

using access::Actor;

class ManageDoors : public test::DatabaseTest {
 protected:
  ManageDoors() : files_(file::Vault(dir() / "files", crypto::random_key()), {}) {
    in_write([&](Tx& tx) {
      team_ = test::a_team(tx);
      actors_["nurse"] = team_.nurse;
      actors_["mother"] = team_.mother.actor;
      actors_["stranger"] = team_.stranger;
      actors_["operator"] = test::an_operator(tx, team_.region);
      actors_["neighbour"] = test::an_operator(tx, team_.other_region);
      actors_["manager"] =
          test::a_professional(tx, team_.region, team_.clinic, {.name = "院長", .is_manager = true});
      actors_["tired"] = actors_["manager"];
      actors_["tired"].strength = access::Strength::two_factor;
      actors_["weak"] = actors_["manager"];
      actors_["weak"].strength = access::Strength::password;
    });
    region::add_routes(router_, files_);
    facility::add_routes(router_, files_);
    staff::add_routes(router_);
    codes::add_routes(router_);
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
  ~ManageDoors() override { server_->stop(std::chrono::seconds(2)); }

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
  std::string clinic() const { return "/facilities/" + to_string(team_.clinic); }
  static std::string new_id() { return "01890000-0000-7000-8000-000000000001"; }
  static std::string with_id(std::string_view fields) {
    return fmt::format(R"({{"id":"{}",{}}})", new_id(), fields);
  }

  test::Team team_;
  std::map<std::string, Actor, std::less<>> actors_;
  file::Files files_;
  http::Router router_;
  std::unique_ptr<http::Server> server_;
};
MUSUBI_ON_BOTH_ENGINES(ManageDoors);

constexpr auto kStaff =
    R"("name":"佐々木 蓮","kana":"","profession":"nurse","title":"","licence_number":"","is_manager":false,)"
    R"("login":"ren","starts_on":"2026-04-01","ends_on":null)";
constexpr auto kApplication =
    R"("facility_name":"ひまわり園","facility_type":"nursery","postal_code":"","address":"","phone":"",)"
    R"("official_number":"","applicant_name":"園長","applicant_kana":"","applicant_profession":"nursery_teacher",)"
    R"("applicant_login":"encho","note":"","pledge_version":1)";

TEST_P(ManageDoors, LeadFromThePortalToAnInvitation) {
  EXPECT_EQ(call("", "GET", "/portal").status, 200);
  EXPECT_NE(call("", "GET", "/portal/matsumoto").body.find(R"("code":"nursery")"), std::string::npos);
  EXPECT_EQ(call("", "GET", "/portal/nowhere").status, 404);
  const auto sent = call("", "POST", "/portal/matsumoto/applications", with_id(kApplication));
  ASSERT_EQ(sent.status, 201) << sent.body;
  const auto code = sent.body.substr(sent.body.find("tracking_code\":\"") + 16, 19);
  EXPECT_EQ(call("", "POST", "/portal/matsumoto/applications/status", R"({"tracking_code":")" + code + "\"}")
                .status,
            200);
  const auto decision = "/applications/" + new_id() + "/decision";
  EXPECT_EQ(call("manager", "POST", decision, R"({"decision":"approve","reason":""})").status, 403);
  const auto decided = call("operator", "POST", decision, R"({"decision":"approve","reason":""})");
  ASSERT_EQ(decided.status, 200) << decided.body;
  EXPECT_NE(decided.body.find("\"invitation_url\":\"http://localhost/invite#"), std::string::npos)
      << decided.body;
  EXPECT_EQ(call("operator", "POST", decision, R"({"decision":"refuse","reason":"x"})").status, 409);
}

TEST_P(ManageDoors, AreClosedToWhoIsNobodyWeakOrTired) {
  for (const auto* path : {"/region", "/region/documents", "/applications", "/facilities", "/notices",
                           "/codes", "/region/posts?kind=operator"}) {
    EXPECT_EQ(call("", "GET", path).status, 401) << path;
    EXPECT_EQ(call("weak", "GET", path).status, 401) << path;
  }
  const auto body = with_id(kStaff);
  EXPECT_EQ(call("tired", "POST", clinic() + "/staff", body).status, 403);
  EXPECT_NE(call("tired", "POST", clinic() + "/staff", body).body.find("step_up_needed"), std::string::npos);
  EXPECT_EQ(call("tired", "POST", clinic() + "/staff/import?dry_run=true", "x").status, 403);
}

TEST_P(ManageDoors, AnswerEveryRoleWithNoMoreThanItsOwn) {
  struct Door {
    const char* who;
    std::string path;
    int status;
  };
  for (const auto& door : std::vector<Door>{{"operator", "/region", 200},
                                            {"manager", "/region", 403},
                                            {"mother", "/region", 403},
                                            {"operator", "/applications", 200},
                                            {"nurse", "/applications", 403},
                                            {"nurse", "/facilities", 200},
                                            {"mother", "/facilities", 403},
                                            {"mother", "/notices", 200},
                                            {"mother", "/codes", 200},
                                            {"nurse", clinic(), 200},
                                            {"stranger", clinic(), 404},
                                            {"neighbour", clinic(), 404},
                                            {"nurse", clinic() + "/staff", 200},
                                            {"stranger", clinic() + "/staff", 404},
                                            {"neighbour", clinic() + "/staff", 404},
                                            {"manager", clinic() + "/staff.csv", 200},
                                            {"nurse", clinic() + "/staff.csv", 403},
                                            {"stranger", clinic() + "/staff.csv", 404},
                                            {"operator", "/region/posts?kind=operator", 200},
                                            {"operator", "/region/posts?kind=everything", 422},
                                            {"manager", "/region/posts?kind=operator", 403}})
    EXPECT_EQ(call(door.who, "GET", door.path).status, door.status) << door.who << " " << door.path;
}

TEST_P(ManageDoors, TakeBodiesStrictly) {
  const auto staff = std::string(kStaff);
  EXPECT_EQ(call("manager", "POST", clinic() + "/staff", with_id(staff + R"(,"state":"active")")).status,
            422);
  EXPECT_EQ(call("manager", "POST", clinic() + "/staff", with_id(staff + R"(,"account_id":null)")).status,
            422);
  const auto added = call("manager", "POST", clinic() + "/staff", with_id(staff));
  EXPECT_EQ(added.status, 201) << added.body;
  EXPECT_NE(added.body.find("http://localhost/invite#"), std::string::npos);
  const auto settings =
      R"({"name":"松本市","greeting":"","how_to_join":"","contact":"","names_in_access_log":true})";
  EXPECT_EQ(call("operator", "PUT", "/region", settings).status, 428);
  EXPECT_EQ(
      call("operator", "PUT", "/region", settings, "Content-Type: application/json\r\nIf-Match: \"9\"\r\n")
          .status,
      409);
  EXPECT_EQ(
      call("operator", "PUT", "/region", settings, "Content-Type: application/json\r\nIf-Match: \"1\"\r\n")
          .status,
      200);
}

TEST_P(ManageDoors, TakeTablesAsTheirBytes) {
  const std::string table =
      "\x8E\x81\x96\xBC,\x90\x45\x8E\xED\r\n\xFB\xFC\x8B\xB4,\x8A\xC5\x8C\xEC\x8E\x74\r\n";
  const auto trial =
      call("manager", "POST", clinic() + "/staff/import?dry_run=true", table, "Content-Type: text/csv\r\n");
  EXPECT_EQ(trial.status, 200) << trial.body;
  EXPECT_NE(trial.body.find(R"("encoding":"cp932","rows":1,"errors":[],"created":0)"), std::string::npos)
      << trial.body;
  const auto done =
      call("manager", "POST", clinic() + "/staff/import?dry_run=false", table, "Content-Type: text/csv\r\n");
  EXPECT_NE(done.body.find(R"("created":1)"), std::string::npos) << done.body;
  EXPECT_NE(done.body.find("\"invitation_url\":\"http://localhost/invite#"), std::string::npos) << done.body;
  const auto out = call("manager", "GET", clinic() + "/staff.csv");
  EXPECT_EQ(out.header("content-type"), "text/csv; charset=utf-8");
  EXPECT_NE(out.body.find("髙橋"), std::string::npos);
  EXPECT_EQ(call("operator", "POST", "/facilities/import?dry_run=false", "名称,種別\nあおぞら薬局,薬局\n",
                 "Content-Type: text/csv\r\n")
                .status,
            200);
}

TEST_P(ManageDoors, TakeAnApplicationWithItsDocumentsAndShowThemToTheOperator) {
  const std::string type = "Content-Type: multipart/form-data; boundary=frontier\r\n";
  const auto form = [](const std::string& json, const std::string& bytes) {
    return "--frontier\r\nContent-Disposition: form-data; name=\"application\"; filename=\"blob\"\r\n"
           "Content-Type: application/json\r\n\r\n" +
           json +
           "\r\n--frontier\r\n"
           "Content-Disposition: form-data; name=\"documents\"; filename=\"通知書.pdf\"\r\n"
           "Content-Type: image/png\r\n\r\n" +
           bytes + "\r\n--frontier--\r\n";
  };
  const std::string portal = "/portal/matsumoto/applications";
  const auto lie = call("", "POST", portal, form(with_id(kApplication), "<svg/>"), type);
  EXPECT_EQ(lie.status, 415);
  EXPECT_NE(lie.body.find(R"("field":"documents[0]")"), std::string::npos) << lie.body;
  const auto sent = call("", "POST", portal, form(with_id(kApplication), file::made::pdf()), type);
  ASSERT_EQ(sent.status, 201) << sent.body;

  const auto documents = "/applications/" + new_id() + "/documents";
  const auto list = call("operator", "GET", documents);
  ASSERT_EQ(list.status, 200) << list.body;
  EXPECT_NE(list.body.find(R"("filename":"通知書.pdf","content_type":"application/pdf")"), std::string::npos)
      << list.body;
  const auto one = documents + "/" + list.body.substr(list.body.find("\"id\":\"") + 6, 36);
  const auto got = call("operator", "GET", one);
  EXPECT_TRUE(got.body.starts_with("%PDF-"));
  EXPECT_EQ(got.header("x-content-type-options"), "nosniff");
  EXPECT_TRUE(got.header("content-disposition").starts_with("inline; filename="));
  EXPECT_EQ(call("operator", "GET", one + "/thumbnail").status, 200);
  for (const auto& path : {documents, one, one + "/thumbnail"}) {
    EXPECT_EQ(call("", "GET", path).status, 401) << path;
    EXPECT_EQ(call("neighbour", "GET", path).status, 404) << path;
    for (const auto* who : {"manager", "nurse", "mother"})
      EXPECT_EQ(call(who, "GET", path).status, 403) << path;
  }
  EXPECT_TRUE(std::filesystem::is_empty(dir() / "incoming"));
}

TEST_P(ManageDoors, TakeDocumentsInAndHandThemOut) {
  const auto path = "/region/documents?title=%E8%A6%8F%E7%B4%84&is_public=true";
  EXPECT_EQ(call("manager", "POST", path, file::made::pdf(), "Content-Type: application/pdf\r\n").status,
            403);
  const auto added = call("operator", "POST", path, file::made::pdf(), "Content-Type: application/pdf\r\n");
  ASSERT_EQ(added.status, 201) << added.body;
  const auto id = added.body.substr(added.body.find("\"id\":\"") + 6, 36);
  const auto got = call("", "GET", "/portal/matsumoto/documents/" + id);
  EXPECT_EQ(got.status, 200);
  EXPECT_TRUE(got.body.starts_with("%PDF-"));
  const auto remove = "/region/documents/" + id + "/remove";
  const auto why = R"({"reason":"新しい版に差し替えたため"})";
  EXPECT_EQ(call("neighbour", "POST", remove, why).status, 404);
  EXPECT_EQ(call("operator", "POST", remove, R"({"reason":""})").status, 422);
  EXPECT_EQ(call("operator", "POST", remove, why).status, 204);
  EXPECT_EQ(call("", "GET", "/portal/matsumoto/documents/" + id).status, 404);
}

}  // namespace
}  // namespace musubi::facility
