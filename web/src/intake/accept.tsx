// The coordinator accepts a request: is the child registered already? If not, a new person begins.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { api } from '../api/client';
import { newId } from '../api/ids';
import type { DoubleView, Sex } from '../api/types';
import { queryClient } from '../app/session';
import { Badge } from '../parts/badge';
import { Button } from '../parts/button';
import { CheckBox, RadioGroup, Select } from '../parts/field';
import { Form, useForm } from '../parts/form';
import { Loaded, Note } from '../parts/page';
import { toast } from '../parts/toast';
import { t } from '../words';
import { stages } from './board';
import { keep } from './triage';
import type { IntakeView, WaitStage } from './types';

function Doubles({ doubles }: { doubles: readonly DoubleView[] }) {
  if (doubles.length === 0) return <Note tone="good">{t('intake.noDoubles')}</Note>;
  return (
    <ul className="grid gap-2" aria-label={t('intake.doubles')}>
      {doubles.map((d, i) => (
        <li
          key={d.person_id ?? i}
          className="flex flex-wrap items-center gap-2 rounded-lg border border-line p-3"
        >
          <Badge tone={d.certainty === 'same' ? 'danger' : 'warn'}>{t(`register.${d.certainty}`)}</Badge>
          {d.name ? (
            <strong>{d.name}</strong>
          ) : (
            t('intake.hint', { facility: d.contact_facility || t('intake.hintOperators') })
          )}
        </li>
      ))}
    </ul>
  );
}
function Accept({
  view,
  doubles,
  onDone,
}: {
  view: IntakeView;
  doubles: readonly DoubleView[];
  onDone: () => void;
}) {
  const [id] = useState(newId);
  const known = doubles.filter((d) => d.person_id && d.name);
  const form = useForm({
    initial: { who: 'new', sex: 'unknown', stage: 'interview' as string, not_a_double: false },
    check: (v) =>
      v.who === 'new' && doubles.length > 0 && !v.not_a_double ? { not_a_double: t('intake.mustSay') } : {},
    send: (v) => {
      const { family_name, given_name, family_kana, given_kana, birth_date } = view.sheet;
      const person = {
        id,
        family_name,
        given_name,
        family_kana,
        given_kana,
        birth_date,
        sex: v.sex as Sex,
        postal_code: '',
        address: '',
        phone: view.sheet.reach === 'phone' && view.sheet.contact.length <= 40 ? view.sheet.contact : '',
        language: '',
        not_a_double: v.not_a_double,
      };
      return api.post(
        `/intakes/${view.line.id}/person`,
        {
          person: v.who === 'new' ? person : null,
          person_id: v.who === 'new' ? null : v.who,
          stage: v.stage as WaitStage,
        },
        { version: view.line.version },
      );
    },
    done: (now) => {
      toast(t('intake.accepted'));
      void queryClient.invalidateQueries({ queryKey: ['people'] });
      keep(now);
      onDone();
    },
  });
  return (
    <Form form={form}>
      <p>{t('intake.acceptLead')}</p>
      <Doubles doubles={doubles} />
      {known.length > 0 && (
        <RadioGroup
          {...form.field('who')}
          label={t('intake.doubles')}
          inline={false}
          choices={[
            { value: 'new', label: t('intake.asNew') },
            ...known.map((d) => ({ value: d.person_id!, label: t('intake.asKnown', { name: d.name! }) })),
          ]}
        />
      )}
      {form.values.who === 'new' && (
        <>
          <RadioGroup
            {...form.field('sex')}
            label={t('person.sex')}
            choices={(['female', 'male', 'other', 'unknown'] as const).map((value) => ({
              value,
              label: t(`sex.${value}`),
            }))}
          />
          {doubles.length > 0 && <CheckBox {...form.field('not_a_double')} label={t('intake.notDouble')} />}
        </>
      )}
      <Select
        {...form.field('stage')}
        label={t('intake.nextStage')}
        choices={stages
          .filter((stage) => stage !== 'received')
          .map((value) => ({ value, label: t(`wait.stage.${value}`) }))}
      />
      <div>
        <Button type="submit" kind="primary" busy={form.busy}>
          {t('intake.do.accept')}
        </Button>
      </div>
    </Form>
  );
}
/** The look for doubles is counted and audited: it is made once, when the form opens. */
export function AcceptForm({ view, onDone }: { view: IntakeView; onDone: () => void }) {
  const { family_name, given_name, family_kana, given_kana, birth_date } = view.sheet;
  const doubles = useQuery({
    queryKey: ['intakes', 'doubles', view.line.id, view.line.version],
    queryFn: () =>
      api.post('/people/doubles', { family_name, given_name, family_kana, given_kana, birth_date }),
    staleTime: Infinity,
    retry: false,
  });
  return <Loaded query={doubles}>{(found) => <Accept view={view} doubles={found} onDone={onDone} />}</Loaded>;
}
