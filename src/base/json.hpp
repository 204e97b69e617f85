// Described JSON: a DTO is a plain struct with BOOST_DESCRIBE_STRUCT; strict reading (unknown field, wrong
// type, too long → an Error naming the path), writing, and the OpenAPI schema all follow from that one
// description. Members must be default-constructible. `std::optional` members may be missing or null; all
// others are required. Enums are BOOST_DESCRIBE_ENUMs and travel by name (a trailing `_` is dropped: `new_` ↔
// "new").
#pragma once
#include <array>
#include <boost/describe.hpp>
#include <boost/json/fwd.hpp>
#include <boost/mp11.hpp>
#include <concepts>
#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <typeinfo>
#include <vector>

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "base/result.hpp"
#include "base/types.hpp"

namespace musubi {

BOOST_DESCRIBE_ENUM(InfoClass, basic, health, development, education, welfare, family)

/// No body, no query, no answer.
struct None {};
BOOST_DESCRIBE_STRUCT(None, (), ())

namespace json {

/// A parsed document; hides the parser from the many files that only describe DTOs.
/// Fails with `malformed` for bad JSON, bad UTF-8, lone surrogates, repeated keys, or nesting deeper than 32.
class Node;
struct Document {
  struct Impl;
  std::shared_ptr<const Impl> impl;
  [[nodiscard]] const Node& root() const;
};
Result<Document> parse(std::string_view text);

/// One value of a document. Opaque: the functions below look inside.
class Node;
bool is_null(const Node& node);
Status read_bool(const Node& node, const std::string& path, bool& out);
Status read_int(const Node& node, const std::string& path, std::int64_t low, std::int64_t high,
                std::int64_t& out);
Status read_double(const Node& node, const std::string& path, double& out);
Status read_string(const Node& node, const std::string& path, std::size_t max_bytes, std::string& out);
Status read_bounded(const Node& node, const std::string& path, std::size_t min, std::size_t max,
                    text::Kind kind, std::string& out);
Status read_uuid(const Node& node, const std::string& path, Uuid& out);
Status read_date(const Node& node, const std::string& path, Date& out);
Status read_time(const Node& node, const std::string& path, Time& out);
/// Calls `each(node, path_of_item)`; `too_long` beyond `max` items.
Status read_array(const Node& node, const std::string& path, std::size_t max,
                  const std::function<Status(const Node&, const std::string&)>& each);
/// The member or nullptr. `check_members` reports the first name that is not in `known`.
const Node* member(const Node& object, std::string_view name);
Status check_members(const Node& node, const std::string& path, std::span<const std::string_view> known);
Error missing(const std::string& path);
Error not_one_of(const std::string& path, std::span<const std::string_view> names);

void write_string(std::string& out, std::string_view text);
void write_int(std::string& out, std::int64_t number);
void write_double(std::string& out, double number);

/// Schemas being collected for OpenAPI: component name → JSON text.
struct Schemas {
  std::map<std::string, std::string> components;
};

inline std::string join(const std::string& path, std::string_view name) {
  return path.empty() ? std::string(name) : path + '.' + std::string(name);
}

/// One specialization a kind of value: read, write, schema.
template <class T>
struct Codec;

// --- leaves
// -------------------------------------------------------------------------------------------------

template <>
struct Codec<bool> {
  static Status read(const Node& n, const std::string& path, bool& out) { return read_bool(n, path, out); }
  static void write(std::string& out, bool v) { out += v ? "true" : "false"; }
  static std::string schema(Schemas&) { return R"({"type":"boolean"})"; }
};
template <class T>
requires(std::integral<T> && !std::same_as<T, bool>) struct Codec<T> {
  static Status read(const Node& n, const std::string& path, T& out) {
    std::int64_t wide = 0;
    constexpr auto kLimit = std::int64_t{1} << 53;  // what a browser can hold
    TRY(read_int(n, path, sizeof(T) < 8 ? std::numeric_limits<T>::min() : -kLimit,
                 sizeof(T) < 8 ? std::numeric_limits<T>::max() : kLimit, wide));
    out = static_cast<T>(wide);
    return {};
  }
  static void write(std::string& out, T v) { write_int(out, static_cast<std::int64_t>(v)); }
  static std::string schema(Schemas&) { return R"({"type":"integer"})"; }
};
template <>
struct Codec<double> {
  static Status read(const Node& n, const std::string& path, double& out) {
    return read_double(n, path, out);
  }
  static void write(std::string& out, double v) { write_double(out, v); }
  static std::string schema(Schemas&) { return R"({"type":"number"})"; }
};
/// Plain strings are for answers; in requests use `Bounded` so that the limit is declared. Read limit: 1,000
/// bytes.
template <>
struct Codec<std::string> {
  static Status read(const Node& n, const std::string& path, std::string& out) {
    return read_string(n, path, 1000, out);
  }
  static void write(std::string& out, const std::string& v) { write_string(out, v); }
  static std::string schema(Schemas&) { return R"({"type":"string"})"; }
};
template <std::size_t Max, text::Kind K, std::size_t Min>
struct Codec<Bounded<Max, K, Min>> {
  static Status read(const Node& n, const std::string& path, Bounded<Max, K, Min>& out) {
    return read_bounded(n, path, Min, Max, K, out.value);
  }
  static void write(std::string& out, const Bounded<Max, K, Min>& v) { write_string(out, v.value); }
  static std::string schema(Schemas&) {
    return R"({"type":"string","minLength":)" + std::to_string(Min) + R"(,"maxLength":)" +
           std::to_string(Max) + "}";
  }
};
template <>
struct Codec<Secret> {
  static Status read(const Node& n, const std::string& path, Secret& out) {
    return read_string(n, path, 1024, out.value);
  }
  static void write(std::string& out, const Secret&) { out += "null"; }
  static std::string schema(Schemas&) { return R"({"type":"string","format":"password","maxLength":1024})"; }
};
template <std::int64_t Low, std::int64_t High>
struct Codec<Whole<Low, High>> {
  static Status read(const Node& n, const std::string& path, Whole<Low, High>& out) {
    return read_int(n, path, Low, High, out.value);
  }
  static void write(std::string& out, Whole<Low, High> v) { write_int(out, v.value); }
  static std::string schema(Schemas&) {
    return R"({"type":"integer","minimum":)" + std::to_string(Low) + R"(,"maximum":)" + std::to_string(High) +
           "}";
  }
};
template <class Tag>
struct Codec<Id<Tag>> {
  static Status read(const Node& n, const std::string& path, Id<Tag>& out) {
    return read_uuid(n, path, out.uuid);
  }
  static void write(std::string& out, const Id<Tag>& v) {
    out += '"';
    out += to_string(v.uuid);
    out += '"';
  }
  static std::string schema(Schemas&) { return R"({"type":"string","format":"uuid"})"; }
};
template <>
struct Codec<Date> {
  static Status read(const Node& n, const std::string& path, Date& out) { return read_date(n, path, out); }
  static void write(std::string& out, const Date& v) { out += '"' + to_string(v) + '"'; }
  static std::string schema(Schemas&) { return R"({"type":"string","format":"date"})"; }
};
template <>
struct Codec<Time> {
  static Status read(const Node& n, const std::string& path, Time& out) { return read_time(n, path, out); }
  static void write(std::string& out, const Time& v) { out += '"' + to_string(v) + '"'; }
  static std::string schema(Schemas&) { return R"({"type":"string","format":"date-time"})"; }
};

// --- described enums
// ----------------------------------------------------------------------------------------

constexpr std::string_view wire_name(std::string_view name) {
  return name.ends_with('_') ? name.substr(0, name.size() - 1) : name;
}
/// The names of an enum by its values, in order of description.
template <class E>
struct EnumTable {
  struct Row {
    E value;
    std::string_view name;
  };
  template <class List>
  struct Rows;
  template <template <class...> class List, class... D>
  struct Rows<List<D...>> {
    static constexpr std::array<Row, sizeof...(D)> kRows = {Row{D::value, wire_name(D::name)}...};
    static constexpr std::array<std::string_view, sizeof...(D)> kNames = {wire_name(D::name)...};
  };
  using Of = Rows<boost::describe::describe_enumerators<E>>;
};
template <class E>
requires std::is_enum_v<E>
constexpr std::string_view enum_name(E value) {
  for (const auto& row : EnumTable<E>::Of::kRows)
    if (row.value == value) return row.name;
  return "?";
}
template <class E>
requires std::is_enum_v<E>
constexpr std::optional<E> enum_value(std::string_view name) {
  for (const auto& row : EnumTable<E>::Of::kRows)
    if (row.name == name) return row.value;
  return std::nullopt;
}
template <class E>
requires std::is_enum_v<E>
constexpr std::span<const std::string_view> enum_names() {
  return EnumTable<E>::Of::kNames;
}
std::string enum_schema(std::span<const std::string_view> names);

template <class E>
requires std::is_enum_v<E>
struct Codec<E> {
  static Status read(const Node& n, const std::string& path, E& out) {
    std::string name;
    TRY(read_string(n, path, 64, name));
    const auto value = enum_value<E>(name);
    if (!value) return std::unexpected(not_one_of(path, enum_names<E>()));
    out = *value;
    return {};
  }
  static void write(std::string& out, E v) { write_string(out, enum_name(v)); }
  static std::string schema(Schemas&) { return enum_schema(enum_names<E>()); }
};

template <>
struct Codec<ClassSet> {
  static Status read(const Node& n, const std::string& path, ClassSet& out) {
    out = {};
    return read_array(n, path, 6, [&](const Node& item, const std::string& at) -> Status {
      InfoClass c{};
      TRY(Codec<InfoClass>::read(item, at, c));
      out = out | ClassSet::of(c);
      return {};
    });
  }
  static void write(std::string& out, ClassSet v) {
    out += '[';
    bool first = true;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<InfoClass>>([&](auto d) {
      if (!v.has(d.value)) return;
      if (!first) out += ',';
      first = false;
      write_string(out, d.name);
    });
    out += ']';
  }
  static std::string schema(Schemas& s) {
    return R"({"type":"array","uniqueItems":true,"items":)" + Codec<InfoClass>::schema(s) + "}";
  }
};

// --- containers
// ---------------------------------------------------------------------------------------------

template <class T>
struct Codec<std::optional<T>> {
  static Status read(const Node& n, const std::string& path, std::optional<T>& out) {
    if (is_null(n)) {
      out.reset();
      return {};
    }
    return Codec<T>::read(n, path, out.emplace());
  }
  static void write(std::string& out, const std::optional<T>& v) {
    if (v)
      Codec<T>::write(out, *v);
    else
      out += "null";
  }
  static std::string schema(Schemas& s) {
    return R"({"anyOf":[)" + Codec<T>::schema(s) + R"(,{"type":"null"}]})";
  }
};
template <class T>
Status read_items(const Node& n, const std::string& path, std::size_t max, std::vector<T>& out) {
  out.clear();
  return read_array(n, path, max, [&](const Node& item, const std::string& at) {
    return Codec<T>::read(item, at, out.emplace_back());
  });
}
template <class T>
void write_items(std::string& out, const std::vector<T>& items) {
  out += '[';
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i != 0) out += ',';
    Codec<T>::write(out, items[i]);
  }
  out += ']';
}
template <class T>
struct Codec<std::vector<T>> {
  static Status read(const Node& n, const std::string& path, std::vector<T>& out) {
    return read_items(n, path, 200, out);
  }
  static void write(std::string& out, const std::vector<T>& v) { write_items(out, v); }
  static std::string schema(Schemas& s) { return R"({"type":"array","items":)" + Codec<T>::schema(s) + "}"; }
};
template <class T, std::size_t Max>
struct Codec<List<T, Max>> {
  static Status read(const Node& n, const std::string& path, List<T, Max>& out) {
    return read_items(n, path, Max, out.items);
  }
  static void write(std::string& out, const List<T, Max>& v) { write_items(out, v.items); }
  static std::string schema(Schemas& s) {
    return R"({"type":"array","maxItems":)" + std::to_string(Max) + R"(,"items":)" + Codec<T>::schema(s) +
           "}";
  }
};

