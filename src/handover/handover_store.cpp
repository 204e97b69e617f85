#include "handover/handover_store.hpp"

#include <bit>

#include "access/guardian_reach.hpp"
#include "access/receiver.hpp"

namespace musubi::handover {
namespace {

/// $1 region, $2 person, $3 classes, $4 look-back, $5 guardian?, $6 under a protective limit?, $7 receiver?,
/// $8 own post, $9 own facility, $10 manages it?, $11 today
#define MUSUBI_HANDOVER_IS_SEEN                                                                        \
  " h.region_id = $1 and h.person_id = $2 and (h.created_at >= $4 or h.state in ('sent', 'received'))" \
  " and (not $5 or (not $6 and h.state <> 'draft'))"                                                   \
  " and (not $7 or " MUSUBI_LIES_BEFORE("$8", "$9", "$10", "$11") ") "
/// Of the handover's present items, `i`, against the reader's classes.
#define MUSUBI_PRESENT_ITEM \
  " i.region_id = h.region_id and i.handover_id = h.handover_id and i.item_version = h.item_version "
#define MUSUBI_STEP_ON_ITEM(kind)                                                                            \
  " exists (select 1 from handover_step s where s.region_id = h.region_id and s.handover_id = h.handover_id" \
  " and s.item_id = i.item_id and s.kind = '" kind "') "
#define MUSUBI_HANDOVER_COLUMNS \
  "select h.handover_id, h.kind, h.to_facility_id, h.to_post_id, h.to_name, h.to_post_name, h.starts_on,"   \
  " h.looks_back_to, h.duty, h.words, h.ends, h.state, h.reason, h.item_version, h.version, h.created_at,"   \
  " h.author_post, h.author_name, h.author_facility, h.classes,"                                             \
  " (select count(*) from handover_item i where" MUSUBI_PRESENT_ITEM                                         \
  "and (i.class_bit & $3) <> 0 and not" MUSUBI_STEP_ON_ITEM("left_out") "),"                                 \
  " (select count(*) from handover_item i where" MUSUBI_PRESENT_ITEM                                         \
  "and (i.class_bit & $3) <> 0 and" MUSUBI_STEP_ON_ITEM("confirmed") "),"                                    \
  " (select count(*) from handover_item i where" MUSUBI_PRESENT_ITEM "and (i.class_bit & $3) = 0)"           \
  " from handover h where"

struct FlatRow {
  HandoverId id;
  HandoverKind kind = HandoverKind::grade;
  std::optional<FacilityId> to_facility;
  std::optional<PostId> to_post;
  std::string to_name, to_post_name;
  Date starts_on;
  std::optional<Date> looks_back_to;
  std::string duty, words, ends;
  HandoverState state = HandoverState::draft;
  std::string reason;
  std::int64_t item_version = 1, version = 1;
  Time created_at{};
  PostId author;
  std::string author_name, author_facility;
  ClassSet classes;
  std::int64_t items = 0, confirmed = 0, unseen = 0;
};
BOOST_DESCRIBE_STRUCT(FlatRow, (),
                      (id, kind, to_facility, to_post, to_name, to_post_name, starts_on, looks_back_to, duty,
                       words, ends, state, reason, item_version, version, created_at, author, author_name,
                       author_facility, classes, items, confirmed, unseen))

HandoverRow row_of(FlatRow flat, PersonId person) {
  HandoverRow row;
  row.line = {flat.id,
              person,
              flat.kind,
              flat.to_name,
              std::move(flat.to_post_name),
              flat.starts_on,
              flat.state,
              std::move(flat.reason),
              flat.items,
              flat.confirmed,
              flat.created_at,
              std::move(flat.author_name),
              std::move(flat.author_facility),
              flat.version};
  row.terms = {flat.kind,
               flat.to_facility,
               flat.to_post,
               {flat.to_facility ? std::string() : std::move(flat.to_name)},
               flat.starts_on,
               flat.looks_back_to,
               {std::move(flat.duty)},
               {std::move(flat.words)},
               json::read<List<SeatId, 50>>(flat.ends).value()};
  row.item_version = flat.item_version;
  row.unseen = flat.unseen;
  row.author = flat.author;
  row.classes = flat.classes;
  return row;
}

template <class R, class... A>
std::vector<R> all(Tx& tx, const Reach& reach, std::string_view sql, const A&... own) {
  return tx.all<R>(sql, reach.region, reach.person, reach.classes, reach.since, reach.is_guardian,
                   reach.is_restricted, reach.is_receiver, reach.post, reach.facility, reach.manages,
                   reach.today, own...);
}
template <class... A>
std::vector<HandoverRow> rows(Tx& tx, const Reach& reach, std::string_view sql, const A&... own) {
  std::vector<HandoverRow> out;
  for (auto& flat : all<FlatRow>(tx, reach, sql, own...))
    out.push_back(row_of(std::move(flat), reach.person));
  return out;
}

void insert_items(Tx& tx, RegionId region, HandoverId handover, std::int64_t item_version,
                  const std::vector<HandoverItem>& items) {
  std::int64_t place = 0;
  for (const auto& item : items)
    tx.send(R"sql(
      insert into handover_item (region_id, handover_id, item_version, item_id, place, kind, source_id, class_bit, title,
                                 body)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
    )sql",
            region, handover, item_version, item.id, place++, item.kind, item.source_id,
            ClassSet::of(item.info_class), item.title, item.body);
}

/// The present row, as the next version.
void keep_version(Tx& tx, RegionId region, HandoverId handover, const HandoverTerms& terms, const Hand& by,
                  Time at) {
  tx.run(R"sql(
    insert into handover_version (region_id, handover_id, version, item_version, state, terms, reason, at, by_post, by_name)
    select region_id, handover_id, version, item_version, state, $3, reason, $4, $5, $6
      from handover where region_id = $1 and handover_id = $2
  )sql",
         region, handover, json::to_json(terms), at, by.post_id, by.name);
}

