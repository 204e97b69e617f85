#include "assessment/assessment_service.hpp"

#include <algorithm>

#include "assessment/assessment_store.hpp"
#include "base/lost_race.hpp"
#include "db/change_feed.hpp"
#include "file/file_service.hpp"
#include "growth/growth_service.hpp"
#include "person/person_service.hpp"

namespace musubi::assessment {
namespace {

using access::Action;
using access::Grant;
using access::SeatRole;

/// Ids only, to seats of the class; guardians are told nothing by the stream (notify/audience).
void announce(Tx& tx, RegionId region, PersonId person, AssessmentId assessment, InfoClass info_class) {
  db::NewChange change;
  change.region_id = region;
  change.person_id = person;
  change.kind = "assessment";
  change.subject_id = assessment.uuid;
  change.info_class = info_class;
  db::append_change(tx, change);
}
/// To those who read it, and to those who read its summary only.
void announce(Tx& tx, RegionId region, PersonId person, AssessmentId assessment,
              const AssessmentState& state) {
  announce(tx, region, person, assessment, state.info_class);
  if (state.info_class != InfoClass::education && !summary_class(state).empty())
    announce(tx, region, person, assessment, InfoClass::education);
}

Result<const Instrument*> instrument_named(const std::string& code) {
  if (const auto* instrument = find_instrument(code)) return instrument;
  return fail(Code::invalid, "instrument", "知らない検査です。", "Unknown instrument.");
}

Error no_guardian() {
  return {Code::forbidden, "", "検査の結果は、検査をした支援チームの方が入れます。",
          "Results are entered by the professionals of the team."};
}

/// What a view needs besides its row: the person's birth, and whether the reader may know of a preterm one.
struct Child {
  Date birth;
  std::optional<int> gestation_days;
};
Result<Child> child_of(Tx& tx, RegionId region, const Grant& grant) {
  const auto body = person::body_of(tx, region, grant.person_id);
  if (!body) return not_found();
  Child child{body->birth_date, {}};
  // When the child was due is a health fact (growth_service).
  if (grant.classes.has(InfoClass::health) && !grant.is_restricted)
    child.gestation_days = growth::gestation_days_of(tx, region, grant.person_id);
  return child;
}

AssessmentView completed(Tx& tx, const Actor& actor, const Grant& grant, const Child& child,
                         AssessmentView view) {
  const auto on = view.state.tested_on;
  view.age = age_at(child.birth, on);
  view.corrected_age = corrected_age_at(child.birth, child.gestation_days, on);
  if (const auto* instrument = find_instrument(view.instrument)) {
    view.out_of_age = is_out_of_age(*instrument, view.age);
    view.readings = readings_of(*instrument, view.state);
  }
  for (const auto file : view.state.file_ids)
    if (auto found = file::find_file(tx, actor.region_id, file)) view.files.push_back(std::move(*found));
  const bool writes = !grant.is_guardian && grant.basis != access::Basis::break_glass &&
                      grant.role >= SeatRole::member && view.sight == AssessmentSight::full && !view.hidden;
  const bool own = view.author.post_id == actor.post_id;
  view.may_edit = writes && own;
  view.may_hide = writes && (own || grant.role == SeatRole::coordinator);
  return view;
}

Result<AssessmentView> view_of(Tx& tx, const Actor& actor, const Grant& grant, AssessmentId assessment) {
  TRY_ASSIGN(const auto child, child_of(tx, actor.region_id, grant));
  auto found = find_assessment(tx, reach_of(actor, grant), assessment);
  if (!found) return not_found();
  return completed(tx, actor, grant, child, std::move(*found));
}

/// A result that is read whole; a summary alone is neither changed nor taken back.
Result<AssessmentView> whole(Tx& tx, const Actor& actor, const Grant& grant, AssessmentId assessment) {
  TRY_ASSIGN(auto view, view_of(tx, actor, grant, assessment));
  if (grant.is_guardian) return std::unexpected(no_guardian());
  if (view.sight != AssessmentSight::full)
    return fail(Code::forbidden, "", "この検査は、まとめだけを見ることができます。",
                "You can read the summary of this result only.");
  return view;
}

Status bind(Tx& tx, const Actor& actor, PersonId person, AssessmentId assessment,
            const AssessmentState& state) {
  if (state.file_ids.empty()) return {};
  return file::bind_files(tx, actor, person, state.file_ids.items, file::BoundTo::assessment, assessment.uuid,
                          "state.file_ids");
}

}  // namespace

Result<AssessmentView> add_assessment(Tx& tx, const Actor& actor, PersonId person,
                                      const NewAssessment& assessment) {
  const auto& state = assessment.state;
  TRY_ASSIGN(const auto grant,
             access::require(tx, actor, Action::write_assessment, person,
                             {ClassSet::of(state.info_class), "assessment", assessment.id.uuid}));
  if (grant.is_guardian) return std::unexpected(no_guardian());
  if (assessment.id.is_nil()) return fail(Code::invalid, "id", "IDが正しくありません。", "This is no id.");
  TRY_ASSIGN(const auto* instrument, instrument_named(assessment.instrument.value));
  TRY_ASSIGN(const auto child, child_of(tx, actor.region_id, grant));
  TRY(check_state(*instrument, state, child.birth, tx.today()));
  if (const auto first = first_assessment(tx, actor.region_id, assessment.id)) {
    const bool same = first->person_id == person && first->author_post == actor.post_id &&
                      first->instrument == assessment.instrument.value && first->body == json::to_json(state);
    if (same) return view_of(tx, actor, grant, assessment.id);
    return fail(Code::duplicate, "id", "同じIDの別の結果がすでにあります。登録していません。",
                "Another result with this id exists already. Nothing was kept.");
  }
  if (count_assessments(tx, actor.region_id, person) >= kMostAssessments)
    return fail(Code::too_large, "", "検査の結果が多すぎます。", "There are too many results.");
  if (!insert_assessment(tx, actor.region_id, person, assessment, scribe_of(actor), tx.now()))
    return fail(Code::duplicate, "id");
  TRY(bind(tx, actor, person, assessment.id, state));
  announce(tx, actor.region_id, person, assessment.id, state);
  return view_of(tx, actor, grant, assessment.id);
}

Result<AssessmentView> edit_assessment(Tx& tx, const Actor& actor, PersonId person, AssessmentId assessment,
                                       std::int64_t version, const AssessmentEdit& edit) {
  TRY_ASSIGN(const auto grant,
             access::require(tx, actor, Action::write_assessment, person,
                             {ClassSet::of(edit.state.info_class), "assessment", assessment.uuid}));
  TRY_ASSIGN(const auto now, whole(tx, actor, grant, assessment));
  if (now.author.post_id != actor.post_id)
    return fail(Code::forbidden, "", "入れた本人だけが直せます。連絡帳でお知らせください。",
                "Only its author can change this. Please tell them in the notebook.");
  if (now.hidden) return fail(Code::gone, "", "この結果は取り消されています。", "This was taken back.");
  TRY_ASSIGN(const auto* instrument, instrument_named(now.instrument));
  TRY_ASSIGN(const auto child, child_of(tx, actor.region_id, grant));
  TRY(check_state(*instrument, edit.state, child.birth, tx.today()));
  // A retry of an edit that did arrive finds its own state one version on.
  if (json::to_json(now.state) == json::to_json(edit.state) &&
      (now.version == version || now.version == version + 1))
    return now;
  if (!update_assessment(tx, actor.region_id, assessment, version, edit.state, edit.reason,
                         scribe_of(actor))) {
    return lost_race(now);
  }
  TRY(bind(tx, actor, person, assessment, edit.state));
  announce(tx, actor.region_id, person, assessment, edit.state);
  if (now.state.info_class != edit.state.info_class)
    announce(tx, actor.region_id, person, assessment, now.state.info_class);
  return view_of(tx, actor, grant, assessment);
}

Result<AssessmentView> hide_assessment(Tx& tx, const Actor& actor, PersonId person, AssessmentId assessment,
                                       const AssessmentHide& hide) {
  TRY_ASSIGN(const auto grant, access::require(tx, actor, Action::write_assessment, person,
                                               {{}, "assessment", assessment.uuid}));
  TRY_ASSIGN(const auto now, whole(tx, actor, grant, assessment));
  if (now.hidden) return now;
  if (!now.may_hide)
    return fail(Code::forbidden, "", "取り消せるのは、入れた本人とコーディネーターだけです。",
                "Only its author or a coordinator can take this back.");
  hide_assessment(tx, actor.region_id, assessment, now.state, now.version, hide.reason, scribe_of(actor));
  announce(tx, actor.region_id, person, assessment, now.state);
  return view_of(tx, actor, grant, assessment);
}

Result<AssessmentList> list_assessments(Tx& tx, const Actor& actor, PersonId person) {
  TRY_ASSIGN(const auto grant,
             access::require(tx, actor, Action::read_plans, person, {{}, "assessments", {}}));
  TRY_ASSIGN(const auto child, child_of(tx, actor.region_id, grant));
  AssessmentList list;
  for (auto& view : assessments(tx, reach_of(actor, grant)))
    list.items.push_back(completed(tx, actor, grant, child, std::move(view)));
  list.may_add =
      !grant.is_guardian && grant.basis != access::Basis::break_glass && grant.role >= SeatRole::member;
  for (const auto c : {InfoClass::development, InfoClass::education, InfoClass::health})
    if (grant.classes.has(c)) list.classes.push_back(c);
  return list;
}

Result<std::vector<AssessmentVersionView>> list_assessment_versions(Tx& tx, const Actor& actor,
                                                                    PersonId person,
                                                                    AssessmentId assessment) {
  TRY_ASSIGN(const auto grant, access::require(tx, actor, Action::read_past_plans, person,
                                               {{}, "assessment_versions", assessment.uuid}));
  auto versions = assessment_versions(tx, reach_of(actor, grant), assessment);
  if (versions.empty()) return not_found();
  return versions;
}

Result<AssessmentSheet> gather_assessment_sheet(Tx& tx, const Actor& actor, PersonId person,
                                                AssessmentId assessment) {
  TRY_ASSIGN(const auto grant, access::require(tx, actor, Action::export_plans, person,
                                               {{}, "assessment_sheet", assessment.uuid}));
  AssessmentSheet sheet;
  TRY_ASSIGN(sheet.view, view_of(tx, actor, grant, assessment));
  if (sheet.view.hidden)
    return fail(Code::gone, "", "この結果は取り消されています。", "This was taken back.");
  const auto body = person::body_of(tx, actor.region_id, person);
  if (!body) return not_found();
  sheet.name = body->family_name.value + " " + body->given_name.value;
  sheet.kana = body->family_kana.value + " " + body->given_kana.value;
  sheet.birth_date = body->birth_date;
  sheet.printed = access::imprint(tx, actor);
  return sheet;
}

bool may_read_assessment(Tx& tx, const Actor& actor, const Grant& grant, AssessmentId assessment) {
  const auto found = find_assessment(tx, reach_of(actor, grant), assessment);
  return found && !found->hidden && found->sight == AssessmentSight::full;
}

std::vector<AssessmentMark> assessment_marks(Tx& tx, const Actor& actor, const Grant& grant) {
  std::vector<AssessmentMark> marks;
  for (const auto& view : assessments(tx, reach_of(actor, grant))) {
    const auto* instrument = find_instrument(view.instrument);
    if (view.hidden || instrument == nullptr) continue;
    marks.push_back(
        {view.id, instrument->ja, instrument->en, view.state.tested_on, view.state.for_teachers.value});
  }
  return marks;
}

std::vector<AssessmentFact> assessment_facts(Tx& tx, RegionId region, PersonId person,
                                             const std::string& instrument, const std::string& domain) {
  std::vector<AssessmentFact> facts;
  for (const auto& row : results_of(tx, region, person, instrument)) {
    const auto state = json::read<AssessmentState>(row.body).value();
    for (const auto& value : state.values)
      if (value.domain.value == domain)
        facts.push_back(
            {row.id, row.tested_on, state.edition.value, state.reporter, value.value, value.age_months});
  }
  return facts;
}

Status keep_assessment(Tx& tx, RegionId region, const BulkAssessment& bulk) {
  TRY_ASSIGN(const auto* instrument, instrument_named(bulk.assessment.instrument.value));
  TRY(check_state(*instrument, bulk.assessment.state, bulk.birth_date, tx.today()));
  if (!insert_assessment(tx, region, bulk.person_id, bulk.assessment,
                         {bulk.post_id, bulk.author_name, bulk.facility_name, bulk.profession},
                         bulk.posted_at))
    return fail(Code::duplicate, "id");
  return {};
}

}  // namespace musubi::assessment
