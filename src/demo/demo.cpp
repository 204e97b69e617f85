#include "demo/demo.hpp"

#include "demo/demo_care.hpp"
#include "demo/demo_city.hpp"
#include "demo/demo_schoolentry.hpp"
#include "demo/demo_signs.hpp"
#include "region/region_service.hpp"
#include "staff/staff_service.hpp"

namespace musubi::demo {
namespace {

constexpr std::size_t kPeopleAtOnce = 100;

void found_region(Tx& tx, City& city) {
  region::NewRegion given;
  given.slug = city.slug;
  given.name = city.name;
  given.greeting =
      city.name +
      "の電子連絡帳へようこそ。医療・福祉・教育・ご家庭が、ひとりの育ちと暮らしを一緒に見守ります。";
  given.how_to_join =
      "施設・事業所の管理者の方は「利用申請」からお申し込みください。市の担当者が確認し、招待リンクをお渡しし"
      "ます。";
  given.contact = city.name + " 福祉課（架空）電話 0263-00-0000";
  city.region = must(region::create_region(tx, given));
}

PostId appoint(Tx& tx, City& city, access::PostKind kind, const HumanName& name, std::string login,
               std::string shown_as) {
  staff::NewPost post;
  post.region_id = city.region;
  post.kind = kind;
  post.row.name = name.family + " " + name.given;
  post.row.kana = name.family_kana + " " + name.given_kana;
  post.row.starts_on = add_days(tx.today(), -800);
  const auto id = must(staff::create_post(tx, post));
  DemoAccount account;
  account.login = std::move(login);
  account.shown_as = std::move(shown_as);
  account.kind = json::enum_name(kind);
  account.name = post.row.name;
  account.facility = city.name;
  open_account(tx, city, id, std::move(account), post.row.kana);
  return id;
}

void appoint_operator(Tx& tx, City& city, std::string login, std::string shown_as) {
  city.founder = appoint(tx, city, access::PostKind::operator_, invent_name(city.dice, true, 1980),
                         std::move(login), std::move(shown_as));
}

/// With dice of their own: who watches changes nothing of the city.
void appoint_auditor(Tx& tx, City& city, std::uint64_t seed) {
  Dice dice(seed);
  appoint(tx, city, access::PostKind::auditor, invent_name(dice, false, 1971), "auditor", "市の監査担当者");
}

void put_up_notice(Tx& tx, const City& city) {
  access::Actor operator_;
  operator_.region_id = city.region;
  operator_.post_id = city.founder;
  operator_.kind = access::PostKind::operator_;
  operator_.strength = access::Strength::fresh;
  region::NewNotice notice;
  notice.id = tx.new_id<NoticeId>();
  notice.title = {"電子連絡帳の運用を開始しました"};
  notice.body = {
      "ご利用にあたっては、誓約書をお読みのうえ二段階認証を設定してください。困ったときは市の窓口までご連絡く"
      "ださい。"};
  notice.is_public = true;
  notice.published_on = tx.today();
  must(region::add_notice(tx, operator_, notice));
}

void grow(db::Database& database, City& city, file::Files& files,
          const std::function<void(std::int64_t, std::int64_t)>& progress, std::size_t people) {
  database.write_now([&](Tx& tx) { build_places(tx, city); });
  for (std::size_t from = 0; from < people; from += kPeopleAtOnce)
    database.write_now(
        [&](Tx& tx) { register_people(tx, city, from, std::min(people, from + kPeopleAtOnce)); });
  write_entries(database, city, files, progress);
}

}  // namespace

void DiceRandom::fill(std::span<std::uint8_t> bytes) {
  for (auto& byte : bytes) byte = static_cast<std::uint8_t>(dice_.next() >> 24);
}

Result<std::vector<DemoAccount>> fill(db::Database& database, const identity::Identity& identity,
                                      file::Files& files, const std::string& password_hash, const Size& size,
                                      const std::function<void(std::int64_t, std::int64_t)>& progress) {
  if (database.read_now([](Tx& tx) { return region::region_named(tx, "yuino").has_value(); }))
    return fail(Code::duplicate, "", "このデータベースには、すでに試用データがあります。",
                "The demo is there already.");
  City city(size, identity, password_hash);
  city.slug = "yuino";
  city.name = "結乃市";
  database.write_now([&](Tx& tx) {
    found_region(tx, city);
    appoint_operator(tx, city, "operator", "市の運用担当者");
    appoint_auditor(tx, city, size.seed + 7);
    put_up_notice(tx, city);
  });
  grow(database, city, files, progress, static_cast<std::size_t>(size.people));
  draw_portraits(database, city, files);
  keep_records(database, city);
  keep_course(database, city);
  keep_handovers(database, city);
  keep_care(database, city);
  keep_documents(database, city);
  keep_assessments(database, city);
  if (size.childhoods) keep_childhoods(database, city);
  if (size.lifetime) keep_lifetime(database, city);
  keep_signs(database, city);
  keep_intakes(database, city);
  keep_school_entries(database, city);
  keep_tasks(database, city);

  Size small = size;
  small.entries = std::min(size.entries, 12);
  City neighbour(small, identity, password_hash);
  neighbour.slug = "tonarino";
  neighbour.name = "隣野市";
  neighbour.dice = Dice(size.seed + 1);
  database.write_now([&](Tx& tx) {
    found_region(tx, neighbour);
    appoint_operator(tx, neighbour, "neighbour-operator", "");
  });
  grow(
      database, neighbour, files, [](std::int64_t, std::int64_t) {}, 2);

  auto accounts = std::move(city.accounts);
  accounts.insert(accounts.end(), neighbour.accounts.begin(), neighbour.accounts.end());
  return accounts;
}

}  // namespace musubi::demo
