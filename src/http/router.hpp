// Routes are declared by features: path, words for the API description, what the caller must be, DTO types,
// use case. The router checks session strength, CSRF, query and body before a use case runs, and that a
// guarded route really passed a guard before it answers. It knows no feature.
#pragma once
#include <array>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "db/database.hpp"
#include "http/request.hpp"

namespace musubi::http {

/// Who may call. Everything from `person` on must pass a guard of access/ in its transaction, or the answer
/// is 500.
enum class Door {
  open,     ///< anybody: portal, health, sign-in
  session,  ///< any signed-in account, even before its second factor: own session, own account
  own,      ///< two factors; own account's and posts' data only
  person,   ///< access::require
  duty      ///< access::require_duty
};
BOOST_DESCRIBE_ENUM(Door, open, session, own, person, duty)

enum class Mode {
  read,   ///< db.read: no audit possible, so only for doors open, session, own
  write,  ///< db.write
  work    ///< on a worker thread with the Database itself: password hashing, images; blocks there
};

/// What the body is.
enum class Intake {
  json,    ///< the JSON DTO
  text,    ///< raw text ≤ 1 MB in `request.body`
  upload,  ///< one file, in `request.upload`
  form     ///< the JSON DTO, alone or as a part of a form with files (form.hpp), which are in `request.files`
};

/// The parts of a form: what they are called, and how many files there may be.
struct FormParts {
  std::string data;
  std::string files;
  std::size_t most = 0;
};

struct RouteSpec {
  Method method = Method::get;
  std::string path;     ///< `/api/v1/people/{person}/entries`
  std::string name;     ///< operationId: `post_entry`
  std::string summary;  ///< one English line
  Door door = Door::person;
  Mode mode = Mode::write;
  access::Strength strength = access::Strength::two_factor;
  int status = 200;
  Intake intake = Intake::json;
  FormParts form{};           ///< of Intake::form
  bool named_upload = false;  ///< the file's name comes along in Content-Disposition (form.hpp)
  /// Asked before an upload or a form is read at all, in a read transaction: who would be refused anyway (a
  /// throttled address, an unknown region) shall not have megabytes taken in first.
  std::function<Status(Tx&, const Request&)> before_body{};
  std::vector<Code> errors{};  ///< besides those every route of its door can give
};

/// The spec with errors besides its door's.
inline RouteSpec with_errors(RouteSpec spec, const std::vector<Code>& errors) {
  spec.errors.insert(spec.errors.end(), errors.begin(), errors.end());
  return spec;
}
/// The spec for whoever has shown a second factor within the last ten minutes.
inline RouteSpec fresh(RouteSpec spec) {
  spec.strength = access::Strength::fresh;
  return spec;
}
/// A route about one person, `path` below /api/v1/people/{person}. Looks are writes too: each leaves its
/// audit record.
inline RouteSpec person_route(Method method, const char* path, const char* name, const char* summary,
                              int status = 200) {
  RouteSpec spec;
  spec.method = method;
  spec.path = std::string("/api/v1/people/{person}") + path;
  spec.name = name;
  spec.summary = summary;
  spec.status = status;
  return spec;
}

/// One call of a route: the request, its actor (absent only behind Door::open), and the checked DTOs.
template <class Query, class Body>
struct Call {
  const Request& request;
  const access::Actor& actor;
  const Query& query;
  const Body& body;
};

/// A finished answer. `write_body` runs after the commit, on a network thread.
struct Answer {
  int status = 200;
  std::vector<std::pair<std::string, std::string>> headers;
  std::function<std::string()> write_body;  ///< JSON; empty for 204
  std::optional<FileReply> file;
  /// Or JSON that is kept ready, compressed on demand (empty where that does not help).
  std::function<std::shared_ptr<const std::string>(bool gzip)> kept_body{};
};

struct Route {
  RouteSpec spec;
  /// Parses query and body (no database); returns what runs inside the transaction.
  using InTx = std::function<Result<Answer>(Tx&, const Request&)>;
  using AtWork = std::function<Result<Answer>(db::Database&, const Request&)>;
  std::function<Result<InTx>(const Request&)> prepare;
  std::function<Result<AtWork>(const Request&)> prepare_work;
  /// For OpenAPI: JSON text of the schemas; null where there is none.
  using Schema = std::string (*)(json::Schemas&);
  Schema query_schema = nullptr, body_schema = nullptr, answer_schema = nullptr;
  bool answers_file = false;
  bool streams = false;  ///< the live stream: answered by the server itself, never by a handler
};

/// Query parameters are a described struct of optional, text, number, enum, id, date members.
template <class Query>
Result<Query> read_query(const Request& request);
/// Turns `a=1&b=x` into JSON by the schema of the described struct (numbers and booleans by member type).
std::string query_as_json(const Request& request,
                          const std::vector<std::pair<std::string_view, bool>>& members);

class Router {
 public:
  /// `handler(Tx&, const Call<Query, Body>&)` → `Result<Out>`, `Result<Reply<Out>>`, `Result<FileReply>`,
  /// `Status`, or `Result<std::shared_ptr<const json::Kept<Out>>>` for an answer that is kept ready.
  template <class Query, class Body, class Handler>
  void add(RouteSpec spec, Handler handler);
  /// The same with `db::Database&`, for Mode::work.
  template <class Query, class Body, class Handler>
  void add_work(RouteSpec spec, Handler handler);

  /// The live stream (stream.hpp): `GET path`, behind Door::own.
  void add_stream(std::string path);

  [[nodiscard]] const std::vector<Route>& routes() const { return routes_; }
  struct Match {
    const Route* route = nullptr;
    bool path_known = false;  ///< another method exists: 405
    std::string allow;        ///< those methods, `GET, HEAD, POST`; only where `route` is null
    std::map<std::string, std::string, std::less<>> values;
  };
  /// `path` is decoded and holds no empty segment. A literal segment wins over a `{parameter}`.
  [[nodiscard]] Match match(Method method, std::string_view path) const;

 private:
  struct Node {
    std::map<std::string, std::size_t, std::less<>> literals;       ///< segment → index in `nodes_`
    std::size_t parameter = 0;                                      ///< 0: none (the root is nobody's child)
    std::array<std::size_t, 4> routes{kNone, kNone, kNone, kNone};  ///< by Method, index in `routes_`
  };
  static constexpr std::size_t kNone = ~std::size_t{0};

  void insert(Route route);
  [[nodiscard]] const Node* find(std::size_t node, std::span<const std::string_view> segments) const;
  std::vector<Route> routes_;
  std::vector<Node> nodes_{Node{}};
};

/// OpenAPI 3.1 of all routes, as JSON text; the same declarations the router uses.
std::string openapi(const Router& router);

}  // namespace musubi::http

#include "http/router_impl.hpp"
