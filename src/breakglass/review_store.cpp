// Reviews of emergency looks, their queue, and the posts they bar.
#include "breakglass/breakglass_sql.hpp"
#include "breakglass/breakglass_store.hpp"

namespace musubi::breakglass::store {

std::vector<OpeningRow> queue(Tx& tx, RegionId region, QueueState state, int limit) {
  if (state == QueueState::waiting)
    return tx.all<OpeningRow>(MUSUBI_OPENING_COLUMNS "from break_glass b" MUSUBI_OPENING_TABLES
                                                     " where b.region_id = $1 and r.version is null"
                                                     " order by b.opened_at, b.break_glass_id limit $2",
                              region, limit);
  return tx.all<OpeningRow>(MUSUBI_OPENING_COLUMNS "from break_glass b" MUSUBI_OPENING_TABLES
                                                   " where b.region_id = $1 and r.version is not null"
                                                   " order by r.at desc, b.break_glass_id limit $2",
                            region, limit);
}

BreakGlassWaiting waiting(Tx& tx, RegionId region, Time overdue_before) {
  return tx.one<BreakGlassWaiting>(R"sql(
    select count(*), coalesce(sum(case when b.opened_at < $2 then 1 else 0 end), 0), min(b.opened_at)
      from break_glass b
     where b.region_id = $1
       and not exists (select 1 from break_glass_review r where r.region_id = $1 and r.break_glass_id = b.break_glass_id)
  )sql",
                                   region, overdue_before);
}

bool insert_review(Tx& tx, RegionId region, BreakGlassId id, const ReviewRow& row, PostId by) {
  return tx.run(R"sql(
    insert into break_glass_review (region_id, break_glass_id, version, outcome, measures, comment, ended, barred, at,
                                    by_post, by_name)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
    on conflict (region_id, break_glass_id, version) do nothing
  )sql",
                region, id, row.version, row.outcome, row.measures, row.comment, row.ended, row.barred,
                row.at, by, row.by_name) == 1;
}

std::vector<ReviewRow> reviews(Tx& tx, RegionId region, BreakGlassId id) {
  return tx.all<ReviewRow>(R"sql(
    select version, outcome, measures, comment, ended, barred, at, by_name
      from break_glass_review where region_id = $1 and break_glass_id = $2 order by version desc
  )sql",
                           region, id);
}

bool is_barred(Tx& tx, RegionId region, PostId post) {
  return tx
      .first<std::int64_t>(R"sql(
        select 1 from break_glass_bar b
         where b.region_id = $1 and b.post_id = $2
           and not exists (select 1 from break_glass_bar_lift l where l.region_id = $1 and l.bar_id = b.bar_id)
         limit 1
      )sql",
                           region, post)
      .has_value();
}

void insert_bar(Tx& tx, RegionId region, BarId bar, PostId post, BreakGlassId id, PostId by,
                const std::string& by_name) {
  tx.run(R"sql(
    insert into break_glass_bar (region_id, bar_id, post_id, break_glass_id, at, by_post, by_name)
    values ($1, $2, $3, $4, $5, $6, $7)
  )sql",
         region, bar, post, id, tx.now(), by, by_name);
}

std::vector<BreakGlassBar> bars(Tx& tx, RegionId region, int limit) {
  return tx.all<BreakGlassBar>(R"sql(
    select a.bar_id, a.break_glass_id, b.opener_name, b.facility_name, b.profession, a.at, a.by_name
      from break_glass_bar a
      join break_glass b on b.region_id = a.region_id and b.break_glass_id = a.break_glass_id
     where a.region_id = $1
       and not exists (select 1 from break_glass_bar_lift l where l.region_id = $1 and l.bar_id = a.bar_id)
     order by a.at desc, a.bar_id limit $2
  )sql",
                               region, limit);
}

bool has_bar(Tx& tx, RegionId region, BarId bar) {
  return tx
      .first<std::int64_t>("select 1 from break_glass_bar where region_id = $1 and bar_id = $2", region, bar)
      .has_value();
}

std::optional<AccountId> account_of_bar(Tx& tx, RegionId region, BarId bar) {
  return tx.first<AccountId>(R"sql(
    select p.account_id from break_glass_bar b
      join post p on p.region_id = b.region_id and p.post_id = b.post_id and p.account_id is not null
     where b.region_id = $1 and b.bar_id = $2
  )sql",
                             region, bar);
}

bool insert_lift(Tx& tx, RegionId region, BarId bar, const std::string& reason, PostId by,
                 const std::string& by_name) {
  return tx.run(R"sql(
    insert into break_glass_bar_lift (region_id, bar_id, reason, at, by_post, by_name) values ($1, $2, $3, $4, $5, $6)
    on conflict (region_id, bar_id) do nothing
  )sql",
                region, bar, reason, tx.now(), by, by_name) == 1;
}

std::optional<BreakGlassContact> contact(Tx& tx, RegionId region, PostId post) {
  return tx.first<BreakGlassContact>(R"sql(
    select p.name, f.name, f.phone from post p
      join facility f on f.region_id = p.region_id and f.facility_id = p.facility_id
     where p.region_id = $1 and p.post_id = $2
  )sql",
                                     region, post);
}

}  // namespace musubi::breakglass::store
