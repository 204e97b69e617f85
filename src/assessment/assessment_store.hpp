// The tables of assessments: SQL and nothing else. What hands out results takes a `Reach` and so can only
// give what its actor may read, and as much of it as they get (docs/decisions/019). Guardians see what is
// shared with them; one under a protective limit nothing.
#pragma once
#include "assessment/assessment.hpp"
#include "db/tx.hpp"

namespace musubi::assessment {

/// Who writes, as it is kept with what was written: names as they were that day.
struct Scribe {
  PostId post_id;
  std::string name, facility_name, profession;
};
Scribe scribe_of(const access::Actor& actor);

struct Reach {
  RegionId region;
  PersonId person;
  ClassSet classes;
  std::string since;  ///< the earliest day, `YYYY-MM-DD`; empty: everything
  bool is_guardian = false;
  bool is_restricted = false;
};
Reach reach_of(const access::Actor& actor, const access::Grant& grant);

/// Without ages, readings and files, which the service adds. Newest test first.
std::vector<AssessmentView> assessments(Tx& tx, const Reach& reach);
std::optional<AssessmentView> find_assessment(Tx& tx, const Reach& reach, AssessmentId assessment);
/// Each as much as the reader gets of that version.
std::vector<AssessmentVersionView> assessment_versions(Tx& tx, const Reach& reach, AssessmentId assessment);
std::int64_t count_assessments(Tx& tx, RegionId region, PersonId person);

struct FirstAssessment {
  PersonId person_id;
  PostId author_post;
  std::string instrument, body;
};
BOOST_DESCRIBE_STRUCT(FirstAssessment, (), (person_id, author_post, instrument, body))
/// What was posted under the id the first time, by whom.
std::optional<FirstAssessment> first_assessment(Tx& tx, RegionId region, AssessmentId assessment);

/// False if the id is taken. Keeps the first version.
bool insert_assessment(Tx& tx, RegionId region, PersonId person, const NewAssessment& assessment,
                       const Scribe& by, Time at);
/// False if the version is no longer `version`. Keeps the new version.
bool update_assessment(Tx& tx, RegionId region, AssessmentId assessment, std::int64_t version,
                       const AssessmentState& state, const std::string& reason, const Scribe& by);
void hide_assessment(Tx& tx, RegionId region, AssessmentId assessment, const AssessmentState& state,
                     std::int64_t version, const std::string& reason, const Scribe& by);

struct PlainResult {
  AssessmentId id;
  Date tested_on;
  std::string body;
};
BOOST_DESCRIBE_STRUCT(PlainResult, (), (id, tested_on, body))
/// Of one instrument, oldest first, taken back ones left out; whatever the class.
std::vector<PlainResult> results_of(Tx& tx, RegionId region, PersonId person, const std::string& instrument);

}  // namespace musubi::assessment
