// The city's facilities and the people who work in them.
#include <fmt/format.h>

#include "codes/codes.hpp"
#include "crypto/bytes.hpp"
#include "demo/demo_city.hpp"
#include "facility/facility_service.hpp"
#include "staff/staff_service.hpp"

namespace musubi::demo {
namespace {

struct Kind {
  std::string_view type, ending;
  int share;  ///< of sixty
};
constexpr Kind kKinds[] = {
    {"inclusive_centre", "インクルーシブセンター", 1},
    {"health_centre", "保健センター", 2},
    {"hospital", "総合病院", 2},
    {"clinic", "こどもクリニック", 7},
    {"home_nursing", "訪問看護ステーション", 4},
    {"nursery", "保育園", 7},
    {"certified_centre", "こども園", 3},
    {"elementary_school", "小学校", 7},
    {"junior_high_school", "中学校", 3},
    {"high_school", "高等学校", 2},
    {"special_needs_school", "特別支援学校", 1},
    {"child_development_support", "児童発達支援センター", 4},
    {"after_school_day_service", "放課後デイサービス", 4},
    {"consultation_support_office", "相談支援事業所", 3},
    {"pharmacy", "薬局", 4},
    {"home_care_support", "居宅介護支援事業所", 2},
    {"home_help", "訪問介護事業所", 2},
    {"community_centre", "地域包括支援センター", 1},
    {"city_office", "市役所福祉課", 1},
};

/// Logins that are worth a name: the first worker of this profession in the first facility of this type.
struct Known {
  std::string_view type, profession, login, shown_as;
};
constexpr Known kKnown[] = {
    {"inclusive_centre", "coordinator", "coordinator", "コーディネーター"},
    {"home_nursing", "visiting_nurse", "nurse", "訪問看護師"},
    {"nursery", "nursery_teacher", "hoiku", "保育士"},
    {"elementary_school", "teacher", "teacher", "小学校の先生"},
    {"clinic", "doctor", "doctor", "医師"},
    {"pharmacy", "pharmacist", "pharmacist", "薬剤師"},
    {"home_care_support", "care_manager", "caremanager", "ケアマネジャー"},
};

std::size_t count_of(const Kind& kind, int facilities) {
  return static_cast<std::size_t>(std::max(1, kind.share * facilities / 60));
}

void add_place(Tx& tx, City& city, const Kind& kind, std::size_t number) {
  facility::NewFacility given;
  given.id = tx.new_id<FacilityId>();
  given.name = {kind.share == 1 ? city.name + std::string(kind.ending)
                                : invent_place(city.dice, kind.ending, number)};
  for (const auto& other : city.places)
    if (other.name == given.name.value) given.name = {fmt::format("第{}{}", number + 2, given.name.value)};
  given.facility_type = {std::string(kind.type)};
  given.postal_code = {fmt::format("399-{:04}", city.dice.between(1, 9999))};
  given.address = {invent_address(city.dice, city.name)};
  given.phone = {fmt::format("0263-00-{:04}", city.dice.between(0, 9999))};
  const auto id = must(facility::create_facility(tx, city.region, given));
  city.places.push_back({id, std::string(kind.type), given.name.value, {}});
}

void add_worker(Tx& tx, City& city, std::size_t place, std::size_t number) {
  auto& where = city.places[place];
  const auto& professions = codes::find_facility_type(where.type)->default_professions;
  const auto& profession = professions[number % professions.size()];
  const auto name = invent_name(city.dice, city.dice.chance(65), 1985);
  staff::NewPost post;
  post.region_id = city.region;
  post.facility_id = where.id;
  post.row = {name.family + " " + name.given,
              name.family_kana + " " + name.given_kana,
              profession,
              "",
              "",
              number == 0,
              staff::StaffState::invited,
              add_days(tx.today(), -800),
              {}};
  const auto id = must(staff::create_post(tx, post));

  DemoAccount account;
  account.login = fmt::format("{}-s{:04}", city.slug, city.workers.size() + 1);
  for (const auto& known : kKnown) {
    const bool first =
        std::ranges::none_of(city.accounts, [&](const DemoAccount& a) { return a.login == known.login; });
    if (first && city.slug == "yuino" && known.type == where.type && known.profession == profession) {
      account.login = known.login;
      account.shown_as = known.shown_as;
    }
  }
  if (city.slug != "yuino" && city.workers.empty()) {
    account.login = "neighbour";
    account.shown_as = "となりの市のコーディネーター";
  }
  account.kind = "professional";
  account.profession = profession;
  account.name = post.row.name;
  account.facility = where.name;
  account.facility_id = to_string(where.id);
  account.is_manager = number == 0;
  open_account(tx, city, id, std::move(account), post.row.kana);
  where.staff.push_back(city.workers.size());
  city.workers.push_back({id, post.row.name, profession, place});
}

}  // namespace

void open_account(Tx& tx, City& city, PostId post, DemoAccount account, const std::string& kana) {
  identity::ReadyAccount ready;
  ready.region_id = city.region;
  ready.login = account.login;
  ready.display_name = account.name;
  ready.kana = kana;
  ready.password_hash = city.password_hash;
  const auto secret = crypto::from_base32(kTotpSecret).value();
  ready.totp_secret = std::string(secret.begin(), secret.end());
  const auto id = must(identity::create_account_ready(tx, city.identity, ready));
  must(identity::give_post(tx, id, city.region, post));
  tx.run(R"sql(
    insert into pledge_acceptance (region_id, post_id, version, accepted_at) values ($1, $2, 1, $3)
    on conflict (region_id, post_id, version) do nothing
  )sql",
         city.region, post, tx.now());
  account.password = kPassword;
  account.totp_secret = kTotpSecret;
  account.region = city.slug;
  account.post_id = to_string(post);
  city.accounts.push_back(std::move(account));
}

void build_places(Tx& tx, City& city) {
  const bool whole = city.slug == "yuino";
  for (const auto& kind : kKinds)
    for (std::size_t i = 0; i < (whole             ? count_of(kind, city.size.facilities)
                                 : kind.share == 1 ? 1u
                                                   : 0u);
         ++i)
      add_place(tx, city, kind, i);
  const auto staff = static_cast<std::size_t>(whole ? city.size.staff : 8);
  for (std::size_t i = 0; i < staff; ++i)
    add_worker(tx, city, i % city.places.size(), i / city.places.size());
}

}  // namespace musubi::demo
