-- Results of instruments (検査・評価). `body` is the whole state as it was written; what decides who reads it stands in columns
-- beside it. `summary_bit` is the class that may read the summary for teachers, 0 where there is none.
create table assessment (
  region_id UUID not null,
  person_id UUID not null,
  assessment_id UUID not null,
  instrument TEXT not null,
  tested_on TEXT not null,
  class_bit BIGINT not null,
  summary_bit BIGINT not null,
  with_guardians BOOLEAN not null,
  numbers_with_guardians BOOLEAN not null,
  body TEXT not null,
  author_post UUID not null,
  author_name TEXT not null,
  author_facility TEXT not null,
  author_profession TEXT not null,
  posted_at BIGINT not null,
  edited_at BIGINT,
  version BIGINT not null,
  hidden_at BIGINT,
  hidden_by_name TEXT not null,
  hidden_reason TEXT not null,
  primary key (region_id, person_id, assessment_id),
  unique (region_id, assessment_id)
);
create table assessment_version (
  region_id UUID not null,
  assessment_id UUID not null,
  version BIGINT not null,
  class_bit BIGINT not null,
  summary_bit BIGINT not null,
  with_guardians BOOLEAN not null,
  numbers_with_guardians BOOLEAN not null,
  body TEXT not null,
  hidden BOOLEAN not null,
  reason TEXT not null,
  at BIGINT not null,
  by_post UUID not null,
  by_name TEXT not null,
  primary key (region_id, assessment_id, version)
);
