#include "document/document_store.hpp"

#include "access/guardian_reach.hpp"

namespace musubi::document::store {
namespace {

/// $1 region, $2 person, $3 classes, $4 look-back, $5 guardian?, $6 under a protective limit?, $7 emergency
/// look?
#define MUSUBI_DOCUMENT_IS_READ                                        \
  " d.region_id = $1 and d.person_id = $2 and (d.class_bit & $3) <> 0" \
  " and (d.changed_at >= $4 or d.force_version > 0)"                   \
  " and (not $5 or (d.shared_version > 0 and not $6))"                 \
  " and (not $7 or (d.force_version > 0 and d.stage <> 'taken_back')) "
#define MUSUBI_DOCUMENT_COLUMNS                                                                      \
  "select d.document_id, d.form_key, d.form_version, d.title, d.kind, d.class_bit, d.stage, d.step," \
  " d.version, d.shared_version, d.force_version, d.force_from, d.force_until, d.next_review_on,"    \
  " d.force_at, d.changed_at, d.changed_by_name, d.created_at, d.created_by, d.created_by_name,"     \
  " d.created_by_facility, (select count(*) from document_comment c where c.region_id = d.region_id" \
  " and c.document_id = d.document_id and c.reply_to is null and c.resolved_at is null)"             \
  " from person_document d where"

template <class R, class... A>
std::vector<R> all(Tx& tx, const Reach& reach, std::string_view sql, const A&... own) {
  return tx.all<R>(sql, reach.region, reach.person, reach.classes, reach.since, reach.is_guardian,
                   reach.is_restricted, reach.is_emergency, own...);
}

}  // namespace

Reach reach_of(const access::Actor& actor, const access::Grant& grant) {
  return {actor.region_id,
          grant.person_id,
          grant.classes_for(Purpose::planning),
          grant.looks_back_to ? japan_midnight(*grant.looks_back_to) : Time{},
          grant.is_guardian,
          grant.is_restricted,
          grant.basis == access::Basis::break_glass};
}

std::vector<Row> documents(Tx& tx, const Reach& reach) {
  static constexpr std::string_view kSql =
      MUSUBI_DOCUMENT_COLUMNS MUSUBI_DOCUMENT_IS_READ "order by d.changed_at desc, d.document_id limit $8";
  return all<Row>(tx, reach, kSql, kMostDocuments);
}

std::optional<Row> find(Tx& tx, const Reach& reach, PersonDocumentId document) {
  static constexpr std::string_view kSql =
      MUSUBI_DOCUMENT_COLUMNS MUSUBI_DOCUMENT_IS_READ "and d.document_id = $8";
  auto found = all<Row>(tx, reach, kSql, document);
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::int64_t count(Tx& tx, RegionId region, PersonId person) {
  return tx.one<std::int64_t>("select count(*) from person_document where region_id = $1 and person_id = $2",
                              region, person);
}

std::optional<std::tuple<PersonId, PostId, std::string>> taken(Tx& tx, RegionId region,
                                                               PersonDocumentId document) {
  return tx.first<std::tuple<PersonId, PostId, std::string>>(
      "select person_id, created_by, form_key from person_document where region_id = $1 and document_id = $2",
      region, document);
}

bool insert(Tx& tx, RegionId region, PersonId person, const Row& row) {
  return tx.run(R"sql(
    insert into person_document (region_id, person_id, document_id, form_key, form_version, title, kind, class_bit, stage,
                                 step, version, shared_version, force_version, changed_at, changed_by_name, created_at,
                                 created_by, created_by_name, created_by_facility)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, 0, 0, 0, $10, $11, $10, $12, $11, $13)
    on conflict do nothing
  )sql",
                region, person, row.id, row.form_key, row.form_version, row.title, row.kind, row.info_class,
                row.stage, row.created_at, row.created_by_name, row.created_by, row.created_by_facility) == 1;
}

void update(Tx& tx, RegionId region, PersonId person, const Row& row) {
  tx.run(R"sql(
    update person_document set form_version = $4, stage = $5, step = $6, version = $7, shared_version = $8,
                               force_version = $9, force_from = $10, force_until = $11, next_review_on = $12,
                               force_at = $13, changed_at = $14, changed_by_name = $15
     where region_id = $1 and person_id = $2 and document_id = $3
  )sql",
         region, person, row.id, row.form_version, row.stage, row.step, row.version, row.shared_version,
         row.force_version, row.force_from, row.force_until, row.next_review_on, row.force_at, row.changed_at,
         row.changed_by_name);
}

