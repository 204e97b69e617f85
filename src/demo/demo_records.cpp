// Two years of records: measurements of growth for every child, and for 佐藤ひなた what her team writes down
// day by day. Growth follows a child's own channel of the Japanese reference, with a little noise, so that
// charts look like charts.
#include <cmath>

#include "demo/demo_city.hpp"
#include "growth/growth_service.hpp"
#include "person/person_service.hpp"
#include "record/record_service.hpp"

namespace musubi::demo {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

constexpr std::size_t kHinata = 0, kPreterm = 4;
constexpr std::size_t kChildrenWithGrowth = 60;
constexpr int kDailyFor = 90;
constexpr std::size_t kPeopleAtOnce = 10;

/// About a normal deviate: the sum of four dice.
double noise(Dice& dice) {
  double sum = 0;
  for (int i = 0; i < 4; ++i) sum += dice.between(-100, 100) / 100.0;
  return sum / 1.16;
}
double rounded(double value, double step) {
  return std::round(value / step) * step;
}

struct Keeper {
  Tx& tx;
  City& city;
  Client& client;
  Dice dice;  ///< its own, so that records change nothing of what comes after

  [[nodiscard]] Time on(const Date& date, int hour, int minute) const {
    return japan_midnight(date) + hours{hour} + minutes{minute};
  }
  void keep(const std::string& type, Time at, std::optional<double> value, const Member& member,
            const std::string& kind = "", const std::string& what = "", std::optional<double> value2 = {}) {
    if (at > tx.now()) return;
    const auto& who = city.workers[member.worker];
    const auto& place = city.places[who.place];
    const auto info_class = record::class_for(*record::find_type(type), member.classes);
    if (!info_class) return;
    record::BulkRecord bulk;
    bulk.person_id = client.id;
    std::array<std::uint8_t, 10> bytes{};
    for (auto& byte : bytes) byte = static_cast<std::uint8_t>(dice.next());
    bulk.record.id = RecordId{make_uuid_v7(to_unix_us(at) / 1000, bytes)};
    bulk.record.type = {type};
    bulk.record.state.at = at;
    bulk.record.state.info_class = *info_class;
    bulk.record.state.value = value;
    bulk.record.state.value2 = value2;
    bulk.record.state.kind = {kind};
    bulk.record.state.what = {what};
    bulk.posted_at = at;
    bulk.post_id = who.post;
    bulk.author_name = who.name;
    bulk.facility_id = place.id;
    bulk.facility_name = place.name;
    bulk.profession = who.profession;
    record::keep_record(tx, city.region, bulk);
  }
  /// A member who may write this class, the school's or nursery's before others.
  [[nodiscard]] const Member& member(std::string_view profession) const {
    for (const auto& m : client.team)
      if (city.workers[m.worker].profession == profession) return m;
    return client.team.front();
  }
};

void keep_growth(Keeper& keeper, const person::PersonBody& body, std::optional<int> gestation_days) {
  if (body.sex != person::Sex::male && body.sex != person::Sex::female) return;
  const auto sex = body.sex == person::Sex::male ? growth::TableSex::male : growth::TableSex::female;
  const auto& reference = growth::default_reference();
  const double tall = 0.8 * noise(keeper.dice), heavy = 0.5 * tall + 0.6 * noise(keeper.dice);
  const auto due = growth::due_date(body.birth_date, gestation_days);
  const auto today = keeper.tx.today();
  for (auto day = body.birth_date; day <= today;) {
    const auto months = growth::age_months(due, day);
    if (months >= 0 && months <= 209) {
      const auto value = [&](growth::Measure measure, double channel, double step) {
        const auto lms = growth::lms_at(reference, measure, sex, months);
        return rounded(*growth::value_at(channel + 0.06 * noise(keeper.dice), *lms), step);
      };
      const auto at = keeper.on(day, 10, keeper.dice.between(0, 50));
      const auto& who = keeper.member(months < 72 ? "public_health_nurse" : "school_nurse");
      keeper.keep("height", at, value(growth::Measure::height, tall, 0.1), who,
                  months < 24 ? "lying" : "standing");
      keeper.keep("weight", at + minutes{2}, value(growth::Measure::weight, heavy, months < 24 ? 0.01 : 0.1),
                  who);
    }
    const auto age = growth::age_months(body.birth_date, day);
    day = add_days(day, age < 12   ? keeper.dice.between(40, 70)
                        : age < 36 ? keeper.dice.between(100, 190)
                                   : keeper.dice.between(150, 200));
  }
}

/// One child whose days are written down closely: temperature, meals, saturation, seizures, medicine,
/// behaviour.
void keep_days(Keeper& keeper) {
  auto& dice = keeper.dice;
  const auto& nursery = keeper.member("nursery_teacher");
  const auto& nurse = keeper.member("visiting_nurse");
  for (int back = kDailyFor; back >= 0; --back) {
    const auto day = add_days(keeper.tx.today(), -back);
    const bool feverish = back % 37 < 2 && back > 2;
    keeper.keep("temperature", keeper.on(day, 8, dice.between(20, 50)),
                rounded((feverish ? 38.2 : 36.6) + 0.2 * noise(dice), 0.1), nursery);
    keeper.keep("meal", keeper.on(day, 12, dice.between(0, 30)),
                feverish ? dice.between(2, 5) : dice.between(6, 10), nursery, "lunch");
    keeper.keep("sleep", keeper.on(day, 14, 40), dice.between(40, 100), nursery, "nap");
    if (dice.chance(70))
      keeper.keep("stool", keeper.on(day, dice.between(9, 16), dice.between(0, 59)), 1, nursery,
                  dice.chance(80) ? "normal" : "soft");
    keeper.keep("spo2", keeper.on(day, 16, dice.between(0, 59)),
                feverish ? dice.between(89, 93) : dice.between(95, 99), nurse);
    keeper.keep("pulse", keeper.on(day, 16, dice.between(0, 59)), dice.between(84, 112) + (feverish ? 22 : 0),
                nurse);
    keeper.keep("medication", keeper.on(day, 19, 0), std::nullopt, nurse, "taken", "整腸剤 1包");
    if (back % 29 == 5)
      keeper.keep("seizure", keeper.on(day, dice.between(9, 15), dice.between(0, 59)), dice.between(20, 110),
                  nursery, "absence");
  }
}

}  // namespace

