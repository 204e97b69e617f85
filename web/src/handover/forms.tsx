// What can be done with a handover: change the draft, take it back, answer it, note what happened.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { api } from '../api/client';
import { newId } from '../api/ids';
import { queryClient } from '../app/session';
import { facilityQuery } from '../facility/queries';
import { Button } from '../parts/button';
import { CheckGroup, DateField, RadioGroup, TextArea, TextField } from '../parts/field';
import { Form, needed, useForm } from '../parts/form';
import { Loaded, Note } from '../parts/page';
import { toast } from '../parts/toast';
import { t } from '../words';
import { todayText } from '../words/dates';
import { checkHandover, contentOf, HandoverForm, valuesOf } from './handover-form';
import { handoverQuery, refreshHandovers } from './queries';
import type { HandoverStep, HandoverView } from './types';

type HandoverPath = `/people/${string}/handovers/${string}`;
export const pathOf = (view: HandoverView): HandoverPath =>
  `/people/${view.line.person_id}/handovers/${view.line.id}`;

/** Keeps what came back, and asks again for the lists. */
export function keep(view: HandoverView): void {
  queryClient.setQueryData(handoverQuery(view.line.person_id, view.line.id).queryKey, view);
  refreshHandovers(view.line.person_id);
}

export function EditForm({ view, onDone }: { view: HandoverView; onDone: () => void }) {
  const to = view.terms.to_facility_id;
  const facility = useQuery({ ...facilityQuery(to ?? ''), enabled: to !== null });
  if (to !== null && !facility.data) return <Loaded query={facility}>{() => null}</Loaded>;
  return <EditDraft view={view} facility={facility.data ?? null} onDone={onDone} />;
}
function EditDraft({
  view,
  facility,
  onDone,
}: {
  view: HandoverView;
  facility: Parameters<typeof valuesOf>[1];
  onDone: () => void;
}) {
  const [version, setVersion] = useState(view.line.version);
  const [lost, setLost] = useState(false);
  const form = useForm({
    initial: valuesOf(view, facility),
    check: checkHandover,
    send: async (v) => {
      try {
        return await api.put(pathOf(view), { content: contentOf(v), reason: '' }, { version });
      } catch (error) {
        // Somebody saved meanwhile: what was typed stays, their items are added, and saving again keeps both.
        const fresh = await queryClient.fetchQuery({
          ...handoverQuery(view.line.person_id, view.line.id),
          staleTime: 0,
        });
        if (fresh.line.version === version) throw error;
        setVersion(fresh.line.version);
        setLost(true);
        const mine = new Set(v.kept.map((item) => item.id));
        const theirs = fresh.items.map((each) => each.item).filter((item) => !mine.has(item.id));
        form.set('kept', [...v.kept, ...theirs]);
        form.set('picked', [...v.picked, ...theirs.map((item) => item.id)]);
        throw error;
      }
    },
    done: (now) => {
      toast(t('handover.saved'));
      keep(now);
      onDone();
    },
  });
  return (
    <div className="grid gap-4">
      {lost && <Note tone="warn">{t('handover.overtaken')}</Note>}
      <HandoverForm form={form} submit={t('common.save')} />
    </div>
  );
}

/** Back to the draft, or taken back: with a reason. */
export function BackForm({
  view,
  to,
  onDone,
}: {
  view: HandoverView;
  to: 'draft' | 'withdrawn';
  onDone: () => void;
}) {
  const form = useForm({
    initial: { reason: '' },
    check: (v) => needed(v, ['reason']),
    send: (v) =>
      api.put(`${pathOf(view)}/state`, { state: to, reason: v.reason }, { version: view.line.version }),
    done: (now) => {
      keep(now);
      onDone();
    },
  });
  return (
    <Form form={form}>
      <p>{t(`handover.back.${to}`)}</p>
      <TextField {...form.field('reason')} label={t('common.reason')} maxLength={500} />
      <div>
        <Button type="submit" kind={to === 'withdrawn' ? 'danger' : 'primary'} busy={form.busy}>
          {t(to === 'draft' ? 'handover.reopen' : 'handover.withdraw')}
        </Button>
      </div>
    </Form>
  );
}

/** A guardian agrees, leaves items out, or does not agree; a coordinator writes down what was answered on paper. */
export function AnswerForm({
  view,
  onPaper,
  onDone,
}: {
  view: HandoverView;
  onPaper: boolean;
  onDone: () => void;
}) {
  const [id] = useState(newId);
  const items = view.items.filter((each) => !each.left_out);
  const asked = view.line.state === 'asked';
  const form = useForm({
    initial: { answer: asked ? '' : 'no', left_out: [] as string[], words: '' },
    check: (v) => ({ ...needed(v, ['answer']), ...(onPaper ? needed(v, ['words']) : {}) }),
    send: (v) =>
      api.post(
        `${pathOf(view)}/answer`,
        { id, agree: v.answer === 'yes', left_out: v.answer === 'yes' ? v.left_out : [], words: v.words },
        { version: view.line.version },
      ),
    done: (now, v) => {
      toast(t(v.answer === 'yes' ? 'handover.agreedNow' : 'handover.declinedNow'));
      keep(now);
      onDone();
    },
  });
  return (
    <Form form={form}>
      {!asked && <p>{t('handover.takeBackAgreement')}</p>}
      {asked && (
        <RadioGroup
          {...form.field('answer')}
          label={t('handover.answerLabel')}
          choices={[
            { value: 'yes', label: t('handover.agree') },
            { value: 'no', label: t('handover.decline') },
          ]}
        />
      )}
      {form.values.answer === 'yes' && (
        <CheckGroup
          id={`${form.id}-left_out`}
          label={t('handover.leaveOut')}
          hint={t('handover.leaveOutHint')}
          error={form.problems.left_out}
          value={form.values.left_out}
          onValue={(ids) => form.set('left_out', ids)}
          choices={items.map(({ item }) => ({ value: item.id, label: item.title }))}
        />
      )}
      <TextArea
        {...form.field('words')}
        label={t(onPaper ? 'handover.paperWords' : 'handover.answerWords')}
        {...(onPaper ? { hint: t('handover.paperHint') } : { optional: true })}
        rows={2}
        maxLength={1000}
      />
      <div>
        <Button type="submit" kind="primary" busy={form.busy}>
          {t('handover.sendAnswer')}
        </Button>
      </div>
    </Form>
  );
}

/** A meeting, a follow-up, an answer to a question, a receipt from outside. */
export function StepForm({
  view,
  kind,
  item = null,
  onDone,
}: {
  view: HandoverView;
  kind: HandoverStep['kind'];
  item?: string | null;
  onDone: () => void;
}) {
  const [id] = useState(newId);
  const dated = kind !== 'answer';
  const form = useForm({
    initial: { words: '', on: todayText() },
    check: (v) => needed(v, ['words']),
    send: (v) =>
      api.post(`${pathOf(view)}/steps`, {
        id,
        kind,
        item_id: item,
        on: dated ? v.on || null : null,
        words: v.words,
      }),
    done: (now) => {
      toast(t('handover.noted'));
      keep(now);
      onDone();
    },
  });
  return (
    <Form form={form}>
      {dated && <DateField {...form.field('on')} label={t('handover.onDay')} max={todayText()} />}
      <TextArea
        {...form.field('words')}
        label={t(`handover.wordsOf.${kind as 'meeting'}`)}
        rows={4}
        maxLength={2000}
      />
      <div>
        <Button type="submit" kind="primary" busy={form.busy}>
          {t('common.save')}
        </Button>
      </div>
    </Form>
  );
}
