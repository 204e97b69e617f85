#include "base/json_object.hpp"

#include <fmt/format.h>
#include <boost/core/demangle.hpp>
#include <boost/json.hpp>
#include <charconv>
#include <cmath>
#include <unordered_set>

namespace musubi::json {
namespace bj = boost::json;

struct Document::Impl {
  bj::value value;
};
namespace {

// A Node is the library's value under a name of ours; it is never created, only pointed to.
const bj::value& value_of(const Node& node) {
  return reinterpret_cast<const bj::value&>(node);
}
const Node& node_of(const bj::value& value) {
  return reinterpret_cast<const Node&>(value);
}

std::unexpected<Error> wrong_type(const std::string& path, std::string_view ja, std::string_view en) {
  return fail(Code::wrong_type, path, fmt::format("{}を入れてください。", ja),
              fmt::format("Expected {}.", en));
}

/// The library keeps the last of two equal keys; two readers could then disagree about a request.
bool has_repeated_key(const bj::value& value, std::string_view text);

}  // namespace

const Node& Document::root() const {
  return node_of(impl->value);
}

Result<Document> parse(std::string_view text) {
  bj::parse_options options;
  options.max_depth = 32;
  boost::system::error_code ec;
  auto value = bj::parse(bj::string_view(text.data(), text.size()), ec, {}, options);
  if (ec || has_repeated_key(value, text))
    return fail(Code::malformed, "", "JSONとして読み取れません。", "This is not valid JSON.");
  return Document{std::make_shared<const Document::Impl>(Document::Impl{std::move(value)})};
}

namespace {

/// Counts members by walking the text's keys is dear; comparing sizes is enough: the parsed tree holds each
/// key once, so a text with more `":`-terminated keys than members has a repeat.
std::size_t count_members(const bj::value& value) {
  std::size_t count = 0;
  if (const auto* object = value.if_object()) {
    count += object->size();
    for (const auto& item : *object) count += count_members(item.value());
  } else if (const auto* array = value.if_array()) {
    for (const auto& item : *array) count += count_members(item);
  }
  return count;
}

bool has_repeated_key(const bj::value& value, std::string_view text) {
  std::size_t colons = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string) {
      if (c == '\\')
        ++i;
      else if (c == '"')
        in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == ':') {
      ++colons;
    }
  }
  return colons != count_members(value);
}

}  // namespace

bool is_null(const Node& node) {
  return value_of(node).is_null();
}

Status read_bool(const Node& node, const std::string& path, bool& out) {
  const auto* value = value_of(node).if_bool();
  if (value == nullptr) return wrong_type(path, "true か false ", "true or false");
  out = *value;
  return {};
}

Status read_int(const Node& node, const std::string& path, std::int64_t low, std::int64_t high,
                std::int64_t& out) {
  const auto& value = value_of(node);
  if (const auto* small = value.if_int64())
    out = *small;
  else
    return wrong_type(path, "整数", "a whole number");
  if (out < low || out > high)
    return fail(Code::invalid, path, fmt::format("{}から{}までの数を入れてください。", low, high),
                fmt::format("Enter a number from {} to {}.", low, high));
  return {};
}

Status read_double(const Node& node, const std::string& path, double& out) {
  boost::system::error_code ec;
  const auto& value = value_of(node);
  if (!value.is_number()) return wrong_type(path, "数", "a number");
  out = value.to_number<double>(ec);
  if (ec || !std::isfinite(out)) return wrong_type(path, "数", "a number");
  return {};
}

Status read_string(const Node& node, const std::string& path, std::size_t max_bytes, std::string& out) {
  const auto* value = value_of(node).if_string();
  if (value == nullptr) return wrong_type(path, "文字列", "a text");
  if (value->size() > max_bytes) return fail(Code::too_long, path, "長すぎます。", "This is too long.");
  out.assign(value->data(), value->size());
  return {};
}

Status read_bounded(const Node& node, const std::string& path, std::size_t min, std::size_t max,
                    text::Kind kind, std::string& out) {
  std::string raw;
  TRY(read_string(node, path, std::max<std::size_t>(max * 8, 1024), raw));
  if (const auto why = text::objection(raw, kind))
    return fail(Code::invalid, path, std::string(why->ja), std::string(why->en));
  raw = text::tidy(raw, kind);
  const auto length = text::length(raw).value_or(0);
  if (length > max)
    return fail(Code::too_long, path,
                fmt::format("{}文字以内で入力してください（いま{}文字）。", max, length),
                fmt::format("At most {} characters (now {}).", max, length));
  if (length < min) return std::unexpected(missing(path));
  out = std::move(raw);
  return {};
}

Status read_uuid(const Node& node, const std::string& path, Uuid& out) {
  const auto* value = value_of(node).if_string();
  const auto uuid = value == nullptr ? std::nullopt : parse_uuid({value->data(), value->size()});
  if (!uuid) return wrong_type(path, "ID", "an id");
  out = *uuid;
  return {};
}

Status read_date(const Node& node, const std::string& path, Date& out) {
  const auto* value = value_of(node).if_string();
  if (value == nullptr) return wrong_type(path, "日付（2026-04-01の形）", "a date such as 2026-04-01");
  const auto date = parse_date({value->data(), value->size()});
  if (!date) return fail(Code::invalid, path, "この日付はありません。", "There is no such date.");
  out = *date;
  return {};
}

