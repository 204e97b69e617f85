// Forms with files: taken apart as they arrive, within their bounds, gone afterwards.
#include "http/form.hpp"

#include <fmt/format.h>

#include <fstream>

#include "http/http_test.hpp"

namespace musubi::http {
namespace {

using namespace std::chrono_literals;
using test::Answered;
using test::Caller;

constexpr std::string_view kBoundary = "----form7MA4YWxkTrZu0gW";

std::string part(std::string_view name, std::string_view filename, std::string_view bytes) {
  const auto file = filename.empty() ? std::string() : fmt::format("; filename=\"{}\"", filename);
  return fmt::format(
      "--{}\r\nContent-Disposition: form-data; name=\"{}\"{}\r\nContent-Type: a/b\r\n\r\n{}\r\n", kBoundary,
      name, file, bytes);
}
std::string closed(std::string parts) {
  return std::move(parts) + fmt::format("--{}--\r\n", kBoundary);
}
std::string content_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

class Forms : public testing::Test {
 protected:
  FormReader reader(FormReader::Bounds bounds = {1000, 5000, 8000}) {
    return {kBoundary, {"application", "documents", 3}, bounds, dir.path()};
  }
  /// The error of a whole form, fed in pieces of `piece` bytes; `internal` if there is none.
  Error error_of(std::string_view form, std::size_t piece = 64) {
    auto form_reader = reader();
    for (; !form.empty(); form.remove_prefix(std::min(piece, form.size())))
      if (auto status = form_reader.take(form.substr(0, piece)); !status) return status.error();
    auto status = form_reader.finish();
    return status ? Error{} : status.error();
  }
  std::size_t files_left() const {
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(dir.path()), {}));
  }
  test::TempDir dir;
};