std::vector<AnswerRow> answers(Tx& tx, RegionId region, PersonDocumentId document) {
  return tx.all<AnswerRow>(R"sql(
    select a.path, a.revision, a.value, a.at, a.by_post, a.by_name
      from document_answer a
     where a.region_id = $1 and a.document_id = $2
       and not exists (select 1 from document_answer b
                        where b.region_id = $1 and b.document_id = $2 and b.path = a.path
                          and b.revision = a.revision + 1)
     order by a.path
  )sql",
                           region, document);
}

bool insert_answer(Tx& tx, RegionId region, PersonDocumentId document, const std::string& path,
                   std::int64_t revision, const AnswerValue& value, const Author& by) {
  return tx.run(R"sql(
    insert into document_answer (region_id, document_id, path, revision, value, at, by_post, by_name)
    values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing
  )sql",
                region, document, path, revision, json::to_json(value), tx.now(), by.post_id, by.name) == 1;
}

void insert_version(Tx& tx, RegionId region, PersonDocumentId document, const VersionRow& version,
                    const Author& by) {
  const auto& line = version.line;
  tx.run(R"sql(
    insert into document_version (region_id, document_id, version, form_version, answers, state, words, from_day,
                                  until_day, next_review_on, at, by_post, by_name)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
  )sql",
         region, document, line.version, line.form_version, json::to_json(version.answers), line.state,
         line.words, line.from, line.until, line.next_review_on, line.at, by.post_id, by.name);
}

void set_version_state(Tx& tx, RegionId region, PersonDocumentId document, std::int64_t version,
                       DocumentVersionState state) {
  tx.run("update document_version set state = $4 where region_id = $1 and document_id = $2 and version = $3",
         region, document, version, state);
}

std::vector<DocumentVersionLine> versions(Tx& tx, RegionId region, PersonDocumentId document) {
  return tx.all<DocumentVersionLine>(R"sql(
    select version, form_version, state, at, by_name, words, from_day, until_day, next_review_on
      from document_version where region_id = $1 and document_id = $2 order by version desc limit 200
  )sql",
                                     region, document);
}

std::optional<VersionRow> version(Tx& tx, RegionId region, PersonDocumentId document, std::int64_t version) {
  auto line = tx.first<DocumentVersionLine>(R"sql(
    select version, form_version, state, at, by_name, words, from_day, until_day, next_review_on
      from document_version where region_id = $1 and document_id = $2 and version = $3
  )sql",
                                            region, document, version);
  if (!line) return std::nullopt;
  const auto text = tx.one<std::string>(
      "select answers from document_version where region_id = $1 and document_id = $2 and version = $3",
      region, document, version);
  auto kept = json::read<List<form::PathAnswer, kMostAnswers>>(text).value();
  return VersionRow{std::move(*line), std::move(kept.items)};
}

void insert_event(Tx& tx, RegionId region, PersonDocumentId document, const Event& event, const Author& by) {
  tx.run(R"sql(
    insert into document_event (region_id, document_id, event_id, kind, version, step, words, file_id, method,
                                giver_name, giver_relation, at, by_post, by_name)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
  )sql",
         region, document, tx.new_id<Id<struct DocumentEventTag>>(), event.kind, event.version, event.step,
         event.words, event.file_id, event.method, event.giver_name, event.giver_relation,
         event.at == Time{} ? tx.now() : event.at, by.post_id, by.name);
}

std::vector<Event> events(Tx& tx, RegionId region, PersonDocumentId document) {
  return tx.all<Event>(R"sql(
    select kind, version, step, words, file_id, method, giver_name, giver_relation, at, by_name
      from document_event where region_id = $1 and document_id = $2 order by at, event_id limit 2000
  )sql",
                       region, document);
}

bool insert_comment(Tx& tx, RegionId region, PersonDocumentId document, const NewDocumentComment& comment,
                    const std::string& path, const Author& by) {
  return tx.run(R"sql(
    insert into document_comment (region_id, document_id, comment_id, reply_to, path, words, at, by_post, by_name,
                                  by_facility, resolved_by_name)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '') on conflict do nothing
  )sql",
                region, document, comment.id, comment.reply_to, path, comment.words, tx.now(), by.post_id,
                by.name, by.facility_name) == 1;
}

std::vector<DocumentComment> comments(Tx& tx, RegionId region, PersonDocumentId document, PostId reader) {
  return tx.all<DocumentComment>(R"sql(
    select comment_id, path, reply_to, words, by_name, by_facility, at, by_post = $3, resolved_at, resolved_by_name
      from document_comment where region_id = $1 and document_id = $2 order by at, comment_id limit 500
  )sql",
                                 region, document, reader);
}

