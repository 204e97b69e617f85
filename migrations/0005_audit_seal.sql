-- The audit log is sealed: each row becomes a leaf of its region's tree, whose heads are signed (src/audit/seal.hpp,
-- docs/decisions/011-sealed-audit-log.md). Rows get a place in the order in which they were committed.
-- And questions about a look, asked from the 閲覧履歴, with their answers (src/oversight).

-- @sqlite
-- One writer: positions are commit order. Autoincrement never hands a position out twice, so a row that is taken away
-- at the end leaves no place where a new one would be overlooked.
create table audit_in_order (
  position integer primary key autoincrement,
  region_id UUID not null,
  audit_id UUID not null,
  at BIGINT not null,
  account_id UUID not null,
  post_id UUID,
  facility_id UUID,
  profession TEXT not null,
  session_id UUID,
  person_id UUID,
  action TEXT not null,
  classes BIGINT not null,
  subject_kind TEXT not null,
  subject_id UUID,
  outcome TEXT not null,
  basis TEXT not null,
  unique (region_id, audit_id)
);
insert into audit_in_order (region_id, audit_id, at, account_id, post_id, facility_id, profession, session_id, person_id,
                            action, classes, subject_kind, subject_id, outcome, basis)
select region_id, audit_id, at, account_id, post_id, facility_id, profession, session_id, person_id, action, classes,
       subject_kind, subject_id, outcome, basis
  from audit order by rowid;
drop table audit;
alter table audit_in_order rename to audit;
create index audit_of_person on audit (region_id, person_id, audit_id);
create table audit_sealed_to (
  one BIGINT primary key,
  position BIGINT not null,
  runs BIGINT not null
);
insert into audit_sealed_to (one, position, runs) values (1, 0, 0);
-- @postgres
-- Rows of transactions older than every running one are final, in the order of transaction ids, as in the change feed.
alter table audit add column xid xid8 not null default pg_current_xact_id();
create index audit_by_arrival on audit (xid, audit_id);
create table audit_sealed_to (
  one BIGINT primary key,
  xid xid8 not null,
  audit_id UUID not null,
  runs BIGINT not null
);
insert into audit_sealed_to (one, xid, audit_id, runs) values (1, '0', '00000000-0000-0000-0000-000000000000', 0);
-- @both

create table audit_leaf (
  region_id UUID not null,
  leaf_index BIGINT not null,
  audit_id UUID not null,
  leaf_hash BYTEA not null,
  primary key (region_id, leaf_index),
  unique (region_id, audit_id)
-- @sqlite
) without rowid;
-- @postgres
);
-- @both
-- Whole subtrees of 256, 256² … leaves, so that a proof reads little.
create table audit_node (
  region_id UUID not null,
  level BIGINT not null,
  node_index BIGINT not null,
  node_hash BYTEA not null,
  primary key (region_id, level, node_index)
);
create table audit_tree (
  region_id UUID not null primary key,
  tree_size BIGINT not null,
  frontier BYTEA not null
);
-- The region of all zeros stands for this installation itself, as a witness of others.
create table audit_key (
  region_id UUID not null,
  key_number BIGINT not null,
  public_key BYTEA not null,
  sealed BYTEA not null,
  endorsement BYTEA not null,
  created_at BIGINT not null,
  primary key (region_id, key_number)
);
create table audit_head (
  region_id UUID not null,
  tree_size BIGINT not null,
  previous_size BIGINT not null,
  root BYTEA not null,
  at BIGINT not null,
  key_number BIGINT not null,
  signature BYTEA not null,
  exported_at BIGINT,
  primary key (region_id, tree_size)
);
-- What others signed about our heads …
create table audit_witness (
  region_id UUID not null,
  public_key BYTEA not null,
  tree_size BIGINT not null,
  previous_size BIGINT not null,
  root BYTEA not null,
  head_at BIGINT not null,
  witness_name TEXT not null,
  witnessed_at BIGINT not null,
  signature BYTEA not null,
  primary key (region_id, public_key, tree_size)
);
-- … and what we saw of theirs: region_id is the foreign one.
create table audit_witnessed (
  region_id UUID not null,
  tree_size BIGINT not null,
  previous_size BIGINT not null,
  root BYTEA not null,
  at BIGINT not null,
  public_key BYTEA not null,
  witnessed_at BIGINT not null,
  signature BYTEA not null,
  primary key (region_id, tree_size)
);

create table look_question (
  region_id UUID not null,
  question_id UUID not null,
  person_id UUID not null,
  audit_id UUID not null,
  body TEXT not null,
  asked_by_post UUID not null,
  asked_by_account UUID not null,
  asked_by_name TEXT not null,
  asked_at BIGINT not null,
  primary key (region_id, question_id)
);
create index look_question_of_asker on look_question (region_id, person_id, asked_by_post);
create table look_answer (
  region_id UUID not null,
  question_id UUID not null,
  body TEXT not null,
  answered_by_post UUID not null,
  answered_by_name TEXT not null,
  answered_at BIGINT not null,
  primary key (region_id, question_id)
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
   and t.name in ('audit', 'audit_leaf', 'audit_node', 'audit_key', 'audit_head', 'audit_witness', 'audit_witnessed',
                  'look_question', 'look_answer');
analyze sqlite_schema;
-- @both
