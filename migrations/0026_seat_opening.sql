-- A post took up the profession that a facility's seat asks for, and with it the seat: what the coordinators and the family are told of
-- until they have seen it (team/seat_opening). Rows are only added; name and profession as they were on that day.
create table seat_opening (
  region_id UUID not null,
  person_id UUID not null,
  opening_id UUID not null,
  seat_id UUID not null,
  post_id UUID not null,
  name TEXT not null,
  profession TEXT not null,
  at BIGINT not null,
  by_post UUID not null,
  primary key (region_id, person_id, opening_id)
);
