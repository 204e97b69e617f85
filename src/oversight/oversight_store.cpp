#include "oversight/oversight_store.hpp"

#include <algorithm>

namespace musubi::oversight::store {
namespace {

#define MUSUBI_LINE_COLUMNS                                                                           \
  "a.audit_id, a.at, a.account_id, coalesce(c.login, ''), coalesce(p.name, c.display_name, ''), "     \
  "a.facility_id, "                                                                                   \
  "coalesce(f.name, ''), a.profession, a.person_id, a.action, a.classes, a.subject_kind, a.outcome, " \
  "a.basis, "                                                                                         \
  "l.leaf_index"
// An account may be at home in another region than the one it acts in.
#define MUSUBI_LINE_TABLES                                                               \
  " from audit a"                                                                        \
  " left join account c on c.account_id = a.account_id"                                  \
  " left join post p on p.region_id = a.region_id and p.post_id = a.post_id"             \
  " left join facility f on f.region_id = a.region_id and f.facility_id = a.facility_id" \
  " left join audit_leaf l on l.region_id = a.region_id and l.audit_id = a.audit_id"
#define MUSUBI_LINE_FILTER                                                                                   \
  " where a.region_id = $1 and a.audit_id >= $2 and a.audit_id < $3"                                         \
  " and (a.account_id = $5 or $5 is null) and (a.facility_id = $6 or $6 is null) and (a.outcome = $7 or $7 " \
  "is null)"
#define MUSUBI_LINE_END " order by a.audit_id desc limit $4"

}  // namespace

IdRange range_of(Time from, Time before) {
  return {AuditId{make_uuid_v7(std::max<std::int64_t>(0, to_unix_us(from) / 1000), {})},
          AuditId{make_uuid_v7(std::max<std::int64_t>(0, to_unix_us(before) / 1000), {})}};
}

std::vector<AuditLine> lines(Tx& tx, RegionId region, const AuditFilter& filter, const IdRange& range,
                             int limit) {
  const auto before = filter.before && *filter.before < range.before ? *filter.before : range.before;
  // One person's rows have an index of their own.
  if (filter.person)
    return tx.all<AuditLine>("select " MUSUBI_LINE_COLUMNS MUSUBI_LINE_TABLES MUSUBI_LINE_FILTER
                             " and a.person_id = $8" MUSUBI_LINE_END,
                             region, range.from, before, limit, filter.account, filter.facility,
                             filter.outcome, *filter.person);
  return tx.all<AuditLine>(
      "select " MUSUBI_LINE_COLUMNS MUSUBI_LINE_TABLES MUSUBI_LINE_FILTER MUSUBI_LINE_END, region, range.from,
      before, limit, filter.account, filter.facility, filter.outcome);
}

std::optional<AuditLine> line(Tx& tx, RegionId region, AuditId id) {
  return tx.first<AuditLine>("select " MUSUBI_LINE_COLUMNS MUSUBI_LINE_TABLES
                             " where a.region_id = $1 and a.audit_id = $2",
                             region, id);
}

// --- questions
// ----------------------------------------------------------------------------------------------------

#define MUSUBI_QUESTION_COLUMNS                                                                  \
  "select q.question_id, q.person_id, q.audit_id, q.body, q.asked_by_post, q.asked_by_account, " \
  "q.asked_by_name, "                                                                            \
  "q.asked_at, r.body, r.answered_by_name, r.answered_at from look_question q"                   \
  " left join look_answer r on r.region_id = q.region_id and r.question_id = q.question_id"

bool insert_question(Tx& tx, RegionId region, const QuestionRow& row) {
  return tx.run(R"sql(
    insert into look_question (region_id, question_id, person_id, audit_id, body, asked_by_post, asked_by_account,
                               asked_by_name, asked_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    on conflict (region_id, question_id) do nothing
  )sql",
                region, row.question_id, row.person_id, row.audit_id, row.body, row.asked_by_post,
                row.asked_by_account, row.asked_by_name, row.asked_at) == 1;
}

bool insert_answer(Tx& tx, RegionId region, LookQuestionId question, const LookAnswer& answer, PostId by) {
  return tx.run(R"sql(
    insert into look_answer (region_id, question_id, body, answered_by_post, answered_by_name, answered_at)
    values ($1, $2, $3, $4, $5, $6)
    on conflict (region_id, question_id) do nothing
  )sql",
                region, question, answer.body, by, answer.answered_by, answer.answered_at) == 1;
}

std::optional<QuestionRow> question(Tx& tx, RegionId region, LookQuestionId id) {
  return tx.first<QuestionRow>(MUSUBI_QUESTION_COLUMNS " where q.region_id = $1 and q.question_id = $2",
                               region, id);
}

std::vector<QuestionRow> questions_of(Tx& tx, RegionId region, PersonId person, PostId asker) {
  return tx.all<QuestionRow>(MUSUBI_QUESTION_COLUMNS
                             " where q.region_id = $1 and q.person_id = $2 and q.asked_by_post = $3"
                             " order by q.asked_at desc, q.question_id desc limit 200",
                             region, person, asker);
}

std::vector<QuestionRow> questions(Tx& tx, RegionId region, QuestionState state, int limit) {
  if (state == QuestionState::open)
    return tx.all<QuestionRow>(MUSUBI_QUESTION_COLUMNS
                               " where q.region_id = $1 and r.question_id is null"
                               " order by q.asked_at, q.question_id limit $2",
                               region, limit);
  return tx.all<QuestionRow>(MUSUBI_QUESTION_COLUMNS
                             " where q.region_id = $1 and r.question_id is not null"
                             " order by r.answered_at desc, q.question_id limit $2",
                             region, limit);
}

bool is_row_of(Tx& tx, RegionId region, AuditId row, PersonId person) {
  return tx
      .first<std::int64_t>("select 1 from audit where region_id = $1 and audit_id = $2 and person_id = $3",
                           region, row, person)
      .has_value();
}

bool is_limited(Tx& tx, RegionId region, PersonId person, PostId guardian) {
  return tx
      .first<std::int64_t>(R"sql(
        select 1 from guardian where region_id = $1 and person_id = $2 and post_id = $3 and restricted
      )sql",
                           region, person, guardian)
      .has_value();
}

bool shows_names(Tx& tx, RegionId region) {
  return tx.first<bool>("select names_in_access_log from region where region_id = $1", region)
      .value_or(false);
}

std::vector<AccountId> operators(Tx& tx, RegionId region) {
  return tx.all<AccountId>(R"sql(
    select account_id from post
     where region_id = $1 and kind = 'operator' and state = 'active' and account_id is not null
  )sql",
                           region);
}

}  // namespace musubi::oversight::store
