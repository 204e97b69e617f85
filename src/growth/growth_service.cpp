#include "growth/growth_service.hpp"

#include <algorithm>
#include <cmath>

#include "db/change_feed.hpp"
#include "person/person_service.hpp"
#include "record/record_service.hpp"

namespace musubi::growth {
namespace {

using access::Action;

constexpr double kAdultMonths = 18 * 12;
constexpr int kSameBodyDays = 14;  // height and weight that belong together

std::vector<GrowthProfile> profiles(Tx& tx, RegionId region, PersonId person, std::int64_t limit) {
  return tx.all<GrowthProfile>(R"sql(
    select gestation_weeks, gestation_days, mother_height_cm, father_height_cm, reference, version, at, by_name
      from growth_profile where region_id = $1 and person_id = $2 order by version desc limit $3
  )sql",
                               region, person, limit);
}
GrowthProfile profile_of(Tx& tx, RegionId region, PersonId person) {
  auto found = profiles(tx, region, person, 1);
  return found.empty() ? GrowthProfile{} : std::move(found.front());
}

std::optional<int> gestation_days(const GrowthProfile& profile) {
  if (!profile.gestation_weeks) return std::nullopt;
  return static_cast<int>(*profile.gestation_weeks * 7 + profile.gestation_days);
}

/// Whether the actor may see what is not a measurement: birth and the parents' heights are health facts, and
/// none of the business of a guardian under a protective limit.
bool may_see_profile(const access::Grant& grant) {
  return grant.classes.has(InfoClass::health) && !grant.is_restricted;
}

Posture posture_of(const std::string& kind) {
  return kind == "standing" ? Posture::standing : kind == "lying" ? Posture::lying : Posture::unknown;
}

std::vector<Measurement> measured(const std::vector<record::RecordView>& records) {
  std::vector<Measurement> out;
  for (const auto& r : records)
    if (r.value) out.push_back({r.id.uuid, r.at, *r.value, posture_of(r.kind)});
  return out;
}

/// Each weight with the height nearest in time, where both are unflagged.
std::vector<BodyIndex> indices_of(const Child& child, const std::vector<GrowthPoint>& heights,
                                  const std::vector<GrowthPoint>& weights) {
  std::vector<BodyIndex> out;
  for (const auto& weight : weights) {
    if (weight.flag != Flag::none) continue;
    const GrowthPoint* nearest = nullptr;
    const auto apart = [&](const GrowthPoint& h) {
      return std::abs(days_between(japan_date(h.at), japan_date(weight.at)));
    };
    for (const auto& height : heights)
      if (height.flag == Flag::none && apart(height) <= kSameBodyDays &&
          (nearest == nullptr || apart(height) < apart(*nearest)))
        nearest = &height;
    if (nearest == nullptr) continue;
    BodyIndex index{
        weight.at, weight.age_months, nearest->value, weight.value, bmi(nearest->value, weight.value),
        {},        weight.record_id};
    if (child.sex)
      index.obesity_degree =
          obesity_degree(*child.sex, child.birth, japan_date(weight.at), nearest->value, weight.value);
    out.push_back(index);
  }
  return out;
}

GrowthSeries series_of(const Reference& reference, Measure measure, const Child& child,
                       const std::vector<Measurement>& measurements, double until_months) {
  GrowthSeries series{measure, assess(reference, measure, child, measurements), {}};
  if (child.sex) series.curves = curves_of(reference, measure, *child.sex, until_months);
  return series;
}

Result<const Reference*> reference_for(const GrowthQuery& query, const GrowthProfile& profile) {
  const auto& code =
      query.reference && !query.reference->empty() ? query.reference->value : profile.reference;
  if (code.empty()) return &default_reference();
  if (const auto* found = find_reference(code)) return found;
  return fail(Code::invalid, "reference", "知らない成長の基準です。", "Unknown growth reference.");
}

Result<GrowthView> view_of(Tx& tx, const Actor& actor, const access::Grant& grant, const GrowthQuery& query) {
  const auto person = grant.person_id;
  const auto body = person::body_of(tx, actor.region_id, person);
  if (!body) return not_found();
  GrowthView view;
  view.birth_date = body->birth_date;
  if (body->sex == person::Sex::male) view.sex = TableSex::male;
  if (body->sex == person::Sex::female) view.sex = TableSex::female;
  const auto profile = profile_of(tx, actor.region_id, person);
  TRY_ASSIGN(const auto* reference, reference_for(query, profile));
  Child child{view.birth_date, view.sex, {}};
  if (may_see_profile(grant)) {
    view.profile = profile;
    child.gestation_days = gestation_days(profile);
    if (view.sex && profile.father_height_cm && profile.mother_height_cm)
      view.target = target_height(*view.sex, *profile.father_height_cm, *profile.mother_height_cm);
    if (child.gestation_days && *child.gestation_days < kPretermBefore)
      view.corrected_until = years_after(child.birth, kCorrectedUntilYears);
  }
  view.reference = reference->info.code;
  for (const auto& r : references()) view.references.push_back(r.info);
  const auto until = std::min(age_months(view.birth_date, tx.today()) + 24, kAdultMonths);
  for (const auto measure : {Measure::height, Measure::weight, Measure::head}) {
    const auto kept = record::measurements(tx, actor, grant, std::string(json::enum_name(measure)));
    view.series.push_back(series_of(*reference, measure, child, measured(kept), until));
  }
  view.indices = indices_of(child, view.series[0].points, view.series[1].points);
  std::vector<Measurement> of_both;
  for (const auto& index : view.indices) of_both.push_back({index.weight_id.uuid, index.at, index.bmi});
  view.series.push_back(series_of(*reference, Measure::bmi, child, of_both, until));
  view.may_edit =
      !grant.is_guardian && grant.role >= access::SeatRole::member && grant.classes.has(InfoClass::health);
  return view;
}

Status check_edit(const GrowthProfileEdit& edit) {
  const auto plausible = [](const std::optional<double>& cm) { return !cm || (*cm >= 100 && *cm <= 230); };
  if (!plausible(edit.mother_height_cm) || !plausible(edit.father_height_cm))
    return fail(Code::invalid, plausible(edit.mother_height_cm) ? "father_height_cm" : "mother_height_cm",
                "身長は100〜230cmで入力してください。", "Heights go from 100 to 230 cm.");
  if (!edit.reference.empty() && find_reference(edit.reference.value) == nullptr)
    return fail(Code::invalid, "reference", "知らない成長の基準です。", "Unknown growth reference.");
  return {};
}

}  // namespace

