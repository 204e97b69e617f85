#include "identity/passkey.hpp"

#include <algorithm>
#include <array>

namespace musubi::identity {
namespace {

constexpr std::size_t kLongestClientData = 4096;
constexpr std::array<std::string_view, 6> kTransports{"usb",      "nfc",    "ble",
                                                      "internal", "hybrid", "smart-card"};

bool is_host_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
}

std::optional<std::string> text_member(const json::Node& object, std::string_view name) {
  const auto* const node = json::member(object, name);
  std::string text;
  if (node == nullptr || !json::read_string(*node, "", 1000, text)) return std::nullopt;
  return text;
}

}  // namespace

std::optional<RelyingParty> relying_party_of(std::string_view origin) {
  const bool https = origin.starts_with("https://");
  if (!https && !origin.starts_with("http://")) return std::nullopt;
  auto host = origin.substr(https ? 8 : 7);
  if (const auto colon = host.find(':'); colon != std::string_view::npos) host = host.substr(0, colon);
  if (host.empty() || host.size() > 253 || !std::ranges::all_of(host, is_host_letter)) return std::nullopt;
  // Browsers take no passkey for an address, and without TLS only for localhost.
  const bool address = std::ranges::all_of(host, [](char c) { return (c >= '0' && c <= '9') || c == '.'; });
  if (address || (!https && host != "localhost")) return std::nullopt;
  return RelyingParty{std::string(host), std::string(origin)};
}

std::optional<ClientData> read_client_data(crypto::BytesView bytes) {
  if (bytes.size() > kLongestClientData) return std::nullopt;
  const auto document = json::parse({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  if (!document) return std::nullopt;
  const auto& root = document->root();
  const auto object = json::check_members(root, "", {});
  if (!object && object.error().code == Code::wrong_type) return std::nullopt;  // no object at all
  const auto type = text_member(root, "type");
  const auto challenge = text_member(root, "challenge");
  const auto origin = text_member(root, "origin");
  if (!type || !challenge || !origin) return std::nullopt;
  auto decoded = crypto::from_base64url(*challenge);
  if (!decoded) return std::nullopt;
  ClientData data{*type, std::move(*decoded), *origin, false};
  if (const auto* const cross = json::member(root, "crossOrigin"))
    if (!json::read_bool(*cross, "", data.cross_origin)) return std::nullopt;
  return data;
}

std::string known_transports(const List<Line<20>, 8>& given) {
  std::string kept;
  for (const auto known : kTransports)
    if (std::ranges::any_of(given.items, [&](const Line<20>& t) { return t.value == known; }))
      kept += (kept.empty() ? "" : ",") + std::string(known);
  return kept;
}

std::vector<std::string> transports_of(std::string_view kept) {
  std::vector<std::string> out;
  while (!kept.empty()) {
    const auto comma = std::min(kept.find(','), kept.size());
    out.emplace_back(kept.substr(0, comma));
    kept.remove_prefix(std::min(comma + 1, kept.size()));
  }
  return out;
}

bool counter_goes_on(std::int64_t kept, std::uint32_t given) {
  return (kept == 0 && given == 0) || static_cast<std::int64_t>(given) > kept;
}

}  // namespace musubi::identity
