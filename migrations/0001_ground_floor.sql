-- The ground floor: every table carries region_id first, every query names it. Ids are UUIDv7 from whoever creates the
-- thing. Times are BIGINT microseconds since 1970 UTC; dates are TEXT YYYY-MM-DD; sets of classes are BIGINT bits;
-- enums are TEXT names. A record is never overwritten: what can change has a *_version table beside it.

-- region -----------------------------------------------------------------------------------------------------
create table region (
  region_id UUID primary key,
  slug TEXT not null unique,
  name TEXT not null,
  greeting TEXT not null,
  how_to_join TEXT not null,
  contact TEXT not null,
  pledge_version BIGINT not null,
  names_in_access_log BOOLEAN not null,
  version BIGINT not null,
  created_at BIGINT not null
);
create table pledge (
  region_id UUID not null,
  version BIGINT not null,
  body TEXT not null,
  created_at BIGINT not null,
  primary key (region_id, version)
);
create table notice (
  region_id UUID not null,
  notice_id UUID not null,
  title TEXT not null,
  body TEXT not null,
  is_public BOOLEAN not null,
  published_on TEXT not null,
  expires_on TEXT,
  hidden_at BIGINT,
  version BIGINT not null,
  created_at BIGINT not null,
  created_by UUID not null,
  primary key (region_id, notice_id)
);
create table region_document (
  region_id UUID not null,
  document_id UUID not null,
  title TEXT not null,
  file_id UUID not null,
  is_public BOOLEAN not null,
  hidden_at BIGINT,
  created_at BIGINT not null,
  created_by UUID not null,
  primary key (region_id, document_id)
);

-- facility ---------------------------------------------------------------------------------------------------
create table facility (
  region_id UUID not null,
  facility_id UUID not null,
  name TEXT not null,
  name_folded TEXT not null,
  facility_type TEXT not null,
  postal_code TEXT not null,
  address TEXT not null,
  phone TEXT not null,
  official_number TEXT not null,
  school_district TEXT not null,
  state TEXT not null,
  version BIGINT not null,
  created_at BIGINT not null,
  primary key (region_id, facility_id)
);
create index facility_by_name on facility (region_id, name_folded);
create table application (
  region_id UUID not null,
  application_id UUID not null,
  tracking_hash BYTEA not null unique,
  state TEXT not null,
  facility_name TEXT not null,
  facility_type TEXT not null,
  postal_code TEXT not null,
  address TEXT not null,
  phone TEXT not null,
  official_number TEXT not null,
  applicant_name TEXT not null,
  applicant_kana TEXT not null,
  applicant_profession TEXT not null,
  applicant_login TEXT not null,
  note TEXT not null,
  pledge_version BIGINT not null,
  reason TEXT not null,
  facility_id UUID,
  version BIGINT not null,
  created_at BIGINT not null,
  decided_at BIGINT,
  decided_by UUID,
  primary key (region_id, application_id)
);
create table application_version (
  region_id UUID not null,
  application_id UUID not null,
  version BIGINT not null,
  body TEXT not null,
  at BIGINT not null,
  by_post UUID,
  primary key (region_id, application_id, version)
);

