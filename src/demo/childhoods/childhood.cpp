#include "demo/childhoods/childhood.hpp"

#include <fmt/format.h>

#include "person/person_service.hpp"
#include "task/task_service.hpp"

namespace musubi::demo {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

constexpr std::uint64_t kOwnDice = 86028121;
constexpr int kUnreadDays = 6;  ///< the newest entries wait to be read

bool born_early(const Newborn& child) {  // 学校教育法 17条: until 1 April with those of the year before
  return child.month < 4 || (child.month == 4 && child.day == 1);
}

}  // namespace

Childhood::Childhood(Tx& tx, City& city, std::uint64_t number, const Newborn& child)
    : tx_(tx), city_(city), dice_(city.size.seed * kOwnDice + number), child_(child) {
  entry_year_ = school_year(tx.today()) - (child.grade - 1);
  birth_ = make_date(entry_year_ - (born_early(child) ? 6 : 7), child.month, child.day).value();
  person::NewPerson given;
  person_ = given.id = id_at<PersonId>(at(birth_, 9));
  given.family_name = {std::string(child.family)};
  given.given_name = {std::string(child.given)};
  given.family_kana = {std::string(child.family_kana)};
  given.given_kana = {std::string(child.given_kana)};
  given.birth_date = birth_;
  given.sex = child.sex;
  given.address = {invent_address(dice_, city.name)};
  given.phone = {fmt::format("090-0000-{:04}", dice_.between(2000, 9999))};
  given.language = {std::string(child.language)};
  must(person::keep_person(tx, city.region, given, city.places[0].id, city.founder));
}

// --- when

Date Childhood::age(int years, int months, int days) const {
  return add_days(course::months_after(birth_, years * 12 + months), days);
}

Date Childhood::grade(int grade, unsigned month, unsigned day) const {
  return make_date(entry_year_ + grade - 1 + (month < 4 ? 1 : 0), month, day).value();
}

Time Childhood::at(const Date& on, int hour, int minute) const {
  return japan_midnight(on) + hours{hour} + minutes{minute};
}

// --- what happened

notebook::Writer Childhood::writer(const Cast& who) const {
  return {who.post, who.name, who.facility, who.facility_name, who.profession};
}

Childhood& Childhood::writes(const Date& on, Who who, InfoClass info_class, std::string_view body) {
  flush();
  const auto& author = of(who);
  if (!author.classes.has(info_class))
    throw std::logic_error("demo: " + author.profession +
                           " does not hold the class of: " + std::string(body));
  notebook::BulkEntry bulk;
  bulk.person_id = person_;
  bulk.posted_at =
      at(on, dice_.between(author.guardian ? 18 : 9, author.guardian ? 21 : 17), dice_.between(0, 59));
  bulk.writer = writer(author);
  bulk.entry.id = id_at<EntryId>(bulk.posted_at);
  bulk.entry.category = author.guardian ? notebook::Category::contact : notebook::Category::report;
  bulk.entry.info_class = info_class;
  bulk.entry.body = {std::string(body)};
  bulk.entry.with_guardians = author.guardian && !author.own;
  pending_ = std::move(bulk);
  return *this;
}

Childhood& Childhood::to_family() {
  pending_->entry.with_guardians = true;
  return *this;
}
Childhood& Childhood::to_child() {
  pending_->entry.with_person = true;
  return *this;
}
Childhood& Childhood::consults() {
  pending_->entry.category = notebook::Category::consult;
  return *this;
}
Childhood& Childhood::asks() {
  pending_->entry.asks_confirmation = true;
  return *this;
}
Childhood& Childhood::urgent() {
  pending_->entry.category = notebook::Category::urgent;
  pending_->entry.importance = notebook::Importance::urgent;
  return *this;
}
Childhood& Childhood::pinned() {
  pending_->pinned = true;
  return *this;
}

