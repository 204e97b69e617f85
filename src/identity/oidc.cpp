#include "identity/oidc.hpp"

#include <algorithm>

#include "crypto/token.hpp"

namespace musubi::identity {
namespace {

constexpr std::size_t kLongestUrl = 2000;
constexpr std::size_t kLongestSubject = 255;  // Core 2: `sub` MUST NOT exceed 255 ASCII characters

struct UrlParts {
  bool https = false;
  std::string_view host;
  std::string_view port;  ///< empty: the scheme's own
};

/// The parts that say whom is asked. Nothing for what two readers could take for different hosts.
std::optional<UrlParts> parts_of(std::string_view url) {
  UrlParts out;
  out.https = url.starts_with("https://");
  if ((!out.https && !url.starts_with("http://")) || url.size() > kLongestUrl) return std::nullopt;
  const auto outside = [](char c) { return c <= ' ' || c > '~' || c == '\\' || c == '#' || c == '@'; };
  if (std::ranges::any_of(url, outside)) return std::nullopt;
  auto host = url.substr(out.https ? 8 : 7);
  host = host.substr(0, host.find_first_of("/?"));
  if (const auto colon = host.rfind(':'); colon != std::string_view::npos && !host.ends_with(']')) {
    out.port = host.substr(colon + 1);
    host = host.substr(0, colon);
    if (out.port.empty() || out.port.find_first_not_of("0123456789") != std::string_view::npos)
      return std::nullopt;
  }
  if (host.empty() || host.find_first_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ%") != std::string_view::npos)
    return std::nullopt;
  out.host = host;
  return out;
}

bool is_object(const json::Node& node) {
  const auto object = json::check_members(node, "", {});
  return object || object.error().code != Code::wrong_type;
}

std::optional<std::string> text_of(const json::Node& object, std::string_view name, std::size_t most) {
  const auto* node = json::member(object, name);
  std::string text;
  if (node == nullptr || !json::read_string(*node, "", most, text)) return std::nullopt;
  return text;
}

std::optional<std::vector<std::string>> texts_of(const json::Node& object, std::string_view name) {
  const auto* node = json::member(object, name);
  if (node == nullptr) return std::nullopt;
  std::vector<std::string> out;
  const auto read = json::read_array(*node, "", 200, [&](const json::Node& item, const std::string&) {
    return json::read_string(item, "", 300, out.emplace_back());
  });
  if (!read) return std::nullopt;
  return out;
}

/// A NumericDate: seconds, perhaps with a fraction.
std::optional<Time> time_of(const json::Node& object, std::string_view name) {
  const auto* node = json::member(object, name);
  double value = 0;
  constexpr double kFar = 1e11;
  if (node == nullptr || !json::read_double(*node, "", value) || value < 0 || value > kFar)
    return std::nullopt;
  return from_unix_us(static_cast<std::int64_t>(value * 1e6));
}

std::vector<std::string_view> split(std::string_view text, char at) {
  std::vector<std::string_view> out;
  while (!text.empty()) {
    const auto end = std::min(text.find(at), text.size());
    if (end > 0) out.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

std::expected<void, std::string> check_audience(const json::Node& claims, std::string_view client_id) {
  std::vector<std::string> audience;
  if (auto one = text_of(claims, "aud", 300))
    audience.push_back(std::move(*one));
  else if (auto several = texts_of(claims, "aud"))
    audience = std::move(*several);
  if (std::ranges::find(audience, client_id) == audience.end()) return std::unexpected("aud");
  const bool has_azp = json::member(claims, "azp") != nullptr;
  if (audience.size() > 1 && !has_azp) return std::unexpected("azp");
  if (has_azp && text_of(claims, "azp", 300) != client_id) return std::unexpected("azp");
  return {};
}

std::expected<void, std::string> check_times(const json::Node& claims, const TokenTerms& terms) {
  const auto expires = time_of(claims, "exp");
  const auto issued = time_of(claims, "iat");
  if (!expires || *expires + kOidcSkew <= terms.now) return std::unexpected("exp");
  // The code was fetched a moment ago, so a token of long ago is not the one for it.
  if (!issued || *issued > terms.now + kOidcSkew || *issued + kOidcAttemptFor + kOidcSkew < terms.now)
    return std::unexpected("iat");
  if (json::member(claims, "nbf") != nullptr) {
    const auto begins = time_of(claims, "nbf");
    if (!begins || *begins > terms.now + kOidcSkew) return std::unexpected("nbf");
  }
  if (terms.logged_in_since) {
    const auto logged_in = time_of(claims, "auth_time");
    if (!logged_in || *logged_in + kOidcSkew < *terms.logged_in_since || *logged_in > terms.now + kOidcSkew)
      return std::unexpected("auth_time");
  }
  return {};
}

std::expected<void, std::string> check_binding(const json::Node& claims, const TokenTerms& terms) {
  const auto nonce = text_of(claims, "nonce", 200);
  if (!nonce || !crypto::equal(*nonce, terms.nonce)) return std::unexpected("nonce");
  if (json::member(claims, "at_hash") != nullptr &&
      text_of(claims, "at_hash", 100) != crypto::half_hash(terms.access_token))
    return std::unexpected("at_hash");
  return {};
}

}  // namespace

bool may_ask(const OidcReach& reach, std::string_view url) {
  const auto parts = parts_of(url);
  if (!parts) return false;
  if (!parts->https) {
    const bool here = parts->host == "127.0.0.1" || parts->host == "localhost" || parts->host == "[::1]";
    if (!here || !reach.plain_loopback) return false;
  }
  auto asked = std::string(parts->host);
  if (!parts->port.empty() && parts->port != "443") asked += ':' + std::string(parts->port);
  return std::ranges::find(reach.hosts, asked) != reach.hosts.end();
}

std::string redirect_uri_of(const OidcReach& reach) {
  return reach.origin.empty() ? "" : reach.origin + "/oidc/callback";
}

std::optional<std::string> own_path(std::string_view text) {
  const auto outside = [](char c) { return c <= ' ' || c > '~' || c == '\\'; };
  if (!text.starts_with('/') || text.starts_with("//") || text.size() > 500 ||
      std::ranges::any_of(text, outside))
    return std::nullopt;
  return std::string(text);
}

std::expected<Discovery, std::string> read_discovery(std::string_view text, std::string_view issuer,
                                                     const OidcReach& reach) {
  const auto document = json::parse(text);
  if (!document || !is_object(document->root())) return std::unexpected("discovery");
  const auto& root = document->root();
  // The document's own issuer must be the one asked for, letter by letter: Discovery 4.3.
  if (text_of(root, "issuer", kLongestUrl) != issuer) return std::unexpected("discovery_issuer");
  Discovery out;
  out.issuer = issuer;
  out.authorization_endpoint = text_of(root, "authorization_endpoint", kLongestUrl).value_or("");
  out.token_endpoint = text_of(root, "token_endpoint", kLongestUrl).value_or("");
  out.jwks_uri = text_of(root, "jwks_uri", kLongestUrl).value_or("");
  for (const auto* url : {&out.authorization_endpoint, &out.token_endpoint, &out.jwks_uri})
    if (!may_ask(reach, *url)) return std::unexpected("discovery_host");
  if (const auto ways = texts_of(root, "token_endpoint_auth_methods_supported"))
    out.basic = std::ranges::find(*ways, "client_secret_basic") != ways->end() ||
                std::ranges::find(*ways, "client_secret_post") == ways->end();
  if (const auto* says = json::member(root, "authorization_response_iss_parameter_supported"))
    if (!json::read_bool(*says, "", out.says_iss)) return std::unexpected("discovery");
  return out;
}

std::string form_encoded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '-' || c == '.' || c == '_' || c == '~';
    if (plain)
      out += c;
    else
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

std::string form_of(const std::vector<std::pair<std::string_view, std::string>>& fields) {
  std::string out;
  for (const auto& [name, value] : fields) {
    if (!out.empty()) out += '&';
    out += name;
    out += '=';
    out += form_encoded(value);
  }
  return out;
}

std::optional<TokenAnswer> read_token_answer(std::string_view text) {
  const auto document = json::parse(text);
  if (!document || !is_object(document->root())) return std::nullopt;
  const auto& root = document->root();
  auto token = text_of(root, "id_token", crypto::kLongestJws);
  if (!token) return std::nullopt;
  return TokenAnswer{std::move(*token), text_of(root, "access_token", crypto::kLongestJws).value_or("")};
}

std::expected<TokenHolder, std::string> check_id_token(std::string_view token,
                                                       std::span<const crypto::JwsKey> keys,
                                                       const TokenTerms& terms) {
  const auto payload = crypto::check_jws(token, keys);
  if (!payload) return std::unexpected(std::string(crypto::word_of(payload.error())));
  const auto document = json::parse(*payload);
  if (!document || !is_object(document->root())) return std::unexpected("malformed");
  const auto& claims = document->root();
  if (text_of(claims, "iss", kLongestUrl) != terms.issuer) return std::unexpected("iss");
  if (const auto fits = check_audience(claims, terms.client_id); !fits) return std::unexpected(fits.error());
  if (const auto fits = check_times(claims, terms); !fits) return std::unexpected(fits.error());
  if (const auto fits = check_binding(claims, terms); !fits) return std::unexpected(fits.error());
  auto subject = text_of(claims, "sub", kLongestSubject);
  if (!subject || subject->empty()) return std::unexpected("sub");
  TokenHolder holder{std::move(*subject), text_of(claims, "acr", 300).value_or(""), {}};
  if (auto amr = texts_of(claims, "amr")) holder.amr = std::move(*amr);
  return holder;
}

bool is_strong(const TokenHolder& holder, std::string_view strong_acr, std::string_view strong_amr) {
  for (const auto word : split(strong_acr, ' '))
    if (word == holder.acr) return true;
  return std::ranges::any_of(split(strong_amr, ' '), [&](std::string_view word) {
    const auto all = split(word, '+');
    return !all.empty() && std::ranges::all_of(all, [&](std::string_view part) {
      return std::ranges::find(holder.amr, part) != holder.amr.end();
    });
  });
}

}  // namespace musubi::identity
