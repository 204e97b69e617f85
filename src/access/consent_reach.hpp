// Which consents open to a facility: the one place that says so, as SQL over `consent c` with the region as
// $1 and the person as $2. The guard's facts, its listeners and the lists of who reads hold it, so that none
// of them tells somebody whom `decide` would refuse. Rule: domain.md, "Who may do what" 3.
#pragma once
#include "access/guest.hpp"

/// `facility`: SQL of the facility asked about. It is named, or left out of the whole team; if neither, the
/// whole team stands for it. A consent to the whole team was given for the region's own: a guest is named in
/// one, or none covers them.
#define MUSUBI_CONSENT_NAMES(facility)                                                   \
  " coalesce((select x.withdrawn_at is null from consent_party x where x.region_id = $1" \
  " and x.person_id = $2 and x.consent_id = c.consent_id and x.facility_id = " facility  \
  "), c.whole_team and not " MUSUBI_IS_GUEST(facility) ") "

/// In force on `today` towards that facility, for one of `purposes` at least (bits of a `PurposeSet`).
#define MUSUBI_CONSENT_OPENS(facility, today, purposes)                                          \
  " (c.region_id = $1 and c.person_id = $2 and c.withdrawn_at is null and c.starts_on <= " today \
  " and (c.ends_on is null or c.ends_on >= " today ") and (c.purpose_set & " purposes            \
  ") <> 0 and" MUSUBI_CONSENT_NAMES(facility) ") "
