// The use cases of oversight. Operators' ones pass `require_duty`, those of a person's 閲覧履歴 pass
// `require`; so looking at the audit log stands in the audit log.
#pragma once
#include "access/access.hpp"
#include "oversight/oversight.hpp"

namespace musubi::oversight {

using access::Actor;

Result<AuditPage> search(Tx& tx, const Actor& actor, const AuditFilter& filter);
/// The one person with this kana name and birth date, for `AuditFilter::person`; `not_found` for nobody and
/// for several. Stands in the 閲覧履歴 of whom it found.
Result<AuditPerson> find_person(Tx& tx, const Actor& actor, const AuditPersonQuery& query);
/// The rows of a filter as CSV, newest first; `too_large` beyond `kMostExported`. The route asks for a fresh
/// second factor.
Result<std::string> export_csv(Tx& tx, const Actor& actor, const AuditFilter& filter);
Result<UnusualLooks> unusual(Tx& tx, const Actor& actor);

Result<audit::SealState> seal_state(Tx& tx, const Actor& actor);
Result<std::vector<audit::HeadView>> heads(Tx& tx, const Actor& actor, std::optional<std::int64_t> before);
Result<audit::ConsistencyProof> prove_growth(Tx& tx, const Actor& actor, std::int64_t from,
                                             std::optional<std::int64_t> to);
/// Operators: any row of the region.
Result<audit::InclusionProof> prove_row(Tx& tx, const Actor& actor, AuditId row,
                                        std::optional<std::int64_t> since);
/// A row of the 閲覧履歴 of one person. What was hashed comes along only where the reader may see all of it.
Result<audit::InclusionProof> prove_look(Tx& tx, const Actor& actor, PersonId person, AuditId row,
                                         std::optional<std::int64_t> since);

/// Idempotent by its id. Told to the region's operators.
Result<LookQuestionView> ask(Tx& tx, const Actor& actor, PersonId person, const NewLookQuestion& question);
/// The caller's own questions about this person: nobody reads another's.
Result<std::vector<LookQuestionView>> own_questions(Tx& tx, const Actor& actor, PersonId person);
Result<std::vector<LookQuestionItem>> questions(Tx& tx, const Actor& actor, QuestionState state);
/// Once; `conflict` with the answer given if somebody was faster.
Result<LookQuestionItem> answer(Tx& tx, const Actor& actor, LookQuestionId question,
                                const NewLookAnswer& answer);

}  // namespace musubi::oversight
