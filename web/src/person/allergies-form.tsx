import { api } from '../api/client';
import type { Allergy, PersonView } from '../api/types';
import { Button } from '../parts/button';
import { Select, TextField } from '../parts/field';
import { Form, useForm } from '../parts/form';
import { toast } from '../parts/toast';
import { t } from '../words';

const blank: Allergy = { substance: '', severity: 'moderate', reaction: '' };

export function AllergiesForm({ person, onDone }: { person: PersonView; onDone: () => void }) {
  const form = useForm({
    initial: { items: person.allergies.length > 0 ? person.allergies : [blank] },
    send: (v) =>
      api.put(
        `/people/${person.id}/allergies`,
        { items: v.items.filter((a) => a.substance.trim()) },
        { version: person.version },
      ),
    done: () => {
      toast(t('common.saved'));
      onDone();
    },
  });
  const { items } = form.values;
  const set = (i: number, next: Partial<Allergy>) =>
    form.set(
      'items',
      items.map((a, n) => (n === i ? { ...a, ...next } : a)),
    );
  return (
    <Form form={form}>
      <ul className="grid gap-4">
        {items.map((a, i) => (
          <li key={i} className="grid gap-3 rounded-lg border border-line p-4 sm:grid-cols-[2fr_1fr]">
            <TextField
              label={t('profile.substance')}
              value={a.substance}
              onValue={(substance) => set(i, { substance })}
              autoComplete="off"
            />
            <Select
              label={t('profile.severity')}
              value={a.severity}
              onValue={(severity) => set(i, { severity: severity as Allergy['severity'] })}
              choices={(['mild', 'moderate', 'severe'] as const).map((value) => ({
                value,
                label: t(`severity.${value}`),
              }))}
            />
            <TextField
              label={t('profile.reaction')}
              optional
              value={a.reaction}
              onValue={(reaction) => set(i, { reaction })}
              autoComplete="off"
            />
            <div className="self-end">
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
        <Button icon="plus" onClick={() => form.set('items', [...items, blank])}>
          {t('profile.allergyAdd')}
        </Button>
        <Button type="submit" kind="primary" busy={form.busy}>
          {t('common.save')}
        </Button>
      </div>
    </Form>
  );
}