Date open_until(const HandoverTerms& terms) {
  return add_days(terms.starts_on, kOpenDays);
}

}  // namespace

Hand hand_of(const access::Actor& actor) {
  return {actor.post_id, actor.display_name, actor.facility_name};
}

Reach reach_of(const access::Actor& actor, const access::Grant& grant, const Date& today) {
  Reach reach;
  reach.region = actor.region_id;
  reach.person = grant.person_id;
  reach.classes = grant.classes_for(Purpose::handover);
  if (grant.looks_back_to) reach.since = japan_midnight(*grant.looks_back_to);
  reach.is_guardian = grant.is_guardian;
  reach.is_restricted = grant.is_restricted;
  reach.is_receiver = grant.basis == access::Basis::handover;
  reach.post = actor.post_id;
  reach.facility = actor.facility_id.value_or(FacilityId{});
  reach.manages = actor.is_manager;
  reach.today = today;
  return reach;
}

std::vector<HandoverRow> handovers(Tx& tx, const Reach& reach) {
  static constexpr std::string_view kSql = MUSUBI_HANDOVER_COLUMNS MUSUBI_HANDOVER_IS_SEEN
      "order by h.starts_on desc, h.handover_id desc limit $12";
  return rows(tx, reach, kSql, kMostHandovers);
}

