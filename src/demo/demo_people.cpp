// The city's supported people: families, schools, consents and teams. The first of them are known stories:
// 佐藤ひなた, whom every named account supports; a child with one guardian under a protective limit; one
// whose consent was withdrawn.
#include <fmt/format.h>

#include "codes/codes.hpp"
#include "consent/consent_service.hpp"
#include "demo/demo_city.hpp"
#include "person/guardian_service.hpp"
#include "person/person_service.hpp"
#include "team/team_service.hpp"

namespace musubi::demo {
namespace {

constexpr std::size_t kHinata = 0, kLimited = 1, kWithdrawn = 2, kEnded = 3,
                      kEnding = 5;  // whose consent ends soon

struct Wish {
  std::string_view type, duty;
  int percent;
};
constexpr Wish kSmall[] = {{"nursery", "担任", 100},
                           {"health_centre", "地区担当", 90},
                           {"clinic", "主治医", 80},
                           {"child_development_support", "療育担当", 70},
                           {"home_nursing", "訪問看護", 25}};
constexpr Wish kPupil[] = {
    {"elementary_school", "担任", 100}, {"after_school_day_service", "放課後", 70},
    {"clinic", "主治医", 80},           {"consultation_support_office", "相談支援", 80},
    {"home_nursing", "訪問看護", 20},   {"hospital", "専門医", 30}};
constexpr Wish kTeen[] = {{"junior_high_school", "担任", 100},
                          {"consultation_support_office", "相談支援", 90},
                          {"clinic", "主治医", 80},
                          {"after_school_day_service", "放課後", 50}};
constexpr Wish kYouth[] = {{"high_school", "担任", 100},
                           {"consultation_support_office", "相談支援", 90},
                           {"hospital", "主治医", 70}};
constexpr Wish kElder[] = {{"home_help", "ヘルパー", 100},
                           {"home_nursing", "訪問看護", 90},
                           {"clinic", "主治医", 100},
                           {"pharmacy", "薬局", 90},
                           {"home_care_support", "ケアマネジャー", 100}};
constexpr std::string_view kAllergens[] = {"鶏卵", "牛乳", "小麦", "落花生", "そば", "えび"};

std::span<const Wish> wishes(int age) {
  if (age < 6) return kSmall;
  if (age < 12) return kPupil;
  if (age < 15) return kTeen;
  if (age < 30) return kYouth;
  return kElder;
}

/// Somebody of a facility of this type; in Hinata's case the one with the named account.
std::optional<std::size_t> somebody(City& city, std::string_view type, bool first) {
  std::vector<std::size_t> fitting;
  for (std::size_t i = 0; i < city.places.size(); ++i)
    if (city.places[i].type == type && !city.places[i].staff.empty()) fitting.push_back(i);
  if (fitting.empty()) return std::nullopt;
  const auto& staff = city.places[first ? fitting[0] : fitting[city.dice.below(fitting.size())]].staff;
  return first ? staff[0] : staff[city.dice.below(staff.size())];
}

void seat(Tx& tx, City& city, Client& client, std::size_t worker, access::SeatRole role,
          std::string_view duty) {
  for (const auto& member : client.team)
    if (member.worker == worker) return;
  const auto& who = city.workers[worker];
  team::NewSeat given;
  given.id = tx.new_id<SeatId>();
  given.facility_id = city.places[who.place].id;
  given.post_id = who.post;
  given.profession = Line<60>{who.profession};
  given.role = role;
  given.duty = {std::string(duty)};
  given.classes = role == access::SeatRole::coordinator
                      ? ClassSet::all()
                      : codes::find_profession(who.profession)->default_classes;
  given.starts_on = add_days(tx.today(), -740);
  must(team::keep_seat(tx, city.region, client.id, given, team::SeatState::active, city.founder));
  client.team.push_back({given.id, worker, *given.classes});
}

void build_team(Tx& tx, City& city, Client& client, std::size_t number) {
  const bool first = number == kHinata;
  const auto coordinator = somebody(city, client.age >= 30 ? "community_centre" : "inclusive_centre", first);
  seat(tx, city, client, coordinator.value_or(0), access::SeatRole::coordinator, "コーディネーター");
  for (const auto& wish : wishes(client.age))
    if (first || city.dice.chance(wish.percent))
      if (const auto worker = somebody(city, wish.type, first))
        seat(tx, city, client, *worker,
             wish.duty == "主治医" ? access::SeatRole::lead : access::SeatRole::member, wish.duty);
  if (first)
    for (const auto& [type, duty] :
         {std::pair{"elementary_school", "就学支援"}, std::pair{"pharmacy", "薬局"}})
      if (const auto worker = somebody(city, type, true))
        seat(tx, city, client, *worker, access::SeatRole::member, duty);
}

void add_family(Tx& tx, City& city, Client& client, const person::NewPerson& child, std::size_t number) {
  const auto add = [&](person::Relation relation, bool female, std::string login, std::string shown_as) {
    const auto name = invent_name(city.dice, female, client.age >= 30 ? 1975 : 1990);
    person::NewGuardian given;
    given.id = tx.new_id<GuardianId>();
    given.name = {child.family_name.value + " " + name.given};
    given.kana = {child.family_kana.value + " " + name.given_kana};
    given.relation = relation;
    given.phone = {fmt::format("090-0000-{:04}", city.dice.between(0, 9999))};
    given.lives_together = true;
    given.has_custody = client.age < 18;
    given.verified_how = {"窓口で本人確認書類と住民票を確認"};
    const auto post = must(person::keep_guardian(tx, city.region, client.id, given, city.founder));
    DemoAccount account;
    account.login = std::move(login);
    account.shown_as = std::move(shown_as);
    account.kind = "guardian";
    account.name = given.name.value;
    open_account(tx, city, post, std::move(account), given.kana.value);
    if (!client.family) client.family = Family{post, given.name.value};
    return given.id;
  };
  const bool named = number == kHinata && city.slug == "yuino";
  add(client.age >= 30 ? person::Relation::child : person::Relation::mother, true,
      named ? "mother" : fmt::format("{}-g{:04}", city.slug, number + 1),
      named ? "保護者（佐藤ひなたさんの母）" : "");
  if (number == kLimited && city.slug == "yuino") {
    const auto father = add(person::Relation::father, false, "limited-father", "");
    tx.run(R"sql(
      update guardian set restricted = true, restriction_reason = '家庭裁判所の保護命令（架空）'
       where region_id = $1 and person_id = $2 and guardian_id = $3
    )sql",
           city.region, client.id, father);
  }
}

/// `days`: how long it lasts.
void give_consent(Tx& tx, City& city, const Client& client, bool withdrawn, int days) {
  consent::NewConsent given;
  given.id = tx.new_id<ConsentId>();
  given.giver_name = OptionalName<100>{client.family->name};
  given.method = consent::ConsentMethod::paper;
  given.classes = ClassSet::all();
  given.purposes = PurposeSet::all();
  given.whole_team = true;
  given.starts_on = add_days(tx.today(), -745);
  given.ends_on = add_days(tx.today(), days);
  given.wording_version = 1;
  must(consent::keep_consent(tx, city.region, client.id, given, client.age >= 30 ? "child" : "mother",
                             city.founder));
  if (withdrawn)
    tx.run(R"sql(
      update consent set withdrawn_at = $4, withdrawn_by = '保護者', withdrawal_reason = '転居のため（架空）'
       where region_id = $1 and person_id = $2 and consent_id = $3
    )sql",
           city.region, client.id, given.id, tx.now());
}

