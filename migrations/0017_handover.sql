-- What one stage hands to the next (引継ぎ). `handover` is its present state, `handover_item` what each version of it says,
-- `handover_version` who made each state, when and why. What is said about it afterwards (agreement, confirmed items,
-- questions, meetings) is only ever added: `handover_step`.
create table handover (
  region_id UUID not null,
  person_id UUID not null,
  handover_id UUID not null,
  kind TEXT not null,
  to_facility_id UUID,
  to_post_id UUID,
  to_name TEXT not null,
  to_post_name TEXT not null,
  starts_on TEXT not null,
  looks_back_to TEXT,
  duty TEXT not null,
  words TEXT not null,
  ends TEXT not null,
  classes BIGINT not null,
  state TEXT not null,
  reason TEXT not null,
  item_version BIGINT not null,
  version BIGINT not null,
  open_until TEXT not null,
  created_at BIGINT not null,
  author_post UUID not null,
  author_name TEXT not null,
  author_facility TEXT not null,
  primary key (region_id, person_id, handover_id),
  unique (region_id, handover_id)
);
create index handover_to on handover (region_id, to_facility_id) where state in ('sent', 'received');
create table handover_item (
  region_id UUID not null,
  handover_id UUID not null,
  item_version BIGINT not null,
  item_id UUID not null,
  place BIGINT not null,
  kind TEXT not null,
  source_id UUID,
  class_bit BIGINT not null,
  title TEXT not null,
  body TEXT not null,
  primary key (region_id, handover_id, item_version, item_id)
);
create table handover_version (
  region_id UUID not null,
  handover_id UUID not null,
  version BIGINT not null,
  item_version BIGINT not null,
  state TEXT not null,
  terms TEXT not null,
  reason TEXT not null,
  at BIGINT not null,
  by_post UUID not null,
  by_name TEXT not null,
  primary key (region_id, handover_id, version)
);
create table handover_step (
  region_id UUID not null,
  handover_id UUID not null,
  step_id UUID not null,
  kind TEXT not null,
  item_id UUID,
  words TEXT not null,
  on_day TEXT,
  at BIGINT not null,
  by_post UUID not null,
  by_name TEXT not null,
  by_facility TEXT not null,
  primary key (region_id, handover_id, step_id)
);
