-- Requests for help (相談受付) and waiting. Which facilities are desks (窓口): rows are only added, the highest version counts.
create table intake_desk (
  region_id UUID not null,
  facility_id UUID not null,
  version BIGINT not null,
  named BOOLEAN not null,
  reason TEXT not null,
  at BIGINT not null,
  by_post UUID not null,
  primary key (region_id, facility_id, version)
);
-- The region's own limits of waiting; without a row those of data/waiting_limits.csv.
create table waiting_limits (
  region_id UUID not null,
  version BIGINT not null,
  body TEXT not null,
  reason TEXT not null,
  at BIGINT not null,
  by_post UUID not null,
  primary key (region_id, version)
);
-- A request in its present state; `intake_version` holds every state it had, who made it, when and why.
create table intake (
  region_id UUID not null,
  intake_id UUID not null,
  receipt TEXT not null,
  channel TEXT not null,
  caller TEXT not null,
  sheet TEXT not null,
  state TEXT not null,
  close_reason TEXT,
  note TEXT not null,
  coordinator_post UUID,
  person_id UUID,
  since TEXT not null,
  received_on TEXT not null,
  version BIGINT not null,
  primary key (region_id, intake_id),
  unique (region_id, receipt)
);
create index intake_open on intake (region_id, since) where state in ('received', 'asking', 'assigned');
create index intake_of_person on intake (region_id, person_id) where person_id is not null;
create table intake_version (
  region_id UUID not null,
  intake_id UUID not null,
  version BIGINT not null,
  state TEXT not null,
  note TEXT not null,
  sheet TEXT not null,
  at BIGINT not null,
  by_post UUID,
  by_name TEXT not null,
  by_facility TEXT not null,
  primary key (region_id, intake_id, version)
);
-- The stages a person went through; the highest number is the present one.
create table waiting_step (
  region_id UUID not null,
  person_id UUID not null,
  number BIGINT not null,
  stage TEXT not null,
  since TEXT not null,
  note TEXT not null,
  referred_to TEXT not null,
  at BIGINT not null,
  by_post UUID not null,
  by_name TEXT not null,
  by_facility TEXT not null,
  primary key (region_id, person_id, number)
);
-- How many a facility says it can take, per service; the highest version counts.
create table vacancy (
  region_id UUID not null,
  facility_id UUID not null,
  version BIGINT not null,
  body TEXT not null,
  as_of TEXT not null,
  at BIGINT not null,
  by_post UUID not null,
  by_name TEXT not null,
  primary key (region_id, facility_id, version)
);