Status read_time(const Node& node, const std::string& path, Time& out) {
  const auto* value = value_of(node).if_string();
  const auto at = value == nullptr ? std::nullopt : parse_time({value->data(), value->size()});
  if (!at) return wrong_type(path, "日時", "a date and time");
  out = *at;
  return {};
}

Status read_array(const Node& node, const std::string& path, std::size_t max,
                  const std::function<Status(const Node&, const std::string&)>& each) {
  const auto* array = value_of(node).if_array();
  if (array == nullptr) return wrong_type(path, "配列", "a list");
  if (array->size() > max)
    return fail(Code::too_long, path, fmt::format("{}件までです。", max),
                fmt::format("At most {} items.", max));
  for (std::size_t i = 0; i < array->size(); ++i)
    TRY(each(node_of((*array)[i]), fmt::format("{}[{}]", path, i)));
  return {};
}

const Node* member(const Node& object, std::string_view name) {
  const auto* found = value_of(object).as_object().if_contains(bj::string_view(name.data(), name.size()));
  return found == nullptr ? nullptr : &node_of(*found);
}

Status read_object(const Node& node, const std::string& path, std::string& out) {
  if (!value_of(node).is_object()) return wrong_type(path, "オブジェクト", "an object");
  out = bj::serialize(value_of(node));
  return {};
}

Status check_members(const Node& node, const std::string& path, std::span<const std::string_view> known) {
  const auto* object = value_of(node).if_object();
  if (object == nullptr) return wrong_type(path, "オブジェクト", "an object");
  for (const auto& item : *object) {
    const std::string_view name(item.key().data(), item.key().size());
    if (std::find(known.begin(), known.end(), name) == known.end())
      return fail(Code::unknown_field, join(path, name.substr(0, 100)), "この項目は使えません。",
                  "This field is not known here.");
  }
  return {};
}

Error missing(const std::string& path) {
  return {Code::invalid, path, "入力してください。", "This is required."};
}

Error not_one_of(const std::string& path, std::span<const std::string_view> names) {
  return {Code::invalid, path, fmt::format("次のどれかを選んでください：{}", fmt::join(names, "、")),
          fmt::format("Choose one of: {}", fmt::join(names, ", "))};
}

void write_string(std::string& out, std::string_view text) {
  static constexpr char kHex[] = "0123456789abcdef";
  out += '"';
  std::size_t from = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c >= 0x20 && c != '"' && c != '\\') continue;
    out.append(text, from, i - from);
    from = i + 1;
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      default:
        out += "\\u00";
        out += kHex[c >> 4];
        out += kHex[c & 15];
    }
  }
  out.append(text, from);
  out += '"';
}

void write_int(std::string& out, std::int64_t number) {
  char buffer[24];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, number);
  out.append(buffer, end.ptr);
}

void write_double(std::string& out, double number) {
  if (!std::isfinite(number)) {
    out += "null";
    return;
  }
  char buffer[40];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, number);
  out.append(buffer, end.ptr);
}

std::string enum_schema(std::span<const std::string_view> names) {
  std::string out = R"({"type":"string","enum":[)";
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i != 0) out += ',';
    write_string(out, names[i]);
  }
  return out + "]}";
}

Status read_members(const Node& node, const std::string& path, std::span<const ReadMember> members,
                    void* object) {
  std::vector<std::string_view> names;
  names.reserve(members.size());
  for (const auto& each : members) names.push_back(each.name);
  TRY(check_members(node, path, names));
  for (const auto& each : members) {
    if (const Node* const value = member(node, each.name); value != nullptr)
      TRY(each.read(*value, join(path, each.name), object));
    else if (each.required)
      return std::unexpected(missing(join(path, each.name)));
  }
  return {};
}

void write_members(std::string& out, std::span<const WriteMember> members, const void* object) {
  char before = '{';
  for (const auto& each : members) {
    out += before;
    before = ',';
    out += '"';
    out += each.name;
    out += "\":";
    each.write(out, object);
  }
  if (members.empty()) out += '{';
  out += '}';
}

std::string schema_of_members(Schemas& schemas, const std::type_info& type,
                              std::span<const SchemaMember> members) {
  const auto name = short_name(type);
  if (!schemas.components.contains(name)) {
    schemas.components[name];  // ends recursion
    std::string required;
    std::string properties;
    for (const auto& each : members) {
      if (!properties.empty()) properties += ',';
      write_string(properties, each.name);
      properties += ':' + each.schema(schemas);
      if (!each.required) continue;
      if (!required.empty()) required += ',';
      write_string(required, each.name);
    }
    schemas.components[name] = R"({"type":"object","additionalProperties":false,"properties":{)" +
                               properties + R"(},"required":[)" + required + "]}";
  }
  return R"({"$ref":"#/components/schemas/)" + name + R"("})";
}

std::string short_name(const std::type_info& type) {
  const auto full = boost::core::demangle(type.name());
  const auto at = full.rfind("::");
  return at == std::string::npos ? full : full.substr(at + 2);
}

}  // namespace musubi::json