std::optional<HandoverRow> find_handover(Tx& tx, const Reach& reach, HandoverId handover) {
  static constexpr std::string_view kSql =
      MUSUBI_HANDOVER_COLUMNS MUSUBI_HANDOVER_IS_SEEN "and h.handover_id = $12";
  auto found = rows(tx, reach, kSql, handover);
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::vector<HandoverItemView> items_of(Tx& tx, const Reach& reach, const HandoverRow& row) {
  using Item = std::tuple<HandoverItemId, HandoverItemKind, std::optional<HandoverSourceId>, std::int64_t,
                          std::string, std::string>;
  const auto found = tx.all<Item>(R"sql(
    select item_id, kind, source_id, class_bit, title, body from handover_item
     where region_id = $1 and handover_id = $2 and item_version = $3 and (class_bit & $4) <> 0
     order by place, item_id
  )sql",
                                  reach.region, row.line.id, row.item_version, reach.classes);
  std::vector<HandoverItemView> views;
  for (const auto& [id, kind, source, bit, title, body] : found) {
    const auto info_class = static_cast<InfoClass>(std::countr_zero(static_cast<std::uint64_t>(bit)));
    views.push_back({{id, kind, source, info_class, {title}, {body}}, false, std::nullopt, "", {}});
  }
  using enum HandoverStepKind;
  for (auto& step : tx.all<HandoverStepView>(R"sql(
    select step_id, kind, item_id, on_day, words, at, by_name, by_facility from handover_step
     where region_id = $1 and handover_id = $2 and item_id is not null order by at, step_id
  )sql",
                                             reach.region, row.line.id)) {
    const auto view =
        std::ranges::find_if(views, [&](const auto& each) { return each.item.id == *step.item_id; });
    if (view == views.end()) continue;
    if (step.kind == left_out) {
      view->left_out = true;
    } else if (step.kind == confirmed) {
      view->confirmed_at = step.at;
      view->confirmed_by = step.by_facility.empty() ? step.by_name : step.by_facility + " " + step.by_name;
    } else {
      view->talk.push_back(std::move(step));
    }
  }
  if (reach.is_receiver) std::erase_if(views, [](const auto& view) { return view.left_out; });
  return views;
}

std::vector<HandoverStepView> steps_of(Tx& tx, RegionId region, HandoverId handover) {
  return tx.all<HandoverStepView>(R"sql(
    select step_id, kind, item_id, on_day, words, at, by_name, by_facility from handover_step
     where region_id = $1 and handover_id = $2 and item_id is null order by at, step_id
  )sql",
                                  region, handover);
}

std::vector<HandoverVersionView> versions_of(Tx& tx, RegionId region, HandoverId handover) {
  return tx.all<HandoverVersionView>(R"sql(
    select version, state, reason, at, by_name from handover_version
     where region_id = $1 and handover_id = $2 order by version desc limit 200
  )sql",
                                     region, handover);
}

std::int64_t count_handovers(Tx& tx, RegionId region, PersonId person) {
  return tx.one<std::int64_t>("select count(*) from handover where region_id = $1 and person_id = $2", region,
                              person);
}

std::int64_t count_steps(Tx& tx, RegionId region, HandoverId handover) {
  return tx.one<std::int64_t>("select count(*) from handover_step where region_id = $1 and handover_id = $2",
                              region, handover);
}

std::optional<FirstHandover> first_handover(Tx& tx, RegionId region, HandoverId handover) {
  return tx.first<FirstHandover>(R"sql(
    select h.person_id, h.author_post, v.terms
      from handover h
      join handover_version v on v.region_id = h.region_id and v.handover_id = h.handover_id and v.version = 1
     where h.region_id = $1 and h.handover_id = $2
  )sql",
                                 region, handover);
}

std::optional<Receiver> receiver_of(Tx& tx, RegionId region, FacilityId facility,
                                    std::optional<PostId> post) {
  const auto name = tx.first<std::string>(
      "select name from facility where region_id = $1 and facility_id = $2 and state = 'active'", region,
      facility);
  if (!name) return std::nullopt;
  if (!post) return Receiver{*name, ""};
  const auto member = tx.first<std::string>(R"sql(
    select name from post
     where region_id = $1 and facility_id = $2 and post_id = $3 and kind = 'professional' and state in ('active', 'invited')
  )sql",
                                            region, facility, *post);
  if (!member) return std::nullopt;
  return Receiver{*name, *member};
}