Childhood& Childhood::answered(Who who, std::string_view body) {
  const auto last = pending_->replies.empty() ? pending_->posted_at : pending_->replies.back().posted_at;
  const auto when = last + minutes{dice_.between(40, 900)};
  notebook::BulkReply reply;
  reply.reply.id = id_at<ReplyId>(when);
  reply.reply.body = {std::string(body)};
  reply.writer = writer(of(who));
  reply.posted_at = when;
  if (when < tx_.now()) pending_->replies.push_back(std::move(reply));
  return *this;
}

/// Whoever was there then has read it, and whoever came later has read on.
void Childhood::read_by_all(notebook::BulkEntry& bulk) const {
  const auto day = japan_date(bulk.posted_at);
  const bool old = day < add_days(tx_.today(), -kUnreadDays);
  for (const auto& who : cast_) {
    if (who.until || tx_.today() < who.from || who.post == bulk.writer.post_id) continue;
    if (!who.classes.has(bulk.entry.info_class)) continue;
    if (who.own ? !bulk.entry.with_person.value_or(false)
                : who.guardian && (!bulk.entry.with_guardians || who.restricted))
      continue;
    ++bulk.recipients;
    if (!old) continue;
    const auto read_at = std::min(std::max(bulk.posted_at, at(who.from, 10)) + hours{5}, tx_.now());
    notebook::BulkReceipt receipt{who.post, who.name, who.facility_name, read_at, {}, {}};
    if (bulk.entry.asks_confirmation) receipt.confirmed_at = read_at;
    bulk.receipts.push_back(std::move(receipt));
  }
}

void Childhood::flush() {
  if (pending_ && pending_->posted_at < tx_.now()) {
    read_by_all(*pending_);
    notebook::add_bulk_entry(tx_, city_.region, *pending_);
  }
  pending_.reset();
}

void Childhood::event(course::CourseKind kind, const Date& on, Who who, std::string_view title,
                      InfoClass info_class, std::string_view body, std::string_view place,
                      std::optional<Date> until) {
  if (is_ahead(on)) return;
  if (until && tx_.today() <= *until) until.reset();
  course::CourseContent content;
  content.kind = kind;
  content.title = {std::string(title)};
  content.body = {std::string(body)};
  content.place = {std::string(place)};
  content.starts_on = on;
  content.ends_on = until;
  content.info_class = info_class;
  const auto when = at(on, 16);
  must(course::check_content(content, birth_, tx_.today()));
  course::keep_event(tx_, city_.region, person_, id_at<course::CourseEventId>(when), content, of(who).post,
                     of(who).name, of(who).facility_name, when);
}

void Childhood::checkup(std::string_view code, Who who, std::string_view result, std::string_view place) {
  const auto& known = course::checkups();
  const auto checkup = std::ranges::find(known, code, &course::Checkup::code);
  course::CourseContent content;
  content.kind = course::CourseKind::checkup;
  content.checkup = {std::string(code)};
  content.body = {std::string(result)};
  content.place = {std::string(place)};
  content.starts_on = add_days(course::window_of(*checkup, birth_).from, dice_.between(2, 12));
  content.info_class = InfoClass::health;
  if (is_ahead(content.starts_on)) return;
  const auto when = at(content.starts_on, 16);
  course::keep_event(tx_, city_.region, person_, id_at<course::CourseEventId>(when), content, of(who).post,
                     of(who).name, of(who).facility_name, when);
}

void Childhood::tested(const Date& on, Who who, std::string_view instrument,
                       assessment::AssessmentState state) {
  if (is_ahead(on)) return;
  const auto* known = assessment::find_instrument(std::string(instrument));
  state.tested_on = on;
  state.edition = {known->editions.front()};
  state.reporter = known->reporters.front();
  state.info_class = known->classes.front();
  state.with_guardians = !state.for_guardians.empty();
  assessment::BulkAssessment bulk;
  bulk.person_id = person_;
  bulk.birth_date = birth_;
  bulk.posted_at = at(on, 17);
  bulk.assessment.id = id_at<AssessmentId>(bulk.posted_at);
  bulk.assessment.instrument = {std::string(instrument)};
  bulk.assessment.state = std::move(state);
  bulk.post_id = of(who).post;
  bulk.author_name = of(who).name;
  bulk.facility_name = of(who).facility_name;
  bulk.profession = of(who).profession;
  must(assessment::keep_assessment(tx_, city_.region, bulk));
}

