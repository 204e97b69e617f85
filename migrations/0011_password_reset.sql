-- A link that gives an account a new password once (src/identity/password_reset.cpp). Rows stay: who issued it, for whom.
create table password_reset (
  region_id UUID not null,
  password_reset_id UUID not null,
  account_id UUID not null,
  token_hash BYTEA not null unique,
  expires_at BIGINT not null,
  used_at BIGINT,
  revoked_at BIGINT,
  created_at BIGINT not null,
  created_by UUID,
  primary key (region_id, password_reset_id)
);
create index password_reset_of_account on password_reset (region_id, account_id, created_at);
