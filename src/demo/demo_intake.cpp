// Requests for help in all states, children who wait in each stage, and what facilities say they can take;
// rolls its own dice.
#include <fmt/format.h>

#include <algorithm>

#include "demo/demo_city.hpp"
#include "demo/demo_words.hpp"
#include "intake/intake_service.hpp"
#include "intake/vacancy.hpp"
#include "intake/waiting_service.hpp"

namespace musubi::demo {
namespace {

using intake::IntakeChannel;
using intake::IntakeState;
using intake::WaitStage;

constexpr std::size_t kPeopleWaiting = 24;

struct Request {
  IntakeState state;
  IntakeChannel channel;
  int received_ago, since_ago;
  int age;
  std::string_view worry, words, supporters;
};
constexpr Request kRequests[] = {
    {IntakeState::received, IntakeChannel::portal, 1, 1, 3, "speech",
     "3歳になりましたが、二語文がまだ出ません。こちらの言うことはわかっているようです。", "みどり保育園"},
    {IntakeState::received, IntakeChannel::phone, 5, 5, 5, "restless",
     "園で席に座っていられないと言われました。家ではそこまで困っていません。", ""},
    {IntakeState::received, IntakeChannel::portal, 9, 9, 6, "entry",
     "来年の入学について、通常の学級と特別支援学級のどちらがよいか相談したいです。", ""},
    {IntakeState::asking, IntakeChannel::portal, 6, 6, 2, "daily",
     "偏食が強く、白いごはんとうどんしか食べません。体重も心配です。", "かかりつけの小児科"},
    {IntakeState::assigned, IntakeChannel::visit, 10, 8, 4, "play",
     "友だちの輪に入れず、ひとりで並べる遊びをしています。", ""},
    {IntakeState::assigned, IntakeChannel::referral, 24, 20, 0, "medical",
     "退院後の経管栄養と吸引の支援、きょうだいの送り迎えについて。", "総合病院の地域連携室"},
    {IntakeState::closed, IntakeChannel::phone, 40, 40, 16, "future", "卒業後の進路について聞きたい。", ""},
};

template <class I>
I id_at(Dice& dice, Time at) {
  std::array<std::uint8_t, 10> bytes{};
  for (auto& byte : bytes) byte = static_cast<std::uint8_t>(dice.next());
  return I{make_uuid_v7(to_unix_us(at) / 1000, bytes)};
}

void keep_request(Tx& tx, City& city, Dice& dice, const Request& request, const Worker& taker,
                  std::size_t number) {
  const auto today = tx.today();
  const auto birth = add_days(today, -(365 * request.age + dice.between(request.age == 0 ? 120 : 20, 300)));
  const auto child = invent_name(dice, dice.chance(40), static_cast<int>(birth.ymd.year()));
  const auto parent = invent_name(dice, true, 1990);
  const auto& place = city.places[taker.place];
  intake::BulkIntake bulk;
  auto& sent = bulk.sent;
  sent.id = id_at<intake::IntakeId>(dice, tx.now() - std::chrono::hours(24 * request.received_ago));
  sent.channel = request.channel;
  sent.received_on = add_days(today, -request.received_ago);
  auto& sheet = sent.sheet;
  sheet.asker_name = {child.family + " " + parent.given};
  sheet.relation = intake::IntakeRelation::mother;
  sheet.family_name = {child.family};
  sheet.given_name = {child.given};
  sheet.family_kana = {child.family_kana};
  sheet.given_kana = {child.given_kana};
  sheet.birth_date = birth;
  sheet.worries.items = {{std::string(request.worry)}};
  sheet.words = {std::string(request.words)};
  sheet.supporters = {std::string(request.supporters)};
  sheet.contact = {fmt::format("090-0000-{:04}", dice.between(0, 9999))};
  sheet.contact_when = {dice.chance(50) ? "平日の昼休み" : "夕方5時以降"};
  bulk.state = request.state;
  bulk.since = add_days(today, -request.since_ago);
  if (request.state == IntakeState::assigned) bulk.coordinator_post = taker.post;
  if (request.state == IntakeState::asking)
    bulk.note = "1日の食事の例をうかがいたいと電話した。折り返し待ち。";
  if (request.state == IntakeState::closed) {
    bulk.close_reason = intake::CloseReason::referred;
    bulk.note = "学校の進路担当につないだ。";
  }
  bulk.receipt = fmt::format("demo-{}", "abcdefghjk"[number]);
  if (request.channel != IntakeChannel::portal) {
    bulk.by_post = taker.post;
    bulk.by_name = taker.name;
    bulk.by_facility = place.name;
  }
  intake::keep_intake(tx, city.region, bulk);
}

void keep_steps(Tx& tx, City& city, Dice& dice, const Client& client, std::size_t number) {
  constexpr WaitStage kStages[] = {WaitStage::test,      WaitStage::visit, WaitStage::service,
                                   WaitStage::interview, WaitStage::visit, WaitStage::supported};
  const auto stage = kStages[number % std::size(kStages)];
  const auto& worker = city.workers[client.team.front().worker];
  const intake::StepKeeper by{client.id, worker.post, worker.name, city.places[worker.place].name,
                              tx.now() - std::chrono::hours(1)};
  int ago = dice.between(5, stage == WaitStage::supported ? 20 : 75);
  std::vector<std::pair<WaitStage, int>> way{{stage, ago}};
  for (const auto before :
       {WaitStage::service, WaitStage::visit, WaitStage::test, WaitStage::interview, WaitStage::received})
    if (before < stage) way.insert(way.begin(), {before, ago += dice.between(6, 40)});
  for (const auto& [to, days] : way) {
    intake::WaitMove move;
    move.stage = to;
    move.since = add_days(tx.today(), -days);
    if (to == WaitStage::visit) move.referred_to = {"市内の総合病院 小児科"};
    if (to == WaitStage::test) move.note = {"発達検査を予約した。"};
    intake::keep_step(tx, city.region, move, by);
  }
}

void state_places(Tx& tx, City& city, Dice& dice) {
  for (const auto& place : city.places) {
    const auto service = place.type == "child_development_support"  ? "児童発達支援（週2日）"
                         : place.type == "after_school_day_service" ? "放課後等デイサービス"
                         : place.type == "home_nursing"             ? "訪問看護（小児）"
                                                                    : "";
    if (*service == '\0' || place.staff.empty()) continue;
    const auto& manager = city.workers[place.staff.front()];
    intake::VacancyEdit edit;
    edit.services.items = {{{service}, {dice.between(0, 3)}, {}}};
    edit.as_of = add_days(tx.today(), -dice.between(2, 60));
    intake::keep_vacancies(tx, city.region, place.id, edit, manager.post, manager.name);
  }
}

}  // namespace

void keep_intakes(db::Database& database, City& city) {
  database.write_now([&](Tx& tx) {
    Dice dice(city.size.seed * 15485863 + 7);
    for (const auto& place : city.places)
      if (place.type == "inclusive_centre" || place.type == "city_office")
        intake::keep_desk(tx, city.region, place.id, city.founder);
    const auto desk = std::ranges::find(city.places, "inclusive_centre", &Place::type);
    if (desk == city.places.end() || desk->staff.empty()) return;
    const auto& taker = city.workers[desk->staff.front()];
    for (std::size_t i = 0; i < std::size(kRequests); ++i)
      keep_request(tx, city, dice, kRequests[i], taker, i);
    std::size_t number = 0;
    for (const auto& client : city.clients) {
      if (number == kPeopleWaiting) break;
      if (client.age >= 18 || client.team.empty() || &client == &city.clients.front()) continue;
      keep_steps(tx, city, dice, client, number++);
    }
    state_places(tx, city, dice);
  });
}

}  // namespace musubi::demo
