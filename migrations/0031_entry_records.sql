-- What was measured while an entry of the notebook was written: records that know their entry. An entry says how many it
-- came with, so that a page without any asks for none.
alter table record add column entry_id UUID;
create index record_by_entry on record (region_id, person_id, entry_id) where entry_id is not null;
alter table entry add column record_count BIGINT not null default 0;
-- A kept page shows them too: their writes draw the notebook's state (0003, 0027).
-- @sqlite
create trigger state_record_insert after insert on record when new.entry_id is not null begin insert into notebook_state (region_id, person_id, state) values (new.region_id, new.person_id, random()) on conflict (region_id, person_id) do update set state = excluded.state; end;
create trigger state_record_update after update on record when new.entry_id is not null begin insert into notebook_state (region_id, person_id, state) values (new.region_id, new.person_id, random()) on conflict (region_id, person_id) do update set state = excluded.state; end;
create trigger state_record_delete after delete on record when old.entry_id is not null begin insert into notebook_state (region_id, person_id, state) values (old.region_id, old.person_id, random()) on conflict (region_id, person_id) do update set state = excluded.state; end;
-- @postgres
create trigger state_record_write after insert or update on record for each row when (new.entry_id is not null) execute function draw_notebook_state();
create trigger state_record_delete after delete on record for each row when (old.entry_id is not null) execute function draw_notebook_state();
-- @both
