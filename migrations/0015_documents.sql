-- A region's forms (様式) as HL7 FHIR Questionnaires. `form` is the present state; every published version and every state of
-- a draft stays. `shipped_mark` tells which text of the program a form that the region never changed goes back to.
create table form (
  region_id UUID not null,
  form_key TEXT not null,
  origin TEXT not null,
  shipped_mark TEXT not null,
  title TEXT not null,
  title_en TEXT not null,
  kind TEXT not null,
  class_bit BIGINT not null,
  steps TEXT not null,
  review_months BIGINT not null,
  version BIGINT not null,
  draft_revision BIGINT not null,
  retired BOOLEAN not null,
  changed_at BIGINT not null,
  changed_by_name TEXT not null,
  primary key (region_id, form_key)
);
create table form_version (
  region_id UUID not null,
  form_key TEXT not null,
  version BIGINT not null,
  body TEXT not null,
  note TEXT not null,
  at BIGINT not null,
  by_post UUID,
  by_name TEXT not null,
  primary key (region_id, form_key, version)
);
create table form_draft (
  region_id UUID not null,
  form_key TEXT not null,
  revision BIGINT not null,
  body TEXT not null,
  at BIGINT not null,
  by_post UUID not null,
  by_name TEXT not null,
  primary key (region_id, form_key, revision)
);
-- Retired, in use again, a draft given up: who, when, why.
create table form_event (
  region_id UUID not null,
  event_id UUID not null,
  form_key TEXT not null,
  kind TEXT not null,
  reason TEXT not null,
  at BIGINT not null,
  by_post UUID not null,
  by_name TEXT not null,
  primary key (region_id, event_id)
);
-- Plans and documents (計画・書類) of one person. The working copy is the newest revision of each answer; what is handed in is
-- frozen as a version. `shared_version`: what guardians may read, 0 for nothing.
create table person_document (
  region_id UUID not null,
  person_id UUID not null,
  document_id UUID not null,
  form_key TEXT not null,
  form_version BIGINT not null,
  title TEXT not null,
  kind TEXT not null,
  class_bit BIGINT not null,
  stage TEXT not null,
  step BIGINT not null,
  version BIGINT not null,
  shared_version BIGINT not null,
  force_version BIGINT not null,
  force_from TEXT,
  force_until TEXT,
  next_review_on TEXT,
  force_at BIGINT,
  changed_at BIGINT not null,
  changed_by_name TEXT not null,
  created_at BIGINT not null,
  created_by UUID not null,
  created_by_name TEXT not null,
  created_by_facility TEXT not null,
  primary key (region_id, person_id, document_id),
  unique (region_id, document_id)
);
create table document_answer (
  region_id UUID not null,
  document_id UUID not null,
  path TEXT not null,
  revision BIGINT not null,
  value TEXT not null,
  at BIGINT not null,
  by_post UUID not null,
  by_name TEXT not null,
  primary key (region_id, document_id, path, revision)
);
create table document_version (
  region_id UUID not null,
  document_id UUID not null,
  version BIGINT not null,
  form_version BIGINT not null,
  answers TEXT not null,
  state TEXT not null,
  words TEXT not null,
  from_day TEXT not null,
  until_day TEXT,
  next_review_on TEXT,
  at BIGINT not null,
  by_post UUID not null,
  by_name TEXT not null,
  primary key (region_id, document_id, version)
);
-- Every step a document took: begun, handed in, approved, returned, agreed, drafted anew, moved to a newer form, taken back;
-- comments resolved and reopened. Signatures are files bound to the document.
create table document_event (
  region_id UUID not null,
  document_id UUID not null,
  event_id UUID not null,
  kind TEXT not null,
  version BIGINT not null,
  step BIGINT not null,
  words TEXT not null,
  file_id UUID,
  method TEXT not null,
  giver_name TEXT not null,
  giver_relation TEXT not null,
  at BIGINT not null,
  by_post UUID not null,
  by_name TEXT not null,
  primary key (region_id, document_id, event_id)
);
create table document_comment (
  region_id UUID not null,
  document_id UUID not null,
  comment_id UUID not null,
  reply_to UUID,
  path TEXT not null,
  words TEXT not null,
  at BIGINT not null,
  by_post UUID not null,
  by_name TEXT not null,
  by_facility TEXT not null,
  resolved_at BIGINT,
  resolved_by_name TEXT not null,
  primary key (region_id, document_id, comment_id)
);
create table document_review (
  region_id UUID not null,
  document_id UUID not null,
  review_id UUID not null,
  version BIGINT not null,
  words TEXT not null,
  results TEXT not null,
  next_review_on TEXT,
  at BIGINT not null,
  by_post UUID not null,
  by_name TEXT not null,
  primary key (region_id, document_id, review_id)
);
