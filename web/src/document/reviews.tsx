// Looking at a plan again: a mark for each goal, a word, the next day.
import { useRef, useState } from 'react';

import { api } from '../api/client';
import { newId } from '../api/ids';
import type { DocumentReview, GoalMark } from '../api/types';
import { isTable, isText } from '../form/model';
import { rowsOf, type Sheet } from '../form/rules';
import { Badge, type Tone } from '../parts/badge';
import { Button } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { DateField, RadioGroup, TextArea, TextField } from '../parts/field';
import { Form, needed, useForm } from '../parts/form';
import { Section } from '../parts/page';
import { toast } from '../parts/toast';
import { t } from '../words';
import { dateTime, longDate } from '../words/dates';
import { adopt } from './queries';
import { pathOf, type Acting } from './steps';

const marks: readonly GoalMark[] = ['achieved', 'partly', 'not_yet', 'changed'];
const tones: Record<GoalMark, Tone> = { achieved: 'good', partly: 'info', not_yet: 'warn', changed: 'plain' };

/** The goals of a plan: rows of the groups whose linkId begins with `goal`, named by their first text. */
export function goalsOf(sheet: Sheet): { path: string; words: string }[] {
  return [...sheet.asked()]
    .filter(({ item }) => isTable(item) && item.linkId.startsWith('goal'))
    .flatMap(({ item, path }) => {
      const name = item.item?.find(isText);
      return rowsOf(sheet.values, path).map((row) => ({
        path: `${path}:${row}`,
        words: (name && sheet.values[`${path}:${row}/${name.linkId}`]?.text) || '',
      }));
    })
    .filter((goal) => goal.words !== '');
}
function ReviewForm({ person, view, sheet, onDone }: Acting & { sheet: Sheet; onDone: () => void }) {
  const id = useRef(newId());
  const goals = goalsOf(sheet);
  const [results, setResults] = useState(goals.map((g) => ({ ...g, mark: '' as GoalMark | '', note: '' })));
  const form = useForm({
    initial: { words: '', next_review_on: '' },
    check: (v) => needed(v, goals.length > 0 ? [] : ['words']),
    send: (v) =>
      api.post(`${pathOf({ person, view })}/reviews`, {
        id: id.current,
        words: v.words,
        results: results.flatMap((r) => (r.mark ? [{ path: r.path, mark: r.mark, words: r.note }] : [])),
        next_review_on: v.next_review_on || null,
      }),
    done: (next) => {
      adopt(person, next);
      toast(t('document.reviewed'));
      onDone();
    },
  });
  const put = (at: number, change: Partial<(typeof results)[number]>) =>
    setResults((all) => all.map((r, i) => (i === at ? { ...r, ...change } : r)));
  return (
    <Form form={form}>
      {results.map((r, i) => (
        <div key={r.path} className="grid gap-2 rounded-xl border border-line p-3">
          <RadioGroup
            label={r.words}
            value={r.mark}
            choices={marks.map((value) => ({ value, label: t(`document.mark.${value}`) }))}
            onValue={(mark) => put(i, { mark: mark as GoalMark })}
          />
          <TextField
            label={t('document.markNote')}
            optional
            value={r.note}
            onValue={(note) => put(i, { note })}
          />
        </div>
      ))}
      <TextArea {...form.field('words')} label={t('document.reviewWords')} optional={goals.length > 0} />
      <DateField
        {...form.field('next_review_on')}
        label={t('document.nextReview')}
        hint={t('document.nextReviewHint')}
        optional
      />
      <div>
        <Button type="submit" kind="primary" busy={form.busy}>
          {t('document.reviewSave')}
        </Button>
      </div>
    </Form>
  );
}
function Past({ review }: { review: DocumentReview }) {
  return (
    <li className="grid gap-2 rounded-lg border border-line p-3">
      <p className="text-sm text-ink-soft">
        <strong className="text-ink">{review.by_name}</strong> {dateTime(review.at)}
      </p>
      {review.results.length > 0 && (
        <ul className="grid gap-1.5">
          {review.results.map((r) => (
            <li key={r.path}>
              <Badge tone={tones[r.mark]}>{t(`document.mark.${r.mark}`)}</Badge> {r.goal}
              {r.words && <span className="block text-ink-soft">{r.words}</span>}
            </li>
          ))}
        </ul>
      )}
      {review.words && <p className="prose">{review.words}</p>}
      {review.next_review_on && (
        <p className="text-sm">{t('document.nextReviewOn', { date: longDate(review.next_review_on) })}</p>
      )}
    </li>
  );
}
export function Reviews({ person, view, sheet }: Acting & { sheet: Sheet }) {
  const [writing, setWriting] = useState(false);
  if (view.reviews.length === 0 && !view.may.review) return null;
  return (
    <Section
      title={t('document.reviews')}
      actions={
        view.may.review && (
          <Button icon="pencil" onClick={() => setWriting(true)}>
            {t('document.review')}
          </Button>
        )
      }
    >
      {view.reviews.length === 0 ? (
        <p className="text-ink-soft">{t('document.reviewsEmpty')}</p>
      ) : (
        <ol className="grid gap-2">
          {view.reviews.map((review) => (
            <Past key={review.id} review={review} />
          ))}
        </ol>
      )}
      <Dialog title={t('document.review')} open={writing} onClose={() => setWriting(false)} held wide>
        {writing && <ReviewForm {...{ person, view, sheet }} onDone={() => setWriting(false)} />}
      </Dialog>
    </Section>
  );
}
