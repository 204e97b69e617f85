#include "assessment/assessment_store.hpp"

namespace musubi::assessment {
namespace {

/// $1 region, $2 person, $3 classes, $4 look-back, $5 guardian?, $6 under a protective limit?
#define MUSUBI_ASSESSMENT_IS_READ                                \
  " a.region_id = $1 and a.person_id = $2 and a.tested_on >= $4" \
  " and ((a.class_bit & $3) <> 0 or (a.summary_bit & $3) <> 0)"  \
  " and (not $5 or (a.hidden_at is null and a.with_guardians and not $6)) "
#define MUSUBI_ASSESSMENT_COLUMNS                                                                       \
  "select a.assessment_id, a.instrument, a.class_bit, a.numbers_with_guardians, a.body, a.author_post," \
  " a.author_name, a.author_facility, a.author_profession, a.posted_at, a.edited_at, a.version,"        \
  " a.hidden_at, a.hidden_by_name, a.hidden_reason from assessment a where"

struct FlatRow {
  AssessmentId id;
  std::string instrument;
  std::int64_t class_bit = 0;
  bool numbers_with_guardians = false;
  std::string body;
  PostId author_post;
  std::string author_name, author_facility, author_profession;
  Time posted_at{};
  std::optional<Time> edited_at;
  std::int64_t version = 1;
  std::optional<Time> hidden_at;
  std::string hidden_by_name, hidden_reason;
};
BOOST_DESCRIBE_STRUCT(FlatRow, (),
                      (id, instrument, class_bit, numbers_with_guardians, body, author_post, author_name,
                       author_facility, author_profession, posted_at, edited_at, version, hidden_at,
                       hidden_by_name, hidden_reason))

AssessmentSight sight_of(const Reach& reach, std::int64_t class_bit, bool numbers_with_guardians) {
  if (reach.is_guardian)
    return numbers_with_guardians ? AssessmentSight::full : AssessmentSight::guardian_summary;
  return (class_bit & reach.classes.bits) != 0 ? AssessmentSight::full : AssessmentSight::teacher_summary;
}

AssessmentView view_of(FlatRow row, const Reach& reach) {
  AssessmentView view;
  view.id = row.id;
  view.person_id = reach.person;
  view.instrument = std::move(row.instrument);
  view.sight = sight_of(reach, row.class_bit, row.numbers_with_guardians);
  view.author = {row.author_post, row.author_name, row.author_facility, row.author_profession};
  view.posted_at = row.posted_at;
  view.edited_at = row.edited_at;
  view.version = row.version;
  const auto state = json::read<AssessmentState>(row.body).value();
  if (row.hidden_at) {  // contents are not shown any more
    view.hidden = AssessmentHidden{*row.hidden_at, row.hidden_by_name, row.hidden_reason};
    view.state.tested_on = state.tested_on;
    view.state.info_class = state.info_class;
    return view;
  }
  view.state = reduced(state, view.sight);
  return view;
}

template <class R, class... A>
std::vector<R> all(Tx& tx, const Reach& reach, std::string_view sql, const A&... own) {
  return tx.all<R>(sql, reach.region, reach.person, reach.classes, reach.since, reach.is_guardian,
                   reach.is_restricted, own...);
}
template <class... A>
std::vector<AssessmentView> views(Tx& tx, const Reach& reach, std::string_view sql, const A&... own) {
  std::vector<AssessmentView> out;
  for (auto& row : all<FlatRow>(tx, reach, sql, own...)) out.push_back(view_of(std::move(row), reach));
  return out;
}

void keep_version(Tx& tx, RegionId region, AssessmentId assessment, std::int64_t version,
                  const AssessmentState& state, bool hidden, const std::string& reason, const Scribe& by,
                  Time at) {
  tx.run(R"sql(
    insert into assessment_version (region_id, assessment_id, version, class_bit, summary_bit, with_guardians,
                                    numbers_with_guardians, body, hidden, reason, at, by_post, by_name)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
  )sql",
         region, assessment, version, ClassSet::of(state.info_class), summary_class(state),
         state.with_guardians, state.numbers_with_guardians, json::to_json(state), hidden, reason, at,
         by.post_id, by.name);
}

}  // namespace

Scribe scribe_of(const access::Actor& actor) {
  return {actor.post_id, actor.display_name, actor.facility_name, actor.profession};
}

Reach reach_of(const access::Actor& actor, const access::Grant& grant) {
  return {actor.region_id,
          grant.person_id,
          grant.classes_for(Purpose::planning),
          grant.looks_back_to ? to_string(*grant.looks_back_to) : std::string(),
          grant.is_guardian,
          grant.is_restricted};
}

std::vector<AssessmentView> assessments(Tx& tx, const Reach& reach) {
  static constexpr std::string_view kSql = MUSUBI_ASSESSMENT_COLUMNS MUSUBI_ASSESSMENT_IS_READ
      "order by a.tested_on desc, a.assessment_id desc limit $7";
  return views(tx, reach, kSql, kMostAssessments);
}

