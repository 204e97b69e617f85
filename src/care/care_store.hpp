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

/// Whose card: none for the team's, otherwise the guardian's own.
using Holder = std::optional<GuardianId>;
/// The holder's card in force.
std::optional<CardIssue> card(Tx& tx, RegionId region, PersonId person, const Holder& holder);
/// The highest number of all cards of a person; 0 where there is none.
std::int64_t last_card(Tx& tx, RegionId region, PersonId person);
/// The code of a card: its hash, by which it is found, and itself, sealed, to be printed again.
struct SealedCode {
  db::Bytes hash;
  std::optional<db::Bytes> sealed;  ///< none: from before codes were kept
};
BOOST_DESCRIBE_STRUCT(SealedCode, (), (hash, sealed))
std::optional<SealedCode> code(Tx& tx, RegionId region, PersonId person, std::int64_t number);
struct CodeRow {
  RegionId region_id;
  PersonId person_id;
  std::int64_t number = 0;
  db::Bytes hash;
  std::optional<db::Bytes> sealed;
};
BOOST_DESCRIBE_STRUCT(CodeRow, (), (region_id, person_id, number, hash, sealed))
/// Of all cards of all regions.
std::vector<CodeRow> codes(Tx& tx);
/// Returns how many rows changed: none if it is not what it was.
std::int64_t replace_code(Tx& tx, const CodeRow& was, const db::Bytes& fresh);
/// Whose card in force it is.
std::optional<PersonId> person_of_card(Tx& tx, RegionId region, const db::Bytes& token_hash);
/// False if another one of this number came first.
bool insert_card(Tx& tx, RegionId region, PersonId person, const Holder& holder, std::int64_t number,
                 const SealedCode& code, const std::string& reason, const Hand& by);

}  // namespace musubi::care::store
