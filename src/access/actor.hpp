// Who is asking: one human acting as one post, in one session of a known strength.
#pragma once
#include <optional>
#include <string>

#include "base/json.hpp"

namespace musubi::access {

/// What a post is. Guardians hold a post too: it ties their account to one region. An auditor (監査担当)
/// looks at who looked, and may do nothing else.
enum class PostKind { professional, operator_, guardian, auditor };
BOOST_DESCRIBE_ENUM(PostKind, professional, operator_, guardian, auditor)
/// Of the region itself, not of a facility or a family.
constexpr bool is_of_region(PostKind kind) {
  return kind == PostKind::operator_ || kind == PostKind::auditor;
}

/// How sure we are of the human. `fresh` = a second factor within the last 10 minutes (step-up).
enum class Strength { none, password, two_factor, fresh };
BOOST_DESCRIBE_ENUM(Strength, none, password, two_factor, fresh)

struct Actor {
  AccountId account_id;
  SessionId session_id;
  Strength strength = Strength::none;
  RegionId region_id;
  PostId post_id;
  PostKind kind = PostKind::professional;
  std::optional<FacilityId> facility_id;  ///< of professionals
  std::string profession;                 ///< code of data/professions.csv; empty for guardians
  bool is_manager = false;                ///< facility manager (施設管理者)
  bool is_guest = false;     ///< works in another region, here under an agreement (広域連携協定)
  bool pledged = false;      ///< accepted the region's pledge (誓約書) in its present version
  std::string display_name;  ///< of the human, as other members see it
  std::string facility_name;
};

}  // namespace musubi::access
