// The people of a childhood: who takes a seat on the team and when it ends, the family and its consent,
// schools.
#include <fmt/format.h>

#include "codes/codes.hpp"
#include "consent/consent_service.hpp"
#include "demo/childhoods/childhood.hpp"
#include "person/guardian_service.hpp"
#include "staff/staff_service.hpp"
#include "team/team_service.hpp"

namespace musubi::demo {

std::size_t Childhood::place_of(std::string_view type, std::size_t number) const {
  std::vector<std::size_t> fitting;
  for (std::size_t i = 0; i < city_.places.size(); ++i)
    if (city_.places[i].type == type) fitting.push_back(i);
  if (fitting.empty()) throw std::logic_error("demo: no facility of the type " + std::string(type));
  return fitting[number % fitting.size()];
}

/// The n-th there of this profession, who is taken on where the facility has too few.
std::size_t Childhood::worker_at(std::size_t place, std::string_view profession, const Which& which) {
  std::size_t n = 0;
  if (which.login.empty())
    for (const auto worker : city_.places[place].staff)
      if (city_.workers[worker].profession == profession && n++ == which.worker) return worker;
  const auto name = invent_name(dice_, dice_.chance(60), 1985);
  staff::NewPost post;
  post.region_id = city_.region;
  post.facility_id = city_.places[place].id;
  post.row = {name.family + " " + name.given,
              name.family_kana + " " + name.given_kana,
              std::string(profession),
              "",
              "",
              false,
              staff::StaffState::invited,
              birth_,
              {}};
  const auto id = must(staff::create_post(tx_, post));
  DemoAccount account;
  account.login = which.login.empty() ? fmt::format("{}-s{:04}", city_.slug, city_.workers.size() + 1)
                                      : std::string(which.login);
  account.shown_as = std::string(which.shown_as);
  account.kind = "professional";
  account.profession = std::string(profession);
  account.name = post.row.name;
  account.facility = city_.places[place].name;
  account.facility_id = to_string(city_.places[place].id);
  open_account(tx_, city_, id, std::move(account), post.row.kana);
  if (which.login.empty()) city_.places[place].staff.push_back(city_.workers.size());
  city_.workers.push_back({id, post.row.name, std::string(profession), place});
  return city_.workers.size() - 1;
}

Who Childhood::joins(std::string_view type, std::string_view profession, std::string_view duty,
                     const Date& from, std::optional<Date> until, const Which& which) {
  const auto place = place_of(type, which.place);
  const auto& worker = city_.workers[worker_at(place, profession, which)];
  if (until && tx_.today() <= *until) until.reset();
  Cast cast{worker.post,
            worker.name,
            worker.profession,
            city_.places[place].id,
            city_.places[place].name,
            which.role == access::SeatRole::coordinator
                ? ClassSet::all()
                : codes::find_profession(worker.profession)->default_classes,
            from,
            until,
            false,
            false};
  if (from <= tx_.today()) {
    team::NewSeat seat;
    seat.id = id_at<SeatId>(at(from, 9));
    seat.facility_id = *cast.facility;
    seat.post_id = cast.post;
    seat.profession = Line<60>{cast.profession};
    seat.role = which.role;
    seat.duty = {std::string(duty)};
    seat.classes = cast.classes;
    seat.starts_on = from;
    seat.ends_on = until;
    must(team::keep_seat(tx_, city_.region, person_, seat, team::SeatState::active, city_.founder));
  }
  cast_.push_back(std::move(cast));
  return cast_.size() - 1;
}

/// The relation was verified when the child was born: what guardians may read by it ends with childhood.
std::pair<PostId, person::NewGuardian> Childhood::relate(const Parent& parent) {
  person::NewGuardian given;
  given.id = id_at<GuardianId>(at(birth_, 10));
  given.name = {fmt::format("{} {}", child_.family, parent.given)};
  given.kana = {fmt::format("{} {}", child_.family_kana, parent.kana)};
  given.relation = parent.relation;
  given.phone = {fmt::format("090-0000-{:04}", dice_.between(2000, 9999))};
  given.lives_together = parent.lives_together;
  given.has_custody = tx_.today() < age(18);
  given.verified_how = {"窓口で本人確認書類と母子健康手帳を確認"};
  const auto post = must(person::keep_guardian(tx_, city_.region, person_, given, city_.founder));
  tx_.run(R"sql(
    update guardian set verified_at = $4, restricted = $5, restriction_reason = $6
     where region_id = $1 and person_id = $2 and guardian_id = $3
  )sql",
          city_.region, person_, given.id, at(age(0, 1), 10), parent.restricted,
          std::string(parent.restriction));
  parents_.push_back(parent);
  return {post, given};
}