bool insert_handover(Tx& tx, RegionId region, PersonId person, HandoverId handover,
                     const HandoverContent& content, const Receiver& to, const Hand& by, Time at) {
  const auto& terms = content.terms;
  const bool kept = tx.run(R"sql(
    insert into handover (region_id, person_id, handover_id, kind, to_facility_id, to_post_id, to_name, to_post_name,
                          starts_on, looks_back_to, duty, words, ends, classes, state, reason, item_version, version,
                          open_until, created_at, author_post, author_name, author_facility)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 'draft', '', 1, 1, $15, $16, $17, $18, $19)
    on conflict do nothing
  )sql",
                           region, person, handover, terms.kind, terms.to_facility_id, terms.to_post_id,
                           to.facility_name, to.post_name, terms.starts_on, terms.looks_back_to, terms.duty,
                           terms.words, json::to_json(terms.ends), classes_of(content.items.items),
                           open_until(terms), at, by.post_id, by.name, by.facility_name) == 1;
  if (!kept) return false;
  insert_items(tx, region, handover, 1, content.items.items);
  keep_version(tx, region, handover, terms, by, at);
  return true;
}

bool update_handover(Tx& tx, RegionId region, const HandoverRow& now, std::int64_t version,
                     const HandoverContent& content, const Receiver& to, ClassSet seen,
                     const std::string& reason, const Hand& by) {
  const auto& terms = content.terms;
  const auto handover = now.line.id;
  const auto next = now.item_version + 1;
  const bool kept = tx.run(R"sql(
    update handover set kind = $4, to_facility_id = $5, to_post_id = $6, to_name = $7, to_post_name = $8, starts_on = $9,
                        looks_back_to = $10, duty = $11, words = $12, ends = $13, open_until = $14, reason = $15,
                        item_version = $16, version = version + 1
     where region_id = $1 and handover_id = $2 and version = $3 and state = 'draft'
  )sql",
                           region, handover, version, terms.kind, terms.to_facility_id, terms.to_post_id,
                           to.facility_name, to.post_name, terms.starts_on, terms.looks_back_to, terms.duty,
                           terms.words, json::to_json(terms.ends), open_until(terms), reason, next) == 1;
  if (!kept) return false;
  insert_items(tx, region, handover, next, content.items.items);
  // What the writer does not see comes along as it was, behind what they wrote.
  tx.run(R"sql(
    insert into handover_item (region_id, handover_id, item_version, item_id, place, kind, source_id, class_bit, title, body)
    select region_id, handover_id, $4, item_id, place + 1000, kind, source_id, class_bit, title, body
      from handover_item where region_id = $1 and handover_id = $2 and item_version = $3 and (class_bit & $5) = 0
    on conflict do nothing
  )sql",
         region, handover, now.item_version, next, seen);
  narrow_classes(tx, region, handover);
  keep_version(tx, region, handover, terms, by, tx.now());
  return true;
}

bool move_handover(Tx& tx, RegionId region, HandoverId handover, std::int64_t version, HandoverState state,
                   const std::string& reason, const Hand& by) {
  const bool kept = tx.run(R"sql(
    update handover set state = $4, reason = $5, version = version + 1
     where region_id = $1 and handover_id = $2 and version = $3
  )sql",
                           region, handover, version, state, reason) == 1;
  if (!kept) return false;
  tx.run(R"sql(
    insert into handover_version (region_id, handover_id, version, item_version, state, terms, reason, at, by_post, by_name)
    select h.region_id, h.handover_id, h.version, h.item_version, h.state, v.terms, h.reason, $4, $5, $6
      from handover h
      join handover_version v on v.region_id = h.region_id and v.handover_id = h.handover_id and v.version = $3
     where h.region_id = $1 and h.handover_id = $2
  )sql",
         region, handover, version, tx.now(), by.post_id, by.name);
  return true;
}

bool insert_step(Tx& tx, RegionId region, HandoverId handover, const HandoverStepView& step, const Hand& by,
                 Time at) {
  return tx.run(R"sql(
    insert into handover_step (region_id, handover_id, step_id, kind, item_id, words, on_day, at, by_post, by_name,
                               by_facility)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
    on conflict do nothing
  )sql",
                region, handover, step.id, step.kind, step.item_id, step.words, step.on, at, by.post_id,
                by.name, by.facility_name) == 1;
}

