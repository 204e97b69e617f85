// The tables of 医療的ケア: SQL and nothing else. Rows are only added; the highest version of a part, and of
// an instruction sheet, is the present state. Which of them a reader gets is the service's business, by
// class.
#pragma once
#include "care/care.hpp"
#include "db/tx.hpp"

namespace musubi::care::store {

/// Who writes, as it is kept with what was written.
struct Hand {
  PostId post_id;
  std::string name, facility_name;
};

struct PartRow {
  CarePart part = CarePart::procedures;
  std::int64_t version = 0;
  std::string body, reason;
  Time at{};
  std::string by_name, by_facility;
};
BOOST_DESCRIBE_STRUCT(PartRow, (), (part, version, body, reason, at, by_name, by_facility))
/// In their present state; parts that nobody wrote are not there.
std::vector<PartRow> parts(Tx& tx, RegionId region, PersonId person);
/// Newest first.
std::vector<PartRow> part_versions(Tx& tx, RegionId region, PersonId person, CarePart part);
/// False if that version is there already.
bool insert_part(Tx& tx, RegionId region, PersonId person, CarePart part, std::int64_t version,
                 const CareContent& content, const std::string& reason, const Hand& by, Time at);

struct InstructionRow {
  InstructionId id;
  PersonId person_id;
  std::int64_t version = 0;
  std::string body;
  bool hidden = false;
  std::string reason;
  Time at{};
  PostId by_post;
  std::string by_name, by_facility;
};
BOOST_DESCRIBE_STRUCT(InstructionRow, (),
                      (id, person_id, version, body, hidden, reason, at, by_post, by_name, by_facility))
/// In their present state.
std::vector<InstructionRow> instructions(Tx& tx, RegionId region, PersonId person);
/// Newest first; whoever the person is.
std::vector<InstructionRow> instruction_versions(Tx& tx, RegionId region, InstructionId instruction);
/// False if that version is there already, of whatever person.
bool insert_instruction(Tx& tx, RegionId region, const InstructionRow& row);

std::optional<CardIssue> card(Tx& tx, RegionId region, PersonId person);
/// Whose card in force it is.
std::optional<PersonId> person_of_card(Tx& tx, RegionId region, const db::Bytes& token_hash);
/// False if another one of this number came first.
bool insert_card(Tx& tx, RegionId region, PersonId person, std::int64_t number, const db::Bytes& token_hash,
                 const std::string& reason, const Hand& by);

}  // namespace musubi::care::store
