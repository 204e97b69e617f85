#include "base/settings.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <span>

#define TOML_EXCEPTIONS 0
#define TOML_HEADER_ONLY 1
#include <toml++/toml.h>

#include "base/address.hpp"

namespace musubi {
namespace {

enum class Shape { text, number, flag, texts };

/// One key: how its value is written, and how it is checked and kept. `set` says what is wrong, or nothing.
struct Field {
  std::string_view key;
  Shape shape;
  std::string (*set)(Settings&, std::span<const std::string>);
};

using Values = std::span<const std::string>;

std::string set_number(int& out, const std::string& text, int low, int high) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || number < low || number > high)
    return fmt::format("{}から{}までの整数です / must be a whole number from {} to {}", low, high, low, high);
  out = number;
  return {};
}

bool is_address(const std::string& text) {
  in6_addr ignored{};
  return ::inet_pton(AF_INET, text.c_str(), &ignored) == 1 ||
         ::inet_pton(AF_INET6, text.c_str(), &ignored) == 1;
}

std::string set_origin(Settings& s, Values v) {
  const auto& text = v[0];
  const bool https = text.starts_with("https://");
  const auto host =
      std::string_view(text).substr(std::min(text.size(), https ? std::size_t{8} : std::size_t{7}));
  const bool plain = host.find_first_of("/?#@ ") == std::string_view::npos;
  if (!text.empty() && (!(https || text.starts_with("http://")) || host.empty() || !plain))
    return "https://ホスト名 の形です（最後に / を付けない） / must look like https://host, without a path";
  s.public_origin = text;
  return {};
}

/// A host name or address in small letters, with its port where that is not 443.
bool is_host(const std::string& text) {
  return !text.empty() &&
         text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789.-:[]") == std::string::npos;
}

const Field kFields[] = {
    {"listen.address", Shape::text,
     [](Settings& s, Values v) -> std::string {
       if (!is_address(v[0])) return "IPアドレスです / must be an IP address";
       s.listen_address = v[0];
       return {};
     }},
    {"listen.port", Shape::number,
     [](Settings& s, Values v) { return set_number(s.listen_port, v[0], 0, 65535); }},
    {"listen.io_threads", Shape::number,
     [](Settings& s, Values v) { return set_number(s.io_threads, v[0], 0, 256); }},
    {"listen.public_origin", Shape::text, set_origin},
    {"listen.trusted_proxies", Shape::texts,
     [](Settings& s, Values v) -> std::string {
       if (!std::ranges::all_of(v, is_address)) return "IPアドレスの並びです / must be IP addresses";
       s.trusted_proxies.assign(v.begin(), v.end());
       return {};
     }},
    {"listen.tls_by_proxy", Shape::flag,
     [](Settings& s, Values v) { return s.tls_by_proxy = v[0] == "true", std::string(); }},
    {"metrics.token", Shape::text,
     [](Settings& s, Values v) -> std::string {
       if (!v[0].empty() && v[0].size() < 32)
         return "32文字以上にしてください / must have at least 32 characters";
       s.metrics_token = v[0];
       return {};
     }},
    {"tls.certificate", Shape::text,
     [](Settings& s, Values v) { return s.tls_certificate = v[0], std::string(); }},
    {"tls.key", Shape::text, [](Settings& s, Values v) { return s.tls_key = v[0], std::string(); }},
    {"tls.self_made", Shape::flag,
     [](Settings& s, Values v) { return s.tls_self_made = v[0] == "true", std::string(); }},
    {"database.url", Shape::text,
     [](Settings& s, Values v) -> std::string {
       if (!v[0].empty() && !v[0].starts_with("sqlite:") && !v[0].starts_with("postgres:"))
         return "sqlite:パス か postgres:接続文字列 です / must be sqlite:PATH or postgres:CONNINFO";
       s.database_url = v[0];
       return {};
     }},
    {"database.plain", Shape::flag,
     [](Settings& s, Values v) { return s.plain_database = v[0] == "true", std::string(); }},
    {"listen.streams_per_account", Shape::number,
     [](Settings& s, Values v) { return set_number(s.streams_per_account, v[0], 1, 10000); }},
    {"database.sqlite_readers", Shape::number,
     [](Settings& s, Values v) { return set_number(s.sqlite_readers, v[0], 1, 64); }},
    {"database.pg_connections", Shape::number,
     [](Settings& s, Values v) { return set_number(s.pg_connections, v[0], 1, 256); }},
    {"storage.data", Shape::text,
     [](Settings& s, Values v) -> std::string {
       if (v[0].empty()) return "空にできません / must not be empty";
       s.data_directory = v[0];
       return {};
     }},
    {"storage.web", Shape::text, [](Settings& s, Values v) { return s.web_directory = v[0], std::string(); }},
    {"storage.master_key_file", Shape::text,
     [](Settings& s, Values v) { return s.master_key_file = v[0], std::string(); }},
    {"devices.certificate_days", Shape::number,
     [](Settings& s, Values v) { return set_number(s.device_certificate_days, v[0], 1, 825); }},
    {"oidc.hosts", Shape::texts,
     [](Settings& s, Values v) -> std::string {
       if (!std::ranges::all_of(v, is_host))
         return "小文字のホスト名の並びです（例 login.example.jp） / must be host names in small letters";
       s.oidc_hosts.assign(v.begin(), v.end());
       return {};
     }},
    {"oidc.plain_loopback", Shape::flag,
     [](Settings& s, Values v) { return s.oidc_plain_loopback = v[0] == "true", std::string(); }},
    {"audit.seal", Shape::flag,
     [](Settings& s, Values v) { return s.audit_seal = v[0] == "true", std::string(); }},
    {"log.level", Shape::text,
     [](Settings& s, Values v) -> std::string {
       static constexpr std::string_view kLevels[] = {"debug", "info", "warning", "error"};
       if (std::ranges::find(kLevels, v[0]) == std::end(kLevels))
         return "debug・info・warning・error のどれかです / must be debug, info, warning or error";
       s.log_level = v[0];
       return {};
     }},
};

