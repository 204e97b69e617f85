#include "team/seat_opening.hpp"

#include <fmt/format.h>

#include "codes/codes.hpp"

namespace musubi::team {
namespace {

constexpr int kDaysToLook = 14;
constexpr int kTooOldAfter = 60;  ///< days: a guardian who joins later is not greeted with all that was

struct Opening {
  Uuid opening_id;
  SeatId seat_id;
  std::string facility_name, name, profession;
  Time at{};
};
BOOST_DESCRIBE_STRUCT(Opening, (), (opening_id, seat_id, facility_name, name, profession, at))

task::Cause cause_of(const Opening& opening, const Date& today) {
  const auto on = japan_date(opening.at);
  const auto* profession = codes::find_profession(opening.profession);
  task::Cause cause;
  cause.source = task::TaskSource::seat_opening;
  cause.key = "seat_opening:" + to_string(opening.opening_id);
  cause.source_id = task::TaskSourceId{opening.seat_id.uuid};
  cause.title = "職種の変更で、連絡帳を見られる人が増えました";
  cause.body = fmt::format(
      "{}の{}さんの職種が「{}」に変わり、この施設の席で連絡帳を見られるようになりました。支援に加わる方かどう"
      "かを確かめてください。心当たりがなければ、コーディネーターが席を終えるか、閲覧履歴から運営者にたずねら"
      "れ"
      "ます。",
      opening.facility_name, opening.name,
      profession == nullptr ? std::string_view(opening.profession) : profession->ja);
  cause.due_on = add_days(on, kDaysToLook);
  cause.may_begin = today <= add_days(on, kTooOldAfter);
  cause.each_guardian = true;
  return cause;
}

}  // namespace

void keep_opening(Tx& tx, RegionId region, PersonId person, SeatId seat, const Opener& opener, PostId by) {
  tx.run(R"sql(
    insert into seat_opening (region_id, person_id, opening_id, seat_id, post_id, name, profession, at, by_post)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
  )sql",
         region, person, tx.new_id<SeatId>(), seat, opener.post_id, opener.name, opener.profession, tx.now(),
         by);
}

std::vector<task::Cause> opening_causes(Tx& tx, RegionId region, PersonId person, const Date& /*birth*/) {
  std::vector<task::Cause> causes;
  for (const auto& opening : tx.all<Opening>(R"sql(
         select o.opening_id, o.seat_id, f.name, o.name, o.profession, o.at
           from seat_opening o
           join seat s on s.region_id = o.region_id and s.person_id = o.person_id and s.seat_id = o.seat_id
                      and s.state = 'active' and s.post_id is null and s.profession = o.profession
                      and (s.ends_on is null or s.ends_on >= $3)
           join post p on p.region_id = o.region_id and p.post_id = o.post_id and p.profession = o.profession
                      and p.facility_id = s.facility_id and p.state <> 'left'
           join facility f on f.region_id = s.region_id and f.facility_id = s.facility_id
          where o.region_id = $1 and o.person_id = $2
            and not exists (select 1 from seat_opening n
                             where n.region_id = o.region_id and n.person_id = o.person_id
                               and n.seat_id = o.seat_id and n.post_id = o.post_id
                               and (n.at > o.at or (n.at = o.at and n.opening_id > o.opening_id)))
          order by o.at, o.opening_id
       )sql",
                                             region, person, tx.today()))
    causes.push_back(cause_of(opening, tx.today()));
  return causes;
}

}  // namespace musubi::team
