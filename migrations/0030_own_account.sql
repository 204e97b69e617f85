-- The account of the person themself (本人アカウント, docs/decisions/031): a relation `self` in guardian. From which age the region has
-- such accounts (0: none), and what of the notebook is shared with the person by name, apart from what is shared with guardians.
alter table region add column own_account_from BIGINT not null default 0;
alter table entry add column with_person BOOLEAN not null default false;
create unique index own_account_of_person on guardian (region_id, person_id) where relation = 'self' and ended_at is null;