-- accounts and posts -----------------------------------------------------------------------------------------
create table account (
  region_id UUID not null,
  account_id UUID not null,
  login TEXT not null unique,
  display_name TEXT not null,
  kana TEXT not null,
  password_hash TEXT not null,
  totp_secret BYTEA,
  totp_pending BYTEA,
  totp_last_step BIGINT not null,
  state TEXT not null,
  locale TEXT not null,
  created_at BIGINT not null,
  primary key (region_id, account_id)
);
create unique index account_by_id on account (account_id);
create table recovery_code (
  region_id UUID not null,
  account_id UUID not null,
  code_hash BYTEA not null,
  used_at BIGINT,
  primary key (region_id, account_id, code_hash)
);
create table session (
  region_id UUID not null,
  session_id UUID not null,
  token_hash BYTEA not null unique,
  previous_hash BYTEA,
  previous_until BIGINT not null,
  account_id UUID not null,
  post_id UUID,
  post_region_id UUID,
  strength TEXT not null,
  second_factor_at BIGINT,
  csrf_token TEXT not null,
  created_at BIGINT not null,
  last_seen_at BIGINT not null,
  rotated_at BIGINT not null,
  ended_at BIGINT,
  address TEXT not null,
  device TEXT not null,
  primary key (region_id, session_id)
);
create index session_by_previous on session (previous_hash);
create index session_of_account on session (region_id, account_id, last_seen_at);
create table sign_in (
  region_id UUID not null,
  sign_in_id UUID not null,
  account_id UUID not null,
  at BIGINT not null,
  outcome TEXT not null,
  address TEXT not null,
  device TEXT not null,
  primary key (region_id, sign_in_id)
);
create index sign_in_of_account on sign_in (region_id, account_id, at);
create table throttle (
  key_hash BYTEA primary key,
  failures BIGINT not null,
  blocked_until BIGINT not null,
  last_at BIGINT not null
);
create table invitation (
  region_id UUID not null,
  invitation_id UUID not null,
  token_hash BYTEA not null unique,
  post_id UUID not null,
  suggested_login TEXT not null,
  expires_at BIGINT not null,
  used_at BIGINT,
  revoked_at BIGINT,
  created_at BIGINT not null,
  created_by UUID,
  primary key (region_id, invitation_id)
);
create table post (
  region_id UUID not null,
  post_id UUID not null,
  account_id UUID,
  kind TEXT not null,
  facility_id UUID,
  profession TEXT not null,
  title TEXT not null,
  name TEXT not null,
  kana TEXT not null,
  licence_number TEXT not null,
  is_manager BOOLEAN not null,
  state TEXT not null,
  starts_on TEXT not null,
  ends_on TEXT,
  version BIGINT not null,
  created_at BIGINT not null,
  primary key (region_id, post_id)
);
create index post_of_account on post (account_id);
create index post_of_facility on post (region_id, facility_id);
create table post_version (
  region_id UUID not null,
  post_id UUID not null,
  version BIGINT not null,
  body TEXT not null,
  reason TEXT not null,
  at BIGINT not null,
  by_post UUID,
  primary key (region_id, post_id, version)
);
create table pledge_acceptance (
  region_id UUID not null,
  post_id UUID not null,
  version BIGINT not null,
  accepted_at BIGINT not null,
  primary key (region_id, post_id, version)
);

-- person -----------------------------------------------------------------------------------------------------
create table person (
  region_id UUID not null,
  person_id UUID not null,
  family_name TEXT not null,
  given_name TEXT not null,
  family_kana TEXT not null,
  given_kana TEXT not null,
  name_folded TEXT not null,
  kana_folded TEXT not null,
  birth_date TEXT not null,
  sex TEXT not null,
  postal_code TEXT not null,
  address TEXT not null,
  phone TEXT not null,
  language TEXT not null,
  alert TEXT not null,
  note TEXT not null,
  stage TEXT not null,
  state TEXT not null,
  photo_file_id UUID,
  registered_by_facility UUID,
  version BIGINT not null,
  created_at BIGINT not null,
  created_by UUID not null,
  primary key (region_id, person_id)
);
create index person_by_kana on person (region_id, kana_folded);
create index person_by_birth on person (region_id, birth_date);
create table person_version (
  region_id UUID not null,
  person_id UUID not null,
  version BIGINT not null,
  body TEXT not null,
  reason TEXT not null,
  at BIGINT not null,
  by_post UUID not null,
  primary key (region_id, person_id, version)
);
create table allergy (
  region_id UUID not null,
  person_id UUID not null,
  position BIGINT not null,
  substance TEXT not null,
  severity TEXT not null,
  reaction TEXT not null,
  primary key (region_id, person_id, position)
);
create table schooling (
  region_id UUID not null,
  person_id UUID not null,
  schooling_id UUID not null,
  facility_id UUID,
  facility_name TEXT not null,
  grade TEXT not null,
  class_name TEXT not null,
  starts_on TEXT not null,
  ends_on TEXT,
  primary key (region_id, person_id, schooling_id)
);
create table guardian (
  region_id UUID not null,
  person_id UUID not null,
  guardian_id UUID not null,
  post_id UUID,
  name TEXT not null,
  kana TEXT not null,
  relation TEXT not null,
  phone TEXT not null,
  lives_together BOOLEAN not null,
  has_custody BOOLEAN not null,
  verified_at BIGINT,
  verified_how TEXT not null,
  restricted BOOLEAN not null,
  restriction_reason TEXT not null,
  ended_at BIGINT,
  version BIGINT not null,
  created_at BIGINT not null,
  primary key (region_id, person_id, guardian_id)
);
create table guardian_version (
  region_id UUID not null,
  person_id UUID not null,
  guardian_id UUID not null,
  version BIGINT not null,
  body TEXT not null,
  reason TEXT not null,
  at BIGINT not null,
  by_post UUID not null,
  primary key (region_id, person_id, guardian_id, version)
);
create index guardian_of_post on guardian (region_id, post_id);

