// Receipts, confirmations, visits, replies and versions of one entry, and what lies around the notebook.
#include "access/consent_reach.hpp"
#include "notebook/notebook_store.hpp"

namespace musubi::notebook {

// --- what hangs on one entry
// --------------------------------------------------------------------------------

namespace {

struct ReplyRow {
  ReplyId id;
  PostId author_post;
  std::string author_name, author_facility, author_profession, body;
  Time posted_at{};
  std::int64_t version = 1;
  std::optional<Time> edited_at, hidden_at;
  std::string hidden_by_name, hidden_reason;
};
BOOST_DESCRIBE_STRUCT(ReplyRow, (),
                      (id, author_post, author_name, author_facility, author_profession, body, posted_at,
                       version, edited_at, hidden_at, hidden_by_name, hidden_reason))

/// A guardian sees no trace of a reply that was taken back.
constexpr const char* kReplies = R"sql(
  select y.reply_id, y.author_post, y.author_name, y.author_facility, y.author_profession,
         case when y.hidden_at is null then y.body else '' end, y.posted_at, y.version, y.edited_at, y.hidden_at,
         y.hidden_by_name, y.hidden_reason
    from entry e join reply y on y.region_id = e.region_id and y.entry_id = e.entry_id
   where (not $14 or y.hidden_at is null) and)sql";

ReplyView view_of(ReplyRow row, const Scope& scope) {
  ReplyView view;
  const auto reader = scope.post;
  view.id = row.id;
  view.mine = row.author_post == reader;
  view.author = {row.author_post, std::move(row.author_name), std::move(row.author_facility),
                 std::move(row.author_profession)};
  view.body = std::move(row.body);
  view.posted_at = row.posted_at;
  view.version = row.version;
  view.edited_at = row.edited_at;
  if (row.hidden_at)
    view.hidden = EntryHidden{*row.hidden_at, std::move(row.hidden_by_name), std::move(row.hidden_reason)};
  if (scope.grant.is_veiled && !view.mine) {  // as of an entry: notebook_lists.cpp, veil
    view.author.name.clear();
    view.author.facility_name.clear();
  }
  return view;
}

}  // namespace

std::vector<ReplyView> replies_of(Tx& tx, const Scope& scope, EntryId entry) {
  // Replies of a hidden entry are gone with it.
  static const std::string kSql = readable(
      kReplies, " and e.entry_id = $16 and e.hidden_at is null order by y.posted_at, y.reply_id limit $17");
  std::vector<ReplyView> views;
  for (auto& row : scope.all<ReplyRow>(tx, kSql, entry, static_cast<std::int64_t>(kMaxReplies)))
    views.push_back(view_of(std::move(row), scope));
  return views;
}

std::optional<ReplyView> find_reply(Tx& tx, const Scope& scope, EntryId entry, ReplyId reply) {
  static const std::string kSql =
      readable(kReplies, " and e.entry_id = $16 and e.hidden_at is null and y.reply_id = $17");
  auto row = scope.first<ReplyRow>(tx, kSql, entry, reply);
  return row ? std::optional(view_of(std::move(*row), scope)) : std::nullopt;
}

std::vector<EntryReceipt> receipts_of(Tx& tx, const Scope& scope, EntryId entry) {
  // A guardian sees the team's receipts and the own one, not when another guardian was here; under a
  // protective limit just the own one, since who reads tells where the family is. So does a minor.
  static const std::string kSql = readable(R"sql(
    select r.reader_name, r.reader_facility, r.read_at, r.acknowledged_at, r.confirmed_at
      from entry e
      join receipt r on r.region_id = e.region_id and r.entry_id = e.entry_id
      left join post p on p.region_id = r.region_id and p.post_id = r.post_id
     where (not $14 or r.post_id = $5 or p.kind <> 'guardian') and)sql",
                                           " and e.entry_id = $16 order by r.read_at, r.post_id limit 500");
  static const std::string kOwn = readable(R"sql(
    select r.reader_name, r.reader_facility, r.read_at, r.acknowledged_at, r.confirmed_at
      from entry e join receipt r on r.region_id = e.region_id and r.entry_id = e.entry_id
     where r.post_id = $5 and)sql",
                                           " and e.entry_id = $16");
  return scope.all<EntryReceipt>(tx, scope.grant.is_restricted ? kOwn : kSql, entry);
}

std::vector<PostId> readers_of(Tx& tx, RegionId region, EntryId entry) {
  return tx.all<PostId>("select post_id from receipt where region_id = $1 and entry_id = $2", region, entry);
}

std::optional<EntryReader> reader(Tx& tx, RegionId region, PostId post) {
  return tx.first<EntryReader>(R"sql(
    select p.name, coalesce(f.name, '')
      from post p left join facility f on f.region_id = p.region_id and f.facility_id = p.facility_id
     where p.region_id = $1 and p.post_id = $2
  )sql",
                               region, post);
}