TEST_F(Forms, AreTheSameInWhateverPiecesTheyCome) {
  std::string bytes(3000, '\0');
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<char>(i * 31 % 251);
  bytes += "\r\n--" + std::string(kBoundary.substr(0, 9)) + "\r\n--";  // nearly a boundary
  const auto form =
      closed(part("documents", "指定通知書.pdf", bytes) + part("application", "", R"({"a":1})") +
             part("documents", R"(a \"b\" %22c%22 C:\d)", ""));
  for (const std::size_t piece : {1U, 2U, 3U, 7U, 64U, 100'000U}) {
    auto form_reader = reader();
    for (std::string_view rest = form; !rest.empty(); rest.remove_prefix(std::min(piece, rest.size())))
      ASSERT_TRUE(form_reader.take(rest.substr(0, piece)));
    ASSERT_TRUE(form_reader.finish());
    EXPECT_EQ(form_reader.data(), R"({"a":1})");
    ASSERT_EQ(form_reader.files().size(), 2U);
    EXPECT_EQ(form_reader.files()[0].filename, "指定通知書.pdf");
    EXPECT_EQ(content_of(form_reader.files()[0].path), bytes);
    EXPECT_EQ(form_reader.files()[1].filename, R"(a "b" "c" C:\d)");
    EXPECT_EQ(content_of(form_reader.files()[1].path), "");
  }
  EXPECT_EQ(files_left(), 0U);
}

TEST_F(Forms, HoldNoMoreThanTheRouteAnnounced) {
  const auto data = part("application", "", "{}");
  const auto small = part("documents", "a.pdf", "x");
  EXPECT_EQ(error_of(closed(data + small + small + small)).code, Code::internal);
  struct Wrong {
    std::string form;
    Code code;
    std::string field;
  };
  for (const auto& [form, code, field] : std::vector<Wrong>{
           {closed(data + small + small + small + small), Code::too_long, "documents"},
           {closed(data + small + part("documents", "b.pdf", std::string(5001, 'x'))), Code::too_large,
            "documents[1]"},
           {closed(data + part("documents", "a", std::string(4500, 'x')) +
                   part("documents", "b", std::string(4500, 'x'))),
            Code::too_large, "documents"},
           {closed(part("application", "", std::string(1001, ' '))), Code::too_large, "application"},
           {closed(data + part("documents", "", "x")), Code::wrong_type, "documents"},
           {closed(data + part("other", "", "x")), Code::unknown_field, "other"},
           {closed(small), Code::invalid, "application"}}) {
    const auto error = error_of(form);
    EXPECT_EQ(error.code, code) << field << error.detail;
    EXPECT_EQ(error.field, field);
  }
  EXPECT_EQ(files_left(), 0U);
}

TEST_F(Forms, ThatCannotBeReadExactlyAreRefused) {
  const auto data = part("application", "", "{}");
  for (const auto& form :
       {std::string(), std::string("--"), "preamble\r\n" + closed(data), data, closed(data) + "more",
        closed(data + data), "--" + std::string(kBoundary) + "x" + closed(data),
        closed(fmt::format("--{}\r\n\r\nx\r\n", kBoundary)),
        closed(fmt::format("--{}\r\nContent-Disposition: attachment; name=\"application\"\r\n\r\nx\r\n",
                           kBoundary)),
        closed(fmt::format(
            "--{}\r\nContent-Disposition: form-data; name=\"a\"; name=\"application\"\r\n\r\nx\r\n",
            kBoundary)),
        closed(fmt::format("--{}\r\nContent-Disposition: form-data; name=\"application\r\n\r\nx\r\n",
                           kBoundary)),
        closed(part("documents", "\xff\xfe", "x")), closed(part("documents", std::string(5000, 'a'), "x"))})
    EXPECT_EQ(error_of(form).code, Code::malformed) << form.substr(0, 100);
  EXPECT_EQ(files_left(), 0U);
}

TEST(NamesOfFiles, StandInAHeader) {
  const auto name_in = [](const char* header) {
    Request request;
    if (*header) request.headers["content-disposition"] = header;
    return sent_filename(request);
  };
  EXPECT_EQ(name_in("").value(), "");
  EXPECT_EQ(name_in("attachment; filename*=UTF-8''%E5%86%99%E7%9C%9F%201.png").value(), "写真 1.png");
  EXPECT_EQ(name_in("attachment; filename=\"_.png\"; filename*=utf-8''a%3Bb").value(), "a;b");
  for (const auto* bad : {"attachment", "attachment; filename=\"a.png\"", "attachment; filename*=a.png",
                          "attachment; filename*=iso-8859-1''a", "attachment; filename*=UTF-8''%E5%86",
                          "attachment; filename*=UTF-8''a%0d%0ab", "attachment; filename*=UTF-8''%zz",
                          "attachment; filename*=UTF-8''a; filename*=UTF-8''b"}) {
    const auto refused = name_in(bad);
    ASSERT_FALSE(refused.has_value()) << bad;
    EXPECT_EQ(refused.error().code, Code::malformed) << bad;
  }
}

TEST_F(Forms, AreToldByTheirType) {
  EXPECT_EQ(form_boundary("multipart/form-data; boundary=abc"), "abc");
  EXPECT_EQ(form_boundary("Multipart/Form-Data; charset=utf-8; boundary=\"a b\""), std::nullopt);
  EXPECT_EQ(form_boundary("multipart/form-data;boundary=\"a:b\""), "a:b");
  for (const auto& type : {std::string("multipart/form-data"), std::string("multipart/mixed; boundary=abc"),
                           std::string("multipart/form-data; boundary="), std::string("application/json"),
                           "multipart/form-data; boundary=" + std::string(71, 'a')})
    EXPECT_FALSE(form_boundary(type)) << type;
}

struct Title {
  Line<100> title;
};
BOOST_DESCRIBE_STRUCT(Title, (), (title))
struct Got {
  std::string title;
  std::int64_t files = 0;
  std::int64_t bytes = 0;
};
BOOST_DESCRIBE_STRUCT(Got, (), (title, files, bytes))

class FormRoutes : public test::HttpTest {
 protected:
  FormRoutes() {
    RouteSpec spec{.method = Method::post, .path = "/api/v1/form", .name = "form", .door = Door::open};
    spec.mode = Mode::work;
    spec.intake = Intake::form;
    spec.form = {"application", "documents", 2};
    spec.before_body = [this](Tx&, const Request&) -> Status {
      return closed_ ? Status(fail(Code::throttled)) : Status{};
    };
    router.add_work<None, Title>(spec, [](db::Database&, const Call<None, Title>& call) -> Result<Got> {
      Got got{call.body.title.value, static_cast<std::int64_t>(call.request.files.size()), 0};
      for (const auto& file : call.request.files)
        got.bytes += static_cast<std::int64_t>(content_of(file.path).size());
      return got;
    });
  }
  static std::string head(std::size_t length, std::string_view type) {
    return fmt::format(
        "POST /api/v1/form HTTP/1.1\r\nHost: a\r\nContent-Type: {}\r\nContent-Length: {}\r\n\r\n", type,
        length);
  }
  static std::string type() { return fmt::format("multipart/form-data; boundary={}", kBoundary); }
  static std::string form(const std::string& body) { return head(body.size(), type()) + body; }
  std::size_t files_left() const {
    return static_cast<std::size_t>(
        std::distance(std::filesystem::directory_iterator(settings.upload_dir), {}));
  }
  std::atomic<bool> closed_{false};
};

TEST_F(FormRoutes, TakeJsonAloneOrWithFiles) {
  start();
  const std::string json = R"({"title":"園"})";
  EXPECT_EQ(ask(head(json.size(), "application/json") + json).body, R"({"title":"園","files":0,"bytes":0})");
  const auto files = part("documents", "a", std::string(70'000, 'x')) + part("documents", "b", "yy");
  EXPECT_EQ(ask(form(closed(part("application", "", json) + files))).body,
            R"({"title":"園","files":2,"bytes":70002})");
  EXPECT_EQ(ask(form(closed(part("application", "", R"({"title":1})") + files))).status, 422);
  EXPECT_EQ(ask(form(closed(part("application", "", "\xff") + files))).status, 400);
  EXPECT_EQ(ask(head(2, "text/plain") + "{}").status, 415);
  EXPECT_EQ(ask(head(2, "multipart/form-data") + "{}").status, 415);
  server->stop(1s);
  EXPECT_EQ(files_left(), 0U);
}

TEST_F(FormRoutes, RefuseWhatIsTooMuchBeforeTakingItIn) {
  settings.limits.form_bytes = 100'000;
  settings.limits.body_bytes = 1000;
  start();
  const auto large = ask(head(101'001, type()));  // the body never comes
  EXPECT_EQ(large.status, 413);
  EXPECT_NE(large.body.find(R"("field":"documents")"), std::string::npos) << large.body;
  closed_ = true;
  EXPECT_EQ(ask(head(50'000, type())).status, 429);
}

TEST_F(FormRoutes, TakeInOnlySoManyAtOnce) {
  settings.limits.forms_per_address = 2;
  start();
  const auto body = closed(part("application", "", R"({"title":"園"})"));
  {
    Caller first(server->port());
    Caller second(server->port());
    for (auto* slow : {&first, &second}) slow->send(head(body.size(), type()) + body.substr(0, 20));
    std::this_thread::sleep_for(200ms);
    EXPECT_EQ(ask(form(body)).status, 429);
    first.send(body.substr(20));
    EXPECT_EQ(first.answer().status, 200);
  }
  for (int i = 0; i < 50 && ask(form(body)).status != 200; ++i) std::this_thread::sleep_for(20ms);
  EXPECT_EQ(ask(form(body)).status, 200);
}

TEST_F(FormRoutes, ForgetTheFilesOfWhoHangsUp) {
  start();
  {
    Caller caller(server->port());
    caller.send(head(100'000, type()) + part("documents", "a", std::string(50'000, 'x')));
    for (int i = 0; i < 100 && files_left() == 0; ++i) std::this_thread::sleep_for(10ms);
    EXPECT_EQ(files_left(), 1U);
    caller.hang_up();
  }
  for (int i = 0; i < 200 && files_left() > 0; ++i) std::this_thread::sleep_for(10ms);
  EXPECT_EQ(files_left(), 0U);
}

}  // namespace
}  // namespace musubi::http
