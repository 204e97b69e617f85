import { api } from '../api/client';
import type { PersonView } from '../api/types';
import { Button } from '../parts/button';
import { DateField, RadioGroup, Select, TextArea, TextField } from '../parts/field';
import { Form, needed, useForm } from '../parts/form';
import { toast } from '../parts/toast';
import { t } from '../words';
import { dateProblem } from './register-page';

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

export function EditPerson({ person, onDone }: { person: PersonView; onDone: () => void }) {
  const {
    family_name,
    given_name,
    family_kana,
    given_kana,
    birth_date,
    sex,
    postal_code,
    address,
    phone,
    language,
    alert,
    note,
    stage,
  } = person;
  const form = useForm({
    initial: {
      family_name,
      given_name,
      family_kana,
      given_kana,
      birth_date,
      sex: sex as string,
      postal_code,
      address,
      phone,
      language,
      alert,
      note,
      stage,
      reason: '',
    },
    check: (v) => ({
      ...needed(v, ['family_name', 'given_name', 'family_kana', 'given_kana']),
      birth_date: dateProblem(v.birth_date),
    }),
    send: (v) => api.put(`/people/${person.id}`, v, { version: person.version }),
    done: () => {
      toast(t('common.saved'));
      onDone();
    },
  });
  return (
    <Form form={form}>
      <TextField {...form.field('alert')} label={t('person.alert')} hint={t('person.alertHint')} optional />
      <div className="grid gap-5 sm:grid-cols-2">
        <TextField {...form.field('family_name')} label={t('person.familyName')} autoComplete="off" />
        <TextField {...form.field('given_name')} label={t('person.givenName')} autoComplete="off" />
        <TextField {...form.field('family_kana')} label={t('person.familyKana')} autoComplete="off" />
        <TextField {...form.field('given_kana')} label={t('person.givenKana')} autoComplete="off" />
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
      <Select
        {...form.field('stage')}
        label={t('person.stage')}
        optional
        choices={stages.map((value) => ({ value, label: t(`stage.${value}`) }))}
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
      <TextField
        {...form.field('language')}
        label={t('person.language')}
        hint={t('person.languageHint')}
        optional
      />
      <TextArea {...form.field('note')} label={t('person.note')} optional />
      <TextField
        {...form.field('reason')}
        label={t('common.reason')}
        hint={t('common.reasonHint')}
        optional
      />
      <div>
        <Button type="submit" kind="primary" busy={form.busy}>
          {t('common.save')}
        </Button>
      </div>
    </Form>
  );
}
