// The use cases of assessments: one synchronous function each over a Tx. The guard comes first in every one
// of them.
#pragma once
#include "access/imprint.hpp"
#include "assessment/assessment.hpp"

namespace musubi::assessment {

using access::Actor;

/// Idempotent by the id. By members of the team who hold the result's class; guardians add none.
Result<AssessmentView> add_assessment(Tx& tx, const Actor& actor, PersonId person,
                                      const NewAssessment& assessment);
/// The author's own; `conflict` with the present state once the version has moved on.
Result<AssessmentView> edit_assessment(Tx& tx, const Actor& actor, PersonId person, AssessmentId assessment,
                                       std::int64_t version, const AssessmentEdit& edit);
/// By its author or a coordinator; who, when and why stay.
Result<AssessmentView> hide_assessment(Tx& tx, const Actor& actor, PersonId person, AssessmentId assessment,
                                       const AssessmentHide& hide);
Result<AssessmentList> list_assessments(Tx& tx, const Actor& actor, PersonId person);
Result<std::vector<AssessmentVersionView>> list_assessment_versions(Tx& tx, const Actor& actor,
                                                                    PersonId person, AssessmentId assessment);

/// What the paper prints; the look is recorded as an export.
struct AssessmentSheet {
  AssessmentView view;
  std::string name, kana;
  Date birth_date;
  access::Imprint printed;
};
Result<AssessmentSheet> gather_assessment_sheet(Tx& tx, const Actor& actor, PersonId person,
                                                AssessmentId assessment);
/// One result on A4: profile, table, summaries. Data in, PDF out.
std::string draw_assessment_sheet(const AssessmentSheet& sheet);

// --- for other rooms and generated data

/// Whether the grant (of Action::read) reaches all of this result, and with it its files.
bool may_read_assessment(Tx& tx, const Actor& actor, const access::Grant& grant, AssessmentId assessment);

/// What the course of life shows: that there was a test, and which.
struct AssessmentMark {
  AssessmentId id;
  std::string ja, en;
  Date tested_on;
  std::string for_teachers;  ///< the summary, as far as it is the reader's
};
std::vector<AssessmentMark> assessment_marks(Tx& tx, const Actor& actor, const access::Grant& grant);

/// A number for rules (early signs): no guard, the caller has one. Taken back results are left out.
struct AssessmentFact {
  AssessmentId id;
  Date tested_on;
  std::string edition;
  Reporter reporter = Reporter::examiner;
  std::optional<double> value, age_months;
};
/// Of one domain of one instrument, oldest first.
std::vector<AssessmentFact> assessment_facts(Tx& tx, RegionId region, PersonId person,
                                             const std::string& instrument, const std::string& domain);

struct BulkAssessment {
  PersonId person_id;
  NewAssessment assessment;
  Date birth_date;
  Time posted_at{};
  PostId post_id;
  std::string author_name, facility_name, profession;
};
/// A result without a guard and a change; checked as any other.
Status keep_assessment(Tx& tx, RegionId region, const BulkAssessment& bulk);

}  // namespace musubi::assessment
