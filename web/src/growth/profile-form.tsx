import { api } from '../api/client';
import { queryClient } from '../app/session';
import { Button } from '../parts/button';
import { Select, TextField } from '../parts/field';
import { Form, useForm } from '../parts/form';
import { toast } from '../parts/toast';
import { readNumber } from '../record/rules';
import type { GrowthView } from '../record/types';
import { pick, t } from '../words';

/** Weeks of gestation, the parents' heights, the reference for this child. */
export function ProfileForm({
  person,
  view,
  onDone,
}: {
  person: string;
  view: GrowthView;
  onDone: () => void;
}) {
  const { profile } = view;
  const form = useForm({
    initial: {
      gestation_weeks: profile.gestation_weeks?.toString() ?? '',
      gestation_days: String(profile.gestation_days),
      mother_height_cm: profile.mother_height_cm?.toString() ?? '',
      father_height_cm: profile.father_height_cm?.toString() ?? '',
      reference: profile.reference,
    },
    send: (v) =>
      api.put(
        `/people/${person}/growth/profile`,
        {
          gestation_weeks: readNumber(v.gestation_weeks) ?? null,
          gestation_days: readNumber(v.gestation_days) ?? 0,
          mother_height_cm: readNumber(v.mother_height_cm) ?? null,
          father_height_cm: readNumber(v.father_height_cm) ?? null,
          reference: v.reference,
          reason: '',
        },
        { version: profile.version },
      ),
    done: () => {
      toast(t('growth.profileSaved'));
      void queryClient.invalidateQueries({ queryKey: ['person', person, 'growth'] });
      onDone();
    },
  });
  return (
    <Form form={form}>
      <div className="flex gap-3">
        <TextField
          {...form.field('gestation_weeks')}
          label={t('growth.weeks')}
          inputMode="numeric"
          optional
          className="max-w-32"
        />
        <Select
          {...form.field('gestation_days')}
          label={t('growth.days')}
          choices={['0', '1', '2', '3', '4', '5', '6'].map((value) => ({ value, label: value }))}
        />
      </div>
      <TextField
        {...form.field('mother_height_cm')}
        label={t('growth.mother')}
        inputMode="decimal"
        optional
        className="max-w-32"
      />
      <TextField
        {...form.field('father_height_cm')}
        label={t('growth.father')}
        inputMode="decimal"
        optional
        className="max-w-32"
      />
      <Select
        {...form.field('reference')}
        label={t('growth.reference')}
        optional
        empty={t('growth.usual')}
        choices={view.references.map((r) => ({ value: r.code, label: pick(r) }))}
      />
      <div>
        <Button type="submit" kind="primary" busy={form.busy}>
          {t('common.save')}
        </Button>
      </div>
    </Form>
  );
}
