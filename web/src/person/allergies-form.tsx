import { api } from '../api/client';
import type { Allergy, PersonView } from '../api/types';
import { queryClient } from '../app/session';
import { Button, IconButton } from '../parts/button';
import { Select, TextField } from '../parts/field';
import { Form, useForm } from '../parts/form';
import { RaceNote, useFollow, useRace } from '../parts/lost-race';
import { toast } from '../parts/toast';
import { t } from '../words';
import { personQuery } from './queries';
import { filledAllergies } from './rules';

const blank: Allergy = { substance: '', severity: 'moderate', reaction: '' };

/** The whole list is sent at once, so that it is always what stands on the screen. */
export function AllergiesForm({ person, onDone }: { person: PersonView; onDone: () => void }) {
  const race = useRace<PersonView, { items: Allergy[] }>(
    person,
    (p) => ({ items: p.allergies.length > 0 ? p.allergies : [blank] }),
    () => queryClient.fetchQuery({ ...personQuery(person.id), staleTime: 0 }),
  );
  const form = useForm({
    initial: race.initial,
    check: (v) =>
      filledAllergies(v.items).some((r) => !r.substance) ? { items: t('profile.substanceNeeded') } : {},
    send: (v) =>
      race.attempt(v, (version) =>
        api.put(`/people/${person.id}/allergies`, { items: filledAllergies(v.items) }, { version }),
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
  const change = (at: number, part: Partial<Allergy>) =>
    form.set(
      'items',
      rows.map((r, i) => (i === at ? { ...r, ...part } : r)),
    );
  return (
    <Form form={form}>
      <RaceNote
        race={race}
        label={() => t('profile.allergies')}
        show={(_, value) =>
          (value as Allergy[]).map((a) => `${a.substance}（${t(`severity.${a.severity}`)}）`).join('、')
        }
      />
      <ul className="grid gap-4">
        {rows.map((row, i) => (
          <li key={i} className="grid gap-3 rounded-xl border border-line p-3 sm:grid-cols-[1fr_8rem]">
            <div className="flex items-end gap-1 sm:col-span-2">
              <div className="flex-1">
                <TextField
                  id={i === 0 ? `${form.id}-items` : undefined}
                  label={t('profile.substance')}
                  value={row.substance}
                  onValue={(substance) => change(i, { substance })}
                  placeholder={t('profile.substanceExample')}
                  autoComplete="off"
                />
              </div>
              <IconButton
                name={t('profile.removeRow', { name: row.substance || String(i + 1) })}
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
              label={t('profile.reaction')}
              value={row.reaction}
              onValue={(reaction) => change(i, { reaction })}
              placeholder={t('profile.reactionExample')}
              optional
              autoComplete="off"
            />
            <Select
              label={t('profile.severity')}
              value={row.severity}
              onValue={(v) => change(i, { severity: v as Allergy['severity'] })}
              choices={(['severe', 'moderate', 'mild'] as const).map((value) => ({
                value,
                label: t(`severity.${value}`),
              }))}
            />
          </li>
        ))}
      </ul>
      <div>
        <Button icon="plus" onClick={() => form.set('items', [...rows, blank])}>
          {t('profile.allergyAdd')}
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
