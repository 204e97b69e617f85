#include "team/team_store.hpp"

namespace musubi::team::store {

std::vector<SeatRow> seats_of(Tx& tx, RegionId region, PersonId person) {
  return tx.all<SeatRow>(R"sql(
    select s.seat_id, s.person_id, s.facility_id, coalesce(f.name, ''), coalesce(f.facility_type, ''), s.post_id,
           coalesce(p.name, ''), s.profession, s.role, s.duty, s.classes, s.starts_on, s.ends_on, s.looks_back_to,
           s.state, s.version, s.created_by
      from seat s
      left join facility f on f.region_id = s.region_id and f.facility_id = s.facility_id
      left join post p on p.region_id = s.region_id and p.post_id = s.post_id
     where s.region_id = $1 and s.person_id = $2
     order by case s.role when 'coordinator' then 0 when 'lead' then 1 else 2 end, f.name, s.created_at, s.seat_id
  )sql",
                         region, person);
}

std::optional<SeatRow> find(Tx& tx, RegionId region, PersonId person, SeatId seat) {
  return tx.first<SeatRow>(R"sql(
    select s.seat_id, s.person_id, s.facility_id, coalesce(f.name, ''), coalesce(f.facility_type, ''), s.post_id,
           coalesce(p.name, ''), s.profession, s.role, s.duty, s.classes, s.starts_on, s.ends_on, s.looks_back_to,
           s.state, s.version, s.created_by
      from seat s
      left join facility f on f.region_id = s.region_id and f.facility_id = s.facility_id
      left join post p on p.region_id = s.region_id and p.post_id = s.post_id
     where s.region_id = $1 and s.person_id = $2 and s.seat_id = $3
  )sql",
                           region, person, seat);
}

std::optional<SeatRow> find_by_id(Tx& tx, RegionId region, SeatId seat) {
  return tx.first<SeatRow>(R"sql(
    select s.seat_id, s.person_id, s.facility_id, coalesce(f.name, ''), coalesce(f.facility_type, ''), s.post_id,
           coalesce(p.name, ''), s.profession, s.role, s.duty, s.classes, s.starts_on, s.ends_on, s.looks_back_to,
           s.state, s.version, s.created_by
      from seat s
      left join facility f on f.region_id = s.region_id and f.facility_id = s.facility_id
      left join post p on p.region_id = s.region_id and p.post_id = s.post_id
     where s.region_id = $1 and s.seat_id = $2
  )sql",
                           region, seat);
}

bool is_taken(Tx& tx, RegionId region, PersonId person, FacilityId facility, std::optional<PostId> post,
              const std::string& profession, const Date& today) {
  if (post)
    return tx
        .first<std::int64_t>(R"sql(
      select 1 from seat
       where region_id = $1 and person_id = $2 and post_id = $3 and state in ('invited', 'active')
         and (ends_on is null or ends_on >= $4)
    )sql",
                             region, person, *post, today)
        .has_value();
  return tx
      .first<std::int64_t>(R"sql(
    select 1 from seat
     where region_id = $1 and person_id = $2 and facility_id = $3 and post_id is null and profession = $4
       and state in ('invited', 'active') and (ends_on is null or ends_on >= $5)
  )sql",
                           region, person, facility, profession, today)
      .has_value();
}

bool insert(Tx& tx, RegionId region, PersonId person, const NewSeat& seat, SeatState state, PostId by) {
  const auto answered_at = state == SeatState::active ? std::optional(tx.now()) : std::nullopt;
  return tx.run(R"sql(
    insert into seat (region_id, person_id, seat_id, facility_id, post_id, profession, role, duty, classes, starts_on,
                      ends_on, looks_back_to, state, answered_at, answer_reason, ended_reason, version, created_at,
                      created_by)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, '', '', 1, $15, $16)
    on conflict (region_id, person_id, seat_id) do nothing
  )sql",
                region, person, seat.id, seat.facility_id, seat.post_id,
                seat.profession ? seat.profession->value : std::string(), seat.role, seat.duty,
                seat.classes.value_or(ClassSet{}), seat.starts_on, seat.ends_on, seat.looks_back_to, state,
                answered_at, tx.now(), by) == 1;
}

void update(Tx& tx, RegionId region, PersonId person, SeatId seat, const SeatUpdate& u) {
  const auto answered_at = u.answered ? std::optional(tx.now()) : std::nullopt;
  tx.run(R"sql(
    update seat set role = $4, duty = $5, classes = $6, starts_on = $7, ends_on = $8, looks_back_to = $9, state = $10,
                    answered_at = coalesce($11, answered_at),
                    answer_reason = case when $12 = '' then answer_reason else $12 end,
                    ended_reason = case when $13 = '' then ended_reason else $13 end, version = version + 1
     where region_id = $1 and person_id = $2 and seat_id = $3
  )sql",
         region, person, seat, u.role, u.duty, u.classes, u.starts_on, u.ends_on, u.looks_back_to, u.state,
         answered_at, u.answer_reason, u.ended_reason);
}

