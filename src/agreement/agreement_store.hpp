// The tables of this room: agreement, agreement_profession, guest_facility, guest_post. SQL and nothing else.
// The two rows of an agreement name each other's region; statements that reach over the border name both.
#pragma once
#include "agreement/agreement.hpp"
#include "db/tx.hpp"

namespace musubi::agreement::store {

struct RegionRow {
  RegionId region_id;
  std::string slug;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(RegionRow, (), (region_id, slug, name))
std::optional<RegionRow> region_named(Tx& tx, std::string_view slug);

struct AgreementRow {
  AgreementId agreement_id;
  RegionId partner_region_id;
  std::string partner_slug;
  std::string partner_name;
  bool proposed_here = false;
  std::string title;
  ClassSet classes;
  Date starts_on;
  std::optional<Date> ends_on;
  AgreementState state = AgreementState::proposed;
  std::string reason;
  Time created_at{};
  std::optional<Time> answered_at;
  std::optional<Time> ended_at;
  std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(AgreementRow, (),
                      (agreement_id, partner_region_id, partner_slug, partner_name, proposed_here, title,
                       classes, starts_on, ends_on, state, reason, created_at, answered_at, ended_at,
                       version))
/// Newest first.
std::vector<AgreementRow> agreements(Tx& tx, RegionId region);
std::optional<AgreementRow> find(Tx& tx, RegionId region, AgreementId agreement);
std::vector<std::string> professions(Tx& tx, RegionId region, AgreementId agreement);
/// One region's row of it. False if the id is taken.
bool insert(Tx& tx, RegionId region, RegionId partner, const NewAgreement& given, bool proposed_here);
/// False if it is not in `from` any more: somebody of either side was faster.
bool move(Tx& tx, RegionId region, AgreementId agreement, AgreementState from, AgreementState to,
          std::string_view reason);

/// People with a seat, not over, for a facility of `partner`.
std::vector<PersonId> people_with_guests(Tx& tx, RegionId region, RegionId partner, const Date& today);

// --- guests

std::vector<PartnerFacility> partner_facilities(Tx& tx, RegionId region,
                                                const std::optional<std::string>& folded, const Date& today);
struct HomeFacility {
  std::string name, facility_type, postal_code, address, phone;
};
BOOST_DESCRIBE_STRUCT(HomeFacility, (), (name, facility_type, postal_code, address, phone))
/// Of the region's own: a guest there is nobody's home.
std::optional<HomeFacility> home_facility(Tx& tx, RegionId home, FacilityId facility);
std::optional<GuestFacility> guest_facility(Tx& tx, RegionId region, RegionId home, FacilityId facility);
void insert_guest_facility(Tx& tx, RegionId region, FacilityId here, RegionId home, FacilityId there,
                           PostId by);
/// Whether an agreement in force joins the two; with a profession: one that names it.
bool are_joined(Tx& tx, RegionId region, RegionId partner, std::string_view profession, const Date& today);

struct GuestRow {
  RegionId region_id;
  std::string slug;
  std::string name;
  FacilityId facility_id;  ///< there
  std::optional<PostId> post_id;
  std::int64_t open_invitations = 0;
};
BOOST_DESCRIBE_STRUCT(GuestRow, (), (region_id, slug, name, facility_id, post_id, open_invitations))
/// Where this post's facility is a guest and an agreement in force names its profession.
std::vector<GuestRow> guest_regions(Tx& tx, RegionId home, FacilityId facility, PostId post,
                                    std::string_view profession, const Date& today);
/// The post there of the post at home, with its name, profession and duties; held by the same account.
void insert_guest_post(Tx& tx, RegionId region, PostId post, FacilityId facility, RegionId home,
                       PostId home_post);
/// As the post at home is now; which of its own it has, it keeps.
void refresh_guest_post(Tx& tx, RegionId region, PostId post, RegionId home, PostId home_post);

}  // namespace musubi::agreement::store
