-- Devices with a client certificate, and which ways of signing in suffice.
-- The region's own certificate authority: `sealed` is its private key, sealed under a key made from the master key.
create table device_authority (
  region_id UUID primary key,
  certificate BYTEA not null,
  sealed BYTEA not null,
  created_at BIGINT not null
);
-- A named device of a facility; without one it is the region's own (its operators').
create table device (
  region_id UUID not null,
  device_id UUID not null,
  facility_id UUID,
  name TEXT not null,
  created_at BIGINT not null,
  created_by UUID not null,
  last_used_at BIGINT,
  revoked_at BIGINT,
  revoked_by UUID,
  revoked_because TEXT,
  revoke_reason TEXT not null,
  primary key (region_id, device_id)
);
create index device_of_facility on device (region_id, facility_id);
-- One-time codes; rows stay: who issued them, and when they were used.
create table device_code (
  region_id UUID not null,
  device_id UUID not null,
  code_hash BYTEA not null unique,
  expires_at BIGINT not null,
  used_at BIGINT,
  withdrawn_at BIGINT,
  created_at BIGINT not null,
  created_by UUID not null,
  primary key (region_id, device_id, code_hash)
);
-- Found by its fingerprint (SHA-256 of the certificate) before any region is known.
create table device_certificate (
  region_id UUID not null,
  fingerprint BYTEA not null unique,
  device_id UUID not null,
  serial BYTEA not null,
  key_kind TEXT not null,
  profile TEXT not null,
  created_at BIGINT not null,
  expires_at BIGINT not null,
  revoked_at BIGINT,
  primary key (region_id, fingerprint)
);
create index certificate_of_device on device_certificate (region_id, device_id);
-- Which ways suffice in facilities of a type (`operator`: for the region's operators); no row: any second factor.
create table sign_in_policy (
  region_id UUID not null,
  facility_type TEXT not null,
  ways TEXT not null,
  version BIGINT not null,
  primary key (region_id, facility_type)
);
create table sign_in_policy_version (
  region_id UUID not null,
  facility_type TEXT not null,
  version BIGINT not null,
  ways TEXT not null,
  reason TEXT not null,
  at BIGINT not null,
  by_post UUID not null,
  primary key (region_id, facility_type, version)
);
-- The certificate a session was opened with (it cannot be used without), and which second factors it has seen.
alter table session add column certificate BYTEA;
alter table session add column factors TEXT not null default '';
create index session_of_certificate on session (certificate) where certificate is not null and ended_at is null;
