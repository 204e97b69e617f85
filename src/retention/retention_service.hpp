// The use cases of keeping and shredding. The end of support belongs to the person's coordinator; periods,
// holds and shredding to the region's operators, who see names and days here and nothing of a notebook. One
// operator proposes, another confirms; the keeper (retention_keeper) shreds. Guard first, everywhere.
#pragma once
#include "access/access.hpp"
#include "retention/retention.hpp"

namespace musubi::retention {

using access::Actor;

// --- the coordinator
Result<SupportEnds> ends(Tx& tx, const Actor& actor, PersonId person);
/// `conflict` where it has ended already; `invalid` for a day to come or before birth.
Result<SupportEnds> end_support(Tx& tx, const Actor& actor, PersonId person, const SupportEnd& sent);
/// While it is kept. An open proposal to shred is taken back with it.
Result<SupportEnds> resume_support(Tx& tx, const Actor& actor, PersonId person, const SupportReason& why);

// --- operators
Result<RetentionView> settings(Tx& tx, const Actor& actor);
/// `version`: of the newest decision of this kind, 0 if there is none.
Result<RetentionView> decide_period(Tx& tx, const Actor& actor, KeptKind kind, std::int64_t version,
                                    const NewRetentionPeriod& sent);
/// Who has ended, the longest ago first; at most 1,000.
Result<std::vector<EndedLine>> list_ended(Tx& tx, const Actor& actor);
Result<EndedCase> see_ended(Tx& tx, const Actor& actor, PersonId person);
Result<EndedCase> hold(Tx& tx, const Actor& actor, PersonId person, const NewHold& sent);
Result<EndedCase> release(Tx& tx, const Actor& actor, PersonId person, HoldId hold, const SupportReason& why);
/// `conflict` unless it is due and not held.
Result<EndedCase> propose(Tx& tx, const Actor& actor, PersonId person, const NewShredding& sent);
/// By another account than the proposal's, or `forbidden`.
Result<EndedCase> confirm(Tx& tx, const Actor& actor, PersonId person, ShreddingId id);
Result<EndedCase> withdraw(Tx& tx, const Actor& actor, PersonId person, ShreddingId id,
                           const SupportReason& why);
Result<std::vector<CertificateLine>> list_certificates(Tx& tx, const Actor& actor);
Result<CertificateView> see_certificate(Tx& tx, const Actor& actor, ShreddingId id);

// --- for the keeper: no guard, no actor
/// What stands in the way of shredding this person now, under a confirmed proposal.
std::vector<Obstacle> obstacles_of(Tx& tx, RegionId region, PersonId person, ShreddingId id);
/// Deletes everything if nothing stands in the way, with the certificate and its audit row; false otherwise.
bool shred(Tx& tx, RegionId region, PersonId person, ShreddingId id);

}  // namespace musubi::retention
