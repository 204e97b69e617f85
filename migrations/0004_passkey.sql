-- Passkeys (WebAuthn), the key that seals what a device keeps for an account, and sessions on shared terminals.

create table passkey (
  region_id UUID not null,
  account_id UUID not null,
  passkey_id UUID not null,
  credential_id BYTEA not null unique,
  algorithm BIGINT not null,
  public_key BYTEA not null,
  sign_count BIGINT not null,
  transports TEXT not null,
  backed_up BOOLEAN not null,
  name TEXT not null,
  created_at BIGINT not null,
  last_used_at BIGINT,
  primary key (region_id, account_id, passkey_id)
);

-- A challenge is asked for before anybody is known, so no region is named; a row lives for minutes and is good once.
create table passkey_challenge (
  challenge_hash BYTEA primary key,
  ceremony TEXT not null,
  holder_hash BYTEA not null,
  address_hash BYTEA not null,
  expires_at BIGINT not null
);
create index passkey_challenge_of_holder on passkey_challenge (holder_hash);
create index passkey_challenge_of_address on passkey_challenge (address_hash, expires_at);

create table draft_key (
  region_id UUID not null,
  account_id UUID not null,
  sealed BYTEA not null,
  created_at BIGINT not null,
  primary key (region_id, account_id)
);

alter table session add column lock_after_s BIGINT;