void keep_records(db::Database& database, City& city) {
  const auto count = std::min(kChildrenWithGrowth, city.clients.size());
  for (std::size_t from = 0; from < count; from += kPeopleAtOnce)
    database.write_now([&](Tx& tx) {
      for (std::size_t i = from; i < std::min(count, from + kPeopleAtOnce); ++i) {
        auto& client = city.clients[i];
        if (client.age >= 18 || client.team.empty()) continue;
        Keeper keeper{tx, city, client, Dice(city.size.seed * 7919 + i)};
        const auto body = person::body_of(tx, city.region, client.id).value();
        std::optional<int> gestation;
        growth::GrowthProfileEdit profile;
        if (i == kPreterm) gestation = 30 * 7 + 2;
        if (gestation) {
          profile.gestation_weeks = Whole<20, 45>{*gestation / 7};
          profile.gestation_days = {*gestation % 7};
        }
        profile.mother_height_cm = keeper.dice.between(150, 166);
        profile.father_height_cm = keeper.dice.between(163, 180);
        growth::keep_profile(tx, city.region, client.id, profile, 1, city.founder, "市の運用担当者");
        keep_growth(keeper, body, gestation);
        if (i != kHinata) continue;
        must(record::keep_limit(
            tx, city.region, client.id, "spo2", {.low = 92, .note = {"92%を下回ったら受診（主治医の指示）"}},
            city.workers[client.team.front().worker].post, city.workers[client.team.front().worker].name));
        must(record::keep_limit(
            tx, city.region, client.id, "temperature", {.high = 38.5, .note = {"38.5℃を超えたら連絡"}},
            city.workers[client.team.front().worker].post, city.workers[client.team.front().worker].name));
        keep_days(keeper);
      }
    });
}

}  // namespace musubi::demo
