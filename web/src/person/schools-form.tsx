import { api } from '../api/client';
import { newId } from '../api/ids';
import type { PersonView, School } from '../api/types';
import { Button } from '../parts/button';
import { DateField, TextField } from '../parts/field';
import { Form, useForm } from '../parts/form';
import { toast } from '../parts/toast';
import { t } from '../words';
import { todayText } from '../words/dates';

const blank = (): School => ({
  id: newId(),
  facility_id: null,
  facility_name: '',
  grade: '',
  class_name: '',
  starts_on: todayText(),
  ends_on: null,
});

export function SchoolsForm({ person, onDone }: { person: PersonView; onDone: () => void }) {
  const form = useForm({
    initial: { items: person.schools.length > 0 ? person.schools : [blank()] },
    send: (v) =>
      api.put(
        `/people/${person.id}/schools`,
        { items: v.items.filter((s) => s.facility_name.trim()) },
        { version: person.version },
      ),
    done: () => {
      toast(t('common.saved'));
      onDone();
    },
  });
  const { items } = form.values;
  const set = (i: number, next: Partial<School>) =>
    form.set(
      'items',
      items.map((s, n) => (n === i ? { ...s, ...next } : s)),
    );
  return (
    <Form form={form}>
      <ul className="grid gap-4">
        {items.map((s, i) => (
          <li key={s.id} className="grid gap-x-4 gap-y-3 rounded-lg border border-line p-4 sm:grid-cols-2">
            <TextField
              label={t('profile.schoolName')}
              value={s.facility_name}
              onValue={(facility_name) => set(i, { facility_name })}
              autoComplete="off"
            />
            <TextField
              label={t('profile.grade')}
              optional
              value={s.grade}
              onValue={(grade) => set(i, { grade })}
              autoComplete="off"
            />
            <TextField
              label={t('profile.className')}
              optional
              value={s.class_name}
              onValue={(class_name) => set(i, { class_name })}
              autoComplete="off"
            />
            <span />
            <DateField
              label={t('common.startsOn')}
              value={s.starts_on}
              onValue={(starts_on) => set(i, { starts_on })}
            />
            <DateField
              label={t('common.endsOn')}
              optional
              value={s.ends_on ?? ''}
              onValue={(ends_on) => set(i, { ends_on: ends_on || null })}
            />
            <div>
              <Button
                kind="quiet"
                onClick={() =>
                  form.set(
                    'items',
                    items.filter((_, n) => n !== i),
                  )
                }
              >
                {t('common.remove')}
              </Button>
            </div>
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap justify-between gap-2">
        <Button icon="plus" onClick={() => form.set('items', [...items, blank()])}>
          {t('profile.schoolAdd')}
        </Button>
        <Button type="submit" kind="primary" busy={form.busy}>
          {t('common.save')}
        </Button>
      </div>
    </Form>
  );
}
