-- School entry (就学相談). The region's dates of a school year: rows are only added, the highest version counts; without a row those of
-- data/school_entry_calendar.csv.
create table school_entry_calendar (
  region_id UUID not null,
  school_year BIGINT not null,
  version BIGINT not null,
  body TEXT not null,
  reason TEXT not null,
  at BIGINT not null,
  by_post UUID not null,
  by_name TEXT not null,
  primary key (region_id, school_year, version)
);
-- A case never changes; where it stands is what its steps add up to (schoolentry/standing_of). Steps are only added, one number each.
create table school_entry (
  region_id UUID not null,
  person_id UUID not null,
  entry_id UUID not null,
  kind TEXT not null,
  for_year BIGINT not null,
  asked_by_guardian BOOLEAN not null,
  opened_at BIGINT not null,
  by_post UUID not null,
  by_name TEXT not null,
  by_facility TEXT not null,
  primary key (region_id, person_id, entry_id),
  unique (region_id, entry_id)
);
create table school_entry_step (
  region_id UUID not null,
  entry_id UUID not null,
  number BIGINT not null,
  part TEXT not null,
  body TEXT not null,
  reason TEXT not null,
  at BIGINT not null,
  by_post UUID not null,
  by_name TEXT not null,
  by_facility TEXT not null,
  by_guardian BOOLEAN not null,
  primary key (region_id, entry_id, number)
);
