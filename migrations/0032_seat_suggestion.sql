-- A guardian suggests who should support the person too (domain.md, "invite a supporter by suggesting a seat"). What was
-- suggested never changes; what became of it is a state, and every state is kept.
create table seat_suggestion (
  region_id UUID not null,
  person_id UUID not null,
  suggestion_id UUID not null,
  guardian_id UUID not null,
  -- of the region's directory; null where the guardian named one that is not in it
  facility_id UUID,
  name TEXT not null,
  -- the directory's type, or the guardian's own words
  kind TEXT not null,
  why TEXT not null,
  by_post UUID not null,
  by_name TEXT not null,
  created_at BIGINT not null,
  state TEXT not null,
  answer TEXT not null,
  answered_at BIGINT,
  answered_by UUID,
  answered_by_name TEXT not null,
  version BIGINT not null,
  primary key (region_id, person_id, suggestion_id)
);
create table seat_suggestion_version (
  region_id UUID not null,
  suggestion_id UUID not null,
  version BIGINT not null,
  state TEXT not null,
  reason TEXT not null,
  at BIGINT not null,
  by_post UUID not null,
  by_name TEXT not null,
  primary key (region_id, suggestion_id, version)
);
