-- Early signs (気づき). `sign` is the present state of one rule for one person, `sign_version` every state with who, when and why.
-- `classes` are those of all facts used: who lacks one does not see it. `facts_from`: the earliest day it speaks of.
create table sign (
  region_id UUID not null,
  person_id UUID not null,
  sign_id UUID not null,
  rule TEXT not null,
  rule_version BIGINT not null,
  state TEXT not null,
  level BIGINT not null,
  classes BIGINT not null,
  facts_from TEXT not null,
  facts TEXT not null,
  raised_at BIGINT not null,
  at BIGINT not null,
  by_name TEXT not null,
  reason TEXT not null,
  version BIGINT not null,
  primary key (region_id, person_id, rule),
  unique (region_id, sign_id)
);
create table sign_version (
  region_id UUID not null,
  sign_id UUID not null,
  version BIGINT not null,
  state TEXT not null,
  classes BIGINT not null,
  facts_from TEXT not null,
  facts TEXT not null,
  reason TEXT not null,
  at BIGINT not null,
  by_post UUID,
  by_name TEXT not null,
  primary key (region_id, sign_id, version)
);
-- Rules a region switched off or on again; the newest version counts, none: on.
create table sign_rule_switch (
  region_id UUID not null,
  rule TEXT not null,
  version BIGINT not null,
  is_on BOOLEAN not null,
  reason TEXT not null,
  at BIGINT not null,
  by_post UUID not null,
  by_name TEXT not null,
  primary key (region_id, rule, version)
);
