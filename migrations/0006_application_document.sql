-- What a facility sends along with its application. A correction replaces: what an operator has seen stays with the
-- application, from the version it came with to the one it was replaced in. `sent_sha256` is of the bytes as they were
-- sent, so that the same application sent twice is known to be the same; the contents are in the table `file`.
create table application_document (
  region_id UUID not null,
  application_id UUID not null,
  file_id UUID not null,
  position BIGINT not null,
  since_version BIGINT not null,
  until_version BIGINT,
  sent_sha256 BYTEA not null,
  primary key (region_id, application_id, file_id)
);

-- @sqlite
-- As for the tables of 0001: figures that hold for every region, so that plans do not change.
insert into sqlite_stat1 (tbl, idx, stat)
select 'application_document', i.name, '1000000' || (
         select group_concat(
                  case when c.seqno = (select max(z.seqno) from pragma_index_info(i.name) z) then ' 1'
                       when c.name = 'region_id' then ' 1000000'
                       else ' 200' end, '')
           from (select seqno, name from pragma_index_info(i.name) order by seqno) c)
  from pragma_index_list('application_document') i;
analyze sqlite_schema;
-- @both
