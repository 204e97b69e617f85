-- The end of support, how long what was written is kept from then on, what stops it, and what was shredded
-- (docs/retention.md). Rows are only ever added or brought to their next state; a shredding outlives the person it is about.

-- Every end and every return; the highest number counts.
create table person_end (
  region_id UUID not null,
  person_id UUID not null,
  number BIGINT not null,
  ended BOOLEAN not null,
  cause TEXT not null,
  on_day TEXT not null,
  reason TEXT not null,
  at BIGINT not null,
  by_post UUID not null,
  by_name TEXT not null,
  primary key (region_id, person_id, number)
);
-- Whom somebody moved away or closed before ends were recorded: as of the day of their newest state.
-- @sqlite
insert into person_end (region_id, person_id, number, ended, cause, on_day, reason, at, by_post, by_name)
select p.region_id, p.person_id, 1, 1, case p.state when 'moved' then 'moved' else 'other' end,
       strftime('%Y-%m-%d', v.at / 1000000, 'unixepoch', '+9 hours'), v.reason, v.at, v.by_post, ''
  from person p
  join person_version v on v.region_id = p.region_id and v.person_id = p.person_id and v.version = p.version
 where p.state in ('moved', 'finished');
-- @postgres
insert into person_end (region_id, person_id, number, ended, cause, on_day, reason, at, by_post, by_name)
select p.region_id, p.person_id, 1, true, case p.state when 'moved' then 'moved' else 'other' end,
       to_char(to_timestamp(v.at / 1000000) at time zone 'Asia/Tokyo', 'YYYY-MM-DD'), v.reason, v.at, v.by_post, ''
  from person p
  join person_version v on v.region_id = p.region_id and v.person_id = p.person_id and v.version = p.version
 where p.state in ('moved', 'finished');
-- @both

-- A region without a row keeps everything; `years` null: kept without end.
create table retention_period (
  region_id UUID not null,
  kind TEXT not null,
  version BIGINT not null,
  years BIGINT,
  source TEXT not null,
  reason TEXT not null,
  decided_on TEXT not null,
  starts_on TEXT not null,
  at BIGINT not null,
  by_post UUID not null,
  by_name TEXT not null,
  primary key (region_id, kind, version)
);
create table retention_hold (
  region_id UUID not null,
  person_id UUID not null,
  hold_id UUID not null,
  kind TEXT not null,
  reason TEXT not null,
  at BIGINT not null,
  by_post UUID not null,
  by_name TEXT not null,
  released_at BIGINT,
  released_by UUID,
  released_by_name TEXT not null,
  release_reason TEXT not null,
  primary key (region_id, person_id, hold_id)
);

-- One proposal to shred. `certificate` is JSON of what was shredded, `digest` its SHA-256, which the audit log holds too.
create table shredding (
  region_id UUID not null,
  shredding_id UUID not null,
  person_id UUID not null,
  state TEXT not null,
  reason TEXT not null,
  proposed_at BIGINT not null,
  proposed_by UUID not null,
  proposed_by_name TEXT not null,
  confirmed_at BIGINT,
  confirmed_by UUID,
  confirmed_by_name TEXT not null,
  shreds_at BIGINT,
  withdrawn_at BIGINT,
  withdrawn_by_name TEXT not null,
  withdraw_reason TEXT not null,
  erased_at BIGINT,
  swept_at BIGINT,
  certificate TEXT not null,
  digest TEXT not null,
  primary key (region_id, shredding_id)
);
create unique index shredding_open on shredding (region_id, person_id) where state in ('proposed', 'confirmed');
create index shredding_at_work on shredding (shreds_at) where state in ('confirmed', 'erased');
-- Contents on disk whose rows are gone already; empty once they are gone too.
create table shredding_file (
  region_id UUID not null,
  shredding_id UUID not null,
  file_id UUID not null,
  primary key (region_id, shredding_id, file_id)
);

create index person_ended on person (region_id, person_id) where state in ('moved', 'finished');

-- A person's own key for contents, sealed under the region's data key of this number: without the row nobody opens them.
create table person_key (
  region_id UUID not null,
  person_id UUID not null,
  key_number BIGINT not null,
  wrapped BYTEA not null,
  created_at BIGINT not null,
  primary key (region_id, person_id, key_number)
);
alter table file add column own_key BOOLEAN not null default false;
create index file_of_person on file (region_id, person_id) where person_id is not null;

-- @sqlite
-- Figures for the planner, as at the end of 0001.
insert into sqlite_stat1 (tbl, idx, stat)
select t.name, i.name, '1000000' || (
         select group_concat(
                  case when i."unique" = 1 and c.seqno = (select max(z.seqno) from pragma_index_info(i.name) z) then ' 1'
                       when c.name = 'region_id' then ' 1000000'
                       when c.name = 'person_id' then ' 50'
                       when c.seqno <= 1 then ' 200'
                       when c.seqno = 2 then ' 20'
                       else ' 10' end, '')
           from (select seqno, name from pragma_index_info(i.name) order by seqno) c)
  from sqlite_master t, pragma_index_list(t.name) i
 where t.type = 'table'
   and t.name in ('person_end', 'retention_period', 'retention_hold', 'shredding', 'shredding_file', 'person_key')
   and i.name not in (select name from sqlite_master where sql like '% where %' and type = 'index');
analyze sqlite_schema;
-- @both
