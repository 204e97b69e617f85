// A review: was it justified, what was done about it, does it end the look or bar the post. Amended by a later one.
import { useState } from 'react';

import { api } from '../api/client';
import type { BreakGlassCase, BreakGlassMeasure } from '../api/types';
import { queryClient } from '../app/session';
import { Button } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { CheckBox, CheckGroup, RadioGroup, TextArea } from '../parts/field';
import { Form, needed, useForm } from '../parts/form';
import { toast } from '../parts/toast';
import { t } from '../words';
import { caseQuery } from './queries';
import { measures } from './rules';

const settled = (id: string, now: BreakGlassCase) => {
  queryClient.setQueryData(caseQuery(id).queryKey, now);
  void queryClient.invalidateQueries({
    predicate: ({ queryKey: [room, what] }) => room === 'break-glass' && what !== 'case',
  });
};

export function ReviewForm({ open }: { open: BreakGlassCase }) {
  const { id } = open.item;
  const form = useForm({
    initial: {
      outcome: '' as '' | 'justified' | 'not_justified',
      measures: [] as BreakGlassMeasure[],
      comment: '',
      end_now: false,
      bar: false,
    },
    check: (v) =>
      needed(v, v.outcome === 'not_justified' ? ['outcome', 'measures', 'comment'] : ['outcome', 'comment']),
    send: ({ outcome, bar, ...v }) =>
      api.post(
        `/break-glass/${id}/review`,
        { ...v, outcome: outcome as 'justified', bar: outcome === 'not_justified' && bar },
        { version: open.reviews[0]?.version ?? 0 },
      ),
    done: (now) => {
      toast(t('breakGlass.reviewKept'));
      settled(id, now);
      form.setAll({ outcome: '', measures: [], comment: '', end_now: false, bar: false });
    },
  });
  const bad = form.values.outcome === 'not_justified';
  return (
    <Form form={form} label={t('breakGlass.review')}>
      <RadioGroup
        {...form.field('outcome')}
        onValue={(outcome) => form.set('outcome', outcome as 'justified')}
        label={t('breakGlass.outcome')}
        choices={(['justified', 'not_justified'] as const).map((value) => ({
          value,
          label: t(`breakGlass.outcome.${value}`),
        }))}
      />
      <CheckGroup<BreakGlassMeasure>
        {...form.field('measures')}
        label={t('breakGlass.measures')}
        choices={measures.map((value) => ({ value, label: t(`breakGlass.measure.${value}`) }))}
      />
      <TextArea
        {...form.field('comment')}
        label={t('breakGlass.comment')}
        hint={t('breakGlass.commentHint')}
        maxLength={2000}
      />
      {open.item.open && <CheckBox {...form.field('end_now')} label={t('breakGlass.endNow')} />}
      {bad && !open.barred && <CheckBox {...form.field('bar')} label={t('breakGlass.bar')} />}
      <div>
        <Button kind="primary" type="submit" busy={form.busy}>
          {t('breakGlass.keepReview')}
        </Button>
      </div>
    </Form>
  );
}

/** Closes an open look without judging it yet. */
export function EndEarly({ id }: { id: string }) {
  const [asking, setAsking] = useState(false);
  const form = useForm({
    initial: { reason: '' },
    check: (v) => needed(v, ['reason']),
    send: (v) => api.post(`/break-glass/${id}/end`, v),
    done: (now) => {
      toast(t('breakGlass.ended'));
      settled(id, now);
      setAsking(false);
    },
  });
  return (
    <>
      <Button kind="danger" onClick={() => setAsking(true)}>
        {t('breakGlass.endNowButton')}
      </Button>
      <Dialog title={t('breakGlass.endNowButton')} open={asking} onClose={() => setAsking(false)} held>
        <Form form={form}>
          <TextArea {...form.field('reason')} label={t('common.reason')} hint={t('common.reasonHint')} />
          <div>
            <Button kind="danger" type="submit" busy={form.busy}>
              {t('breakGlass.endNowButton')}
            </Button>
          </div>
        </Form>
      </Dialog>
    </>
  );
}
