// An object that travels as it is: another standard describes it (HL7 FHIR), and its room checks it.
#pragma once
#include "base/json.hpp"

namespace musubi::json {

struct Object {
  std::string text = "{}";
};
/// The object written out again; `wrong_type` where it is none.
Status read_object(const Node& node, const std::string& path, std::string& out);

template <>
struct Codec<Object> {
  static Status read(const Node& n, const std::string& path, Object& out) {
    return read_object(n, path, out.text);
  }
  static void write(std::string& out, const Object& v) { out += v.text; }
  static std::string schema(Schemas&) { return R"({"type":"object","additionalProperties":true})"; }
};

}  // namespace musubi::json
