-- Purposes decide (利用目的): what a consent or a legal basis covers, as bits of access/purpose.hpp (1 support, 2 planning,
-- 4 handover). What was given before the purposes were coded opened everything, and goes on to: 7. `purposes` stays as the
-- words that were agreed to. `purpose_set` is what is left today; what was taken back has its row, with the day.
alter table consent add column purpose_set BIGINT not null default 7;
create table consent_purpose_end (
  region_id UUID not null,
  person_id UUID not null,
  consent_id UUID not null,
  purpose TEXT not null,
  at BIGINT not null,
  primary key (region_id, person_id, consent_id, purpose)
);