std::unexpected<Error> wrong(const std::string& where, std::string_view key, const std::string& why) {
  return fail(Code::invalid, std::string(key), fmt::format("{}: {}: {}", where, key, why),
              fmt::format("{}: {}: {}", where, key, why));
}

Status apply(Settings& settings, const Field& field, Values values, const std::string& where) {
  if (field.shape == Shape::flag && values[0] != "true" && values[0] != "false")
    return wrong(where, field.key, "true か false です / must be true or false");
  if (const auto why = field.set(settings, values); !why.empty()) return wrong(where, field.key, why);
  return {};
}

const Field* field_of(std::string_view key) {
  const auto* at = std::ranges::find(kFields, key, &Field::key);
  return at == std::end(kFields) ? nullptr : at;
}

/// A list travels as one text outside TOML: `10.0.0.1,10.0.0.2`.
std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at <= text.size();) {
    const auto end = std::min(text.find(',', at), text.size());
    auto part = text.substr(at, end - at);
    while (part.starts_with(' ')) part.remove_prefix(1);
    while (part.ends_with(' ')) part.remove_suffix(1);
    if (!part.empty()) out.emplace_back(part);
    at = end + 1;
  }
  return out;
}

/// The TOML value as the texts that `Field::set` takes; nullopt if it is of another type.
std::optional<std::vector<std::string>> texts_of(const toml::node& node, Shape shape) {
  std::vector<std::string> out;
  if (shape == Shape::texts) {
    if (!node.is_array()) return std::nullopt;
    for (const auto& item : *node.as_array()) {
      if (!item.is_string()) return std::nullopt;
      out.push_back(item.as_string()->get());
    }
  } else if (shape == Shape::text && node.is_string()) {
    out.push_back(node.as_string()->get());
  } else if (shape == Shape::number && node.is_integer()) {
    out.push_back(std::to_string(node.as_integer()->get()));
  } else if (shape == Shape::flag && node.is_boolean()) {
    out.emplace_back(node.as_boolean()->get() ? "true" : "false");
  } else {
    return std::nullopt;
  }
  return out;
}

std::string_view shape_words(Shape shape) {
  switch (shape) {
    case Shape::text:
      return "文字列です / must be a text in quotes";
    case Shape::number:
      return "整数です / must be a whole number";
    case Shape::flag:
      return "true か false です / must be true or false";
    case Shape::texts:
      return "文字列の並びです / must be a list of texts";
  }
  return {};
}

Status read_table(Settings& settings, const toml::table& table, const std::string& name) {
  for (const auto& [group_key, group] : table) {
    const auto at = [&](const toml::node& node) {
      return fmt::format("{}:{}", name, node.source().begin.line);
    };
    const std::string group_name(group_key.str());
    if (!group.is_table()) return wrong(at(group), group_name, "知らない項目です / unknown key");
    for (const auto& [key, value] : *group.as_table()) {
      const auto full = group_name + "." + std::string(key.str());
      const auto* field = field_of(full);
      if (field == nullptr) return wrong(at(value), full, "知らない項目です / unknown key");
      const auto texts = texts_of(value, field->shape);
      if (!texts) return wrong(at(value), full, std::string(shape_words(field->shape)));
      TRY(apply(settings, *field, *texts, at(value)));
    }
    const bool known =
        std::ranges::any_of(kFields, [&](const Field& f) { return f.key.starts_with(group_name + "."); });
    if (!known) return wrong(at(group), group_name, "知らない項目です / unknown key");
  }
  return {};
}

