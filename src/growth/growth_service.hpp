// The use cases of growth: what is known of one person's growth, and the few facts it needs besides
// measurements.
#pragma once
#include "access/access.hpp"
#include "access/imprint.hpp"
#include "growth/growth.hpp"

namespace musubi::growth {

using access::Actor;

/// What growth needs besides measurements. Versions are kept; the newest counts.
struct GrowthProfile {
  std::optional<std::int64_t> gestation_weeks;
  std::int64_t gestation_days = 0;  ///< beyond the weeks, 0–6
  std::optional<double> mother_height_cm, father_height_cm;
  std::string reference;     ///< chosen for this person; empty: the usual one
  std::int64_t version = 0;  ///< 0: never set
  std::optional<Time> at;
  std::string by_name;
};
BOOST_DESCRIBE_STRUCT(GrowthProfile, (),
                      (gestation_weeks, gestation_days, mother_height_cm, father_height_cm, reference,
                       version, at, by_name))
struct GrowthProfileEdit {
  std::optional<Whole<20, 45>> gestation_weeks;
  Whole<0, 6> gestation_days;
  std::optional<double> mother_height_cm, father_height_cm;
  Line<40> reference;
  Line<500> reason;
};
BOOST_DESCRIBE_STRUCT(GrowthProfileEdit, (),
                      (gestation_weeks, gestation_days, mother_height_cm, father_height_cm, reference,
                       reason))

struct GrowthSeries {
  Measure measure = Measure::height;
  std::vector<GrowthPoint> points;
  GrowthCurves curves;
};
BOOST_DESCRIBE_STRUCT(GrowthSeries, (), (measure, points, curves))
/// Height and weight measured within a few days of each other.
struct BodyIndex {
  Time at{};
  double age_months = 0;
  double height_cm = 0, weight_kg = 0, bmi = 0;
  std::optional<double> obesity_degree;
  RecordId weight_id;  ///< the record of the weight
};
BOOST_DESCRIBE_STRUCT(BodyIndex, (), (at, age_months, height_cm, weight_kg, bmi, obesity_degree, weight_id))

struct GrowthView {
  Date birth_date;
  std::optional<TableSex> sex;  ///< none: no table applies
  GrowthProfile profile;
  std::vector<ReferenceInfo> references;
  std::string reference;                ///< the one used here
  std::optional<Date> corrected_until;  ///< ages before this day are corrected
  std::vector<GrowthSeries> series;
  std::vector<BodyIndex> indices;
  std::optional<TargetHeight> target;
  bool may_edit = false;
};
BOOST_DESCRIBE_STRUCT(GrowthView, (),
                      (birth_date, sex, profile, references, reference, corrected_until, series, indices,
                       target, may_edit))

struct GrowthQuery {
  std::optional<Line<40>> reference;
};
BOOST_DESCRIBE_STRUCT(GrowthQuery, (), (reference))

Result<GrowthView> read_growth(Tx& tx, const Actor& actor, PersonId person, const GrowthQuery& query);
Result<GrowthProfile> edit_profile(Tx& tx, const Actor& actor, PersonId person, std::int64_t version,
                                   const GrowthProfileEdit& edit);
/// Newest first.
Result<std::vector<GrowthProfile>> profile_versions(Tx& tx, const Actor& actor, PersonId person);

/// The same view for paper; the look is recorded as an export.
struct GrowthSheet {
  GrowthView view;
  std::string name, kana;
  access::Imprint printed;
};
Result<GrowthSheet> gather_growth_sheet(Tx& tx, const Actor& actor, PersonId person,
                                        const GrowthQuery& query);
std::string draw_growth_sheet(const GrowthSheet& sheet);

/// Weeks and days of gestation in days, where known; no guard: it is a health fact, and the caller's to keep.
std::optional<int> gestation_days_of(Tx& tx, RegionId region, PersonId person);

/// For generated data: no guard.
void keep_profile(Tx& tx, RegionId region, PersonId person, const GrowthProfileEdit& edit,
                  std::int64_t version, PostId by, const std::string& by_name);

}  // namespace musubi::growth
