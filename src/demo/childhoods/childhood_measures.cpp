// The numbers of a childhood: growth along a channel of the reference, records, tests, and its plans.
#include <cmath>

#include "demo/childhoods/childhood.hpp"
#include "growth/growth_service.hpp"

namespace musubi::demo {
namespace {

double on_channel(const Channel& channel, double months) {
  if (months <= channel.front().first) return channel.front().second;
  for (std::size_t i = 1; i < channel.size(); ++i) {
    const auto [from, low] = channel[i - 1];
    const auto [to, high] = channel[i];
    if (months < to) return low + (high - low) * (months - from) / (to - from);
  }
  return channel.back().second;
}

form::AnswerValue words(std::string_view text) {
  form::AnswerValue value;
  value.text.emplace().value = text;
  return value;
}
form::AnswerValue row(double order) {
  form::AnswerValue value;
  value.order = order;
  return value;
}

form::Answers answers_of(const PlanYear& year) {
  form::Answers answers;
  const auto put = [&](std::string path, std::string_view text) {
    if (!text.empty()) answers[std::move(path)] = words(text);
  };
  put("strengths", year.strengths);
  put("struggles", year.struggles);
  put("wish_child", year.wish_child);
  put("wish_guardian", year.wish_guardian);
  put("policy_text", year.policy);
  for (std::size_t i = 0; i < year.accommodations.size(); ++i) {
    const auto path = "accommodation:a" + std::to_string(i + 1);
    answers[path] = row(static_cast<double>(i + 1));
    put(path + "/accommodation_area", year.accommodations[i].first);
    put(path + "/accommodation_text", year.accommodations[i].second);
  }
  for (std::size_t i = 0; i < year.goals.size(); ++i) {
    const auto path = "goal:g" + std::to_string(i + 1);
    answers[path] = row(static_cast<double>(i + 1));
    put(path + "/goal_text", year.goals[i].text);
    put(path + "/goal_measure", year.goals[i].measure);
    put(path + "/goal_means", year.goals[i].means);
    put(path + "/goal_who", year.goals[i].who);
  }
  return answers;
}

}  // namespace

void Childhood::record(const Date& on, int hour, int minute, Who who, std::string_view type,
                       std::optional<double> value, std::string_view kind, std::string_view what,
                       std::string_view note) {
  if (is_ahead(on)) return;
  const auto& author = of(who);
  const auto* known = record::find_type(std::string(type));
  const auto info_class = record::class_for(*known, author.classes);
  if (!info_class) throw std::logic_error("demo: " + author.profession + " records no " + std::string(type));
  record::BulkRecord bulk;
  bulk.person_id = person_;
  bulk.posted_at = at(on, hour, minute);
  bulk.record.id = id_at<RecordId>(bulk.posted_at);
  bulk.record.type = {std::string(type)};
  auto& state = bulk.record.state;
  state.at = bulk.posted_at;
  state.info_class = *info_class;
  state.value = value;
  state.kind = {std::string(kind)};
  state.what = {std::string(what)};
  state.note = {std::string(note)};
  must(record::check_state(*known, state, tx_.now()));
  bulk.post_id = author.post;
  bulk.author_name = author.name;
  bulk.facility_id = author.facility;
  bulk.facility_name = author.facility_name;
  bulk.profession = author.profession;
  record::keep_record(tx_, city_.region, bulk);
}

void Childhood::limit(std::string_view type, const record::LimitEdit& limit, Who by) {
  must(record::keep_limit(tx_, city_.region, person_, std::string(type), limit, of(by).post, of(by).name));
}

void Childhood::grows(const Channel& height, const Channel& weight, std::initializer_list<Who> by,
                      std::optional<int> gestation_days) {
  const auto sex = child_.sex == person::Sex::male ? growth::TableSex::male : growth::TableSex::female;
  const auto& reference = growth::default_reference();
  const auto due = growth::due_date(birth_, gestation_days);
  growth::GrowthProfileEdit profile;
  if (gestation_days) {
    profile.gestation_weeks = Whole<20, 45>{*gestation_days / 7};
    profile.gestation_days = {*gestation_days % 7};
  }
  profile.mother_height_cm = dice_.between(151, 165);
  profile.father_height_cm = dice_.between(164, 179);
  growth::keep_profile(tx_, city_.region, person_, profile, 1, of(*by.begin()).post, of(*by.begin()).name);
  std::vector<Date> days;
  for (const int months : {1, 2, 4, 7, 10, 14, 18, 24, 30, 36, 42, 48, 54, 60, 66, 72})
    days.push_back(age(0, months, dice_.between(0, 9)));
  for (int year = 1; year <= 12; ++year)
    for (const unsigned month : {4U, 9U, 1U})
      days.push_back(grade(year, month, static_cast<unsigned>(dice_.between(8, 24))));
  for (const auto& day : days) {
    const auto months = growth::age_months(due, day);
    const auto who = std::ranges::find_if(
        by, [&](Who one) { return of(one).from <= day && (!of(one).until || day <= *of(one).until); });
    if (is_ahead(day) || months < 0 || months > 209 || who == by.end()) continue;
    const auto value = [&](growth::Measure measure, const Channel& channel, double step) {
      const double z = on_channel(channel, months) + dice_.between(-8, 8) / 100.0;
      return std::round(*growth::value_at(z, *growth::lms_at(reference, measure, sex, months)) / step) * step;
    };
    record(day, 10, dice_.between(0, 50), *who, "height", value(growth::Measure::height, height, 0.1),
           months < 24 ? "lying" : "standing");
    record(day, 10, 55, *who, "weight", value(growth::Measure::weight, weight, months < 24 ? 0.01 : 0.1));
  }
}

void Childhood::plans(Who head, const std::vector<PlanYear>& years) {
  std::vector<document::BulkVersion> versions;
  for (const auto& year : years)
    if (!is_ahead(add_days(year.on, 3)))
      versions.push_back({answers_of(year), of(year.author).post, of(year.author).name,
                          of(year.author).facility_name, at(year.on, 15)});
  if (versions.empty()) return;
  auto last = std::move(versions.back());
  versions.pop_back();
  document::BulkDocument bulk;
  bulk.form_key = "individual_education_support_plan";
  bulk.id = id_at<document::PersonDocumentId>(last.at);
  bulk.earlier = std::move(versions);
  bulk.answers = std::move(last.answers);
  bulk.stage = document::DocumentStage::agreed;
  bulk.author = last.author;
  bulk.author_name = last.author_name;
  bulk.facility_name = last.facility_name;
  bulk.at = last.at;
  bulk.head = of(head).post;
  bulk.head_name = of(head).name;
  const auto guardian =
      std::ranges::find_if(cast_, [](const Cast& c) { return c.guardian && !c.restricted; });
  bulk.guardian_name = guardian->name;
  bulk.guardian_relation = "mother";
  bulk.next_review_on = add_days(tx_.today(), dice_.between(12, 110));
  if (child_.grade > 12) {  // left school: so did the plan
    bulk.ended_on = last_day(12);
    bulk.ended_why = "高等部・高等学校の卒業";
  }
  document::keep_document(tx_, city_.region, person_, bulk);
}

assessment::AssessmentValue score(std::string_view domain, double value) {
  assessment::AssessmentValue out;
  out.domain = {std::string(domain)};
  out.value = value;
  return out;
}
assessment::AssessmentValue quotient(std::string_view domain, int value, int months) {
  auto out = score(domain, value);
  out.age_months = std::round(months * value / 100.0);
  return out;
}
assessment::AssessmentValue banded(std::string_view domain, int value, int reach) {
  auto out = score(domain, value);
  out.low = value - reach;
  out.high = value + reach;
  out.band_level = Whole<50, 99>{90};
  return out;
}

}  // namespace musubi::demo