void Childhood::handed_over(handover::HandoverKind kind, const Date& starts_on, Who from,
                            std::string_view to_type, std::size_t place, handover::HandoverState state,
                            std::string_view words, const std::vector<Told>& told) {
  const bool done = state == handover::HandoverState::received;
  if (done && is_ahead(starts_on)) return;
  const auto when = done ? at(add_days(starts_on, -9), 15) : tx_.now() - hours{50};
  handover::BulkHandover bulk;
  bulk.person_id = person_;
  bulk.handover.id = id_at<HandoverId>(when);
  auto& content = bulk.handover.content;
  content.terms.kind = kind;
  content.terms.to_facility_id = city_.places[place_of(to_type, place)].id;
  content.terms.starts_on = starts_on;
  content.terms.words = {std::string(words)};
  for (const auto& one : told)
    content.items.items.push_back({id_at<handover::HandoverItemId>(when),
                                   handover::HandoverItemKind::note,
                                   {},
                                   one.info_class,
                                   {std::string(one.title)},
                                   {std::string(one.body)}});
  bulk.state = state;
  bulk.at = when;
  bulk.post_id = of(from).post;
  bulk.author_name = of(from).name;
  bulk.facility_name = of(from).facility_name;
  handover::keep_handover(tx_, city_.region, bulk);
}

void Childhood::task(std::string_view title, Who author, Who owner, int due_in, InfoClass info_class,
                     std::string_view body) {
  task::BulkTask bulk;
  bulk.person_id = person_;
  bulk.at = tx_.now() - hours{24 * 9 - 10};
  bulk.task.id = id_at<task::TaskId>(bulk.at);
  bulk.task.content = {{std::string(title)},
                       {std::string(body)},
                       info_class,
                       {task::TaskOwnerKind::member, task::TaskOwnerId{of(owner).post.uuid}, {}},
                       add_days(tx_.today(), due_in),
                       false};
  bulk.post_id = of(author).post;
  bulk.author_name = of(author).name;
  bulk.facility_name = of(author).facility_name;
  task::keep_task(tx_, city_.region, bulk);
}

care::Keeper Childhood::keeper(Who by, const Date& on) const {
  return {person_, of(by).post, of(by).name, of(by).facility_name, at(on, 15)};
}

void Childhood::passport(care::CarePassport passport, Who by, const Date& on) {
  care::CareContent content;
  content.passport = std::move(passport);
  care::keep_part(tx_, city_.region, care::CarePart::passport, content, keeper(by, on));
}

Client Childhood::client() const {
  Client client{person_, fmt::format("{}さん", child_.given), age_on(birth_, tx_.today()).years, {}, {}};
  for (const auto& who : cast_) {
    if (who.guardian && !client.family) client.family = Family{who.post, who.name};
    if (who.guardian || who.until || tx_.today() < who.from) continue;
    const auto worker = std::ranges::find(city_.workers, who.post, &Worker::post);
    client.team.push_back({SeatId{}, static_cast<std::size_t>(worker - city_.workers.begin()), who.classes});
  }
  return client;
}

void Childhood::end() {
  flush();
  auto body = person::body_of(tx_, city_.region, person_).value();
  body.state = person::PersonState::active;
  body.alert = {alert_};
  body.allergies = allergies_;
  body.schools = schools_;
  must(person::check_schools(schools_));
  must(person::keep_body(tx_, city_.region, person_, body, "", city_.founder));
}

}  // namespace musubi::demo
