// Files out: ranges, tags, names; the web app's files; compression; the descriptions in OpenAPI.
#include <boost/json.hpp>
#include <fstream>

#include "http/http_test.hpp"
#include "http/response.hpp"
#include "http/url.hpp"

namespace musubi::http {

struct FilePlace {
  std::optional<Line<40>> from{};
  Whole<1, 100> limit{};
};
BOOST_DESCRIBE_STRUCT(FilePlace, (), (from, limit))
struct FileNote {
  std::string text;
  std::optional<Date> day{};
};
BOOST_DESCRIBE_STRUCT(FileNote, (), (text, day))

namespace {

using test::get;
using test::kCookie;

class Files : public test::HttpTest {
 protected:
  Files() {
    const auto spec = [](std::string name) {
      return RouteSpec{.path = "/api/v1/" + name, .name = name, .door = Door::open, .mode = Mode::read};
    };
    router.add<None, None>(spec("memory"), [](Tx&, const Call<None, None>&) -> Result<FileReply> {
      auto file = file_of("image/png", "写真 1.png", "0123456789");
      file.etag = "v1";
      file.attachment = false;
      return file;
    });
    router.add<None, None>(spec("large"), [](Tx&, const Call<None, None>&) -> Result<FileReply> {
      FileReply file;
      file.content_type = "text/html";
      file.attachment = false;
      file.size = 300'000;
      file.read = [](std::uint64_t offset, std::span<char> out) {
        for (std::size_t i = 0; i < out.size(); ++i) out[i] = static_cast<char>('a' + (offset + i) % 26);
        return out.size();
      };
      return file;
    });
    router.add<None, None>(spec("broken"), [](Tx&, const Call<None, None>&) -> Result<FileReply> {
      FileReply file;
      file.size = 10;
      file.read = [](std::uint64_t, std::span<char>) -> std::size_t {
        throw std::runtime_error("unsealing failed");
      };
      return file;
    });
  }
  void put(const std::string& name, const std::string& text) {
    const auto path = dir.path() / "web" / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path) << text;
  }
};

TEST_F(Files, AnswerRanges) {
  const auto range = [&](const std::string& value) {
    return ask(get("/api/v1/memory", "Range: " + value + "\r\n"));
  };
  const auto whole = ask(get("/api/v1/memory"));
  EXPECT_EQ(whole.status, 200);
  EXPECT_EQ(whole.body, "0123456789");
  EXPECT_EQ(whole.header("accept-ranges"), "bytes");
  const auto part = range("bytes=2-4");
  EXPECT_EQ(part.status, 206);
  EXPECT_EQ(part.body, "234");
  EXPECT_EQ(part.header("content-range"), "bytes 2-4/10");
  EXPECT_EQ(range("bytes=7-").body, "789");
  EXPECT_EQ(range("bytes=-3").body, "789");
  EXPECT_EQ(range("bytes=-99").body, "0123456789");
  EXPECT_EQ(range("bytes=5-99").body, "56789");
  const auto beyond = range("bytes=10-");
  EXPECT_EQ(beyond.status, 416);
  EXPECT_EQ(beyond.header("content-range"), "bytes */10");
  for (const auto& odd : {"bytes=0-1,3-4", "bytes=4-2", "bytes=x-", "lines=1-2", "bytes=-"})
    EXPECT_EQ(range(odd).status, 200) << odd;
  EXPECT_EQ(ask(get("/api/v1/memory", "Range: bytes=0-0\r\nIf-Range: \"v1\"\r\n")).status, 206);
  EXPECT_EQ(ask(get("/api/v1/memory", "Range: bytes=0-0\r\nIf-Range: \"v0\"\r\n")).status, 200);
}

TEST_F(Files, AreNotSentAgainToWhoHasThem) {
  EXPECT_EQ(ask(get("/api/v1/memory")).header("etag"), "\"v1\"");
  for (const auto& tag : {"\"v1\"", "W/\"v1\"", "\"v0\", \"v1\"", "*"}) {
    const auto answer = ask(get("/api/v1/memory", std::string("If-None-Match: ") + tag + "\r\n"));
    EXPECT_EQ(answer.status, 304) << tag;
    EXPECT_EQ(answer.body, "");
  }
  EXPECT_EQ(ask(get("/api/v1/memory", "If-None-Match: \"v0\"\r\n")).status, 200);
}

TEST_F(Files, KeepTheirNamesAndAreHarmlessWhenOpened) {
  const auto picture = ask(get("/api/v1/memory"));
  EXPECT_EQ(picture.header("content-disposition"),
            "inline; filename=\"___1.png\"; filename*=UTF-8''%E5%86%99%E7%9C%9F%201.png");
  EXPECT_TRUE(picture.header("content-security-policy").contains("sandbox"));
  EXPECT_EQ(picture.header("x-content-type-options"), "nosniff");
  // Declared as inline by its feature, but a type that could run something: a download all the same.
  EXPECT_EQ(ask(get("/api/v1/large")).header("content-disposition"), "attachment");
  EXPECT_EQ(content_disposition(true, "a\"\r\nSet-Cookie: x"),
            "attachment; filename=\"a___Set-Cookie__x\"; filename*=UTF-8''a%22%0D%0ASet-Cookie%3A%20x");
}

TEST_F(Files, AreReadPieceByPieceOnAWorker) {
  const auto answer = ask(get("/api/v1/large"));
  ASSERT_EQ(answer.body.size(), 300'000U);
  EXPECT_EQ(answer.body[299'999], static_cast<char>('a' + 299'999 % 26));
  const auto part = ask(get("/api/v1/large", "Range: bytes=200000-200002\r\n"));
  EXPECT_EQ(part.body[0], static_cast<char>('a' + 200'000 % 26));
  EXPECT_EQ(ask(get("/api/v1/broken")).status, 500);
}

TEST_F(Files, OfTheWebAppComeCompressedAndCached) {
  put("index.html", "<html>");
  put("assets/app-1a2b.js", "js");
  put("assets/app-1a2b.js.br", "BR");
  put("assets/app-1a2b.js.gz", "GZ");
  put("sw.js", "worker");
  put(".secret", "s");
  std::ofstream(dir.path() / "outside.txt") << "outside";
  std::filesystem::create_symlink(dir.path() / "outside.txt", dir.path() / "web" / "link.txt");
  settings.web_root = dir.path() / "web";
  start();
  const auto page = ask(get("/"));
  EXPECT_EQ(page.body, "<html>");
  EXPECT_EQ(page.header("content-type"), "text/html; charset=utf-8");
  EXPECT_EQ(page.header("cache-control"), "no-cache");
  EXPECT_EQ(ask(get("/people/0190b5e0-0000-7000-8000-000000000001")).body, "<html>");
  EXPECT_EQ(ask(get("/assets/app-1a2b.js")).body, "js");
  const auto brotli = ask(get("/assets/app-1a2b.js", "Accept-Encoding: gzip, br\r\n"));
  EXPECT_EQ(brotli.body, "BR");
  EXPECT_EQ(brotli.header("content-encoding"), "br");
  EXPECT_EQ(brotli.header("vary"), "Accept-Encoding");
  EXPECT_EQ(brotli.header("content-type"), "text/javascript; charset=utf-8");
  EXPECT_TRUE(brotli.header("cache-control").contains("immutable"));
  EXPECT_EQ(ask(get("/assets/app-1a2b.js", "Accept-Encoding: gzip, br;q=0\r\n")).body, "GZ");
  EXPECT_EQ(ask(get("/sw.js")).header("cache-control"), "no-cache");
  const auto tag = brotli.header("etag");
  EXPECT_EQ(ask(get("/assets/app-1a2b.js", "Accept-Encoding: br\r\nIf-None-Match: " + tag + "\r\n")).status,
            304);
  for (const auto& path :
       {"/assets/none.js", "/.secret", "/link.txt", "/../outside.txt", "/%2e%2e/outside.txt",
        "/assets/app-1a2b.js.br", "/api/v1/none", "/api", "/assets/..%2f..%2foutside.txt"})
    EXPECT_EQ(ask(get(path)).status, 404) << path;
  EXPECT_EQ(ask("POST / HTTP/1.1\r\nHost: a\r\n\r\n").status, 404);
}

TEST_F(Files, CompressJsonOnlyWhereAskedFor) {
  router.add<None, None>({.path = "/api/v1/long", .name = "long", .door = Door::open, .mode = Mode::read},
                         [](Tx&, const Call<None, None>&) -> Result<FileNote> {
                           return FileNote{std::string(5000, 'a'), {}};
                         });
  const auto request = get("/api/v1/long", "Accept-Encoding: gzip\r\n");
  EXPECT_EQ(ask(request).header("content-encoding"), "");
  server.reset();
  settings.gzip = true;
  const auto answer = ask(request);
  EXPECT_EQ(answer.header("content-encoding"), "gzip");
  EXPECT_LT(answer.body.size(), 200U);
  EXPECT_EQ(ask(get("/api/v1/long")).body.size(), 5000 + std::string(R"({"text":"","day":null})").size());
}

TEST(OpenApi, DescribesRoutesFromTheirDeclarations) {
  Router router;
  router.add<FilePlace, FileNote>(
      {.method = Method::put,
       .path = "/api/v1/people/{person}/notes",
       .name = "put_note",
       .summary = "Keeps a note",
       .strength = access::Strength::fresh,
       .status = 201,
       .errors = {Code::conflict}},
      [](Tx&, const Call<FilePlace, FileNote>& call) -> Result<FileNote> { return call.body; });
  router.add<None, None>({.path = "/api/v1/file", .name = "file", .door = Door::open, .mode = Mode::read},
                         [](Tx&, const Call<None, None>&) -> Result<FileReply> { return FileReply{}; });
  router.add<None, None>(
      {.method = Method::delete_, .path = "/api/v1/file", .name = "drop", .door = Door::own},
      [](Tx&, const Call<None, None>&) -> Status { return {}; });
  router.add_stream("/api/v1/stream");
  const auto text = openapi(router);
  const auto api = boost::json::parse(text);
  EXPECT_EQ(api.at("openapi").as_string(), "3.1.0");
  const auto& put = api.at("paths").at("/api/v1/people/{person}/notes").at("put");
  EXPECT_EQ(put.at("operationId").as_string(), "put_note");
  EXPECT_EQ(
      boost::json::serialize(put.at("parameters")),
      R"([{"name":"person","in":"path","required":true,"schema":{"type":"string","format":"uuid"}},)"
      R"({"name":"from","in":"query","required":false,"schema":{"type":"string","minLength":0,"maxLength":40}},)"
      R"({"name":"limit","in":"query","required":true,"schema":{"type":"integer","minimum":1,"maximum":100}},)"
      R"({"name":"If-Match","in":"header","required":false,"description":"the version being changed, quoted","schema":{"type":"string"}}])");
  EXPECT_EQ(boost::json::serialize(put.at("requestBody").at("content")),
            R"({"application/json":{"schema":{"$ref":"#/components/schemas/FileNote"}}})");
  EXPECT_TRUE(put.at("responses").as_object().contains("201"));
  EXPECT_TRUE(put.at("responses").as_object().contains("409"));
  EXPECT_EQ(boost::json::serialize(put.at("security")), R"([{"session":[],"csrf":[]}])");
  EXPECT_TRUE(api.at("components").at("schemas").as_object().contains("FileNote"));
  EXPECT_FALSE(api.at("components").at("schemas").as_object().contains("FilePlace"));
  EXPECT_TRUE(api.at("paths").at("/api/v1/file").at("delete").at("responses").as_object().contains("204"));
  EXPECT_TRUE(api.at("paths")
                  .at("/api/v1/stream")
                  .at("get")
                  .at("responses")
                  .at("200")
                  .at("content")
                  .as_object()
                  .contains("text/event-stream"));
  EXPECT_TRUE(api.at("components").at("securitySchemes").as_object().contains("csrf"));
}

TEST(Url, ReadsLanguagesCodingsAndCookies) {
  EXPECT_FALSE(prefers_english(""));
  EXPECT_FALSE(prefers_english("ja,en;q=0.9"));
  EXPECT_TRUE(prefers_english("en-US,en;q=0.9,ja;q=0.8"));
  EXPECT_FALSE(prefers_english("en;q=0.1,ja"));
  EXPECT_TRUE(accepts_encoding("gzip, br", "br"));
  EXPECT_FALSE(accepts_encoding("gzip, br;q=0", "br"));
  EXPECT_TRUE(accepts_encoding("*", "br"));
  EXPECT_FALSE(accepts_encoding("", "br"));
  const auto cookies = read_cookies("a=1; b=2;; c ; a=3");
  EXPECT_EQ(cookies.at("a"), "1");
  EXPECT_EQ(cookies.at("b"), "2");
  EXPECT_EQ(cookies.size(), 2U);
}

}  // namespace
}  // namespace musubi::http