void resolve_comment(Tx& tx, RegionId region, PersonDocumentId document, DocumentCommentId comment,
                     bool resolved, const Author& by) {
  tx.run(R"sql(
    update document_comment set resolved_at = $4, resolved_by_name = $5
     where region_id = $1 and document_id = $2 and comment_id = $3
  )sql",
         region, document, comment, resolved ? std::optional(tx.now()) : std::nullopt,
         resolved ? by.name : std::string());
}

bool insert_review(Tx& tx, RegionId region, PersonDocumentId document, const DocumentReview& review,
                   const Author& by) {
  return tx.run(R"sql(
    insert into document_review (region_id, document_id, review_id, version, words, results, next_review_on, at, by_post,
                                 by_name)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing
  )sql",
                region, document, review.id, review.version, review.words, json::to_json(review.results),
                review.next_review_on, review.at, by.post_id, by.name) == 1;
}

std::vector<DocumentReview> reviews(Tx& tx, RegionId region, PersonDocumentId document) {
  using Flat = std::tuple<DocumentReviewId, Time, std::string, std::int64_t, std::string, std::string,
                          std::optional<Date>>;
  std::vector<DocumentReview> out;
  for (auto& [id, at, by_name, version, words, results, next] : tx.all<Flat>(R"sql(
    select review_id, at, by_name, version, words, results, next_review_on
      from document_review where region_id = $1 and document_id = $2 order by at desc, review_id limit 100
  )sql",
                                                                             region, document))
    out.push_back(
        {id, at, by_name, version, words, json::read<std::vector<GoalResult>>(results).value(), next});
  return out;
}

std::vector<ReviewDay> review_days(Tx& tx, RegionId region, PersonId person) {
  return tx.all<ReviewDay>(R"sql(
    select document_id, title, class_bit, next_review_on from person_document
     where region_id = $1 and person_id = $2 and force_version > 0 and stage <> 'taken_back'
       and next_review_on is not null
     order by next_review_on, document_id limit 300
  )sql",
                           region, person);
}

std::vector<AccountId> guardian_accounts(Tx& tx, RegionId region, PersonId person) {
  const auto standing = access::standing_of(tx, region, person);
  return tx.all<AccountId>(R"sql(
    select p.account_id from guardian g
      join post p on p.region_id = g.region_id and p.post_id = g.post_id and p.state = 'active'
                 and p.account_id is not null
     where g.region_id = $1 and g.person_id = $2 and g.ended_at is null and not g.restricted
       and )sql" MUSUBI_STANDS("$3", "$4"),
                           region, person, standing.guardians_since, standing.own_in_full_since());
}

std::optional<std::tuple<std::string, std::string, bool>> guardian(Tx& tx, RegionId region, PersonId person,
                                                                   GuardianId guardian) {
  return tx.first<std::tuple<std::string, std::string, bool>>(
      R"sql(
    select name, relation, case when relation = 'self' then $4 else has_custody and not restricted end
                             and verified_at is not null
      from guardian where region_id = $1 and person_id = $2 and guardian_id = $3 and ended_at is null
  )sql",
      region, person, guardian, access::standing_of(tx, region, person).own_in_full);
}

std::vector<std::pair<std::string, std::string>> guardian_names(Tx& tx, RegionId region, PersonId person) {
  return tx.all<std::pair<std::string, std::string>>(R"sql(
    select name, relation from guardian
     where region_id = $1 and person_id = $2 and ended_at is null and not restricted and relation <> 'self'
     order by created_at, guardian_id
  )sql",
                                                     region, person);
}

std::vector<std::tuple<std::string, std::string, std::string>> team_members(Tx& tx, RegionId region,
                                                                            PersonId person) {
  return tx.all<std::tuple<std::string, std::string, std::string>>(R"sql(
    select coalesce(p.profession, s.profession), coalesce(p.name, ''), f.name
      from seat s join facility f on f.region_id = s.region_id and f.facility_id = s.facility_id
      left join post p on p.region_id = s.region_id and p.post_id = s.post_id
     where s.region_id = $1 and s.person_id = $2 and s.state = 'active' and s.starts_on <= $3
       and (s.ends_on is null or s.ends_on >= $3)
     order by s.starts_on, s.seat_id limit 100
  )sql",
                                                                   region, person, tx.today());
}

std::optional<std::pair<ClassSet, double>> last_record(Tx& tx, RegionId region, PersonId person,
                                                       const std::string& type) {
  return tx.first<std::pair<ClassSet, double>>(R"sql(
    select class_bit, value from record
     where region_id = $1 and person_id = $2 and type = $3 and hidden_at is null and value is not null
     order by at desc, record_id desc limit 1
  )sql",
                                               region, person, type);
}

}  // namespace musubi::document::store
