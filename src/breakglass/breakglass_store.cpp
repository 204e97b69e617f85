#include "breakglass/breakglass_store.hpp"

#include "breakglass/breakglass_sql.hpp"

namespace musubi::breakglass::store {

SearchCount count_searches(Tx& tx, RegionId region, PostId post, Time misses_since, Time searches_since) {
  return tx.one<SearchCount>(R"sql(
    select coalesce(sum(case when person_id is null and at > $3 then 1 else 0 end), 0), count(*)
      from break_glass_search where region_id = $1 and post_id = $2 and at > $4
  )sql",
                             region, post, misses_since, searches_since);
}

bool insert_search(Tx& tx, RegionId region, PostId post, std::optional<PersonId> found) {
  const auto last = tx.one<std::int64_t>(
      "select coalesce(max(number), 0) from break_glass_search where region_id = $1 and post_id = $2", region,
      post);
  return tx.run(R"sql(
    insert into break_glass_search (region_id, post_id, number, at, person_id) values ($1, $2, $3, $4, $5)
    on conflict (region_id, post_id, number) do nothing
  )sql",
                region, post, last + 1, tx.now(), found) == 1;
}

bool insert(Tx& tx, RegionId region, const OpeningRow& row) {
  return tx.run(R"sql(
    insert into break_glass (region_id, break_glass_id, person_id, post_id, account_id, opener_name, facility_name,
                             profession, kind, reason, without_consent, opened_at, ends_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
    on conflict (region_id, break_glass_id) do nothing
  )sql",
                region, row.id, row.person_id, row.post_id, row.account_id, row.opener_name,
                row.facility_name, row.profession, row.kind, row.reason, row.without_consent, row.opened_at,
                row.ends_at) == 1;
}

std::optional<OpeningRow> find(Tx& tx, RegionId region, BreakGlassId id) {
  return tx.first<OpeningRow>(MUSUBI_OPENING_COLUMNS "from break_glass b" MUSUBI_OPENING_TABLES
                                                     " where b.region_id = $1 and b.break_glass_id = $2",
                              region, id);
}

std::optional<OpeningRow> open_of(Tx& tx, RegionId region, PersonId person, PostId post) {
  return tx.first<OpeningRow>(
      MUSUBI_OPENING_COLUMNS
      "from break_glass b" MUSUBI_OPENING_TABLES
      " where b.region_id = $1 and b.person_id = $2 and b.post_id = $3 and b.ends_at > $4"
      " and e.at is null order by b.opened_at desc",
      region, person, post, tx.now());
}

std::vector<OpeningRow> of_person(Tx& tx, RegionId region, PersonId person, int limit) {
  return tx.all<OpeningRow>(MUSUBI_OPENING_COLUMNS
                            "from break_glass b" MUSUBI_OPENING_TABLES
                            " where b.region_id = $1 and b.person_id = $2"
                            " order by b.opened_at desc, b.break_glass_id desc limit $3",
                            region, person, limit);
}

std::vector<OpeningRow> of_post(Tx& tx, RegionId region, PostId post, int limit) {
  return tx.all<OpeningRow>(MUSUBI_OPENING_COLUMNS
                            "from break_glass b" MUSUBI_OPENING_TABLES
                            " where b.region_id = $1 and b.post_id = $2"
                            " order by b.opened_at desc, b.break_glass_id desc limit $3",
                            region, post, limit);
}

std::vector<OpeningRow> unseen(Tx& tx, const access::Actor& actor, int limit) {
  // `mine` walks the indexes of seat and guardian, as the list of one's own people does.
  return tx.all<OpeningRow>(
      "with mine as ("
      " select person_id from seat where region_id = $1 and post_id = $2 and state = 'active'"
      " and role in ('lead', 'coordinator') and starts_on <= $5 and (ends_on is null or ends_on >= $5)"
      " union"
      " select person_id from seat where region_id = $1 and facility_id = $3 and state = 'active' and "
      "post_id is null"
      " and role in ('lead', 'coordinator') and (profession = '' or profession = $4)"
      " and starts_on <= $5 and (ends_on is null or ends_on >= $5)"
      " union"
      " select person_id from guardian where region_id = $1 and post_id = $2 and ended_at is "
      "null) " MUSUBI_OPENING_COLUMNS
      "from mine m join break_glass b on b.region_id = $1 and b.person_id = m.person_id" MUSUBI_OPENING_TABLES
      " where not exists (select 1 from break_glass_seen s where s.region_id = $1"
      " and s.break_glass_id = b.break_glass_id and s.post_id = $2 and s.review_version = "
      "coalesce(r.version, 0))"
      " order by b.opened_at desc, b.break_glass_id desc limit $6",
      actor.region_id, actor.post_id, actor.facility_id, actor.profession, tx.today(), limit);
}

std::vector<OpeningRow> unseen_reviews(Tx& tx, RegionId region, PostId post, int limit) {
  return tx.all<OpeningRow>(
      MUSUBI_OPENING_COLUMNS
      "from break_glass b" MUSUBI_OPENING_TABLES
      " where b.region_id = $1 and b.post_id = $2 and r.version is not null"
      " and not exists (select 1 from break_glass_seen s where s.region_id = $1"
      " and s.break_glass_id = b.break_glass_id and s.post_id = $2 and s.review_version = r.version)"
      " order by r.at desc, b.break_glass_id desc limit $3",
      region, post, limit);
}

void insert_seen(Tx& tx, RegionId region, BreakGlassId id, PostId post, std::int64_t review_version) {
  tx.run(R"sql(
    insert into break_glass_seen (region_id, break_glass_id, post_id, review_version, at) values ($1, $2, $3, $4, $5)
    on conflict (region_id, break_glass_id, post_id, review_version) do nothing
  )sql",
         region, id, post, review_version, tx.now());
}

bool insert_end(Tx& tx, RegionId region, BreakGlassId id, const BreakGlassEnding& end, PostId by) {
  return tx.run(R"sql(
    insert into break_glass_end (region_id, break_glass_id, how, at, by_post, by_name, reason)
    values ($1, $2, $3, $4, $5, $6, $7)
    on conflict (region_id, break_glass_id) do nothing
  )sql",
                region, id, end.how, end.at, by, end.by_name, end.reason) == 1;
}

bool shows_names(Tx& tx, RegionId region) {
  return tx.first<bool>("select names_in_access_log from region where region_id = $1", region)
      .value_or(false);
}

std::vector<AccountId> operators(Tx& tx, RegionId region) {
  return tx.all<AccountId>(R"sql(
    select account_id from post
     where region_id = $1 and kind = 'operator' and state = 'active' and account_id is not null
  )sql",
                           region);
}

}  // namespace musubi::breakglass::store
