// Guests (他の地域の支援者): posts here of people who work in another region, under an agreement between the
// two (広域連携協定). What an agreement in force is, is said here alone, as SQL: the guard, its listeners,
// sessions and the team ask by it. Rule: domain.md, "Who may do what" 2; why: docs/decisions/030.
#pragma once
#include <vector>

#include "access/access.hpp"

namespace musubi::access {

/// The agreements in force that name the profession of the actor's post at home, which is theirs and in force
/// itself.
std::vector<AgreementFact> agreements_of(Tx& tx, const Actor& actor);

/// What a facility is here: one of the region's own, or a guest; none: unknown.
enum class FacilityKind { own, guest };
std::optional<FacilityKind> kind_of_facility(Tx& tx, RegionId region, FacilityId facility);
/// The classes that agreements in force let the profession of a guest facility see; empty profession: any
/// that they name.
ClassSet agreed_with(Tx& tx, RegionId region, FacilityId guest, std::string_view profession);

}  // namespace musubi::access

/// Whether `facility` is another region's, with the region as $1.
#define MUSUBI_IS_GUEST(facility) \
  "exists (select 1 from guest_facility gf where gf.region_id = $1 and gf.facility_id = " facility ")"

/// A post at home that is worth its name: `h`, on the day `today`.
#define MUSUBI_POST_STANDS(today) \
  "h.state = 'active' and h.starts_on <= " today " and (h.ends_on is null or h.ends_on >= " today ")"

/// An agreement in force: `a`, on the day `today`.
#define MUSUBI_AGREEMENT_STANDS(today) \
  "a.state = 'agreed' and a.starts_on <= " today " and (a.ends_on is null or a.ends_on >= " today ")"

/// From the guest's post `post` and `profession` to the agreements `a` in force that let it in.
#define MUSUBI_AGREEMENTS(post, profession, today)                                                     \
  " from guest_post gp join post h on h.region_id = gp.home_region_id and h.post_id = gp.home_post_id" \
  " join agreement a on a.region_id = gp.region_id and a.partner_region_id = gp.home_region_id"        \
  " join agreement_profession ap on ap.region_id = a.region_id and ap.agreement_id = a.agreement_id"   \
  "      and ap.profession = h.profession"                                                             \
  " where gp.region_id = $1 and gp.post_id = " post " and h.profession = " profession                  \
  " and " MUSUBI_POST_STANDS(today) " and " MUSUBI_AGREEMENT_STANDS(today) " "
