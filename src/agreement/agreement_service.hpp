// The use cases of agreements. Operators of both regions propose, answer and end them; members of a region
// invite facilities of the partner; who works at one takes up a post in the other region and acts as it
// there.
#pragma once
#include "access/access.hpp"
#include "agreement/agreement.hpp"

namespace musubi::agreement {

using access::Actor;

// --- operators ---

/// Newest first, those of both sides.
Result<std::vector<AgreementView>> list_agreements(Tx& tx, const Actor& actor);
/// `invalid` for a region that is not there or is one's own.
Result<AgreementView> propose(Tx& tx, const Actor& actor, const NewAgreement& given);
/// By the region that was asked. `gone` once it was answered or taken back.
Result<AgreementView> answer(Tx& tx, const Actor& actor, AgreementId agreement, const AgreementAnswer& given);
/// By either side, at once: what it opened closes in the same transaction, in both regions.
Result<AgreementView> end(Tx& tx, const Actor& actor, AgreementId agreement, const AgreementEnd& given);

// --- members ---

/// What a coordinator may invite from over the border. Names of facilities, as their own portals show them.
Result<std::vector<PartnerFacility>> find_partner_facilities(Tx& tx, const Actor& actor,
                                                             const PartnerQuery& query);
/// Such a facility, so that seats and consents can name it here. The same one again: the same answer.
Result<GuestFacility> add_guest_facility(Tx& tx, const Actor& actor, const NewGuestFacility& given);
/// Where the actor may take up a post as a guest.
Result<std::vector<GuestRegion>> list_guest_regions(Tx& tx, const Actor& actor);
/// The actor's post there, made or brought up to the post at home. Acting as it is `identity::choose_post`.
Result<GuestPost> take_guest_post(Tx& tx, const Actor& actor, const NewGuestPost& given);

}  // namespace musubi::agreement
