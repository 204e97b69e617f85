// What was handed over when school years began: some children's last one, received long ago, and 佐藤ひなた's
// next one, still a draft.
#include "demo/demo_city.hpp"
#include "handover/handover_service.hpp"

namespace musubi::demo {
namespace {

constexpr std::size_t kPeopleWithHandovers = 60;

struct Told {
  std::string_view title, body;
  InfoClass info_class;
};
constexpr Told kTold[] = {
    {"落ち着ける方法", "静かな場所に移り、好きな絵本を1冊見ると落ち着きます。5分ほどで戻れます。",
     InfoClass::basic},
    {"得意なこと", "数を数えること、当番の仕事。頼まれると張り切ります。", InfoClass::basic},
    {"指示の伝え方", "一度に1つ、絵や実物を見せながら伝えると動けます。", InfoClass::development},
    {"集団での様子", "大きな音が続くと耳をふさぎます。行事の前に予告しておくと参加できます。",
     InfoClass::education},
    {"食事", "はしは練習中です。汁物をこぼしやすいので、深い器を使っています。", InfoClass::basic},
    {"服薬と受診", "朝夕に内服。2か月ごとに受診しています。園での投薬はありません。", InfoClass::health},
};

struct Handovers {
  Tx& tx;
  City& city;
  const Client& client;
  Dice dice;

  template <class I>
  I id_at(Time at) {
    std::array<std::uint8_t, 10> bytes{};
    for (auto& byte : bytes) byte = static_cast<std::uint8_t>(dice.next());
    return I{make_uuid_v7(to_unix_us(at) / 1000, bytes)};
  }
  void keep(handover::HandoverKind kind, std::string_view type, const Date& starts_on,
            handover::HandoverState state, int told, Time at) {
    const auto place = std::ranges::find(city.places, type, &Place::type);
    if (place == city.places.end()) return;
    const auto& author = city.workers[client.team.front().worker];
    handover::BulkHandover bulk;
    bulk.person_id = client.id;
    bulk.handover.id = id_at<HandoverId>(at);
    auto& content = bulk.handover.content;
    content.terms.kind = kind;
    content.terms.to_facility_id = place->id;
    content.terms.starts_on = starts_on;
    content.terms.looks_back_to = starts_on;
    content.terms.duty = {"担任"};
    content.terms.words = {"これまでの支援で大切にしてきたことをお伝えします。"};
    for (int i = 0; i < told; ++i) {
      const auto& one = kTold[i];
      content.items.items.push_back({id_at<handover::HandoverItemId>(at),
                                     handover::HandoverItemKind::note,
                                     {},
                                     one.info_class,
                                     {std::string(one.title)},
                                     {std::string(one.body)}});
    }
    bulk.state = state;
    bulk.at = at;
    bulk.post_id = author.post;
    bulk.author_name = author.name;
    bulk.facility_name = city.places[author.place].name;
    handover::keep_handover(tx, city.region, bulk);
  }
};

}  // namespace

void keep_handovers(db::Database& database, City& city) {
  database.write_now([&](Tx& tx) {
    const auto today = tx.today();
    const auto april = make_date(school_year(today), 4, 1).value();
    const auto next = make_date(school_year(today) + 1, 4, 1).value();
    for (std::size_t i = 0; i < std::min(kPeopleWithHandovers, city.clients.size()); ++i) {
      const auto& client = city.clients[i];
      if (client.team.empty() || client.age >= 18) continue;
      Handovers handovers{tx, city, client, Dice(city.size.seed * 32452843 + i)};
      using enum handover::HandoverState;
      if (i == 0)
        handovers.keep(handover::HandoverKind::school_entry, "elementary_school", next, draft, 6,
                       tx.now() - std::chrono::hours(50));
      else if (client.age >= 7 && i % 3 == 0)
        handovers.keep(handover::HandoverKind::grade,
                       client.age < 13 ? "elementary_school" : "junior_high_school", april, received,
                       handovers.dice.between(3, 6), japan_midnight(april) - std::chrono::hours(200));
    }
  });
}

}  // namespace musubi::demo
