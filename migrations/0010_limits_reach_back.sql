-- Protective limits reach back (src/access/guardian_reach.hpp, docs/decisions/014): what a coordinator opened to a guardian
-- under a limit. Whoever is under no limit is not asked about here.
create table entry_shown_to (
  region_id UUID not null,
  entry_id UUID not null,
  guardian_id UUID not null,
  primary key (region_id, entry_id, guardian_id)
);
-- @sqlite
-- Kept pages follow (0003_notebook_state.sql), also when a limit is set or lifted.
create trigger state_entry_shown_to_insert after insert on entry_shown_to begin insert into notebook_state (region_id, person_id, state) select e.region_id, e.person_id, random() from entry e where e.region_id = new.region_id and e.entry_id = new.entry_id on conflict (region_id, person_id) do update set state = excluded.state; end;
create trigger state_entry_shown_to_delete after delete on entry_shown_to begin insert into notebook_state (region_id, person_id, state) select e.region_id, e.person_id, random() from entry e where e.region_id = old.region_id and e.entry_id = old.entry_id on conflict (region_id, person_id) do update set state = excluded.state; end;
create trigger state_guardian_update after update of restricted on guardian begin insert into notebook_state (region_id, person_id, state) values (new.region_id, new.person_id, random()) on conflict (region_id, person_id) do update set state = excluded.state; end;
-- @both
