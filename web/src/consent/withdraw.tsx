import { useQuery } from '@tanstack/react-query';

import { api } from '../api/client';
import type { ConsentView } from '../api/types';
import { Button } from '../parts/button';
import { CheckGroup, RadioGroup, TextArea, TextField } from '../parts/field';
import { Form, needed, useForm } from '../parts/form';
import { Note } from '../parts/page';
import { toast } from '../parts/toast';
import { t } from '../words';
import { effectsQuery } from './queries';

/** What ends with the consent is said before it ends. */
function Effects({ person, consent, facility }: { person: string; consent: string; facility: string }) {
  const effects = useQuery(effectsQuery(person, consent, facility));
  if (!effects.data) return null;
  return (
    <Note tone="warn">
      <p className="font-bold">{t('consent.effects')}</p>
      {effects.data.facilities.length > 0 && (
        <ul className="list-disc pl-5">
          {effects.data.facilities.map((f) => (
            <li key={f.name}>{t('consent.effectFacility', { name: f.name, seats: f.seats })}</li>
          ))}
        </ul>
      )}
      <p>{t('consent.effectEntries', { n: effects.data.entries_no_longer_shared })}</p>
      <p>{t('consent.effectKept')}</p>
    </Note>
  );
}
export function Withdraw({
  person,
  consent,
  onDone,
}: {
  person: string;
  consent: ConsentView;
  onDone: () => void;
}) {
  const named = consent.facilities.filter((f) => !f.withdrawn_at);
  const form = useForm({
    initial: { whole: true, facility_ids: [] as string[], reason: '', withdrawn_by: consent.giver_name },
    check: (v) => ({
      ...needed(v, ['reason', 'withdrawn_by']),
      ...(!v.whole && v.facility_ids.length === 0 ? { facility_ids: t('error.needed') } : {}),
    }),
    send: ({ whole, ...v }) =>
      api.post(`/people/${person}/consents/${consent.id}/withdraw`, {
        ...v,
        facility_ids: whole ? [] : v.facility_ids,
      }),
    done: () => {
      toast(t('consent.withdrawnDone'));
      onDone();
    },
  });
  return (
    <Form form={form}>
      {!consent.whole_team && named.length > 1 && (
        <RadioGroup
          label={t('consent.withdrawWhat')}
          value={form.values.whole ? 'whole' : 'some'}
          onValue={(v) => form.set('whole', v === 'whole')}
          choices={[
            { value: 'whole', label: t('consent.withdrawWhole') },
            { value: 'some', label: t('consent.withdrawSome') },
          ]}
        />
      )}
      {!form.values.whole && (
        <CheckGroup
          id={form.field('facility_ids').id}
          label={t('consent.parties')}
          error={form.problems.facility_ids}
          value={form.values.facility_ids}
          onValue={(v) => form.set('facility_ids', v)}
          choices={named.map((f) => ({ value: f.id, label: f.name }))}
        />
      )}
      <Effects
        person={person}
        consent={consent.id}
        facility={
          !form.values.whole && form.values.facility_ids.length === 1 ? form.values.facility_ids[0]! : ''
        }
      />
      <TextField {...form.field('withdrawn_by')} label={t('consent.withdrawnBy')} />
      <TextArea {...form.field('reason')} label={t('common.reason')} hint={t('common.reasonHint')} />
      <div>
        <Button type="submit" kind="danger" busy={form.busy}>
          {t('consent.withdraw')}
        </Button>
      </div>
    </Form>
  );
}
