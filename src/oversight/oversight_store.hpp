// SQL of oversight, and nothing else.
#pragma once
#include "oversight/oversight.hpp"

namespace musubi::oversight::store {

/// Ids are made at the instant they tell, so a range of ids is a range of time, and the primary key finds it.
struct IdRange {
  AuditId from;
  AuditId before;
};
IdRange range_of(Time from, Time before);

std::vector<AuditLine> lines(Tx& tx, RegionId region, const AuditFilter& filter, const IdRange& range,
                             int limit);
std::optional<AuditLine> line(Tx& tx, RegionId region, AuditId id);
/// All kinds, newest first.
std::vector<UnusualLook> unusual(Tx& tx, RegionId region, const IdRange& range, int limit);

struct QuestionRow {
  LookQuestionId question_id;
  PersonId person_id;
  AuditId audit_id;
  std::string body;
  PostId asked_by_post;
  AccountId asked_by_account;
  std::string asked_by_name;
  Time asked_at{};
  std::optional<std::string> answer;
  std::optional<std::string> answered_by;
  std::optional<Time> answered_at;
};
BOOST_DESCRIBE_STRUCT(QuestionRow, (),
                      (question_id, person_id, audit_id, body, asked_by_post, asked_by_account, asked_by_name,
                       asked_at, answer, answered_by, answered_at))
/// False if the id is taken.
bool insert_question(Tx& tx, RegionId region, const QuestionRow& row);
/// False if it was answered meanwhile.
bool insert_answer(Tx& tx, RegionId region, LookQuestionId question, const LookAnswer& answer, PostId by);
std::optional<QuestionRow> question(Tx& tx, RegionId region, LookQuestionId id);
/// Those of one asker about one person, newest first.
std::vector<QuestionRow> questions_of(Tx& tx, RegionId region, PersonId person, PostId asker);
/// The queue: open ones oldest first, answered ones newest first.
std::vector<QuestionRow> questions(Tx& tx, RegionId region, QuestionState state, int limit);

bool is_row_of(Tx& tx, RegionId region, AuditId row, PersonId person);
bool is_limited(Tx& tx, RegionId region, PersonId person, PostId guardian);
bool shows_names(Tx& tx, RegionId region);
std::vector<AccountId> operators(Tx& tx, RegionId region);

}  // namespace musubi::oversight::store