Result<GrowthView> read_growth(Tx& tx, const Actor& actor, PersonId person, const GrowthQuery& query) {
  TRY_ASSIGN(const auto grant, access::require(tx, actor, Action::read, person, {{}, "growth", {}}));
  return view_of(tx, actor, grant, query);
}

Result<GrowthProfile> edit_profile(Tx& tx, const Actor& actor, PersonId person, std::int64_t version,
                                   const GrowthProfileEdit& edit) {
  TRY_ASSIGN(const auto grant, access::require(tx, actor, Action::post, person,
                                               {ClassSet::of(InfoClass::health), "growth_profile", {}}));
  if (grant.is_guardian)
    return fail(Code::forbidden, "", "支援チームの方が登録します。変更したいときは連絡帳でお知らせください。",
                "The team keeps this. Please tell them in the notebook.");
  TRY(check_edit(edit));
  const auto now = profile_of(tx, actor.region_id, person);
  if (now.version != version) {
    Error error{Code::conflict, "", "ほかの端末で先に変更されています。内容を見比べてください。",
                "This was changed elsewhere first; please compare."};
    error.current = json::to_json(now);
    return std::unexpected(std::move(error));
  }
  keep_profile(tx, actor.region_id, person, edit, version + 1, actor.post_id, actor.display_name);
  db::NewChange change;
  change.region_id = actor.region_id;
  change.person_id = person;
  change.kind = "record";
  change.info_class = InfoClass::health;
  db::append_change(tx, change);
  return profile_of(tx, actor.region_id, person);
}

Result<std::vector<GrowthProfile>> profile_versions(Tx& tx, const Actor& actor, PersonId person) {
  constexpr std::int64_t kMost = 100;
  TRY_ASSIGN(const auto grant, access::require(tx, actor, Action::read_past, person,
                                               {ClassSet::of(InfoClass::health), "growth_profile", {}}));
  if (!may_see_profile(grant)) return std::vector<GrowthProfile>{};
  return profiles(tx, actor.region_id, person, kMost);
}

Result<GrowthSheet> gather_growth_sheet(Tx& tx, const Actor& actor, PersonId person,
                                        const GrowthQuery& query) {
  TRY_ASSIGN(const auto grant,
             access::require(tx, actor, Action::export_data, person, {{}, "growth_sheet", {}}));
  GrowthSheet sheet;
  TRY_ASSIGN(sheet.view, view_of(tx, actor, grant, query));
  const auto body = person::body_of(tx, actor.region_id, person);
  sheet.name = body->family_name.value + " " + body->given_name.value;
  sheet.kana = body->family_kana.value + " " + body->given_kana.value;
  sheet.printed = access::imprint(tx, actor);
  return sheet;
}

std::optional<int> gestation_days_of(Tx& tx, RegionId region, PersonId person) {
  return gestation_days(profile_of(tx, region, person));
}

void keep_profile(Tx& tx, RegionId region, PersonId person, const GrowthProfileEdit& edit,
                  std::int64_t version, PostId by, const std::string& by_name) {
  tx.run(R"sql(
    insert into growth_profile (region_id, person_id, version, gestation_weeks, gestation_days, mother_height_cm,
                                father_height_cm, reference, reason, at, by_post, by_name)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
  )sql",
         region, person, version, edit.gestation_weeks, edit.gestation_days, edit.mother_height_cm,
         edit.father_height_cm, edit.reference, edit.reason, tx.now(), by, by_name);
}

}  // namespace musubi::growth
