// The children's lives so far: schools one after another, check-ups, diagnoses, certificates. One child's
// 3-year check-up was missed: the program asks the coordinator about it.
#include "course/course_service.hpp"
#include "demo/demo_city.hpp"
#include "person/person_service.hpp"

namespace musubi::demo {
namespace {

constexpr std::size_t kHinata = 0;
constexpr std::size_t kPeopleWithCourse = 60;
constexpr std::size_t kPeopleAtOnce = 20;

constexpr std::string_view kResults[] = {
    "身長・体重とも標準の範囲。問題なし。", "問題なし。次の健診まで様子を見る。",
    "ことばの数が少なめ。3か月後に電話で様子を聞く。", "運動の発達は順調。むし歯なし。"};

struct Life {
  Tx& tx;
  City& city;
  const Client& client;
  Date birth;
  Dice dice;

  void keep(course::CourseContent content, std::string_view profession) {
    if (tx.today() < content.starts_on || content.starts_on < birth) return;
    const Member* author = &client.team.front();
    for (const auto& member : client.team)
      if (city.workers[member.worker].profession == profession) author = &member;
    const auto& worker = city.workers[author->worker];
    const auto at = japan_midnight(content.starts_on) + std::chrono::hours(16);
    std::array<std::uint8_t, 10> bytes{};
    for (auto& byte : bytes) byte = static_cast<std::uint8_t>(dice.next());
    course::keep_event(tx, city.region, client.id,
                       course::CourseEventId{make_uuid_v7(to_unix_us(at) / 1000, bytes)}, content,
                       worker.post, worker.name, city.places[worker.place].name, at);
  }
  void happened(course::CourseKind kind, std::string_view title, int months, InfoClass info_class,
                std::string_view body = "", std::string_view place = "", int until_months = 0) {
    course::CourseContent content;
    content.kind = kind;
    content.title = {std::string(title)};
    content.body = {std::string(body)};
    content.place = {std::string(place)};
    content.starts_on = course::months_after(birth, months);
    if (until_months > 0) content.ends_on = course::months_after(birth, until_months);
    content.info_class = info_class;
    keep(std::move(content), kind == course::CourseKind::diagnosis ? "doctor" : "public_health_nurse");
  }
};

void keep_checkups(Life& life, std::string_view but) {
  for (const auto& checkup : course::checkups()) {
    const auto window = course::window_of(checkup, life.birth);
    if (checkup.code == but || life.tx.today() < window.to) continue;
    course::CourseContent content;
    content.kind = course::CourseKind::checkup;
    content.checkup = {checkup.code};
    content.body = {std::string(life.dice.pick(kResults))};
    content.place = {checkup.code == "month_1"        ? "出産した病院"
                     : checkup.code == "school_entry" ? "小学校"
                                                      : "保健センター"};
    content.starts_on = add_days(window.from, life.dice.between(2, 12));
    life.keep(std::move(content), "public_health_nurse");
  }
}

/// The life of 佐藤ひなた.
void keep_story(Life& life) {
  using enum course::CourseKind;
  life.happened(hospital, "新生児集中治療室に入院", 0, InfoClass::health, "2週間。退院時の経過は良好。",
                "結乃市立病院", 1);
  life.happened(diagnosis, "ことばの発達の遅れ", 26, InfoClass::health, "聴力に問題なし。療育を勧める。",
                "結乃市立病院");
  life.happened(therapy, "児童発達支援を始める", 30, InfoClass::development,
                "週2回。言語聴覚士・作業療法士。");
  life.happened(certificate, "通所受給者証の交付", 30, InfoClass::welfare, "毎年更新。");
  life.happened(family, "弟が生まれる", 38, InfoClass::family);
  life.happened(diagnosis, "てんかん（欠神発作）", 47, InfoClass::health, "内服を始める。発作は月1回ほど。",
                "結乃市立病院");
}

void keep_schools(Life& life, person::PersonBody& body) {
  if (!body.schools.empty()) return;
  const auto nursery = course::months_after(life.birth, 14);
  const int entry = person::school_entry_year(life.birth);
  const auto school_day = make_date(entry, 4, 1).value();
  const auto add = [&](std::string_view type, std::string grade, const Date& from, std::optional<Date> to) {
    if (life.tx.today() < from) return;
    const auto place = std::ranges::find(life.city.places, type, &Place::type);
    if (place == life.city.places.end()) return;
    if (to && life.tx.today() <= *to) to.reset();
    body.schools.push_back(
        {life.tx.new_id<SchoolingId>(), place->id, {place->name}, {std::move(grade)}, {}, from, to});
  };
  add("nursery", "", nursery, add_days(school_day, -1));
  add("elementary_school", "", school_day, add_days(make_date(entry + 6, 4, 1).value(), -1));
  add("junior_high_school", "", make_date(entry + 6, 4, 1).value(),
      add_days(make_date(entry + 9, 4, 1).value(), -1));
}

}  // namespace

void keep_course(db::Database& database, City& city) {
  const auto count = std::min(kPeopleWithCourse, city.clients.size());
  for (std::size_t from = 0; from < count; from += kPeopleAtOnce)
    database.write_now([&](Tx& tx) {
      for (std::size_t i = from; i < std::min(count, from + kPeopleAtOnce); ++i) {
        const auto& client = city.clients[i];
        if (client.age >= 18 || client.team.empty()) continue;
        auto body = person::body_of(tx, city.region, client.id).value();
        Life life{tx, city, client, body.birth_date, Dice(city.size.seed * 15485863 + i)};
        // The newest that is over was missed by every twelfth child.
        std::string_view missed;
        if (i % 12 == 3)
          for (const auto& checkup : course::checkups())
            if (course::window_of(checkup, life.birth).to < tx.today()) missed = checkup.code;
        keep_checkups(life, missed);
        if (i == kHinata) {
          keep_story(life);
          keep_schools(life, body);
          must(person::keep_body(tx, city.region, client.id, body, "", city.founder));
        }
      }
    });
}

}  // namespace musubi::demo