Who Childhood::parent(const Parent& parent) {
  const auto [post, given] = relate(parent);
  DemoAccount account;
  account.login = std::string(parent.login);
  account.shown_as = std::string(parent.shown_as);
  account.kind = "guardian";
  account.name = given.name.value;
  open_account(tx_, city_, post, std::move(account), given.kana.value);
  return meet(post, given.name.value, parent.restricted);
}

Who Childhood::own_account(std::string_view login, std::string_view shown_as) {
  tx_.run("update region set own_account_from = 12 where region_id = $1", city_.region);
  person::NewGuardian given;
  given.id = id_at<GuardianId>(at(age(12), 10));
  given.name = {fmt::format("{} {}", child_.family, child_.given)};
  given.kana = {fmt::format("{} {}", child_.family_kana, child_.given_kana)};
  given.relation = person::Relation::self;
  given.lives_together = true;
  given.verified_how = {"学校で本人と面談"};
  const auto post = must(person::keep_guardian(tx_, city_.region, person_, given, city_.founder));
  DemoAccount account;
  account.login = std::string(login);
  account.shown_as = std::string(shown_as);
  account.kind = "guardian";
  account.name = given.name.value;
  open_account(tx_, city_, post, std::move(account), given.kana.value);
  auto& cast = cast_[meet(post, given.name.value, false)];
  cast.own = true;
  cast.from = age(12);
  return cast_.size() - 1;
}

void Childhood::shares_family(const Childhood& sibling) {
  for (std::size_t i = 0; i < sibling.parents_.size(); ++i) {
    const auto [spare, given] = relate(sibling.parents_[i]);
    const auto post = sibling.cast_[i].post;
    tx_.run("update guardian set post_id = $4 where region_id = $1 and person_id = $2 and guardian_id = $3",
            city_.region, person_, given.id, post);
    tx_.run("delete from post where region_id = $1 and post_id = $2", city_.region, spare);
    meet(post, given.name.value, sibling.parents_[i].restricted);
  }
}

Who Childhood::meet(PostId post, const std::string& name, bool restricted) {
  cast_.push_back({post, name, "", {}, "", ClassSet::all(), birth_, {}, true, restricted});
  return cast_.size() - 1;
}

void Childhood::consents(const Date& from) {
  const bool grown = age(18) <= tx_.today();
  const auto giver = std::ranges::find_if(cast_, &Cast::guardian);
  const auto keep = [&](const Date& starts_on, std::optional<Date> ends_on, bool self) {
    consent::NewConsent given;
    given.id = id_at<ConsentId>(at(starts_on, 10));
    given.giver_name =
        OptionalName<100>{self ? fmt::format("{} {}", child_.family, child_.given) : giver->name};
    given.method = consent::ConsentMethod::paper;
    given.classes = ClassSet::all();
    given.purposes = PurposeSet::all();
    given.whole_team = true;
    given.starts_on = starts_on;
    given.ends_on = ends_on;
    given.wording_version = 1;
    must(consent::keep_consent(tx_, city_.region, person_, given, self ? "self" : "mother", city_.founder));
  };
  if (!grown) return keep(from, add_days(tx_.today(), 240), false);
  keep(from, add_days(age(18), -1), false);
  keep(age(18), add_days(tx_.today(), 240), true);
}

void Childhood::attends(std::string_view type, std::size_t place, std::string_view grade, const Date& from,
                        std::optional<Date> until) {
  if (tx_.today() < from) return;
  if (until && tx_.today() <= *until) until.reset();
  const auto& where = city_.places[place_of(type, place)];
  schools_.push_back(
      {id_at<SchoolingId>(at(from, 9)), where.id, {where.name}, {std::string(grade)}, {}, from, until});
}

void Childhood::attended_elsewhere(std::string_view name, std::string_view grade, const Date& from,
                                   const Date& until) {
  schools_.push_back(
      {id_at<SchoolingId>(at(from, 9)), {}, {std::string(name)}, {std::string(grade)}, {}, from, until});
}

void Childhood::careful(std::string_view alert, std::vector<person::AllergyItem> allergies) {
  alert_ = std::string(alert);
  allergies_ = std::move(allergies);
}

}  // namespace musubi::demo
