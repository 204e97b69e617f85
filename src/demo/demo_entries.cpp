// Two years of entries, told back from now: posted at hours when people work, read by some of the team,
// answered by a few.
#include <fmt/format.h>

#include "demo/demo_city.hpp"
#include "demo/demo_pictures.hpp"
#include "person/person_service.hpp"

namespace musubi::demo {
namespace {

constexpr std::int64_t kGroup = 2000;  // entries a transaction
constexpr int kDays = 730;
constexpr std::size_t kPictures = 8;  // drawn once, used often
constexpr std::size_t kPhotoEntries = 60;
constexpr std::size_t kPortraits = 80;

using std::chrono::hours;
using std::chrono::minutes;

template <class AnyId>
AnyId id_at(Dice& dice, Time at) {
  std::array<std::uint8_t, 10> bytes{};
  for (auto& byte : bytes) byte = static_cast<std::uint8_t>(dice.next());
  return AnyId{make_uuid_v7(to_unix_us(at) / 1000, bytes)};
}

/// The n-th of `count` moments between two years ago and now, within a working day in Japan.
Time moment(Dice& dice, Time now, std::int64_t n, std::int64_t count) {
  const auto day = std::chrono::floor<std::chrono::days>(now + hours{9}) -
                   std::chrono::days{kDays - kDays * (n + 1) / count};
  const auto at = Time{day} - hours{9} + hours{dice.between(8, 18)} + minutes{dice.between(0, 59)};
  return at < now ? at : now - minutes{dice.between(1, 300)};
}

struct Book {
  City& city;
  file::Files& files;
  std::vector<file::Prepared> pictures;
  std::size_t photos = 0;
  Time now{};

  notebook::Writer writer(std::size_t worker) const {
    const auto& who = city.workers[worker];
    const auto& place = city.places[who.place];
    return {who.post, who.name, place.id, place.name, who.profession};
  }

  /// Entry and its marks; `last`: among the newest, which wait to be read.
  notebook::BulkEntry compose_entry(Tx& tx, const Client& client, Time at, bool last) {
    auto& dice = city.dice;
    const bool by_family = client.family && dice.chance(14);
    const auto& member = client.team[dice.below(client.team.size())];
    const auto voice = by_family ? Voice::guardian : voice_of(city.workers[member.worker].profession);
    const auto wording = compose(dice, voice, {client.called, client.age});

    notebook::BulkEntry bulk;
    bulk.person_id = client.id;
    bulk.posted_at = at;
    bulk.recipients = static_cast<std::int64_t>(client.team.size());
    bulk.writer = by_family ? notebook::Writer{client.family->post, client.family->name, {}, "", ""}
                            : writer(member.worker);
    auto& entry = bulk.entry;
    entry.id = id_at<EntryId>(dice, at);
    entry.category = json::enum_value<notebook::Category>(wording.category).value();
    entry.info_class =
        by_family || member.classes.has(wording.info_class) ? wording.info_class : InfoClass::basic;
    entry.body = {wording.body};
    entry.with_guardians = by_family || dice.chance(45);
    const bool urgent = wording.category == "urgent";
    entry.importance = urgent           ? notebook::Importance::urgent
                       : dice.chance(6) ? notebook::Importance::important
                                        : notebook::Importance::normal;
    entry.asks_confirmation = urgent || dice.chance(3);
    if (!last) add_marks(bulk, client, member);
    if (!pictures.empty() && photos < kPhotoEntries && dice.chance(last ? 20 : 1)) attach(tx, bulk);
    return bulk;
  }

  void add_marks(notebook::BulkEntry& bulk, const Client& client, const Member& author) {
    auto& dice = city.dice;
    for (const auto& member : client.team) {
      if (member.worker == author.worker || !member.classes.has(bulk.entry.info_class) || !dice.chance(40))
        continue;
      const auto& who = city.workers[member.worker];
      const auto read_at = std::min(bulk.posted_at + minutes{dice.between(5, 2000)}, now);
      notebook::BulkReceipt receipt{who.post, who.name, city.places[who.place].name, read_at, {}, {}};
      if (dice.chance(30)) receipt.acknowledged_at = read_at;
      if (bulk.entry.asks_confirmation) receipt.confirmed_at = read_at;
      bulk.receipts.push_back(std::move(receipt));
      if (dice.chance(9))
        bulk.replies.push_back(
            {{id_at<ReplyId>(dice, read_at), {compose_reply(dice, voice_of(who.profession))}},
             writer(member.worker),
             read_at});
    }
  }

