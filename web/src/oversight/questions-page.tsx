// The queue of questions about looks: what waits longest comes first, with its age.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { api } from '../api/client';
import type { LookQuestionItem, QuestionState } from '../api/types';
import { queryClient } from '../app/session';
import { Badge } from '../parts/badge';
import { Button } from '../parts/button';
import { TextArea } from '../parts/field';
import { Form, needed, useForm } from '../parts/form';
import { EmptyState, Loaded, Note, Page } from '../parts/page';
import { toast } from '../parts/toast';
import { t } from '../words';
import { dateTime, waited } from '../words/dates';
import { What, Who } from './line-words';
import { lookQueueQuery } from './queries';

function Answer({ question }: { question: LookQuestionItem }) {
  const form = useForm({
    initial: { body: '' },
    check: (v) => needed(v, ['body']),
    send: (v) => api.post(`/audit/questions/${question.id}/answer`, v),
    done: () => {
      toast(t('lookQuestion.answerSent'));
      void queryClient.invalidateQueries({ queryKey: ['look-questions'] });
    },
  });
  return (
    <Form form={form} label={t('lookQuestion.answer')}>
      {question.asker_limited && <Note tone="warn">{t('lookQuestion.limited')}</Note>}
      <TextArea
        {...form.field('body')}
        label={t('lookQuestion.answer')}
        hint={t('lookQuestion.answerHint', { name: question.asked_by })}
      />
      <div>
        <Button kind="primary" type="submit" busy={form.busy}>
          {t('lookQuestion.sendAnswer')}
        </Button>
      </div>
    </Form>
  );
}

function Question({ question }: { question: LookQuestionItem }) {
  const { look, answer } = question;
  return (
    <li className="card grid gap-4 p-4 sm:p-5">
      <div>
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <strong className="text-lg">{question.asked_by}</strong>
          <Badge tone={answer ? 'good' : 'ask'}>
            {t(answer ? 'lookQuestion.answered' : 'lookQuestion.waiting')}
          </Badge>
          <span className="text-sm text-ink-soft">
            {dateTime(question.asked_at)}
            {!answer && `（${t('applications.waiting', { time: waited(question.asked_at) })}）`}
          </span>
        </p>
        <p className="prose mt-1">{question.body}</p>
      </div>
      {look && (
        <div className="rounded-lg bg-sunken px-3 py-2">
          <p className="text-sm text-ink-soft">
            {t('lookQuestion.about')} {dateTime(look.at)}
          </p>
          <Who line={look} />
          <p className="mt-1">
            <What line={look} />
          </p>
        </div>
      )}
      {answer ? (
        <div className="border-t border-line pt-3">
          <p className="prose">{answer.body}</p>
          <p className="text-sm text-ink-soft">
            {answer.answered_by} {dateTime(answer.answered_at)}
          </p>
        </div>
      ) : (
        <Answer question={question} />
      )}
    </li>
  );
}

export function QuestionsPage() {
  const [state, setState] = useState<QuestionState>('open');
  const questions = useQuery(lookQueueQuery(state));
  return (
    <Page title={t('nav.lookQuestions')} lead={t('lookQuestion.queueLead')} narrow>
      <div className="flex flex-wrap gap-2" role="group" aria-label={t('common.state')}>
        {(['open', 'answered'] as const).map((s) => (
          <button
            key={s}
            type="button"
            aria-pressed={s === state}
            onClick={() => setState(s)}
            className="min-h-11 rounded-full border border-line-strong bg-surface px-4 aria-pressed:border-accent aria-pressed:bg-accent aria-pressed:font-bold aria-pressed:text-on-accent"
          >
            {t(s === 'open' ? 'lookQuestion.waiting' : 'lookQuestion.answered')}
          </button>
        ))}
      </div>
      <Loaded query={questions}>
        {(list) =>
          list.length === 0 ? (
            <EmptyState icon="question" title={t('lookQuestion.empty')}>
              {t('lookQuestion.emptyLead')}
            </EmptyState>
          ) : (
            <ul className="grid gap-4">
              {list.map((question) => (
                <Question key={question.id} question={question} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </Page>
  );
}
