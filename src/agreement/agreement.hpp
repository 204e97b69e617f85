// Agreements between two regions (広域連携協定): named professions of one join teams of the other, for some
// classes of information and a period. Operators of both make and end them; coordinators invite facilities of
// the partner; who works there takes up a post here. What an agreement opens is decided in access/ (decide,
// guest); this room keeps its terms. Rule: domain.md, "agreement" and "Who may do what" 2; why:
// docs/decisions/030.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/json.hpp"

namespace musubi::agreement {

using AgreementId = Id<struct AgreementTag>;

/// Only `agreed` opens anything. Proposals are taken back by ending them.
enum class AgreementState { proposed, agreed, declined, ended };
BOOST_DESCRIBE_ENUM(AgreementState, proposed, agreed, declined, ended)

struct AgreementView {
  AgreementId id;
  std::string partner_slug;
  std::string partner_name;
  bool proposed_here = false;
  std::string title;
  std::vector<std::string> professions;
  ClassSet classes;
  Date starts_on;
  std::optional<Date> ends_on;  ///< the last day
  AgreementState state = AgreementState::proposed;
  bool in_force = false;
  std::string reason;  ///< why it was declined or ended
  Time created_at{};
  std::optional<Time> answered_at;
  std::optional<Time> ended_at;
  std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(AgreementView, (),
                      (id, partner_slug, partner_name, proposed_here, title, professions, classes, starts_on,
                       ends_on, state, in_force, reason, created_at, answered_at, ended_at, version))

struct NewAgreement {
  AgreementId id;
  RequiredLine<40> partner_slug;
  RequiredLine<100> title;
  List<RequiredLine<60>, 60> professions;
  ClassSet classes;
  Date starts_on;
  std::optional<Date> ends_on;
};
BOOST_DESCRIBE_STRUCT(NewAgreement, (), (id, partner_slug, title, professions, classes, starts_on, ends_on))

struct AgreementAnswer {
  bool accept = false;
  std::optional<Line<500>> reason;  ///< needed to decline
};
BOOST_DESCRIBE_STRUCT(AgreementAnswer, (), (accept, reason))

struct AgreementEnd {
  RequiredLine<500> reason;
};
BOOST_DESCRIBE_STRUCT(AgreementEnd, (), (reason))

/// What the history keeps of a state (history.hpp).
struct KeptAgreement {
  std::string title, partner, professions;
  ClassSet classes;
  Date starts_on;
  std::optional<Date> ends_on;
  AgreementState state = AgreementState::proposed;
};
BOOST_DESCRIBE_STRUCT(KeptAgreement, (), (title, partner, professions, classes, starts_on, ends_on, state))

// --- guests

struct PartnerQuery {
  std::optional<Line<100>> q;  ///< part of a name, in any of its common forms
};
BOOST_DESCRIBE_STRUCT(PartnerQuery, (), (q))
/// A facility of a region that an agreement in force joins to this one.
struct PartnerFacility {
  std::string region_slug;
  std::string region_name;
  FacilityId facility_id;  ///< there
  std::string name;
  std::string facility_type;
};
BOOST_DESCRIBE_STRUCT(PartnerFacility, (), (region_slug, region_name, facility_id, name, facility_type))

struct NewGuestFacility {
  RequiredLine<40> region_slug;
  FacilityId facility_id;  ///< there
};
BOOST_DESCRIBE_STRUCT(NewGuestFacility, (), (region_slug, facility_id))
struct GuestFacility {
  FacilityId id;  ///< here: what a seat or a consent names
  std::string name;
};
BOOST_DESCRIBE_STRUCT(GuestFacility, (), (id, name))

/// A region where the actor's facility is a guest and their profession is named by an agreement in force.
struct GuestRegion {
  std::string region_slug;
  std::string region_name;
  std::optional<PostId> post_id;      ///< the actor's own there, once taken up
  std::int64_t open_invitations = 0;  ///< of the facility as a whole, into teams there
};
BOOST_DESCRIBE_STRUCT(GuestRegion, (), (region_slug, region_name, post_id, open_invitations))

struct NewGuestPost {
  RequiredLine<40> region_slug;
};
BOOST_DESCRIBE_STRUCT(NewGuestPost, (), (region_slug))
struct GuestPost {
  PostId post_id;
};
BOOST_DESCRIBE_STRUCT(GuestPost, (), (post_id))

// --- pure rules

inline constexpr int kLongestPeriodYears = 10;

bool in_force(AgreementState state, const Date& starts_on, const std::optional<Date>& ends_on,
              const Date& today);
/// Everything that can be told from what was sent.
Status check_terms(const NewAgreement& given, const Date& today);

}  // namespace musubi::agreement