void insert_version(Tx& tx, RegionId region, PersonId person, const SeatView& state,
                    const std::string& reason, PostId by) {
  tx.run(R"sql(
    insert into seat_version (region_id, person_id, seat_id, version, body, reason, at, by_post)
    values ($1, $2, $3, $4, $5, $6, $7, $8)
  )sql",
         region, person, state.id, state.version, json::to_json(state), reason, tx.now(), by);
}

std::optional<PostRow> post(Tx& tx, RegionId region, PostId post) {
  return tx.first<PostRow>(R"sql(
    select facility_id, profession, state, account_id from post
     where region_id = $1 and post_id = $2 and kind = 'professional' and facility_id is not null
  )sql",
                           region, post);
}

bool works_on(Tx& tx, RegionId region, PostId post, const Date& day) {
  return tx
      .first<std::int64_t>(R"sql(
    select 1 from post where region_id = $1 and post_id = $2 and starts_on <= $3 and ends_on is null
  )sql",
                           region, post, day)
      .has_value();
}

std::optional<std::string> facility_state(Tx& tx, RegionId region, FacilityId facility) {
  return tx.first<std::string>("select state from facility where region_id = $1 and facility_id = $2", region,
                               facility);
}

std::vector<InvitedRow> invited(Tx& tx, RegionId region, PostId post, std::optional<FacilityId> managed,
                                const Date& today) {
  return tx.all<InvitedRow>(R"sql(
    select s.seat_id, s.person_id, p.family_name, p.given_name, p.birth_date, coalesce(b.name, ''), coalesce(f.name, '')
      from seat s
      join person p on p.region_id = s.region_id and p.person_id = s.person_id
      left join post b on b.region_id = s.region_id and b.post_id = s.created_by
      left join facility f on f.region_id = b.region_id and f.facility_id = b.facility_id
     where s.region_id = $1 and s.state = 'invited' and (s.ends_on is null or s.ends_on >= $4)
       and (s.post_id = $2 or (s.post_id is null and s.facility_id = $3))
     order by s.created_at
     limit 200
  )sql",
                            region, post, managed, today);
}

void hold_team(Tx& tx, RegionId region, PersonId person) {
  tx.run("update person set version = version where region_id = $1 and person_id = $2", region, person);
}

std::vector<Term> coordinators(Tx& tx, RegionId region, PersonId person, SeatId except, const Date& today) {
  using Days = std::tuple<Date, std::optional<Date>>;
  std::vector<Term> terms;
  for (const auto& [starts_on, ends_on] : tx.all<Days>(R"sql(
    select case when p.starts_on > s.starts_on then p.starts_on else s.starts_on end,
           case when p.ends_on is not null and (s.ends_on is null or p.ends_on < s.ends_on) then p.ends_on
                else s.ends_on end
      from seat s
      left join post p on p.region_id = s.region_id and p.post_id = s.post_id
     where s.region_id = $1 and s.person_id = $2 and s.seat_id <> $3 and s.state = 'active' and s.role = 'coordinator'
       and (s.ends_on is null or s.ends_on >= $4)
       and (s.post_id is null or (p.state = 'active' and (p.ends_on is null or p.ends_on >= $4)))
  )sql",
                                                       region, person, except, today))
    terms.push_back({starts_on, ends_on});
  return terms;
}

std::vector<std::pair<RegionId, PostId>> posts_of_login(Tx& tx, std::string_view login) {
  return tx.all<std::pair<RegionId, PostId>>(R"sql(
    select p.region_id, p.post_id from account a join post p on p.account_id = a.account_id where a.login = $1
  )sql",
                                             login);
}

std::vector<SeatRow> coordinated_by(Tx& tx, RegionId region, PostId post, const Date& today) {
  return tx.all<SeatRow>(R"sql(
    select s.seat_id, s.person_id, s.facility_id, '', '', s.post_id, '', s.profession, s.role, s.duty, s.classes,
           s.starts_on, s.ends_on, s.looks_back_to, s.state, s.version, s.created_by
      from seat s
      join person q on q.region_id = s.region_id and q.person_id = s.person_id
     where s.region_id = $1 and s.post_id = $2 and s.state = 'active' and s.role = 'coordinator'
       and (s.ends_on is null or s.ends_on >= $3) and q.state not in ('moved', 'finished')
     order by s.person_id, s.seat_id
  )sql",
                         region, post, today);
}

std::vector<std::pair<PersonId, SeatId>> facility_seats(Tx& tx, RegionId region, FacilityId facility,
                                                        std::string_view profession, const Date& today) {
  return tx.all<std::pair<PersonId, SeatId>>(R"sql(
    select person_id, seat_id from seat
     where region_id = $1 and facility_id = $2 and post_id is null and profession = $3 and state = 'active'
       and (ends_on is null or ends_on >= $4)
     order by person_id, seat_id
  )sql",
                                             region, facility, profession, today);
}

std::optional<SeatRow> seat_of_post(Tx& tx, RegionId region, PersonId person, PostId post,
                                    const Date& today) {
  const auto seat = tx.first<SeatId>(R"sql(
    select seat_id from seat
     where region_id = $1 and person_id = $2 and post_id = $3 and state in ('active', 'invited')
       and (ends_on is null or ends_on >= $4)
  )sql",
                                     region, person, post, today);
  return seat ? find(tx, region, person, *seat) : std::nullopt;
}

}  // namespace musubi::team::store
