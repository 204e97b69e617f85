// Strong identifiers: a PersonId is no FacilityId. Ids are UUIDv7 (RFC 9562), made by whoever creates the
// thing, the phone too, so that a retried write is the same write. Nothing here reads clock or randomness.
#pragma once
#include <array>
#include <compare>
#include <cstdint>
#include <cstring>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace musubi {

struct Uuid {
  std::array<std::uint8_t, 16> bytes{};
  auto operator<=>(const Uuid&) const = default;
  [[nodiscard]] bool is_nil() const { return bytes == std::array<std::uint8_t, 16>{}; }
};

/// The canonical 36 characters, lower case.
std::string to_string(const Uuid& uuid);
/// Accepts the canonical form only, either case; anything else is nullopt.
std::optional<Uuid> parse_uuid(std::string_view text);
/// A UUIDv7 of this instant (milliseconds since 1970) and these 10 random bytes.
Uuid make_uuid_v7(std::int64_t unix_ms, const std::array<std::uint8_t, 10>& random);

template <class Tag>
struct Id {
  Uuid uuid{};
  auto operator<=>(const Id&) const = default;
  [[nodiscard]] bool is_nil() const { return uuid.is_nil(); }
};
template <class Tag>
std::string to_string(const Id<Tag>& id) {
  return to_string(id.uuid);
}

using RegionId = Id<struct RegionTag>;
using NoticeId = Id<struct NoticeTag>;
using DocumentId = Id<struct DocumentTag>;
using ApplicationId = Id<struct ApplicationTag>;
using FacilityId = Id<struct FacilityTag>;
using AccountId = Id<struct AccountTag>;
using PostId = Id<struct PostTag>;
using SessionId = Id<struct SessionTag>;
using InvitationId = Id<struct InvitationTag>;
using PersonId = Id<struct PersonTag>;
using GuardianId = Id<struct GuardianTag>;
using SchoolingId = Id<struct SchoolingTag>;
using ConsentId = Id<struct ConsentTag>;
using SeatId = Id<struct SeatTag>;
using EntryId = Id<struct EntryTag>;
using ReplyId = Id<struct ReplyTag>;
using FileId = Id<struct FileTag>;
using AuditId = Id<struct AuditTag>;

}  // namespace musubi

template <>
struct std::hash<musubi::Uuid> {
  std::size_t operator()(const musubi::Uuid& u) const noexcept {
    std::size_t low = 0;
    std::memcpy(&low, u.bytes.data() + 8, sizeof low);  // the random half
    return low;
  }
};
template <class Tag>
struct std::hash<musubi::Id<Tag>> {
  std::size_t operator()(const musubi::Id<Tag>& id) const noexcept {
    return std::hash<musubi::Uuid>{}(id.uuid);
  }
};
