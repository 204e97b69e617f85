-- Observations of one person (記録), their limits, and what growth needs to know besides.
create table record (
  region_id UUID not null,
  person_id UUID not null,
  record_id UUID not null,
  at BIGINT not null,
  type TEXT not null,
  class_bit BIGINT not null,
  value DOUBLE PRECISION,
  value2 DOUBLE PRECISION,
  kind TEXT not null,
  what TEXT not null,
  before_text TEXT not null,
  after_text TEXT not null,
  note TEXT not null,
  with_guardians BOOLEAN not null,
  alert TEXT not null,
  alert_seen_at BIGINT,
  alert_seen_by UUID,
  alert_seen_name TEXT not null,
  author_post UUID not null,
  author_name TEXT not null,
  author_facility_id UUID,
  author_facility TEXT not null,
  author_profession TEXT not null,
  posted_at BIGINT not null,
  edited_at BIGINT,
  version BIGINT not null,
  hidden_at BIGINT,
  hidden_by UUID,
  hidden_by_name TEXT not null,
  hidden_reason TEXT not null,
  -- one person's records lie together in the order they happened
  primary key (region_id, person_id, at, record_id),
  unique (region_id, record_id)
-- @sqlite
) without rowid;
-- @postgres
);
-- @both
create index record_by_type on record (region_id, person_id, type, at);
create index record_alert on record (region_id, person_id, at) where alert <> '' and alert_seen_at is null;
create table record_version (
  region_id UUID not null,
  record_id UUID not null,
  version BIGINT not null,
  class_bit BIGINT not null,
  body TEXT not null,
  reason TEXT not null,
  hidden BOOLEAN not null,
  with_guardians BOOLEAN not null,
  at BIGINT not null,
  by_post UUID not null,
  by_name TEXT not null,
  primary key (region_id, record_id, version)
);
-- One person's own limits for a type; versions keep who set what.
create table record_limit (
  region_id UUID not null,
  person_id UUID not null,
  type TEXT not null,
  low DOUBLE PRECISION,
  high DOUBLE PRECISION,
  low2 DOUBLE PRECISION,
  high2 DOUBLE PRECISION,
  note TEXT not null,
  version BIGINT not null,
  set_at BIGINT not null,
  set_by UUID not null,
  set_by_name TEXT not null,
  primary key (region_id, person_id, type, version)
);
-- What growth needs besides measurements; every version is kept, the newest counts.
create table growth_profile (
  region_id UUID not null,
  person_id UUID not null,
  version BIGINT not null,
  gestation_weeks BIGINT,
  gestation_days BIGINT not null,
  mother_height_cm DOUBLE PRECISION,
  father_height_cm DOUBLE PRECISION,
  reference TEXT not null,
  reason TEXT not null,
  at BIGINT not null,
  by_post UUID not null,
  by_name TEXT not null,
  primary key (region_id, person_id, version)
);
