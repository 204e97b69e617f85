// The use cases of consent: record, look up, foresee and withdraw. Guard first, then rules, then store, then
// feed. Never opens or closes anything itself: access/ reads what is recorded here at every request. Rules:
// domain.md, "Withdrawal of consent"; consent.hpp for those that need no database.
#pragma once
#include "access/access.hpp"
#include "consent/consent.hpp"
#include "consent/consent_wording.hpp"

namespace musubi::consent {

/// All consents of a person, newest first.
Result<std::vector<ConsentView>> list_consents(Tx& tx, const access::Actor& actor, PersonId person);

/// Records a consent or another legal basis. A guardian records only their own. The same id with the same
/// content is answered with the first result.
Result<ConsentView> record_consent(Tx& tx, const access::Actor& actor, PersonId person,
                                   const NewConsent& given);

/// What withdrawing it, wholly, for one facility or for one purpose, would close today.
Result<WithdrawalEffects> withdrawal_effects(Tx& tx, const access::Actor& actor, PersonId person,
                                             ConsentId consent, const Taken& taken);
/// Closes sharing at once, wholly, for the facilities named or for the purposes named.
Result<ConsentView> withdraw_consent(Tx& tx, const access::Actor& actor, PersonId person, ConsentId consent,
                                     const ConsentWithdrawal& how);

// --- for neighbour features that have passed their own guard ---------------------------------------------

/// What is covered, for `covered_classes` and `covered_until`.
std::vector<Coverage> coverage_of(Tx& tx, RegionId region, PersonId person);
/// Whether the grant (of Action::see_past) shows this consent with its signature or scan: the question of a
/// file.
bool may_see_evidence(Tx& tx, const access::Actor& actor, const access::Grant& grant, ConsentId consent);
/// The record of a consent without a guard, for generated data; `by` is the post that recorded it.
Status keep_consent(Tx& tx, RegionId region, PersonId person, const NewConsent& given,
                    const std::string& giver_relation, PostId by);

}  // namespace musubi::consent