-- consent ----------------------------------------------------------------------------------------------------
create table consent (
  region_id UUID not null,
  person_id UUID not null,
  consent_id UUID not null,
  basis TEXT not null,
  article TEXT not null,
  giver_name TEXT not null,
  giver_relation TEXT not null,
  guardian_id UUID,
  method TEXT not null,
  classes BIGINT not null,
  purposes TEXT not null,
  whole_team BOOLEAN not null,
  starts_on TEXT not null,
  ends_on TEXT,
  signature_file_id UUID,
  scan_file_id UUID,
  wording_version TEXT not null,
  withdrawn_at BIGINT,
  withdrawn_by TEXT not null,
  withdrawal_reason TEXT not null,
  created_at BIGINT not null,
  created_by UUID not null,
  primary key (region_id, person_id, consent_id)
);
create table consent_party (
  region_id UUID not null,
  person_id UUID not null,
  consent_id UUID not null,
  facility_id UUID not null,
  withdrawn_at BIGINT,
  primary key (region_id, person_id, consent_id, facility_id)
);
create table consent_version (
  region_id UUID not null,
  person_id UUID not null,
  consent_id UUID not null,
  version BIGINT not null,
  body TEXT not null,
  reason TEXT not null,
  at BIGINT not null,
  by_post UUID not null,
  primary key (region_id, person_id, consent_id, version)
);

-- support team -----------------------------------------------------------------------------------------------
create table seat (
  region_id UUID not null,
  person_id UUID not null,
  seat_id UUID not null,
  facility_id UUID not null,
  post_id UUID,
  profession TEXT not null,
  role TEXT not null,
  duty TEXT not null,
  classes BIGINT not null,
  starts_on TEXT not null,
  ends_on TEXT,
  looks_back_to TEXT,
  state TEXT not null,
  answered_at BIGINT,
  answer_reason TEXT not null,
  ended_reason TEXT not null,
  version BIGINT not null,
  created_at BIGINT not null,
  created_by UUID not null,
  primary key (region_id, person_id, seat_id)
);
create index seat_by_id on seat (region_id, seat_id);
create index seat_of_facility on seat (region_id, facility_id, state);
create index seat_of_post on seat (region_id, post_id, state);
create table seat_version (
  region_id UUID not null,
  person_id UUID not null,
  seat_id UUID not null,
  version BIGINT not null,
  body TEXT not null,
  reason TEXT not null,
  at BIGINT not null,
  by_post UUID not null,
  primary key (region_id, person_id, seat_id, version)
);

