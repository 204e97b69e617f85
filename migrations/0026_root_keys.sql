-- Root keys: everything that is sealed lies under one of them, and they under the master keys that may open them
-- (src/keys, docs/decisions/028). `master` names a master key by a fingerprint. The newest that is in use seals.
create table root_key (
  number BIGINT not null,
  master TEXT not null,
  sealed BYTEA not null,
  made_at BIGINT not null,
  in_use_since BIGINT,
  primary key (number, master)
);
-- Random secrets that are made once and stay when the master key changes, sealed under a root key.
create table kept_secret (
  name TEXT primary key,
  sealed BYTEA not null
);
-- Servers that run: with which master key they were started, and the newest root key they hold.
create table key_server (
  server_id UUID primary key,
  master TEXT not null,
  root BIGINT not null,
  started_at BIGINT not null,
  seen_at BIGINT not null
);
-- The code of an emergency card, sealed, so that the same card can be printed again.
alter table care_card add column sealed BYTEA;