std::vector<EntryVersionView> versions_of(Tx& tx, const Scope& scope, EntryId entry) {
  static const std::string kSql = readable(R"sql(
    select v.version, v.at, v.by_name, v.category, v.class_bit, v.importance,
           case when e.hidden_at is null then v.body else '' end, v.reason
      from entry e join entry_version v on v.region_id = e.region_id and v.entry_id = e.entry_id
     where (v.class_bit & $3) <> 0 and)sql",
                                           " and e.entry_id = $16 order by v.version");
  using Columns = std::tuple<std::int64_t, Time, std::string, Category, std::int64_t, Importance, std::string,
                             std::string>;
  std::vector<EntryVersionView> views;
  for (auto& [version, at, by, category, bit, importance, body, reason] :
       scope.all<Columns>(tx, kSql, entry)) {
    views.push_back({version, at, std::move(by), category, class_of_bit(bit), importance, std::move(body),
                     std::move(reason)});
  }
  return views;
}

std::vector<ReplyVersionView> versions_of(Tx& tx, const Scope& scope, EntryId entry, ReplyId reply) {
  static const std::string kSql = readable(R"sql(
    select v.version, v.at, v.by_name, case when y.hidden_at is null and e.hidden_at is null then v.body else '' end,
           v.reason
      from entry e
      join reply y on y.region_id = e.region_id and y.entry_id = e.entry_id
      join reply_version v on v.region_id = y.region_id and v.reply_id = y.reply_id
     where (not $14 or y.hidden_at is null) and)sql",
                                           " and e.entry_id = $16 and y.reply_id = $17 order by v.version");
  return scope.all<ReplyVersionView>(tx, kSql, entry, reply);
}

// --- receipts
// -----------------------------------------------------------------------------------------------

bool mark_read(Tx& tx, const Scope& scope, EntryId entry, const Writer& reader) {
  static const std::string kMayBeMarked =
      readable("select 1 from entry e where ",
               " and e.entry_id = $16 and e.author_post <> $5 and e.hidden_at is null");
  if (!scope.first<std::int64_t>(tx, kMayBeMarked, entry)) return false;
  const auto added = tx.run(R"sql(
    insert into receipt (region_id, entry_id, post_id, person_id, reader_name, reader_facility, read_at)
    values ($1, $2, $3, $4, $5, $6, $7)
    on conflict do nothing
  )sql",
                            scope.region, entry, scope.post, scope.grant.person_id, reader.name,
                            reader.facility_name, tx.now());
  if (added == 0) return false;
  tx.run("update entry set read_count = read_count + 1 where region_id = $1 and entry_id = $2", scope.region,
         entry);
  return true;
}

InfoClass class_of_entry(Tx& tx, RegionId region, EntryId entry) {
  return class_of_bit(tx.one<std::int64_t>(
      "select class_bit from entry where region_id = $1 and entry_id = $2", region, entry));
}

bool set_acknowledged(Tx& tx, const Scope& scope, EntryId entry, bool on) {
  const auto changed = tx.run(R"sql(
    update receipt set acknowledged_at = $4
     where region_id = $1 and entry_id = $2 and post_id = $3 and person_id = $6
       and (acknowledged_at is null) = $5
  )sql",
                              scope.region, entry, scope.post, on ? std::optional(tx.now()) : std::nullopt,
                              on, scope.grant.person_id);
  if (changed == 0) return false;
  tx.run(
      "update entry set acknowledged_count = acknowledged_count + $3 where region_id = $1 and entry_id = $2",
      scope.region, entry, on ? 1 : -1);
  return true;
}

bool set_confirmed(Tx& tx, const Scope& scope, EntryId entry) {
  const auto changed = tx.run(R"sql(
    update receipt set confirmed_at = $4
     where region_id = $1 and entry_id = $2 and post_id = $3 and person_id = $5 and confirmed_at is null
  )sql",
                              scope.region, entry, scope.post, tx.now(), scope.grant.person_id);
  if (changed == 0) return false;
  tx.run("update entry set confirmed_count = confirmed_count + 1 where region_id = $1 and entry_id = $2",
         scope.region, entry);
  return true;
}

// --- visits
// -------------------------------------------------------------------------------------------------

std::optional<Visits> visits(Tx& tx, RegionId region, PersonId person, PostId post) {
  return tx.first<Visits>(
      "select visited_at, before_that from visit where region_id = $1 and person_id = $2 and post_id = $3",
      region, person, post);
}