-- files: contents are sealed on disk under an opaque name ------------------------------------------------------
create table file (
  region_id UUID not null,
  file_id UUID not null,
  person_id UUID,
  uploaded_by UUID,
  content_type TEXT not null,
  filename TEXT not null,
  size BIGINT not null,
  width BIGINT not null,
  height BIGINT not null,
  has_thumbnail BOOLEAN not null,
  sha256 BYTEA not null,
  key_number BIGINT not null,
  bound_kind TEXT not null,
  bound_id UUID,
  created_at BIGINT not null,
  primary key (region_id, file_id)
);
create index file_unbound on file (bound_kind, created_at);
create table data_key (
  region_id UUID not null,
  key_number BIGINT not null,
  wrapped BYTEA not null,
  created_at BIGINT not null,
  primary key (region_id, key_number)
);

-- notebook ---------------------------------------------------------------------------------------------------
create table entry (
  region_id UUID not null,
  person_id UUID not null,
  entry_id UUID not null,
  posted_at BIGINT not null,
  happened_at BIGINT not null,
  author_post UUID not null,
  author_name TEXT not null,
  author_facility_id UUID,
  author_facility TEXT not null,
  author_profession TEXT not null,
  category TEXT not null,
  class_bit BIGINT not null,
  importance TEXT not null,
  is_urgent BOOLEAN not null,
  whole_team BOOLEAN not null,
  with_guardians BOOLEAN not null,
  asks_confirmation BOOLEAN not null,
  pinned_at BIGINT,
  hidden_at BIGINT,
  hidden_by UUID,
  hidden_by_name TEXT not null,
  hidden_reason TEXT not null,
  version BIGINT not null,
  edited_at BIGINT,
  -- kept here so that a page of the timeline is one walk over one index; a receipt makes no new version
  reply_count BIGINT not null,
  file_count BIGINT not null,
  mention_count BIGINT not null,
  audience_count BIGINT not null,
  recipients BIGINT not null,
  read_count BIGINT not null,
  acknowledged_count BIGINT not null,
  confirmed_count BIGINT not null,
  body TEXT not null,
  -- one person's entries lie together in the order they are read; on SQLite the table itself is kept that way
  primary key (region_id, person_id, posted_at, entry_id),
  unique (region_id, entry_id)
-- @sqlite
) without rowid;
-- @postgres
);
-- @both
create index entry_asking on entry (region_id, person_id, posted_at) where asks_confirmation;
create index entry_urgent on entry (region_id, person_id, posted_at) where is_urgent;
create index entry_pinned on entry (region_id, person_id, posted_at) where pinned_at is not null;
create table entry_version (
  region_id UUID not null,
  entry_id UUID not null,
  version BIGINT not null,
  category TEXT not null,
  class_bit BIGINT not null,
  importance TEXT not null,
  body TEXT not null,
  reason TEXT not null,
  at BIGINT not null,
  by_post UUID not null,
  by_name TEXT not null,
  primary key (region_id, entry_id, version)
);
create table entry_audience (
  region_id UUID not null,
  entry_id UUID not null,
  seat_id UUID not null,
  primary key (region_id, entry_id, seat_id)
);
create table entry_hidden_from (
  region_id UUID not null,
  entry_id UUID not null,
  guardian_id UUID not null,
  primary key (region_id, entry_id, guardian_id)
);
create table entry_mention (
  region_id UUID not null,
  entry_id UUID not null,
  post_id UUID not null,
  primary key (region_id, entry_id, post_id)
);
create index mention_of_post on entry_mention (region_id, post_id, entry_id);
create table entry_file (
  region_id UUID not null,
  entry_id UUID not null,
  position BIGINT not null,
  file_id UUID not null,
  primary key (region_id, entry_id, position)
);
create table reply (
  region_id UUID not null,
  entry_id UUID not null,
  reply_id UUID not null,
  person_id UUID not null,
  author_post UUID not null,
  author_name TEXT not null,
  author_facility TEXT not null,
  author_profession TEXT not null,
  body TEXT not null,
  posted_at BIGINT not null,
  hidden_at BIGINT,
  hidden_by_name TEXT not null,
  hidden_reason TEXT not null,
  version BIGINT not null,
  edited_at BIGINT,
  primary key (region_id, reply_id)
);
create index reply_of_entry on reply (region_id, entry_id, posted_at);
create table reply_version (
  region_id UUID not null,
  reply_id UUID not null,
  version BIGINT not null,
  body TEXT not null,
  reason TEXT not null,
  at BIGINT not null,
  by_post UUID not null,
  by_name TEXT not null,
  primary key (region_id, reply_id, version)
);
create table receipt (
  region_id UUID not null,
  post_id UUID not null,
  person_id UUID not null,
  entry_id UUID not null,
  reader_name TEXT not null,
  reader_facility TEXT not null,
  read_at BIGINT not null,
  acknowledged_at BIGINT,
  confirmed_at BIGINT,
  -- a reader's receipts for one person lie together, as a page of the timeline asks for them
  primary key (region_id, post_id, person_id, entry_id)
-- @sqlite
) without rowid;
-- @postgres
);
-- @both
create index receipt_of_entry on receipt (region_id, entry_id);
create table visit (
  region_id UUID not null,
  person_id UUID not null,
  post_id UUID not null,
  visited_at BIGINT not null,
  before_that BIGINT not null,
  primary key (region_id, person_id, post_id)
);

