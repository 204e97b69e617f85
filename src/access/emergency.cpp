#include "access/emergency.hpp"

#include "access/consent_reach.hpp"
#include "access/guardian_reach.hpp"

namespace musubi::access {

bool is_barred(Tx& tx, const Actor& actor) {
  return tx
      .first<std::int64_t>(R"sql(
        select 1 from break_glass_bar b
         where b.region_id = $1 and b.post_id = $2
           and not exists (select 1 from break_glass_bar_lift l where l.region_id = $1 and l.bar_id = b.bar_id)
         limit 1
      )sql",
                           actor.region_id, actor.post_id)
      .has_value();
}

OpeningFacts opening_facts(Tx& tx, const Actor& actor, PersonId person) {
  OpeningFacts facts;
  facts.barred = is_barred(tx, actor);
  facts.identified = tx.first<std::int64_t>(R"sql(
                         select 1 from break_glass_search
                          where region_id = $1 and post_id = $2 and person_id = $3 and at > $4 limit 1
                       )sql",
                                            actor.region_id, actor.post_id, person, tx.now() - kIdentifiedFor)
                         .has_value();
  return facts;
}

std::optional<Error> emergency_refusal(const std::string& rule) {
  if (rule == "break_glass")
    return Error{
        Code::forbidden, "",
        "緊急閲覧では、基本と医療・健康の情報を見ることだけができます。ほかの情報や操作が必要なときは、"
        "コーディネーターに支援チームへの参加をご相談ください。",
        "An emergency look shows basic and health information only, and changes nothing. For anything else, "
        "ask "
        "the coordinator for a seat in the team."};
  if (rule == "break_glass_over")
    return Error{Code::forbidden, "",
                 "緊急閲覧は終わりました。引きつづき必要なときは、理由を書いてもう一度開くか、コーディネータ"
                 "ーに支援チーム"
                 "への参加をご相談ください。",
                 "The emergency look is over. If you still need it, state the reason again, or ask the "
                 "coordinator for a "
                 "seat in the team."};
  if (rule == "has_seat")
    return Error{Code::forbidden, "", "この方の支援チームに参加しています。担当の一覧から開いてください。",
                 "You have a seat in this person's team. Please open the person from your list."};
  if (rule == "barred")
    return Error{
        Code::forbidden, "",
        "以前の緊急閲覧が適切でなかったと判断されたため、緊急閲覧を使えません。地域の運営担当にお問い合わせく"
        "ださい。",
        "An earlier emergency look was judged not justified, so you cannot open another. Please contact the "
        "region's operators."};
  return std::nullopt;
}

// Coordinators whatever the consent (they see the access log without one); leads and guardians as they may
// hear of the person at all.
std::vector<Listener> overseers(Tx& tx, RegionId region, PersonId person) {
  const auto standing = standing_of(tx, region, person);
  // An emergency look is a matter of the region: guests of the team are not told.
  static constexpr std::string_view kSql = R"sql(
    select distinct p.account_id, p.post_id
      from seat s
      join post p on p.region_id = s.region_id and p.facility_id = s.facility_id and p.state = 'active'
                 and p.account_id is not null and p.kind = 'professional'
                 and (s.post_id = p.post_id
                      or (s.post_id is null and (s.profession = '' or s.profession = p.profession)))
     where s.region_id = $1 and s.person_id = $2 and s.state = 'active'
       and s.starts_on <= $3 and (s.ends_on is null or s.ends_on >= $3)
       and not )sql" MUSUBI_IS_GUEST("s.facility_id") R"sql(
       and (s.role = 'coordinator'
            or (s.role = 'lead'
                and exists (
                  select 1 from consent c
                   where (c.classes & s.classes) <> 0 and)sql" MUSUBI_CONSENT_OPENS("s.facility_id", "$3",
                                                                                    "7") R"sql()))
    union
    select p.account_id, p.post_id
      from guardian g
      join post p on p.region_id = g.region_id and p.post_id = g.post_id and p.state = 'active'
                 and p.account_id is not null
     where g.region_id = $1 and g.person_id = $2 and g.ended_at is null
       and )sql" MUSUBI_STANDS("$4", "$5");
  return tx.all<Listener>(kSql, region, person, tx.today(), standing.guardians_since,
                          standing.own_in_full_since());
}

}  // namespace musubi::access
