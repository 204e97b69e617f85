#include "care/care_store.hpp"

namespace musubi::care::store {
namespace {

#define MUSUBI_PART_COLUMNS                                                     \
  "select part, version, body, reason, at, by_name, by_facility from care_part" \
  " p where region_id = $1 and person_id = $2 "
#define MUSUBI_INSTRUCTION_COLUMNS                                                                     \
  "select instruction_id, person_id, version, body, hidden, reason, at, by_post, by_name, by_facility" \
  " from care_instruction i where region_id = $1 "

}  // namespace

std::vector<PartRow> parts(Tx& tx, RegionId region, PersonId person) {
  return tx.all<PartRow>(MUSUBI_PART_COLUMNS
                         "and version = (select max(n.version) from care_part n where n.region_id = $1"
                         " and n.person_id = $2 and n.part = p.part)",
                         region, person);
}

std::vector<PartRow> part_versions(Tx& tx, RegionId region, PersonId person, CarePart part) {
  return tx.all<PartRow>(MUSUBI_PART_COLUMNS "and part = $3 order by version desc limit 200", region, person,
                         part);
}

bool insert_part(Tx& tx, RegionId region, PersonId person, CarePart part, std::int64_t version,
                 const CareContent& content, const std::string& reason, const Hand& by, Time at) {
  return tx.run(R"sql(
    insert into care_part (region_id, person_id, part, version, body, reason, at, by_post, by_name, by_facility)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
    on conflict do nothing
  )sql",
                region, person, part, version, json::to_json(content), reason, at, by.post_id, by.name,
                by.facility_name) == 1;
}

std::vector<InstructionRow> instructions(Tx& tx, RegionId region, PersonId person) {
  return tx.all<InstructionRow>(MUSUBI_INSTRUCTION_COLUMNS
                                "and person_id = $2 and version = (select max(n.version)"
                                " from care_instruction n where n.region_id = $1 and n.person_id = $2"
                                " and n.instruction_id = i.instruction_id) order by instruction_id",
                                region, person);
}

std::vector<InstructionRow> instruction_versions(Tx& tx, RegionId region, InstructionId instruction) {
  return tx.all<InstructionRow>(MUSUBI_INSTRUCTION_COLUMNS
                                "and instruction_id = $2 order by version desc limit 200",
                                region, instruction);
}

bool insert_instruction(Tx& tx, RegionId region, const InstructionRow& row) {
  return tx.run(R"sql(
    insert into care_instruction (region_id, person_id, instruction_id, version, body, hidden, reason, at, by_post,
                                  by_name, by_facility)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
    on conflict do nothing
  )sql",
                region, row.person_id, row.id, row.version, row.body, row.hidden, row.reason, row.at,
                row.by_post, row.by_name, row.by_facility) == 1;
}

std::optional<CardIssue> card(Tx& tx, RegionId region, PersonId person, const Holder& holder) {
  return tx.first<CardIssue>(R"sql(
    select number, at, by_name from care_card
     where region_id = $1 and person_id = $2 and guardian_id is not distinct from $3
     order by number desc limit 1
  )sql",
                             region, person, holder);
}

std::int64_t last_card(Tx& tx, RegionId region, PersonId person) {
  return tx.one<std::int64_t>(
      "select coalesce(max(number), 0) from care_card where region_id = $1 and person_id = $2", region,
      person);
}

std::optional<SealedCode> code(Tx& tx, RegionId region, PersonId person, std::int64_t number) {
  return tx.first<SealedCode>(
      "select token_hash, sealed from care_card where region_id = $1 and person_id = $2 and number = $3",
      region, person, number);
}

std::vector<CodeRow> codes(Tx& tx) {
  return tx.all<CodeRow>("select region_id, person_id, number, token_hash, sealed from care_card");
}

std::int64_t replace_code(Tx& tx, const CodeRow& was, const db::Bytes& fresh) {
  if (!was.sealed)
    return tx.run(R"sql(
      update care_card set sealed = $4 where region_id = $1 and person_id = $2 and number = $3 and sealed is null
    )sql",
                  was.region_id, was.person_id, was.number, fresh);
  return tx.run(R"sql(
    update care_card set sealed = $5 where region_id = $1 and person_id = $2 and number = $3 and sealed = $4
  )sql",
                was.region_id, was.person_id, was.number, *was.sealed, fresh);
}

std::optional<PersonId> person_of_card(Tx& tx, RegionId region, const db::Bytes& token_hash) {
  return tx.first<PersonId>(R"sql(
    select person_id from care_card c
     where region_id = $1 and token_hash = $2
       and number = (select max(n.number) from care_card n
                      where n.region_id = $1 and n.person_id = c.person_id
                        and n.guardian_id is not distinct from c.guardian_id)
  )sql",
                            region, token_hash);
}

bool insert_card(Tx& tx, RegionId region, PersonId person, const Holder& holder, std::int64_t number,
                 const SealedCode& code, const std::string& reason, const Hand& by) {
  return tx.run(R"sql(
    insert into care_card (region_id, person_id, guardian_id, number, token_hash, sealed, reason, at, by_post, by_name)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
    on conflict do nothing
  )sql",
                region, person, holder, number, code.hash, code.sealed, reason, tx.now(), by.post_id,
                by.name) == 1;
}

}  // namespace musubi::care::store