person::NewPerson invent_person(Tx& tx, City& city, std::size_t number) {
  const bool elder = number > kEnded && city.dice.chance(15);
  const auto born =
      add_days(tx.today(), elder ? -365 * city.dice.between(72, 95) : -city.dice.between(200, 365 * 18));
  const bool female = city.dice.chance(50);
  const auto name =
      invent_name(city.dice, female, static_cast<int>(born.ymd.year()), !elder && city.dice.chance(6));
  person::NewPerson given;
  given.id = tx.new_id<PersonId>();
  given.family_name = {name.family};
  given.given_name = {name.given};
  given.family_kana = {name.family_kana};
  given.given_kana = {name.given_kana};
  given.birth_date = born;
  given.sex = female ? person::Sex::female : person::Sex::male;
  given.address = {invent_address(city.dice, city.name)};
  given.phone = {fmt::format("090-0000-{:04}", city.dice.between(0, 9999))};
  given.language = {"ja"};
  if (number == kHinata && city.slug == "yuino") {
    given.family_name = {"佐藤"};
    given.given_name = {"ひなた"};
    given.family_kana = {"サトウ"};
    given.given_kana = {"ヒナタ"};
    given.birth_date = add_days(tx.today(), -(365 * 5 + 70));
    given.sex = person::Sex::female;
  }
  return given;
}

void add_details(Tx& tx, City& city, const Client& client, std::size_t number) {
  auto body = person::body_of(tx, city.region, client.id).value();
  body.state = person::PersonState::active;
  if (number == kHinata || city.dice.chance(12)) {
    const auto allergen = number == kHinata ? kAllergens[0] : city.dice.pick(kAllergens);
    body.allergies.push_back({{std::string(allergen)}, person::Severity::severe, {"じんましん、せき込み"}});
    body.alert = {fmt::format("{}アレルギー（緊急薬あり）", allergen)};
  }
  must(person::keep_body(tx, city.region, client.id, body, "", city.founder));
}

}  // namespace

void register_people(Tx& tx, City& city, std::size_t from, std::size_t to) {
  for (std::size_t i = from; i < to; ++i) {
    const auto given = invent_person(tx, city, i);
    Client client{
        given.id, given.given_name.value + "さん", age_on(given.birth_date, tx.today()).years, {}, {}};
    must(person::keep_person(tx, city.region, given, city.places[0].id, city.founder));
    add_details(tx, city, client, i);
    build_team(tx, city, client, i);
    add_family(tx, city, client, given, i);
    give_consent(tx, city, client, i == kWithdrawn && city.slug == "yuino", i == kEnding ? 24 : 365);
    if (i == kEnded && client.team.size() > 1)
      tx.run("update seat set ends_on = $4 where region_id = $1 and person_id = $2 and seat_id = $3",
             city.region, client.id, client.team.back().seat, add_days(tx.today(), -1));
    city.clients.push_back(std::move(client));
  }
}

}  // namespace musubi::demo