// --- described structs
// --------------------------------------------------------------------------------------

template <class T>
concept Described = std::is_class_v<T> && boost::describe::has_describe_members<T>::value;
template <class T>
inline constexpr bool is_optional_v = false;
template <class T>
inline constexpr bool is_optional_v<std::optional<T>> = true;

/// The last part of a C++ type's name: `musubi::notebook::NewEntry` → `NewEntry`.
std::string short_name(const std::type_info& type);

/// What is to be known of a member, without its type, so that the loops over members are compiled once for
/// all structs (json.cpp) and not once for each: a third of what compiling a room's routes took.
struct ReadMember {
  std::string_view name;
  bool required;
  Status (*read)(const Node&, const std::string& path, void* object);
};
struct WriteMember {
  std::string_view name;
  void (*write)(std::string& out, const void* object);
};
struct SchemaMember {
  std::string_view name;
  bool required;
  std::string (*schema)(Schemas&);
};
Status read_members(const Node& node, const std::string& path, std::span<const ReadMember> members,
                    void* object);
void write_members(std::string& out, std::span<const WriteMember> members, const void* object);
/// The reference to the struct's component; describes it first where that was not done yet.
std::string schema_of_members(Schemas& schemas, const std::type_info& type,
                              std::span<const SchemaMember> members);

