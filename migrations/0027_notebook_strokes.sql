-- The state of each notebook on PostgreSQL too, so that its first pages can be kept (docs/decisions/008-kept-pages.md).
-- Drawn by triggers as on SQLite (0003), but as strokes: each write adds a row with a number of its own, and the state is
-- the sum of those that are seen. So writers never meet at a row, a write taken back leaves no trace, and strokes can be
-- put together into one with their sum at any time without changing what anybody sees.
-- @postgres
create table notebook_state (
  region_id UUID not null,
  person_id UUID not null,
  state BIGINT not null
);
create index notebook_state_by_person on notebook_state (region_id, person_id);
create function draw_notebook_state() returns trigger language plpgsql as $$ declare seen record; begin if tg_op = 'DELETE' then seen := old; else seen := new; end if; insert into notebook_state (region_id, person_id, state) values (seen.region_id, seen.person_id, cast(random() * 4503599627370496 as bigint)); return null; end $$;
create function draw_state_of_entry() returns trigger language plpgsql as $$ declare seen record; begin if tg_op = 'DELETE' then seen := old; else seen := new; end if; insert into notebook_state (region_id, person_id, state) select e.region_id, e.person_id, cast(random() * 4503599627370496 as bigint) from entry e where e.region_id = seen.region_id and e.entry_id = seen.entry_id; return null; end $$;
create function draw_state_of_names() returns trigger language plpgsql as $$ declare seen record; begin if tg_op = 'DELETE' then seen := old; else seen := new; end if; insert into notebook_state (region_id, person_id, state) values (seen.region_id, '00000000-0000-0000-0000-000000000000', cast(random() * 4503599627370496 as bigint)); return null; end $$;
create trigger state_entry after insert or update or delete on entry for each row execute function draw_notebook_state();
create trigger state_receipt after insert or update or delete on receipt for each row execute function draw_notebook_state();
create trigger state_entry_audience after insert or update or delete on entry_audience for each row execute function draw_state_of_entry();
create trigger state_entry_hidden_from after insert or update or delete on entry_hidden_from for each row execute function draw_state_of_entry();
create trigger state_entry_mention after insert or update or delete on entry_mention for each row execute function draw_state_of_entry();
create trigger state_entry_file after insert or update or delete on entry_file for each row execute function draw_state_of_entry();
create trigger state_entry_shown_to after insert or delete on entry_shown_to for each row execute function draw_state_of_entry();
create trigger state_guardian after update of restricted on guardian for each row execute function draw_notebook_state();
create trigger state_file_update after update on file for each row when (new.person_id is not null) execute function draw_notebook_state();
create trigger state_file_delete after delete on file for each row when (old.person_id is not null) execute function draw_notebook_state();
create trigger state_seat after update or delete on seat for each row execute function draw_notebook_state();
create trigger state_post after update of name or delete on post for each row execute function draw_state_of_names();
create trigger state_facility after update of name or delete on facility for each row execute function draw_state_of_names();
-- @both
