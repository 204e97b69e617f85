-- The course of a life (あゆみ): check-ups, diagnoses and big events, added by hand. `course_event_version` keeps every state.
create table course_event (
  region_id UUID not null,
  person_id UUID not null,
  event_id UUID not null,
  kind TEXT not null,
  checkup TEXT not null,
  title TEXT not null,
  body TEXT not null,
  place TEXT not null,
  starts_on TEXT not null,
  ends_on TEXT,
  class_bit BIGINT not null,
  with_guardians BOOLEAN not null,
  author_post UUID not null,
  author_name TEXT not null,
  author_facility TEXT not null,
  posted_at BIGINT not null,
  version BIGINT not null,
  hidden_at BIGINT,
  hidden_by_name TEXT not null,
  hidden_reason TEXT not null,
  primary key (region_id, person_id, event_id),
  unique (region_id, event_id)
);
create table course_event_version (
  region_id UUID not null,
  event_id UUID not null,
  version BIGINT not null,
  class_bit BIGINT not null,
  with_guardians BOOLEAN not null,
  body TEXT not null,
  hidden BOOLEAN not null,
  reason TEXT not null,
  at BIGINT not null,
  by_post UUID not null,
  by_name TEXT not null,
  primary key (region_id, event_id, version)
);