/// The tables of T's members. Each is made only where it is used.
template <class T, class List>
struct MemberTables;
template <class T, template <class...> class List, class... D>
struct MemberTables<T, List<D...>> {
  template <class Descriptor>
  using Type = std::remove_cvref_t<decltype(std::declval<T&>().*Descriptor::pointer)>;
  template <class Descriptor>
  static Status read(const Node& node, const std::string& path, void* object) {
    return Codec<Type<Descriptor>>::read(node, path, static_cast<T*>(object)->*Descriptor::pointer);
  }
  template <class Descriptor>
  static void write(std::string& out, const void* object) {
    Codec<Type<Descriptor>>::write(out, static_cast<const T*>(object)->*Descriptor::pointer);
  }
  static constexpr std::array<ReadMember, sizeof...(D)> kRead = {
      ReadMember{wire_name(D::name), !is_optional_v<Type<D>>, &read<D>}...};
  static constexpr std::array<WriteMember, sizeof...(D)> kWrite = {
      WriteMember{wire_name(D::name), &write<D>}...};
  static constexpr std::array<SchemaMember, sizeof...(D)> kSchema = {
      SchemaMember{wire_name(D::name), !is_optional_v<Type<D>>, &Codec<Type<D>>::schema}...};
};

template <Described T>
struct Codec<T> {
  using Tables = MemberTables<T, boost::describe::describe_members<T, boost::describe::mod_public>>;

