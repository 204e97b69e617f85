-- What administration changes: settings of a region, notices, portal documents, profiles of facilities. One row a state,
-- with who, when and why; rows are only ever added. `body` is JSON of what the reader of the history sees.
create table amendment (
  region_id UUID not null,
  amendment_id UUID not null,
  kind TEXT not null,
  subject_id UUID not null,
  version BIGINT not null,
  body TEXT not null,
  reason TEXT not null,
  at BIGINT not null,
  by_post UUID,
  primary key (region_id, amendment_id),
  unique (region_id, kind, subject_id, version)
);

-- What is there already begins its history as it stands; earlier states were not kept, and who made them is not known.
-- @sqlite
insert into amendment (region_id, amendment_id, kind, subject_id, version, body, reason, at, by_post)
select region_id, region_id, 'region', region_id, version,
       json_object('name', name, 'greeting', greeting, 'how_to_join', how_to_join, 'contact', contact,
                   'names_in_access_log', json(case when names_in_access_log then 'true' else 'false' end),
                   'pledge_version', pledge_version),
       '履歴の記録を始める前からの内容', created_at, null
  from region;
insert into amendment (region_id, amendment_id, kind, subject_id, version, body, reason, at, by_post)
select region_id, notice_id, 'notice', notice_id, version,
       json_object('title', title, 'body', body, 'is_public', json(case when is_public then 'true' else 'false' end),
                   'published_on', published_on, 'expires_on', expires_on,
                   'taken_down', json(case when hidden_at is null then 'false' else 'true' end)),
       '履歴の記録を始める前からの内容', created_at, created_by
  from notice;
insert into amendment (region_id, amendment_id, kind, subject_id, version, body, reason, at, by_post)
select region_id, document_id, 'document', document_id, case when hidden_at is null then 1 else 2 end,
       json_object('title', title, 'is_public', json(case when is_public then 'true' else 'false' end),
                   'taken_down', json(case when hidden_at is null then 'false' else 'true' end)),
       '履歴の記録を始める前からの内容', created_at, created_by
  from region_document;
insert into amendment (region_id, amendment_id, kind, subject_id, version, body, reason, at, by_post)
select region_id, facility_id, 'facility', facility_id, version,
       json_object('name', name, 'facility_type', facility_type, 'postal_code', postal_code, 'address', address,
                   'phone', phone, 'official_number', official_number, 'school_district', school_district),
       '履歴の記録を始める前からの内容', created_at, null
  from facility;
-- @postgres
insert into amendment (region_id, amendment_id, kind, subject_id, version, body, reason, at, by_post)
select region_id, region_id, 'region', region_id, version,
       json_build_object('name', name, 'greeting', greeting, 'how_to_join', how_to_join, 'contact', contact,
                         'names_in_access_log', names_in_access_log, 'pledge_version', pledge_version)::text,
       '履歴の記録を始める前からの内容', created_at, null
  from region;
insert into amendment (region_id, amendment_id, kind, subject_id, version, body, reason, at, by_post)
select region_id, notice_id, 'notice', notice_id, version,
       json_build_object('title', title, 'body', body, 'is_public', is_public, 'published_on', published_on,
                         'expires_on', expires_on, 'taken_down', hidden_at is not null)::text,
       '履歴の記録を始める前からの内容', created_at, created_by
  from notice;
insert into amendment (region_id, amendment_id, kind, subject_id, version, body, reason, at, by_post)
select region_id, document_id, 'document', document_id, case when hidden_at is null then 1 else 2 end,
       json_build_object('title', title, 'is_public', is_public, 'taken_down', hidden_at is not null)::text,
       '履歴の記録を始める前からの内容', created_at, created_by
  from region_document;
insert into amendment (region_id, amendment_id, kind, subject_id, version, body, reason, at, by_post)
select region_id, facility_id, 'facility', facility_id, version,
       json_build_object('name', name, 'facility_type', facility_type, 'postal_code', postal_code, 'address', address,
                         'phone', phone, 'official_number', official_number, 'school_district', school_district)::text,
       '履歴の記録を始める前からの内容', created_at, null
  from facility;
-- @both

-- @sqlite
-- As for the tables of 0001: figures that hold for every region, so that plans do not change.
insert into sqlite_stat1 (tbl, idx, stat)
select 'amendment', i.name, '1000000' || (
         select group_concat(
                  case when c.seqno = (select max(z.seqno) from pragma_index_info(i.name) z) then ' 1'
                       when c.name = 'region_id' then ' 1000000'
                       else ' 200' end, '')
           from (select seqno, name from pragma_index_info(i.name) order by seqno) c)
  from pragma_index_list('amendment') i;
analyze sqlite_schema;
-- @both