  void attach(Tx& tx, notebook::BulkEntry& bulk) {
    const auto& picture = pictures[photos++ % pictures.size()];
    const auto kept = must(files.keep_now(tx, picture, {city.region, bulk.person_id, bulk.writer.post_id},
                                          file::BoundTo::entry, bulk.entry.id.uuid));
    bulk.entry.file_ids.items.push_back(kept.id);
  }
};

}  // namespace

Voice voice_of(std::string_view profession) {
  constexpr std::pair<std::string_view, Voice> kVoices[] = {{"nursery_teacher", Voice::nursery},
                                                            {"teacher", Voice::school},
                                                            {"school_nurse", Voice::school},
                                                            {"special_needs_coordinator", Voice::school},
                                                            {"nurse", Voice::nurse},
                                                            {"visiting_nurse", Voice::nurse},
                                                            {"doctor", Voice::doctor},
                                                            {"physical_therapist", Voice::therapist},
                                                            {"occupational_therapist", Voice::therapist},
                                                            {"speech_therapist", Voice::therapist},
                                                            {"psychologist", Voice::psychologist},
                                                            {"public_health_nurse", Voice::public_health},
                                                            {"care_manager", Voice::care_manager},
                                                            {"helper", Voice::helper},
                                                            {"care_worker", Voice::helper},
                                                            {"pharmacist", Voice::pharmacist},
                                                            {"childcare_support_staff", Voice::day_service},
                                                            {"service_manager", Voice::day_service}};
  for (const auto& [code, voice] : kVoices)
    if (code == profession) return voice;
  return Voice::coordinator;
}

void draw_portraits(db::Database& database, City& city, file::Files& files) {
  std::vector<file::Prepared> portraits;
  for (std::size_t i = 0; i < kPictures; ++i)
    portraits.push_back(must(files.prepare(draw_portrait(city.dice), "photo.png", file::Accept::picture)));
  database.write_now([&](Tx& tx) {
    for (std::size_t i = 0; i < std::min(kPortraits, city.clients.size()); ++i) {
      const auto person = city.clients[i].id;
      const auto kept =
          must(files.keep_now(tx, portraits[i % portraits.size()], {city.region, person, city.founder},
                              file::BoundTo::photo, person.uuid));
      auto body = person::body_of(tx, city.region, person).value();
      body.photo = kept.id;
      must(person::keep_body(tx, city.region, person, body, "", city.founder));
    }
  });
}

void write_entries(db::Database& database, City& city, file::Files& files,
                   const std::function<void(std::int64_t, std::int64_t)>& progress) {
  Book book{city, files, {}, 0, {}};
  for (std::size_t i = 0; i < kPictures; ++i)
    book.pictures.push_back(must(files.prepare(draw_scene(city.dice), "写真.png", file::Accept::picture)));
  const auto people = static_cast<std::int64_t>(city.clients.size());
  const std::int64_t total = city.size.entries;
  std::int64_t done = 0;
  std::int64_t person = 0;
  std::int64_t n = 0;
  while (done < total && person < people) {
    database.write_now([&](Tx& tx) {
      book.now = tx.now();
      for (std::int64_t i = 0; i < kGroup && done < total && person < people; ++i, ++done) {
        const auto share = total / people + (person < total % people ? 1 : 0);
        if (share == 0) return;
        const auto at = moment(city.dice, tx.now(), n, share);
        notebook::add_bulk_entry(
            tx, city.region,
            book.compose_entry(tx, city.clients[static_cast<std::size_t>(person)], at, share - n <= 3));
        if (++n == share) {
          n = 0;
          ++person;
        }
      }
    });
    progress(done, total);
  }
}

}  // namespace musubi::demo