-- change feed and audit --------------------------------------------------------------------------------------
-- @sqlite
create table change (
  position integer primary key autoincrement,
  region_id UUID not null,
  person_id UUID,
  kind TEXT not null,
  subject_id UUID not null,
  class_name TEXT,
  entry_id UUID,
  account_id UUID,
  at BIGINT not null
);
-- @postgres
create table change (
  position BIGINT generated always as identity primary key,
  region_id UUID not null,
  person_id UUID,
  kind TEXT not null,
  subject_id UUID not null,
  class_name TEXT,
  entry_id UUID,
  account_id UUID,
  at BIGINT not null,
  xid xid8 not null default pg_current_xact_id()
);
-- @both
create index change_of_person on change (region_id, person_id, position);

create table audit (
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
  primary key (region_id, audit_id)
);
create index audit_of_person on audit (region_id, person_id, audit_id);

-- search -----------------------------------------------------------------------------------------------------
-- @sqlite
-- The index itself keeps no text; `folded` is what was indexed, needed to take it out again.
create table search_item (
  search_id integer primary key,
  region_id UUID not null,
  item_id UUID not null,
  scope_id UUID not null,
  folded TEXT not null,
  unique (region_id, item_id)
);
create virtual table search_text using fts5(tokens, content='', detail=full, columnsize=0, tokenize='ascii');
-- @postgres
create table search_item (
  region_id UUID not null,
  item_id UUID not null,
  tokens tsvector not null,
  primary key (region_id, item_id)
);
create index search_item_tokens on search_item using gin (tokens);
-- @both

-- planner ----------------------------------------------------------------------------------------------------
-- @sqlite
-- Without figures SQLite takes region_id alone for as good as a whole key and walks the region. These say what holds
-- for every region (one region: everything; one person: little) and stay as they are, so that plans do too.
-- https://www.sqlite.org/queryplanner-ng.html, "The Query Planner Stability Guarantee"
analyze;
delete from sqlite_stat1;
insert into sqlite_stat1 (tbl, idx, stat)
select t.name, i.name, '1000000' || (
         select group_concat(
                  case when i."unique" = 1 and c.seqno = (select max(z.seqno) from pragma_index_info(i.name) z) then ' 1'
                       when c.name = 'region_id' then ' 1000000'
                       when c.name = 'person_id' then ' 50'
                       when c.name = 'facility_id' then ' 5000'
                       when c.name = 'state' then ' 150'
                       when c.seqno <= 1 then ' 200'
                       when c.seqno = 2 then ' 20'
                       else ' 10' end, '')
           from (select seqno, name from pragma_index_info(i.name) order by seqno) c)
  from sqlite_master t, pragma_index_list(t.name) i
 where t.type = 'table' and t.name not like 'search_text%' and t.name not like 'sqlite_%'
   and i.name not in (select name from sqlite_master where sql like '% where %' and type = 'index');
analyze sqlite_schema;
-- @both
