import { useQuery } from '@tanstack/react-query';

import { api } from '../api/client';
import { newId } from '../api/ids';
import type { PersonView, School } from '../api/types';
import { queryClient } from '../app/session';
import { facilitiesQuery } from '../facility/queries';
import { Button, IconButton } from '../parts/button';
import { DateField, TextField } from '../parts/field';
import { Form, useForm } from '../parts/form';
import { RaceNote, useFollow, useRace } from '../parts/lost-race';
import { toast } from '../parts/toast';
import { t } from '../words';
import { todayText } from '../words/dates';
import { personQuery } from './queries';
import { filledSchools } from './rules';

const blank = (): School => ({
  id: newId(),
  facility_id: null,
  facility_name: '',
  grade: '',
  class_name: '',
  starts_on: todayText(),
  ends_on: null,
});

/** Nursery, kindergarten and school over the years. A name of the directory ties the row to that facility. */
export function SchoolsForm({ person, onDone }: { person: PersonView; onDone: () => void }) {
  const facilities = useQuery(facilitiesQuery());
  const race = useRace<PersonView, { items: School[] }>(
    person,
    (p) => ({ items: p.schools }),
    () => queryClient.fetchQuery({ ...personQuery(person.id), staleTime: 0 }),
  );
  const form = useForm({
    initial: race.initial.items.length > 0 ? race.initial : { items: [blank()] },
    check: (v) => {
      const rows = filledSchools(v.items);
      if (rows.some((r) => !r.facility_name || !r.starts_on)) return { items: t('profile.schoolNeeded') };
      return rows.some((r) => r.ends_on && r.ends_on < r.starts_on)
        ? { items: t('error.endBeforeStart') }
        : {};
    },
    send: (v) =>
      race.attempt(v, (version) =>
        api.put(`/people/${person.id}/schools`, { items: filledSchools(v.items) }, { version }),
      ),
    done: () => {
      void queryClient.invalidateQueries({ queryKey: ['person', person.id] });
      void queryClient.invalidateQueries({ queryKey: ['people'] });
      toast(t('common.saved'));
      onDone();
    },
  });
  useFollow(race, form.setAll);
  const rows = form.values.items;
  const change = (at: number, part: Partial<School>) =>
    form.set(
      'items',
      rows.map((r, i) => (i === at ? { ...r, ...part } : r)),
    );
  const names = `${form.id}-names`;
  return (
    <Form form={form}>
      <RaceNote
        race={race}
        label={() => t('profile.schools')}
        show={(_, value) => (value as School[]).map((s) => `${s.facility_name} ${s.grade}`).join('、')}
      />
      <datalist id={names}>
        {(facilities.data ?? []).map((f) => (
          <option key={f.id} value={f.name} />
        ))}
      </datalist>
      <ul className="grid gap-4">
        {rows.map((row, i) => (
          <li key={row.id} className="grid gap-3 rounded-xl border border-line p-3 sm:grid-cols-2">
            <div className="flex items-end gap-1 sm:col-span-2">
              <div className="flex-1">
                <TextField
                  id={i === 0 ? `${form.id}-items` : undefined}
                  label={t('profile.schoolName')}
                  value={row.facility_name}
                  list={names}
                  autoComplete="off"
                  onValue={(facility_name) =>
                    change(i, {
                      facility_name,
                      facility_id: facilities.data?.find((f) => f.name === facility_name)?.id ?? null,
                    })
                  }
                />
              </div>
              <IconButton
                name={t('profile.removeRow', { name: row.facility_name || String(i + 1) })}
                icon="close"
                onClick={() =>
                  form.set(
                    'items',
                    rows.filter((_, j) => j !== i),
                  )
                }
              />
            </div>
            <TextField
              label={t('profile.grade')}
              value={row.grade}
              onValue={(grade) => change(i, { grade })}
              placeholder={t('profile.gradeExample')}
              optional
              autoComplete="off"
            />
            <TextField
              label={t('profile.className')}
              value={row.class_name}
              onValue={(class_name) => change(i, { class_name })}
              optional
              autoComplete="off"
            />
            <DateField
              label={t('common.startsOn')}
              value={row.starts_on}
              onValue={(starts_on) => change(i, { starts_on })}
            />
            <DateField
              label={t('common.endsOn')}
              value={row.ends_on ?? ''}
              onValue={(ends_on) => change(i, { ends_on: ends_on || null })}
              optional
            />
          </li>
        ))}
      </ul>
      <div>
        <Button icon="plus" onClick={() => form.set('items', [...rows, blank()])}>
          {t('profile.schoolAdd')}
        </Button>
      </div>
      <div className="flex flex-wrap justify-end gap-2">
        <Button kind="quiet" onClick={onDone}>
          {t('common.cancel')}
        </Button>
        <Button type="submit" kind="primary" busy={form.busy}>
          {t('common.save')}
        </Button>
      </div>
    </Form>
  );
}
