// The doors of this room through a real server and both engines.
#include "file/file_routes.hpp"

#include "file/pictures.hpp"
#include "http/http_test.hpp"
#include "support/world.hpp"

namespace musubi::file {
namespace {

class FileDoors : public test::DatabaseTest {
 protected:
  FileDoors() : files_(Vault(dir() / "files", crypto::random_key()), {}) {
    team_ = in_write([](Tx& tx) { return test::a_team(tx); });
    add_routes(router_, files_);
    http::Settings settings;
    settings.port = 0;
    settings.upload_dir = dir() / "incoming";
    std::filesystem::create_directory(settings.upload_dir);
    http::Hooks hooks;
    hooks.authenticate = [this](Tx&, http::Request& request) -> Status {
      const auto who = request.cookies.find("who");
      if (who == request.cookies.end()) return {};
      request.actor = who->second == "nurse"       ? team_.nurse
                      : who->second == "colleague" ? team_.colleague
                                                   : team_.teacher;
      return {};
    };
    hooks.on_refusal = [this](Tx&, const http::Request&, const Refusal& refusal) {
      refusals_.push_back(refusal.action);
    };
    server_ = std::make_unique<http::Server>(settings, router_, db(), hooks);
    server_->start();
  }
  ~FileDoors() override { server_->stop(std::chrono::seconds(2)); }

  std::string files_path() const { return "/api/v1/people/" + to_string(team_.person) + "/files"; }
  test::Answered ask(const std::string& request) {
    test::Caller caller(server_->port());
    caller.send(request);
    return caller.answer();
  }
  test::Answered upload(const std::string& who, const std::string& bytes) {
    return ask("POST " + files_path() + " HTTP/1.1\r\nHost: localhost\r\nCookie: who=" + who +
               "\r\nContent-Disposition: attachment; filename*=UTF-8''%E7%99%BA%E8%A1%A8%E4%BC%9A.jpg" +
               "\r\nContent-Type: application/octet-stream\r\nContent-Length: " +
               std::to_string(bytes.size()) + "\r\n\r\n" + bytes);
  }
  test::Answered fetch(const std::string& who, const std::string& rest, const std::string& extra = {}) {
    return ask("GET " + files_path() + rest + " HTTP/1.1\r\nHost: localhost\r\nCookie: who=" + who + "\r\n" +
               extra + "\r\n");
  }
  static std::string id_in(const test::Answered& answer) {
    const auto at = answer.body.find(R"("id":")");
    return at == std::string::npos ? "none" : answer.body.substr(at + 6, 36);
  }

  test::Team team_;
  Files files_;
  http::Router router_;
  std::vector<std::string> refusals_;
  std::unique_ptr<http::Server> server_;
};
MUSUBI_ON_BOTH_ENGINES(FileDoors);

TEST_P(FileDoors, TakeAPhotoAndGiveItBackInPieces) {
  const auto sent = upload("nurse", made::phone_photo(640, 480, ".jpg"));
  ASSERT_EQ(sent.status, 201) << sent.body;
  EXPECT_NE(sent.body.find(R"("filename":"発表会.jpg")"), std::string::npos) << sent.body;
  const auto whole = fetch("nurse", "/" + id_in(sent));
  ASSERT_EQ(whole.status, 200);
  EXPECT_EQ(whole.header("content-type"), "image/jpeg");
  EXPECT_EQ(whole.header("x-content-type-options"), "nosniff");
  EXPECT_EQ(made::fields_of(whole.body).width, 480);
  const auto part = fetch("nurse", "/" + id_in(sent), "Range: bytes=10-19\r\n");
  EXPECT_EQ(part.status, 206);
  EXPECT_EQ(part.body, whole.body.substr(10, 10));
  EXPECT_EQ(fetch("nurse", "/" + id_in(sent), "If-None-Match: " + whole.header("etag") + "\r\n").status, 304);
  const auto small = fetch("nurse", "/" + id_in(sent) + "/thumbnail");
  EXPECT_EQ(small.header("content-type"), "image/webp");
  EXPECT_EQ(made::fields_of(small.body).height, 480);
}

TEST_P(FileDoors, AnswerStrangersAsIfThereWereNothing) {
  const auto sent = upload("nurse", made::pdf());
  ASSERT_EQ(sent.status, 201) << sent.body;
  EXPECT_EQ(fetch("colleague", "/" + id_in(sent)).status, 404);
  EXPECT_EQ(fetch("teacher", "/" + id_in(sent)).status, 404);
  EXPECT_EQ(fetch("nurse", "/0190a5c0-7c1e-7000-8000-000000000001").status, 404);
  EXPECT_EQ(fetch("nurse", "/..%2f..%2fmaster.key").status, 404);
  EXPECT_EQ(upload("colleague", made::pdf()).status, 404);
  // The colleague at the person; the teacher and the nurse at the file; the colleague's upload.
  EXPECT_EQ(refusals_, (std::vector<std::string>{"see_person", "see_person", "see_person", "post"}));
  EXPECT_EQ(ask("GET " + files_path() + "/" + id_in(sent) + " HTTP/1.1\r\nHost: localhost\r\n\r\n").status,
            401);
}

TEST_P(FileDoors, RefuseWhatIsNoPicture) {
  const auto svg =
      upload("nurse", R"(<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>)");
  EXPECT_EQ(svg.status, 415);
  EXPECT_NE(svg.body.find("unsupported_type"), std::string::npos);
  EXPECT_EQ(upload("nurse", made::bomb()).status, 413);
}

}  // namespace
}  // namespace musubi::file
