// Another period of keeping: years or none, the rule it follows, and why.
import { api } from '../api/client';
import { Button } from '../parts/button';
import { RadioGroup, TextField } from '../parts/field';
import { Form, needed, useForm } from '../parts/form';
import { Note } from '../parts/page';
import { toast } from '../parts/toast';
import { t } from '../words';
import { refresh, type KeptKindState } from './queries';
import { yearsOf } from './rules';

export function PeriodForm({ state, onDone }: { state: KeptKindState; onDone: () => void }) {
  const now = state.to_come ?? state.in_force;
  const form = useForm({
    initial: {
      how: now && now.years === null ? 'endless' : 'years',
      years: now?.years ? String(now.years) : '',
      source: now?.source ?? '',
      reason: '',
    },
    check: (v) => ({
      ...needed(v, ['source', 'reason']),
      ...(v.how === 'years' && yearsOf(v.years) === null && { years: t('retention.yearsWrong') }),
    }),
    send: ({ how, years, source, reason }) =>
      api.post(
        `/retention/periods/${state.kind as string}`,
        { years: how === 'years' ? yearsOf(years) : null, source, reason },
        { version: state.version },
      ),
    done: () => {
      toast(t('retention.decided'));
      void refresh();
      onDone();
    },
  });
  return (
    <Form form={form}>
      <p className="font-bold">{t(`retention.kind.${state.kind}`)}</p>
      <Note>{t('retention.waits')}</Note>
      <RadioGroup
        {...form.field('how')}
        label={t('retention.howLong')}
        choices={(['years', 'endless'] as const).map((value) => ({
          value,
          label: t(`retention.choice.${value}`),
        }))}
      />
      {form.values.how === 'years' && (
        <TextField
          {...form.field('years')}
          label={t('retention.yearsField')}
          hint={t('retention.yearsHint')}
          inputMode="numeric"
          className="max-w-24"
        />
      )}
      <TextField {...form.field('source')} label={t('retention.source')} maxLength={200} />
      <TextField {...form.field('reason')} label={t('common.reason')} maxLength={500} />
      <div>
        <Button type="submit" kind="primary" busy={form.busy}>
          {t('retention.decide')}
        </Button>
      </div>
    </Form>
  );
}
