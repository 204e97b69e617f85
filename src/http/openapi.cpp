// OpenAPI 3.1 (https://spec.openapis.org/oas/v3.1.0) of the routes, from the declarations the router itself
// uses.
#include <fmt/format.h>

#include <boost/json.hpp>
#include <set>

#include "http/router.hpp"

namespace musubi::http {
namespace {
namespace bj = boost::json;

constexpr std::string_view kVerbs[] = {"get", "post", "put", "delete"};

constexpr std::string_view kProblem =
    R"({"type":"object","description":"RFC 9457 problem document","properties":{
"type":{"type":"string"},"title":{"type":"string"},"status":{"type":"integer"},"code":{"$ref":"#/components/schemas/ProblemCode"},
"field":{"type":"string","description":"path of the offending value"},"detail":{"type":"string"},
"current":{"description":"the present state, for a conflict"}},"required":["type","title","status","code"]})";

bj::value parsed(const std::string& text) {
  return bj::parse(text);
}

bj::value problem_codes() {
  bj::array names;
  for (int i = 0; i <= static_cast<int>(Code::internal); ++i)
    names.emplace_back(std::string(describe(static_cast<Code>(i)).name));
  return bj::object{{"type", "string"}, {"enum", std::move(names)}};
}

bj::array path_parameters(const std::string& path) {
  bj::array out;
  for (auto open = path.find('{'); open != std::string::npos; open = path.find('{', open + 1)) {
    const auto name = path.substr(open + 1, path.find('}', open) - open - 1);
    const bool plain = name == "slug" || name == "code";
    bj::object schema{{"type", "string"}};
    if (!plain) schema["format"] = "uuid";
    out.push_back(
        bj::object{{"name", name}, {"in", "path"}, {"required", true}, {"schema", std::move(schema)}});
  }
  return out;
}

/// The members of the described query struct, each a parameter of its own.
void add_query_parameters(bj::array& out, const std::string& schema_text) {
  const auto schema = parsed(schema_text);
  std::set<std::string, std::less<>> required;
  for (const auto& name : schema.at("required").as_array()) required.emplace(name.as_string());
  for (const auto& [name, member] : schema.at("properties").as_object()) {
    const auto* object = member.if_object();
    // An absent parameter is absent, never null: of `anyOf [X, null]` only X is told.
    const auto* choices = object != nullptr ? object->if_contains("anyOf") : nullptr;
    out.push_back(bj::object{{"name", name},
                             {"in", "query"},
                             {"required", required.contains(std::string_view(name.data(), name.size()))},
                             {"schema", choices != nullptr ? choices->as_array().front() : member}});
  }
}

bj::object content(std::string_view type, bj::value schema) {
  return bj::object{{"content", bj::object{{type, bj::object{{"schema", std::move(schema)}}}}}};
}

bj::value binary() {
  return bj::object{{"type", "string"}, {"format", "binary"}};
}

/// JSON alone, or a form of it and files.
bj::object form_body(const Route& route, const bj::value& data) {
  const auto& parts = route.spec.form;
  bj::object properties;
  properties[parts.data] = data;
  properties[parts.files] = bj::object{{"type", "array"}, {"maxItems", parts.most}, {"items", binary()}};
  const bj::object form{{"type", "object"},
                        {"properties", std::move(properties)},
                        {"required", bj::array{bj::string(parts.data)}}};
  bj::object encoding;
  encoding[parts.data] = bj::object{{"contentType", "application/json"}};
  auto body = content("application/json", data);
  body.at("content").as_object()["multipart/form-data"] =
      bj::object{{"schema", form}, {"encoding", encoding}};
  return body;
}

std::optional<bj::value> request_body(const Route& route, json::Schemas& schemas) {
  bj::object body;
  if (route.spec.intake == Intake::upload)
    body = content("application/octet-stream", binary());
  else if (route.spec.intake == Intake::form)
    body = form_body(route, parsed(route.body_schema(schemas)));
  else if (route.spec.intake == Intake::text)
    body = content("text/csv", bj::object{{"type", "string"}});
  else if (route.body_schema)
    body = content("application/json", parsed(route.body_schema(schemas)));
  else
    return std::nullopt;
  body["required"] = true;
  return body;
}

std::set<Code> errors_of(const Route& route) {
  const auto& spec = route.spec;
  std::set<Code> codes(spec.errors.begin(), spec.errors.end());
  codes.insert({Code::malformed, Code::internal, Code::unavailable});
  if (spec.door != Door::open) codes.insert({Code::unauthenticated, Code::weak_session});
  if (spec.door == Door::person || spec.door == Door::duty) codes.insert({Code::forbidden, Code::not_found});
  if (spec.strength == access::Strength::fresh) codes.insert(Code::step_up_needed);
  if (spec.method != Method::get) codes.insert({Code::csrf, Code::storage_full});
  if (route.query_schema || route.body_schema)
    codes.insert({Code::invalid, Code::unknown_field, Code::wrong_type});
  if (route.body_schema || spec.intake != Intake::json)
    codes.insert({Code::too_large, Code::unsupported_type});
  return codes;
}