  static Status read(const Node& node, const std::string& path, T& out) {
    return read_members(node, path, Tables::kRead, &out);
  }
  static void write(std::string& out, const T& value) { write_members(out, Tables::kWrite, &value); }
  static std::string schema(Schemas& schemas) {
    return schema_of_members(schemas, typeid(T), Tables::kSchema);
  }
};

/// Reads a whole text into a T.
template <class T>
Result<T> read(std::string_view text) {
  TRY_ASSIGN(const auto document, parse(text));
  T out{};
  TRY(Codec<T>::read(document.root(), "", out));
  return out;
}
template <class T>
std::string to_json(const T& value) {
  std::string out;
  Codec<T>::write(out, value);
  return out;
}

/// An answer that may be given often: written out once, by the first who asks, on whatever thread that is.
template <class T>
class Kept {
 public:
  explicit Kept(T value) : value_(std::move(value)) {}
  [[nodiscard]] const std::string& text() const {
    std::call_once(written_, [this] {
      text_ = to_json(value_);
      value_ = T{};  // held once, not twice
    });
    return text_;
  }
  /// The text in a packed form, made once too; always with the same `pack`.
  template <class Pack>
  [[nodiscard]] const std::string& packed(const Pack& pack) const {
    std::call_once(packed_once_, [&] { packed_ = pack(text()); });
    return packed_;
  }

 private:
  mutable T value_;
  mutable std::once_flag written_, packed_once_;
  mutable std::string text_, packed_;
};

}  // namespace json
}  // namespace musubi
