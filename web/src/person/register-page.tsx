// Registration in two steps: name and birth date are looked up first, so that nobody is registered twice.
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';

import { api } from '../api/client';
import { newId } from '../api/ids';
import type { DoubleView, Sex } from '../api/types';
import { queryClient } from '../app/session';
import { Badge } from '../parts/badge';
import { Button, LinkButton } from '../parts/button';
import { CheckBox, DateField, RadioGroup, Select, TextField } from '../parts/field';
import { Form, needed, useForm } from '../parts/form';
import { Note, Page, Section } from '../parts/page';
import { toast } from '../parts/toast';
import { t } from '../words';
import { dateProblem } from './rules';
import { bothDates, languageChoices } from './words';

interface Who {
  family_name: string;
  given_name: string;
  family_kana: string;
  given_kana: string;
  birth_date: string;
}
function WhoStep({ onChecked }: { onChecked: (who: Who, doubles: DoubleView[]) => void }) {
  const form = useForm<Who, DoubleView[]>({
    initial: { family_name: '', given_name: '', family_kana: '', given_kana: '', birth_date: '' },
    check: (v) => ({ ...needed(v, ['family_name', 'family_kana']), birth_date: dateProblem(v.birth_date) }),
    send: (v) => api.post('/people/doubles', v),
    done: (doubles, v) => onChecked(v, doubles),
  });
  return (
    <div className="card p-5">
      <Form form={form}>
        <div className="grid gap-5 sm:grid-cols-2">
          <TextField {...form.field('family_name')} label={t('person.familyName')} autoComplete="off" />
          <TextField
            {...form.field('given_name')}
            label={t('person.givenName')}
            optional
            autoComplete="off"
          />
          <TextField {...form.field('family_kana')} label={t('person.familyKana')} autoComplete="off" />
          <TextField
            {...form.field('given_kana')}
            label={t('person.givenKana')}
            optional
            autoComplete="off"
          />
        </div>
        <DateField {...form.field('birth_date')} label={t('person.birthDate')} />
        <div>
          <Button type="submit" kind="primary" busy={form.busy}>
            {t('register.check')}
          </Button>
        </div>
      </Form>
    </div>
  );
}

function Doubles({ doubles }: { doubles: readonly DoubleView[] }) {
  return (
    <Section title={t('register.doubles')}>
      <p className="mb-3">{t('register.doublesLead')}</p>
      <ul className="grid gap-3">
        {doubles.map((d, i) => (
          <li
            key={d.person_id ?? i}
            className="flex flex-wrap items-center gap-3 rounded-lg border border-line p-3"
          >
            <Badge tone={d.certainty === 'same' ? 'danger' : 'warn'}>{t(`register.${d.certainty}`)}</Badge>
            <span className="flex-1 basis-56">
              {d.name && <strong className="mr-3">{d.name}</strong>}
              <span className="text-sm text-ink-soft">
                {d.birth_date_matches ? t('register.birthMatches') : t('register.birthDiffers')}
                {'・'}
                {d.contact_facility
                  ? t('register.contact', { facility: d.contact_facility })
                  : t('register.contactOperators')}
              </span>
            </span>
            {d.person_id && (
              <LinkButton to="/people/$person" params={{ person: d.person_id }}>
                {t('register.open')}
              </LinkButton>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function RestStep({
  who,
  doubles,
  onBack,
}: {
  who: Who;
  doubles: readonly DoubleView[];
  onBack: () => void;
}) {
  const id = useRef(newId());
  const navigate = useNavigate();
  const form = useForm({
    initial: { sex: 'unknown', postal_code: '', address: '', phone: '', language: '', not_a_double: false },
    check: (v) => (doubles.length > 0 && !v.not_a_double ? { not_a_double: t('register.mustSay') } : {}),
    send: (v) => api.post('/people', { id: id.current, ...who, ...v, sex: v.sex as Sex }),
    done: (person) => {
      void queryClient.invalidateQueries({ queryKey: ['people'] });
      toast(t('register.done'));
      void navigate({ to: `/people/${person.id}/consents` as string });
    },
  });
  return (
    <>
      <div className="card flex flex-wrap items-center justify-between gap-3 p-5">
        <p>
          <span className="block text-sm text-ink-soft">
            {who.family_kana} {who.given_kana}
          </span>
          <span className="text-lg font-bold">
            {who.family_name} {who.given_name}
          </span>{' '}
          <span className="inline-block">{bothDates(who.birth_date)}</span>
        </p>
        <Button kind="quiet" onClick={onBack}>
          {t('register.change')}
        </Button>
      </div>
      {doubles.length === 0 ? (
        <Note tone="good">{t('register.noDoubles')}</Note>
      ) : (
        <Doubles doubles={doubles} />
      )}
      <Section title={t('register.rest')}>
        <Form form={form}>
          {doubles.length > 0 && <CheckBox {...form.field('not_a_double')} label={t('register.notDouble')} />}
          <RadioGroup
            {...form.field('sex')}
            label={t('person.sex')}
            choices={(['female', 'male', 'other', 'unknown'] as const).map((value) => ({
              value,
              label: t(`sex.${value}`),
            }))}
          />
          <TextField
            {...form.field('postal_code')}
            label={t('person.postalCode')}
            hint={t('apply.postalCodeHint')}
            optional
            className="max-w-40"
            autoComplete="off"
          />
          <TextField {...form.field('address')} label={t('person.address')} optional autoComplete="off" />
          <TextField
            {...form.field('phone')}
            label={t('person.phone')}
            type="tel"
            optional
            className="max-w-60"
            autoComplete="off"
          />
          <Select
            {...form.field('language')}
            label={t('person.language')}
            choices={languageChoices('')}
            empty={t('language.none')}
            optional
          />
          <div>
            <Button type="submit" kind="primary" busy={form.busy}>
              {t('register.submit')}
            </Button>
          </div>
        </Form>
      </Section>
    </>
  );
}

export function RegisterPage() {
  const [checked, setChecked] = useState<{ who: Who; doubles: DoubleView[] } | null>(null);
  return (
    <Page
      title={t('register.title')}
      lead={checked ? undefined : t('register.lead')}
      narrow
      back={{ to: { to: '/people' }, label: t('people.title') }}
    >
      {/* Kept mounted, so that going back finds what was typed. */}
      <div hidden={checked !== null}>
        <WhoStep onChecked={(who, doubles) => setChecked({ who, doubles })} />
      </div>
      {checked && <RestStep who={checked.who} doubles={checked.doubles} onBack={() => setChecked(null)} />}
    </Page>
  );
}
