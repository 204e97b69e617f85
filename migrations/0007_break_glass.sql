-- Break-glass (緊急閲覧): openings, how they ended, their reviews (src/breakglass, docs/decisions/013-break-glass.md). Rows are
-- only ever added: an end, another review, a bar lifted are rows of their own.
create table break_glass (
  region_id UUID not null,
  break_glass_id UUID not null,
  person_id UUID not null,
  post_id UUID not null,
  account_id UUID not null,
  opener_name TEXT not null,
  facility_name TEXT not null,
  profession TEXT not null,
  kind TEXT not null,
  reason TEXT not null,
  without_consent BOOLEAN not null,
  opened_at BIGINT not null,
  ends_at BIGINT not null,
  primary key (region_id, break_glass_id)
);
create index break_glass_of_person on break_glass (region_id, person_id, post_id);
create index break_glass_of_post on break_glass (region_id, post_id, opened_at);
create index break_glass_by_age on break_glass (region_id, opened_at);
create table break_glass_end (
  region_id UUID not null,
  break_glass_id UUID not null,
  how TEXT not null,
  at BIGINT not null,
  by_post UUID not null,
  by_name TEXT not null,
  reason TEXT not null,
  primary key (region_id, break_glass_id)
);
-- A review may be amended by a later version; all stay.
create table break_glass_review (
  region_id UUID not null,
  break_glass_id UUID not null,
  version BIGINT not null,
  outcome TEXT not null,
  measures TEXT not null,
  comment TEXT not null,
  ended BOOLEAN not null,
  barred BOOLEAN not null,
  at BIGINT not null,
  by_post UUID not null,
  by_name TEXT not null,
  primary key (region_id, break_glass_id, version)
);
-- A post that may open no more, until an operator lifts it.
create table break_glass_bar (
  region_id UUID not null,
  bar_id UUID not null,
  post_id UUID not null,
  break_glass_id UUID not null,
  at BIGINT not null,
  by_post UUID not null,
  by_name TEXT not null,
  primary key (region_id, bar_id)
);
create index break_glass_bar_of_post on break_glass_bar (region_id, post_id);
create table break_glass_bar_lift (
  region_id UUID not null,
  bar_id UUID not null,
  reason TEXT not null,
  at BIGINT not null,
  by_post UUID not null,
  by_name TEXT not null,
  primary key (region_id, bar_id)
);
-- Who has confirmed the notice of an opening (review_version 0) or of a review.
create table break_glass_seen (
  region_id UUID not null,
  break_glass_id UUID not null,
  post_id UUID not null,
  review_version BIGINT not null,
  at BIGINT not null,
  primary key (region_id, break_glass_id, post_id, review_version)
);
-- Searches of a post, numbered, so that of two at once one waits for the other; what was asked for is not kept.
create table break_glass_search (
  region_id UUID not null,
  post_id UUID not null,
  number BIGINT not null,
  at BIGINT not null,
  person_id UUID,
  primary key (region_id, post_id, number)
);

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
   and t.name in ('break_glass', 'break_glass_end', 'break_glass_review', 'break_glass_bar', 'break_glass_bar_lift',
                  'break_glass_seen', 'break_glass_search');
analyze sqlite_schema;
-- @both
