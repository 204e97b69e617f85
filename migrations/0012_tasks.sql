-- What is to be done about one person until a day (やること・期限). `task` is the present state, `task_version` every state
-- with who, when and why. `cause` names what made it, so that the program makes each only once; empty: made by hand.
create table task (
  region_id UUID not null,
  person_id UUID not null,
  task_id UUID not null,
  title TEXT not null,
  body TEXT not null,
  class_bit BIGINT not null,
  owner_kind TEXT not null,
  owner_id UUID,
  owner_profession TEXT not null,
  owner_name TEXT not null,
  owner_facility TEXT not null,
  due_on TEXT not null,
  with_guardians BOOLEAN not null,
  state TEXT not null,
  source TEXT not null,
  source_id UUID,
  cause TEXT not null,
  reason TEXT not null,
  closed_at BIGINT,
  closed_by UUID,
  closed_by_name TEXT not null,
  created_at BIGINT not null,
  created_by UUID,
  created_by_name TEXT not null,
  created_by_facility TEXT not null,
  version BIGINT not null,
  primary key (region_id, person_id, task_id),
  unique (region_id, task_id)
);
create unique index task_of_cause on task (region_id, person_id, cause) where cause <> '';
create index task_open on task (region_id, person_id, due_on) where state = 'open';
create index task_closed on task (region_id, person_id, closed_at) where state <> 'open';
create table task_version (
  region_id UUID not null,
  task_id UUID not null,
  version BIGINT not null,
  class_bit BIGINT not null,
  with_guardians BOOLEAN not null,
  body TEXT not null,
  state TEXT not null,
  reason TEXT not null,
  at BIGINT not null,
  by_post UUID,
  by_name TEXT not null,
  primary key (region_id, task_id, version)
);
