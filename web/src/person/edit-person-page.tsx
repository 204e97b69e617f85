import { useNavigate } from '@tanstack/react-router';

import { api } from '../api/client';
import type { PersonView, Sex } from '../api/types';
import { queryClient } from '../app/session';
import { Button, LinkButton } from '../parts/button';
import { DateField, RadioGroup, Select, TextArea, TextField } from '../parts/field';
import { Form, needed, useForm } from '../parts/form';
import { RaceNote, useFollow, useRace } from '../parts/lost-race';
import { Note, Page } from '../parts/page';
import { toast } from '../parts/toast';
import { t } from '../words';
import { usePerson } from './person-layout';
import { personQuery } from './queries';
import { dateProblem } from './rules';
import { editableOf, fieldWord, languageChoices, valueWord, type Editable } from './words';

const stages = [
  'infant',
  'toddler',
  'preschool',
  'elementary',
  'junior_high',
  'high_school',
  'transition',
  'adult',
  'elderly',
] as const;
/** The end of support has a page of its own. */
const states = ['intake', 'active', 'paused'] as const;

/** Basic facts of a person; names are kept exactly as typed. */
export function EditPersonPage() {
  const person = usePerson();
  const navigate = useNavigate();
  const race = useRace<PersonView, Editable & { reason: string }>(
    person,
    (p) => ({ ...editableOf(p), reason: '' }),
    () => queryClient.fetchQuery({ ...personQuery(person.id), staleTime: 0 }),
  );
  const form = useForm({
    initial: race.initial,
    check: (v) => ({ ...needed(v, ['family_name', 'family_kana']), birth_date: dateProblem(v.birth_date) }),
    send: (v) =>
      race.attempt(v, (version) =>
        api.put(
          `/people/${person.id}`,
          {
            ...v,
            sex: v.sex as Sex,
            stage: (v.stage || null) as PersonView['stage'] | null,
            state: v.state as PersonView['state'],
          },
          { version },
        ),
      ),
    done: (saved) => {
      queryClient.setQueryData(personQuery(person.id).queryKey, saved);
      void queryClient.invalidateQueries({ queryKey: ['people'] });
      void queryClient.invalidateQueries({ queryKey: ['person', person.id] });
      toast(t('common.saved'));
      void navigate({ to: '/people/$person/profile', params: { person: person.id } });
    },
  });
  useFollow(race, form.setAll);
  const back = {
    to: { to: '/people/$person/profile', params: { person: person.id } },
    label: t('person.tab.profile'),
  } as const;
  if (!person.access.may.includes('edit_person'))
    return (
      <Page title={t('profile.edit')} narrow back={back}>
        <Note tone="warn">{t('profile.mayNotEdit')}</Note>
      </Page>
    );
  return (
    <Page title={t('profile.edit')} narrow back={back}>
      <div className="card p-4 sm:p-5">
        <Form form={form}>
          <RaceNote race={race} label={fieldWord} show={valueWord} />
          <div className="grid grid-cols-2 gap-x-4 gap-y-5">
            <p className="col-span-2 -mb-2 text-sm text-ink-soft">{t('profile.namesHint')}</p>
            <TextField
              {...form.field('family_name')}
              label={t('person.familyName')}
              autoComplete="off"
              spellCheck={false}
            />
            <TextField
              {...form.field('given_name')}
              label={t('person.givenName')}
              optional
              autoComplete="off"
              spellCheck={false}
            />
            <TextField
              {...form.field('family_kana')}
              label={t('person.familyKana')}
              autoComplete="off"
              spellCheck={false}
            />
            <TextField
              {...form.field('given_kana')}
              label={t('person.givenKana')}
              optional
              autoComplete="off"
              spellCheck={false}
            />
          </div>
          <DateField {...form.field('birth_date')} label={t('person.birthDate')} />
          <RadioGroup
            {...form.field('sex')}
            label={t('person.sex')}
            choices={(['female', 'male', 'other', 'unknown'] as const).map((value) => ({
              value,
              label: t(`sex.${value}`),
            }))}
          />
          <TextField
            {...form.field('alert')}
            label={t('person.alert')}
            hint={t('person.alertHint')}
            optional
          />
          <TextField
            {...form.field('postal_code')}
            label={t('person.postalCode')}
            hint={t('apply.postalCodeHint')}
            optional
            className="max-w-40"
            autoComplete="off"
            inputMode="numeric"
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
            choices={languageChoices(person.language)}
            empty={t('language.none')}
            optional
            className="max-w-60"
          />
          <Select
            {...form.field('stage')}
            label={t('person.stage')}
            choices={stages.map((value) => ({ value, label: t(`stage.${value}`) }))}
            empty={t('profile.stageByAge')}
            optional
          />
          <Select
            {...form.field('state')}
            label={t('person.state')}
            choices={[...new Set([...states, person.state])].map((value) => ({
              value,
              label: t(`personState.${value}`),
            }))}
          />
          <TextArea {...form.field('note')} label={t('person.note')} hint={t('profile.noteHint')} optional />
          <TextField
            {...form.field('reason')}
            label={t('profile.reason')}
            hint={t('common.reasonHint')}
            optional
          />
          <div className="flex flex-wrap gap-2">
            <Button type="submit" kind="primary" busy={form.busy}>
              {t('common.save')}
            </Button>
            <LinkButton kind="quiet" to="/people/$person/profile" params={{ person: person.id }}>
              {t('common.cancel')}
            </LinkButton>
          </div>
        </Form>
      </div>
    </Page>
  );
}