Status read_environment(Settings& settings, const Environment& environment) {
  for (const auto& field : kFields) {
    std::string name = "MUSUBI_";
    for (const char c : field.key)
      name += c == '.' ? '_' : static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    if (const auto value = environment(name)) TRY(set_setting(settings, field.key, *value, name));
  }
  if (const auto folder = environment("CREDENTIALS_DIRECTORY")) settings.credentials = *folder;
  return {};
}

Status check_together(const Settings& s, const std::string& name) {
  if (s.tls_certificate.empty() != s.tls_key.empty())
    return wrong(name, s.tls_key.empty() ? "tls.key" : "tls.certificate",
                 "tls.certificate と tls.key は両方必要です / certificate and key are needed together");
  return {};
}

}  // namespace

constexpr const char* kCredential = "musubi-master-key";

std::string Settings::database() const {
  return database_url.empty() ? "sqlite:" + (data_directory / "musubi.db").string() : database_url;
}
std::filesystem::path Settings::key_file() const {
  if (!master_key_file.empty()) return master_key_file;
  if (key_is_credential()) return credentials / kCredential;
  return data_directory / "keys" / "master.key";
}
bool Settings::key_is_credential() const {
  std::error_code none;
  if (credentials.empty()) return false;
  return master_key_file.empty() ? std::filesystem::exists(credentials / kCredential, none)
                                 : master_key_file.parent_path() == credentials;
}

Status check_serving(const Settings& s) {
  const bool tls = s.tls_self_made || !s.tls_certificate.empty();
  if (tls || is_loopback(s.listen_address)) return {};
  if (!s.tls_by_proxy)
    return fail(
        Code::invalid, "listen.address",
        "暗号化しない通信で外部のアドレスを開くことはできません。tls.certificate と tls.key を設定するか、"
        "TLSを受け持つプロキシがある場合は listen.trusted_proxies にそのアドレスを書き、"
        "listen.tls_by_proxy = true にしてください。",
        "Plain HTTP is not served beyond this machine. Set tls.certificate and tls.key; or, where a proxy "
        "speaks TLS, name it in listen.trusted_proxies and set listen.tls_by_proxy = true.");
  if (s.trusted_proxies.empty())
    return fail(Code::invalid, "listen.tls_by_proxy",
                "TLSを受け持つプロキシのアドレスを listen.trusted_proxies に書いてください。",
                "Name the proxy that speaks TLS in listen.trusted_proxies.");
  return {};
}

Environment process_environment() {
  return [](const std::string& name) -> std::optional<std::string> {
    const char* value = std::getenv(name.c_str());  // NOLINT: nothing sets it meanwhile
    return value == nullptr ? std::nullopt : std::optional<std::string>(value);
  };
}

Status set_setting(Settings& settings, std::string_view key, std::string_view value,
                   const std::string& where) {
  const auto* field = field_of(key);
  if (field == nullptr) return wrong(where, key, "知らない項目です / unknown key");
  if (field->shape == Shape::texts) return apply(settings, *field, split(value), where);
  const std::string text(value);
  return apply(settings, *field, {&text, 1}, where);
}

std::vector<std::string_view> setting_keys() {
  std::vector<std::string_view> keys;
  for (const auto& field : kFields) keys.push_back(field.key);
  return keys;
}

Result<Settings> parse_settings(std::string_view toml, const std::string& name,
                                const Environment& environment) {
  Settings settings;
  const auto parsed = toml::parse(toml, std::string_view(name));
  if (!parsed) {
    const auto& error = parsed.error();
    const auto text = fmt::format("{}:{}: {}", name, error.source().begin.line, error.description());
    return fail(Code::malformed, "", text, text);
  }
  TRY(read_table(settings, parsed.table(), name));
  TRY(read_environment(settings, environment));
  TRY(check_together(settings, name));
  return settings;
}

Result<Settings> load_settings(const std::optional<std::filesystem::path>& file,
                               const Environment& environment) {
  if (!file) return parse_settings("", "environment", environment);
  std::ifstream in(*file, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(in), {}};
  if (!in.is_open() || in.bad())
    return fail(Code::not_found, "", fmt::format("設定ファイル {} が読めません。", file->string()),
                fmt::format("The settings file {} cannot be read.", file->string()));
  return parse_settings(text, file->string(), environment);
}

}  // namespace musubi
