// School entry: children who enter a school next April, each at another step; those who entered before,
// closed; one family that asked again. 佐藤ひなた has none yet: hers is for whoever tries the program.
#include "demo/demo_schoolentry.hpp"
#include "person/person_service.hpp"
#include "schoolentry/schoolentry_service.hpp"

namespace musubi::demo {
namespace {

constexpr std::size_t kPeopleWithEntries = 60;
constexpr std::size_t kPeopleAtOnce = 20;

using schoolentry::EntryContent;
using schoolentry::EntryPart;
using schoolentry::LearningPlace;

struct Way {
  LearningPlace place;
  std::string_view hope, seen, reasons, heard, arranged;
};
constexpr Way kWays[] = {
    {LearningPlace::resource, "近所の友だちと同じ学校に通わせたいです。",
     "自由遊びでは友だちの輪に入り、指示は絵を見ると動けた。",
     "通常の学級で学びながら、ことばの指導を週1時間受けることが力につながる。",
     "母は通級を希望。本人も「行ってみたい」と話した。", "予定を絵と文字で黒板に示す。"},
    {LearningPlace::special_class, "少ない人数で、わかる授業を受けさせたいです。",
     "5人の活動では最後まで座り、30人の集会では途中で耳をふさいだ。",
     "少人数で学び、体育と給食は交流学級で過ごすことが、本人の安心と学びにつながる。",
     "父母とも特別支援学級に賛成。交流の時間を多くしてほしいとのこと。",
     "大きな音の前に予告し、静かに休める場所を決めておく。"},
    {LearningPlace::regular, "支援を受けながら、通常の学級で学ばせたいです。",
     "一斉の指示のあと、個別の声かけで動けた。", "席と声かけの配慮があれば、通常の学級で学べる。",
     "母は通常の学級を希望し、学校との連絡を密にしたいとのこと。",
     "前から2列目の席にし、指示のあとに個別に確かめる。"},
    {LearningPlace::special_school, "医療的ケアを受けながら、安心して通わせたいです。",
     "学校見学では、看護師の動きを目で追い、笑顔が多かった。",
     "看護師が常にいる場で、体調に合わせて学ぶことが適している。",
     "主治医の意見を聞いた。父母は通学の方法を心配している。",
     "吸引と注入は看護師が行い、体調の記録を毎日やりとりする。"},
};

struct Entries {
  Tx& tx;
  City& city;
  const Client& client;
  Dice dice;
  int year;  ///< the April
  const Way& way;
  schoolentry::BulkSchoolEntry bulk{};
  bool ended = false;

