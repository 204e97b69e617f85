-- Agreements between regions (広域連携協定): a row for each of the two, written together in one transaction, so that every region
-- reads its own. State and terms are versions in `amendment`. A facility of the partner that joins a team here stands in `facility`
-- as a guest; who works there holds a post of their own here, worth what their post at home and the agreement are worth.
create table agreement (
  region_id UUID not null,
  agreement_id UUID not null,
  partner_region_id UUID not null,
  proposed_here BOOLEAN not null,
  title TEXT not null,
  classes BIGINT not null,
  starts_on TEXT not null,
  ends_on TEXT,
  state TEXT not null,
  reason TEXT not null,
  answered_at BIGINT,
  ended_at BIGINT,
  version BIGINT not null,
  created_at BIGINT not null,
  primary key (region_id, agreement_id)
);
create index agreement_with on agreement (region_id, partner_region_id);
create table agreement_profession (
  region_id UUID not null,
  agreement_id UUID not null,
  profession TEXT not null,
  primary key (region_id, agreement_id, profession)
);
create table guest_facility (
  region_id UUID not null,
  facility_id UUID not null,
  home_region_id UUID not null,
  home_facility_id UUID not null,
  created_at BIGINT not null,
  created_by UUID not null,
  primary key (region_id, facility_id)
);
create unique index guest_facility_of_home on guest_facility (home_region_id, home_facility_id, region_id);
create table guest_post (
  region_id UUID not null,
  post_id UUID not null,
  home_region_id UUID not null,
  home_post_id UUID not null,
  primary key (region_id, post_id)
);
create unique index guest_post_of_home on guest_post (home_region_id, home_post_id, region_id);
