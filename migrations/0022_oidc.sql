-- Sign-in through the directory of a city or a school (OpenID Connect; src/identity/oidc.hpp).

-- Every state of a provider stays, with who, when and why; the newest counts. The secret is sealed.
create table oidc_provider (
  region_id UUID not null,
  provider_id UUID not null,
  version BIGINT not null,
  name TEXT not null,
  issuer TEXT not null,
  client_id TEXT not null,
  client_secret BYTEA,
  scopes TEXT not null,
  strong_acr TEXT not null,
  strong_amr TEXT not null,
  facilities TEXT not null,
  enabled BOOLEAN not null,
  reason TEXT not null,
  created_at BIGINT not null,
  created_by UUID not null,
  primary key (region_id, provider_id, version)
);

-- Which account a subject of a provider opens. The subject itself is not kept, only its hash.
create table oidc_link (
  region_id UUID not null,
  account_id UUID not null,
  link_id UUID not null,
  provider_region_id UUID not null,
  provider_id UUID not null,
  subject_hash BYTEA not null unique,
  created_at BIGINT not null,
  last_used_at BIGINT,
  primary key (region_id, account_id, link_id),
  unique (region_id, account_id, provider_id)
);

-- An attempt under way: minutes long, good once, found by what the browser alone holds. `region_id` is the provider's.
create table oidc_attempt (
  attempt_hash BYTEA primary key,
  region_id UUID not null,
  provider_id UUID not null,
  provider_version BIGINT not null,
  purpose TEXT not null,
  login_again BOOLEAN not null,
  onward TEXT not null,
  lock_after_s BIGINT,
  account_id UUID,
  session_id UUID,
  invitation_hash BYTEA,
  login TEXT not null,
  display_name TEXT not null,
  kana TEXT not null,
  address_hash BYTEA not null,
  started_at BIGINT not null,
  expires_at BIGINT not null
);
create index oidc_attempt_of_address on oidc_attempt (address_hash, expires_at);
create index oidc_attempt_by_end on oidc_attempt (expires_at);