  template <class I>
  I id_at(Time at) {
    std::array<std::uint8_t, 10> bytes{};
    for (auto& byte : bytes) byte = static_cast<std::uint8_t>(dice.next());
    return I{make_uuid_v7(to_unix_us(at) / 1000, bytes)};
  }
  /// Days that are still to come are left out, and with them what follows.
  void add(EntryPart part, int month, unsigned day, EntryContent content = {}) {
    const auto on = make_date(month > 4 ? year - 1 : year, static_cast<unsigned>(month), day).value();
    if (tx.today() <= on || ended) {
      ended = true;
      return;
    }
    if (content.committee) content.committee->on = on;
    if (content.decision) content.decision->on = on;
    if (content.notice) content.notice->on = on;
    if (content.visits) content.visits->items.items.front().on = on;
    const auto& worker = city.workers[client.team.front().worker];
    schoolentry::BulkStep step{part,
                               std::move(content),
                               "",
                               japan_midnight(on) + std::chrono::hours(15),
                               worker.post,
                               worker.name,
                               city.places[worker.place].name};
    const bool family = part == EntryPart::answer && client.family;
    if (family) {
      step.post_id = client.family->post;
      step.name = client.family->name;
      step.facility_name = "";
      step.by_guardian = true;
    }
    bulk.steps.push_back(std::move(step));
  }
  void decide(LearningPlace place, int month, unsigned day) {
    const std::string_view type =
        place == LearningPlace::special_school ? "special_needs_school" : "elementary_school";
    const auto school = std::ranges::find(city.places, type, &Place::type);
    EntryContent opinion, decision, notice;
    opinion.committee.emplace();
    opinion.committee->considered.items = {LearningPlace::regular, place};
    opinion.committee->opinion = place;
    opinion.committee->reasons = {std::string(way.reasons)};
    decision.decision.emplace();
    decision.decision->place = place;
    if (school != city.places.end()) decision.decision->facility_id = school->id;
    decision.decision->school = {school == city.places.end() ? "市立小学校" : school->name};
    decision.decision->reasons = {std::string(way.reasons)};
    decision.decision->heard = {std::string(way.heard)};
    notice.notice.emplace();
    add(EntryPart::committee, month, day, std::move(opinion));
    add(EntryPart::decision, month, day + 5, std::move(decision));
    add(EntryPart::notice, month, day + 7, std::move(notice));
  }
  void answer(bool agree, int month, unsigned day, std::string_view words = "") {
    EntryContent content;
    content.answer = schoolentry::EntryAnswer{agree, {std::string(words)}};
    add(EntryPart::answer, month, day, std::move(content));
  }
  void tell(bool asks_again, bool stop_early) {
    EntryContent wishes, visits, arrangements;
    wishes.wishes.emplace().guardian = {std::string(way.hope)};
    wishes.wishes->hopes.items = {way.place};
    add(EntryPart::wishes, 7, 10, std::move(wishes));
    visits.visits.emplace().items.items.push_back({{}, {"園での観察"}, {std::string(way.seen)}});
    add(EntryPart::visits, 9, 18, std::move(visits));
    if (stop_early) return;
    decide(asks_again ? LearningPlace::special_class : way.place, 11, 5);
    if (asks_again) {
      answer(false, 11, 16, "通級を使いながら通常の学級で学べないか、もう一度考えてほしいです。");
      decide(way.place, 12, 8);
    }
    answer(true, 12, 20, "同意します。");
    schoolentry::EntryArrangement one;
    one.viewpoint = {"information"};
    one.what = {std::string(way.arranged)};
    one.who = {"担任"};
    one.from = make_date(year, 4, 1);
    one.review_on = make_date(year, 10, 1);
    arrangements.arrangements.emplace().items.items.push_back(std::move(one));
    add(EntryPart::arrangements, 2, 10, std::move(arrangements));
    add(EntryPart::confirmed, 2, 20);
    add(EntryPart::settled, 3, 10);
  }
  void keep() {
    if (bulk.steps.empty()) return;
    bulk.person_id = client.id;
    bulk.entry.id = id_at<schoolentry::SchoolEntryId>(bulk.steps.front().at);
    bulk.entry.for_year.value = year;
    if (!schoolentry::keep_entry(tx, city.region, bulk)) throw std::logic_error("demo: a case out of order");
  }
};

void keep_one(Tx& tx, City& city, std::size_t i, bool& asked_again) {
  const auto& client = city.clients[i];
  if (i == 0 || client.team.empty() || client.age < 5 || client.age > 10) return;
  const auto body = person::body_of(tx, city.region, client.id);
  if (!body) return;
  const int year = person::school_entry_year(body->birth_date);
  if (year > school_year(tx.today()) + 1) return;
  Entries entries{tx, city, client, Dice(city.size.seed * 49979687 + i), year, kWays[i % std::size(kWays)]};
  const bool entered = year <= school_year(tx.today());
  const bool again = entered && !asked_again && entries.way.place != LearningPlace::special_class;
  asked_again = asked_again || again;
  entries.tell(again, !entered && i % 3 == 0);
  entries.keep();
}

}  // namespace

void keep_school_entries(db::Database& database, City& city) {
  const auto count = std::min(kPeopleWithEntries, city.clients.size());
  bool asked_again = false;
  for (std::size_t from = 0; from < count; from += kPeopleAtOnce)
    database.write_now([&](Tx& tx) {
      for (std::size_t i = from; i < std::min(from + kPeopleAtOnce, count); ++i)
        keep_one(tx, city, i, asked_again);
    });
}

}  // namespace musubi::demo