std::optional<AssessmentView> find_assessment(Tx& tx, const Reach& reach, AssessmentId assessment) {
  static constexpr std::string_view kSql =
      MUSUBI_ASSESSMENT_COLUMNS MUSUBI_ASSESSMENT_IS_READ "and a.assessment_id = $7";
  auto found = views(tx, reach, kSql, assessment);
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::vector<AssessmentVersionView> assessment_versions(Tx& tx, const Reach& reach, AssessmentId assessment) {
  using Row = std::tuple<std::int64_t, Time, std::string, std::int64_t, bool, std::string, bool, std::string>;
  static constexpr std::string_view kSql =
      "select v.version, v.at, v.by_name, v.class_bit, v.numbers_with_guardians, v.body, v.hidden, v.reason"
      " from assessment a join assessment_version v"
      "   on v.region_id = a.region_id and v.assessment_id = a.assessment_id"
      " where" MUSUBI_ASSESSMENT_IS_READ
      "and a.hidden_at is null and a.assessment_id = $7"
      " and ((v.class_bit & $3) <> 0 or (v.summary_bit & $3) <> 0) and (not $5 or v.with_guardians)"
      " order by v.version desc limit 200";
  std::vector<AssessmentVersionView> versions;
  for (const auto& [version, at, by_name, class_bit, numbers, body, hidden, reason] :
       all<Row>(tx, reach, kSql, assessment)) {
    const auto sight = sight_of(reach, class_bit, numbers);
    // Why a number was changed can tell the number.
    versions.push_back({version, at, by_name, reduced(json::read<AssessmentState>(body).value(), sight),
                        hidden, sight == AssessmentSight::full ? reason : std::string()});
  }
  return versions;
}

std::int64_t count_assessments(Tx& tx, RegionId region, PersonId person) {
  return tx.one<std::int64_t>("select count(*) from assessment where region_id = $1 and person_id = $2",
                              region, person);
}

std::optional<FirstAssessment> first_assessment(Tx& tx, RegionId region, AssessmentId assessment) {
  return tx.first<FirstAssessment>(R"sql(
    select a.person_id, a.author_post, a.instrument, v.body
      from assessment a
      join assessment_version v on v.region_id = a.region_id and v.assessment_id = a.assessment_id and v.version = 1
     where a.region_id = $1 and a.assessment_id = $2
  )sql",
                                   region, assessment);
}

bool insert_assessment(Tx& tx, RegionId region, PersonId person, const NewAssessment& assessment,
                       const Scribe& by, Time at) {
  const auto& state = assessment.state;
  const bool kept = tx.run(R"sql(
    insert into assessment (region_id, person_id, assessment_id, instrument, tested_on, class_bit, summary_bit,
                            with_guardians, numbers_with_guardians, body, author_post, author_name, author_facility,
                            author_profession, posted_at, version, hidden_by_name, hidden_reason)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 1, '', '')
    on conflict do nothing
  )sql",
                           region, person, assessment.id, assessment.instrument, state.tested_on,
                           ClassSet::of(state.info_class), summary_class(state), state.with_guardians,
                           state.numbers_with_guardians, json::to_json(state), by.post_id, by.name,
                           by.facility_name, by.profession, at) == 1;
  if (kept) keep_version(tx, region, assessment.id, 1, state, false, "", by, at);
  return kept;
}

bool update_assessment(Tx& tx, RegionId region, AssessmentId assessment, std::int64_t version,
                       const AssessmentState& state, const std::string& reason, const Scribe& by) {
  const bool changed = tx.run(R"sql(
    update assessment set tested_on = $4, class_bit = $5, summary_bit = $6, with_guardians = $7,
                          numbers_with_guardians = $8, body = $9, edited_at = $10, version = version + 1
     where region_id = $1 and assessment_id = $2 and version = $3 and hidden_at is null
  )sql",
                              region, assessment, version, state.tested_on, ClassSet::of(state.info_class),
                              summary_class(state), state.with_guardians, state.numbers_with_guardians,
                              json::to_json(state), tx.now()) == 1;
  if (changed) keep_version(tx, region, assessment, version + 1, state, false, reason, by, tx.now());
  return changed;
}

void hide_assessment(Tx& tx, RegionId region, AssessmentId assessment, const AssessmentState& state,
                     std::int64_t version, const std::string& reason, const Scribe& by) {
  tx.run(R"sql(
    update assessment set hidden_at = $3, hidden_by_name = $4, hidden_reason = $5, version = version + 1
     where region_id = $1 and assessment_id = $2 and hidden_at is null
  )sql",
         region, assessment, tx.now(), by.name, reason);
  keep_version(tx, region, assessment, version + 1, state, true, reason, by, tx.now());
}

std::vector<PlainResult> results_of(Tx& tx, RegionId region, PersonId person, const std::string& instrument) {
  return tx.all<PlainResult>(R"sql(
    select assessment_id, tested_on, body from assessment
     where region_id = $1 and person_id = $2 and instrument = $3 and hidden_at is null
     order by tested_on, assessment_id
  )sql",
                             region, person, instrument);
}

}  // namespace musubi::assessment