void record_visit(Tx& tx, RegionId region, PersonId person, PostId post, const Visits& visit) {
  tx.run(R"sql(
    insert into visit (region_id, person_id, post_id, visited_at, before_that) values ($1, $2, $3, $4, $5)
    on conflict (region_id, person_id, post_id)
    do update set visited_at = excluded.visited_at, before_that = excluded.before_that
  )sql",
         region, person, post, visit.visited_at, visit.before_that);
}

// --- around the notebook
// ------------------------------------------------------------------------------------

std::vector<DigestChange> changes_since(Tx& tx, const Scope& scope, Time since) {
  // Only what every seat and guardian of the person may hear of.
  return tx.all<DigestChange>(R"sql(
    select n.kind, max(n.at)
      from (select c.kind, c.at from change c
             where c.region_id = $1 and c.person_id = $2 and c.entry_id is null and c.account_id is null
               and c.kind in ('person', 'seat', 'consent') and (c.class_name is null or c.class_name = 'basic')
             order by c.position desc limit 200) n
     where n.at > $3
     group by n.kind order by n.kind
  )sql",
                              scope.region, scope.grant.person_id, since);
}

std::vector<AudienceSeat> audience_seats(Tx& tx, RegionId region, PersonId person) {
  using Columns = std::tuple<SeatId, std::string, std::string, std::string, ClassSet, ClassSet>;
  static constexpr std::string_view kSql = R"sql(
    select s.seat_id, coalesce(p.name, ''), coalesce(f.name, ''), s.profession, s.classes, coalesce(c.classes, 0)
      from seat s
      left join post p on p.region_id = s.region_id and p.post_id = s.post_id
      left join facility f on f.region_id = s.region_id and f.facility_id = s.facility_id
      left join consent c on )sql" MUSUBI_CONSENT_OPENS("s.facility_id", "$3", "$4") R"sql(
     where s.region_id = $1 and s.person_id = $2 and s.state = 'active'
       and s.starts_on <= $3 and (s.ends_on is null or s.ends_on >= $3)
     order by s.seat_id
  )sql";
  std::vector<AudienceSeat> seats;
  for (auto& [id, name, facility, profession, own, covered] :
       tx.all<Columns>(kSql, region, person, tx.today(), PurposeSet::of(Purpose::support))) {
    if (seats.empty() || seats.back().seat_id != id)
      seats.push_back({id, std::move(name), std::move(facility), std::move(profession), {}});
    seats.back().classes = seats.back().classes | (own & covered);
  }
  return seats;
}

std::vector<AudienceGuardian> audience_guardians(Tx& tx, RegionId region, PersonId person) {
  return tx.all<AudienceGuardian>(R"sql(
    select g.guardian_id, g.name, g.relation
      from guardian g join post p on p.region_id = g.region_id and p.post_id = g.post_id and p.state = 'active'
     where g.region_id = $1 and g.person_id = $2 and g.verified_at is not null and g.ended_at is null
       and p.account_id is not null and g.relation <> 'self'
     order by g.created_at, g.guardian_id
  )sql",
                                  region, person);
}

bool has_own_account(Tx& tx, RegionId region, PersonId person) {
  return tx
      .first<std::int64_t>(R"sql(
        select 1 from guardian g
          join post p on p.region_id = g.region_id and p.post_id = g.post_id and p.state = 'active'
                     and p.account_id is not null
         where g.region_id = $1 and g.person_id = $2 and g.relation = 'self' and g.ended_at is null
           and g.verified_at >= $3
      )sql",
                           region, person, access::standing_of(tx, region, person).own_since)
      .has_value();
}

std::vector<OwnPerson> own_people(Tx& tx, const access::Actor& actor, std::int64_t limit) {
  static constexpr std::string_view kSql = R"sql(
    select p.person_id, p.family_name || ' ' || p.given_name, p.birth_date, p.alert
      from person p
     where p.region_id = $1
       and p.person_id in (
         select s.person_id from seat s
          where s.region_id = $1 and s.post_id = $2 and s.state = 'active'
         union
         select s.person_id from seat s
          where s.region_id = $1 and s.facility_id = $3 and s.state = 'active' and s.post_id is null
            and (s.profession = '' or s.profession = $4)
         union
         select g.person_id from guardian g where g.region_id = $1 and g.post_id = $2 and g.ended_at is null)
     order by p.kana_folded, p.person_id limit $5
  )sql";
  return tx.all<OwnPerson>(kSql, actor.region_id, actor.post_id, actor.facility_id, actor.profession, limit);
}

std::int64_t count_invitations(Tx& tx, const access::Actor& actor) {
  return tx.one<std::int64_t>(R"sql(
    select count(*) from seat
     where region_id = $1 and facility_id = $2 and state = 'invited'
       and (post_id = $3 or (post_id is null and (profession = '' or profession = $4)))
  )sql",
                              actor.region_id, actor.facility_id, actor.post_id, actor.profession);
}

}  // namespace musubi::notebook
