// The fields of a request, by step: the portal shows them one after another, the desk all at once.
import { CheckGroup, DateField, RadioGroup, TextArea, TextField } from '../parts/field';
import type { FormHandle } from '../parts/form';
import { pick, t } from '../words';
import { reaches, relations, type SheetPart } from './rules';
import type { IntakeSheet, Worry } from './types';

export function SheetFields<V extends IntakeSheet>({
  form: given,
  part,
  worries,
}: {
  form: FormHandle<V>;
  part: SheetPart;
  worries: readonly Worry[];
}) {
  const form = given as unknown as FormHandle<IntakeSheet>;
  if (part === 'child')
    return (
      <>
        <div className="grid gap-5 sm:grid-cols-2">
          <TextField {...form.field('family_name')} label={t('ask.familyName')} autoComplete="off" />
          <TextField {...form.field('given_name')} label={t('ask.givenName')} optional autoComplete="off" />
          <TextField {...form.field('family_kana')} label={t('ask.familyKana')} autoComplete="off" />
          <TextField {...form.field('given_kana')} label={t('ask.givenKana')} optional autoComplete="off" />
        </div>
        <DateField {...form.field('birth_date')} label={t('ask.birthDate')} />
        <TextField
          {...form.field('district')}
          label={t('ask.district')}
          hint={t('ask.districtHint')}
          optional
          maxLength={100}
        />
      </>
    );
  if (part === 'worry')
    return (
      <>
        <CheckGroup
          {...form.field('worries')}
          label={t('ask.worries')}
          choices={worries.map((w) => ({ value: w.code, label: pick(w) }))}
        />
        <TextArea {...form.field('words')} label={t('ask.words')} optional maxLength={2000} />
        <TextArea
          {...form.field('supporters')}
          label={t('ask.supporters')}
          hint={t('ask.supportersHint')}
          optional
          maxLength={500}
          rows={2}
        />
      </>
    );
  return (
    <>
      <TextField {...form.field('asker_name')} label={t('ask.asker')} autoComplete="name" />
      <RadioGroup
        {...form.field('relation')}
        onValue={(v) => form.set('relation', v as IntakeSheet['relation'])}
        label={t('ask.relation')}
        choices={relations.map((value) => ({ value, label: t(`ask.relation.${value}`) }))}
      />
      <RadioGroup
        {...form.field('reach')}
        onValue={(v) => form.set('reach', v as IntakeSheet['reach'])}
        label={t('ask.reach')}
        choices={reaches.map((value) => ({ value, label: t(`ask.reach.${value}`) }))}
      />
      <TextField {...form.field('contact')} label={t('ask.contact')} maxLength={200} />
      <TextField {...form.field('contact_when')} label={t('ask.contactWhen')} optional maxLength={200} />
    </>
  );
}
