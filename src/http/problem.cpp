#include "http/problem.hpp"

#include "base/json.hpp"

namespace musubi::http {
namespace {

void member(std::string& out, std::string_view name, std::string_view text) {
  if (text.empty()) return;
  out += ",\"";
  out += name;
  out += "\":";
  json::write_string(out, text);
}

}  // namespace

std::string problem_document(const Error& error, bool english, int status) {
  const auto& words = describe(error.code);
  std::string out = R"({"type":"urn:musubi:problem:)" + std::string(words.name) + '"';
  member(out, "title", english ? words.en : words.ja);
  out += R"(,"status":)" + std::to_string(status);
  member(out, "code", words.name);
  member(out, "field", error.field);
  member(out, "detail", english && !error.detail_en.empty() ? error.detail_en : error.detail);
  if (!error.current.empty()) out += R"(,"current":)" + error.current;
  return out + '}';
}

}  // namespace musubi::http
