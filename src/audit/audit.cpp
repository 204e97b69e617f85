#include "audit/audit.hpp"

namespace musubi::audit {

void append(Tx& tx, const access::Actor& actor, const NewRecord& record) {
  const auto or_null = [](const Uuid& id) { return id.is_nil() ? std::nullopt : std::optional(id); };
  tx.send(R"sql(
    insert into audit (region_id, audit_id, at, account_id, post_id, facility_id, profession, session_id, person_id,
                       action, classes, subject_kind, subject_id, outcome, basis)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
  )sql",
          actor.region_id, tx.new_id<AuditId>(), tx.now(), actor.account_id, or_null(actor.post_id.uuid),
          actor.facility_id, actor.profession, or_null(actor.session_id.uuid), record.person_id,
          record.action, record.classes, record.subject_kind, or_null(record.subject_id), record.outcome,
          record.basis);
}

void append_refusal(Tx& tx, const access::Actor& actor, const Refusal& refusal) {
  NewRecord record;
  if (const auto person = parse_uuid(refusal.person_id)) record.person_id = PersonId{*person};
  record.action = refusal.action;
  record.outcome = AuditOutcome::refused;
  record.basis = refusal.rule;
  append(tx, actor, record);
}

std::vector<AccessLine> history(Tx& tx, RegionId region, PersonId person, std::optional<AuditId> before,
                                std::optional<AccountId> without, int limit) {
  // The newest possible UUID stands for "from the end", and for the account that nobody has: one statement
  // serves all. The program itself has the nil account.
  AuditId newest;
  newest.uuid.bytes.fill(0xFF);
  AccountId nobody;
  nobody.uuid.bytes.fill(0xFF);
  return tx.all<AccessLine>(R"sql(
    select a.audit_id, a.at, a.action, a.classes, a.outcome, a.basis, coalesce(p.name, ''), coalesce(f.name, ''),
           a.profession, a.account_id
      from audit a
      left join post p on p.region_id = a.region_id and p.post_id = a.post_id
      left join facility f on f.region_id = a.region_id and f.facility_id = a.facility_id
     where a.region_id = $1 and a.person_id = $2 and a.audit_id < $3 and a.account_id <> $4
     order by a.audit_id desc limit $5
  )sql",
                            region, person, before.value_or(newest), without.value_or(nobody), limit);
}

}  // namespace musubi::audit
