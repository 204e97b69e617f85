// What rules of early signs find in the city: beside the screenings of demo_assessments, one child who stays
// away from school, and one whose vision check at three nobody followed up. Every number is invented.
#include "demo/demo_signs.hpp"

#include "course/course.hpp"
#include "person/person_service.hpp"
#include "record/record_service.hpp"
#include "sign/sign_keeper.hpp"

namespace musubi::demo {
namespace {

constexpr std::size_t kHinata = 0;
constexpr int kDaysAway = 33;

struct Noting {
  Tx& tx;
  City& city;
  const Client& client;
  Dice dice;

  void keep(const char* type, const char* kind, const Date& on, const char* note) {
    const auto& member = client.team.front();
    const auto info_class = record::class_for(*record::find_type(type), member.classes);
    if (!info_class || on > tx.today()) return;
    const auto& who = city.workers[member.worker];
    const auto& place = city.places[who.place];
    const auto at = japan_midnight(on) + std::chrono::hours(9);
    if (at > tx.now()) return;
    std::array<std::uint8_t, 10> bytes{};
    for (auto& byte : bytes) byte = static_cast<std::uint8_t>(dice.next());
    record::BulkRecord bulk;
    bulk.person_id = client.id;
    bulk.record.id = RecordId{make_uuid_v7(to_unix_us(at) / 1000, bytes)};
    bulk.record.type = {type};
    bulk.record.state.at = at;
    bulk.record.state.info_class = *info_class;
    bulk.record.state.kind = {kind};
    bulk.record.state.note = {note};
    bulk.posted_at = at;
    bulk.post_id = who.post;
    bulk.author_name = who.name;
    bulk.facility_id = place.id;
    bulk.facility_name = place.name;
    bulk.profession = who.profession;
    record::keep_record(tx, city.region, bulk);
  }
};

/// Weekdays of the present school year, one in three, from the second week of April.
void stay_away(Noting& noting) {
  auto day = make_date(school_year(noting.tx.today()), 4, 13).value();
  for (int away = 0; away < kDaysAway && day <= noting.tx.today(); day = add_days(day, 1)) {
    const std::chrono::weekday weekday{std::chrono::sys_days{day.ymd}};
    if (weekday == std::chrono::Saturday || weekday == std::chrono::Sunday || !noting.dice.chance(33))
      continue;
    noting.keep("attendance", away % 5 == 4 ? "unknown" : "unable", day,
                away == 0 ? "朝、おなかが痛いと言って玄関で座りこんだ。" : "");
    ++away;
  }
}

}  // namespace

void keep_signs(db::Database& database, City& city) {
  database.write_now([&](Tx& tx) {
    bool away = false, unseen = false;
    for (std::size_t i = kHinata + 1; i < city.clients.size() && !(away && unseen); ++i) {
      const auto& client = city.clients[i];
      if (client.team.empty()) continue;
      Noting noting{tx, city, client, Dice(city.size.seed * 15485863 + i)};
      const auto birth = person::body_of(tx, city.region, client.id).value().birth_date;
      if (!away && client.age >= 8 && client.age <= 14) {
        stay_away(noting);
        away = true;
      } else if (!unseen && client.age >= 4 && client.age <= 7) {
        noting.keep("vision_check", "refer", course::months_after(birth, 42), "3歳児健診の二次検査");
        unseen = true;
      }
    }
  });
  sign::keep_all(database);
}

}  // namespace musubi::demo