bj::object responses(const Route& route, json::Schemas& schemas) {
  bj::object out;
  bj::object good;
  int status = route.spec.status;
  if (route.streams)
    good = content("text/event-stream", bj::object{{"type", "string"}});
  else if (route.answers_file)
    good = content("application/octet-stream", binary());
  else if (route.answer_schema)
    good = content("application/json", parsed(route.answer_schema(schemas)));
  else if (status == 200)
    status = 204;
  good["description"] = status == 204 ? "Done" : "The answer";
  out[std::to_string(status)] = std::move(good);
  std::map<int, std::string> by_status;
  for (const auto code : errors_of(route)) {
    const auto& text = describe(code);
    auto& names = by_status[text.status];
    names += (names.empty() ? "" : ", ") + std::string(text.name);
  }
  for (const auto& [error, names] : by_status) {
    auto answer = content("application/problem+json", bj::object{{"$ref", "#/components/schemas/Problem"}});
    answer["description"] = names;
    out[std::to_string(error)] = std::move(answer);
  }
  return out;
}

/// `notebook` of `/api/v1/people/{person}/entries` is not in the path; the first words are what a reader
/// looks for.
std::string tag_of(const std::string& path) {
  constexpr std::string_view kBase = "/api/v1/";
  if (!path.starts_with(kBase)) return "operation";
  const auto rest = path.substr(kBase.size());
  return rest.substr(0, rest.find('/'));
}

bj::object operation(const Route& route, json::Schemas& schemas) {
  const auto& spec = route.spec;
  bj::object out{{"operationId", spec.name},
                 {"summary", spec.summary},
                 {"tags", bj::array{bj::string(tag_of(spec.path))}}};
  auto parameters = path_parameters(spec.path);
  if (route.query_schema) add_query_parameters(parameters, route.query_schema(schemas));
  const std::set<Code> told(spec.errors.begin(), spec.errors.end());
  if (told.contains(Code::precondition_needed) ||
      (spec.method == Method::put && told.contains(Code::conflict)))
    parameters.push_back(bj::object{{"name", "If-Match"},
                                    {"in", "header"},
                                    {"required", false},
                                    {"description", "the version being changed, quoted"},
                                    {"schema", bj::object{{"type", "string"}}}});
  if (spec.named_upload)
    parameters.push_back(bj::object{{"name", "Content-Disposition"},
                                    {"in", "header"},
                                    {"required", false},
                                    {"description", "attachment; filename*=UTF-8''NAME, percent-encoded"},
                                    {"schema", bj::object{{"type", "string"}}}});
  if (route.streams)
    parameters.push_back(bj::object{{"name", "Last-Event-ID"},
                                    {"in", "header"},
                                    {"required", false},
                                    {"schema", bj::object{{"type", "string"}}}});
  if (!parameters.empty()) out["parameters"] = std::move(parameters);
  if (auto body = request_body(route, schemas)) out["requestBody"] = std::move(*body);
  out["responses"] = responses(route, schemas);
  out["x-door"] = std::string(json::enum_name(spec.door));
  out["x-strength"] = std::string(json::enum_name(spec.strength));
  if (spec.door == Door::open) {
    out["security"] = bj::array{bj::object{}};
  } else {
    bj::object needs{{"session", bj::array{}}};
    if (spec.method != Method::get) needs["csrf"] = bj::array{};
    out["security"] = bj::array{std::move(needs)};
  }
  return out;
}

}  // namespace

std::string openapi(const Router& router) {
  json::Schemas schemas;
  bj::object paths;
  for (const auto& route : router.routes()) {
    auto& path = paths[route.spec.path];
    if (!path.is_object()) path = bj::object{};
    path.as_object()[kVerbs[static_cast<std::size_t>(route.spec.method)]] = operation(route, schemas);
  }
  bj::object components;
  for (const auto& [name, text] : schemas.components) components[name] = parsed(text);
  components["Problem"] = parsed(std::string(kProblem));
  components["ProblemCode"] = problem_codes();
  const bj::object schemes{
      {"session", bj::object{{"type", "apiKey"},
                             {"in", "cookie"},
                             {"name", "__Host-musubi"},
                             {"description", "`musubi` where the server is reached without TLS"}}},
      {"csrf", bj::object{{"type", "apiKey"},
                          {"in", "header"},
                          {"name", "X-CSRF-Token"},
                          {"description",
                           "from GET /api/v1/session; needed with the session cookie on every change"}}}};
  const bj::object document{
      {"openapi", "3.1.0"},
      {"info", bj::object{{"title", "Musubi"},
                          {"version", MUSUBI_VERSION},
                          {"license", bj::object{{"name", "Apache-2.0"}, {"identifier", "Apache-2.0"}}}}},
      {"servers", bj::array{bj::object{{"url", "/"}}}},
      {"paths", std::move(paths)},
      {"components", bj::object{{"schemas", std::move(components)}, {"securitySchemes", schemes}}}};
  return bj::serialize(document);
}

}  // namespace musubi::http