std::optional<HandoverStepView> find_step(Tx& tx, RegionId region, HandoverId handover, HandoverStepId step) {
  return tx.first<HandoverStepView>(R"sql(
    select step_id, kind, item_id, on_day, words, at, by_name, by_facility from handover_step
     where region_id = $1 and handover_id = $2 and step_id = $3
  )sql",
                                    region, handover, step);
}

void narrow_classes(Tx& tx, RegionId region, HandoverId handover) {
  static constexpr std::string_view kSql =
      "select distinct i.class_bit from handover h join handover_item i on" MUSUBI_PRESENT_ITEM
      "where h.region_id = $1 and h.handover_id = $2 and not" MUSUBI_STEP_ON_ITEM("left_out");
  ClassSet classes;
  for (const auto bit : tx.all<std::int64_t>(kSql, region, handover)) classes.bits |= bit;
  tx.run("update handover set classes = $3 where region_id = $1 and handover_id = $2", region, handover,
         classes);
}

bool all_confirmed(Tx& tx, RegionId region, HandoverId handover) {
  static constexpr std::string_view kSql =
      "select 1 from handover h join handover_item i on" MUSUBI_PRESENT_ITEM
      "where h.region_id = $1 and h.handover_id = $2 and not" MUSUBI_STEP_ON_ITEM(
          "left_out") "and not" MUSUBI_STEP_ON_ITEM("confirmed") "limit 1";
  return !tx.first<std::int64_t>(kSql, region, handover).has_value();
}

std::vector<Incoming> incoming(Tx& tx, const access::Actor& actor, const Date& today) {
  static constexpr std::string_view kSql =
      "select h.person_id, h.handover_id from handover h where h.region_id = $1 and " MUSUBI_LIES_BEFORE(
          "$2", "$3", "$4", "$5") " order by h.starts_on, h.handover_id limit 100";
  return tx.all<Incoming>(kSql, actor.region_id, actor.post_id, actor.facility_id.value_or(FacilityId{}),
                          actor.is_manager, today);
}

std::vector<Sent> sent_of(Tx& tx, RegionId region, PersonId person) {
  return tx.all<Sent>(R"sql(
    select h.handover_id, h.to_name, h.starts_on,
           exists (select 1 from handover_step s where s.region_id = h.region_id and s.handover_id = h.handover_id
                                                   and s.kind = 'follow_up_1'),
           exists (select 1 from handover_step s where s.region_id = h.region_id and s.handover_id = h.handover_id
                                                   and s.kind = 'follow_up_3')
      from handover h where h.region_id = $1 and h.person_id = $2 and h.state in ('sent', 'received')
  )sql",
                      region, person);
}

std::vector<AccountId> accounts_to_tell(Tx& tx, RegionId region, PersonId person, HandoverId handover) {
  const auto standing = access::standing_of(tx, region, person);
  return tx.all<AccountId>(R"sql(
    select p.account_id
      from guardian g
      join handover h on h.region_id = g.region_id and h.handover_id = $3 and h.state <> 'draft'
      join post p on p.region_id = g.region_id and p.post_id = g.post_id and p.state = 'active'
                 and p.account_id is not null
     where g.region_id = $1 and g.person_id = $2 and g.ended_at is null and not g.restricted
       and )sql" MUSUBI_STANDS("$4", "$5") R"sql(
    union
    select p.account_id
      from handover h
      join post p on p.region_id = h.region_id and p.facility_id = h.to_facility_id and p.state = 'active'
                 and p.account_id is not null
                 and case when h.to_post_id is null then p.is_manager else p.post_id = h.to_post_id end
     where h.region_id = $1 and h.handover_id = $3 and h.state in ('sent', 'received')
  )sql",
                           region, person, handover, standing.guardians_since, standing.own_in_full_since());
}

}  // namespace musubi::handover
