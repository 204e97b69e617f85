-- 医療的ケア and the emergency card. Rows are only ever added: of a part, and of an instruction sheet, the highest version counts.
create table care_part (
  region_id UUID not null,
  person_id UUID not null,
  part TEXT not null,
  version BIGINT not null,
  body TEXT not null,
  reason TEXT not null,
  at BIGINT not null,
  by_post UUID not null,
  by_name TEXT not null,
  by_facility TEXT not null,
  primary key (region_id, person_id, part, version)
);
-- A doctor's instruction sheet (指示書); `hidden`: taken back with this version.
create table care_instruction (
  region_id UUID not null,
  person_id UUID not null,
  instruction_id UUID not null,
  version BIGINT not null,
  body TEXT not null,
  hidden BOOLEAN not null,
  reason TEXT not null,
  at BIGINT not null,
  by_post UUID not null,
  by_name TEXT not null,
  by_facility TEXT not null,
  primary key (region_id, person_id, instruction_id, version),
  unique (region_id, instruction_id, version)
);
-- What is printed into the QR code of a card: the hash of a token, never the token. The highest number opens; older ones are void.
create table care_card (
  region_id UUID not null,
  person_id UUID not null,
  number BIGINT not null,
  token_hash BYTEA not null,
  reason TEXT not null,
  at BIGINT not null,
  by_post UUID not null,
  by_name TEXT not null,
  primary key (region_id, person_id, number),
  unique (region_id, token_hash)
);
