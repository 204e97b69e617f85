// 「この閲覧についてたずねる」: from a line of the 閲覧履歴 to the operator, and the answer back to the line.
import { useRef } from 'react';

import { api } from '../api/client';
import { newId } from '../api/ids';
import type { LookQuestion } from '../api/types';
import { queryClient } from '../app/session';
import { Badge } from '../parts/badge';
import { Button } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { TextArea } from '../parts/field';
import { Form, needed, useForm } from '../parts/form';
import { toast } from '../parts/toast';
import { t } from '../words';
import { dateTime, shortTime } from '../words/dates';
import type { LogLine } from './log';
import { lookQuestionsQuery } from './queries';
import { accessLogWord } from './words';

export function AskAboutLook({
  person,
  line,
  onClose,
}: {
  person: string;
  line: LogLine;
  onClose: () => void;
}) {
  const id = useRef(newId());
  const form = useForm({
    initial: { body: '' },
    check: (v) => needed(v, ['body']),
    send: (v) =>
      api.post(`/people/${person}/access-log/questions`, {
        id: id.current,
        look: line.id,
        body: v.body,
      }),
    done: () => {
      toast(t('lookQuestion.sent'));
      void queryClient.invalidateQueries({ queryKey: lookQuestionsQuery(person).queryKey });
      onClose();
    },
  });
  const who = line.facility_name || line.actor_name;
  return (
    <Dialog title={t('lookQuestion.ask')} open onClose={onClose} held>
      <p className="mb-1 font-bold">
        {dateTime(line.at)}
        {who && ` ${who}`}
      </p>
      <p className="mb-4">{accessLogWord('action', line.action)}</p>
      <Form form={form}>
        <TextArea {...form.field('body')} label={t('lookQuestion.body')} hint={t('lookQuestion.hint')} />
        <div className="flex flex-wrap justify-end gap-2">
          <Button kind="quiet" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button kind="primary" type="submit" busy={form.busy}>
            {t('lookQuestion.send')}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}

/** A question the reader asked about a line, with its answer when there is one. */
export function LookAnswerBox({ question }: { question: LookQuestion }) {
  const { answer } = question;
  return (
    <div className="mt-2 grid gap-1 rounded-lg bg-sunken px-3 py-2">
      <p className="flex flex-wrap items-center gap-x-2 text-sm">
        <Badge tone={answer ? 'good' : 'ask'} icon={answer ? 'check' : 'question'}>
          {t(answer ? 'lookQuestion.answered' : 'lookQuestion.open')}
        </Badge>
        <span className="text-ink-soft">{shortTime(question.asked_at)}</span>
      </p>
      <p className="prose">{question.body}</p>
      {answer && (
        <div className="border-t border-line pt-1">
          <p className="prose">{answer.body}</p>
          <p className="text-sm text-ink-soft">
            {answer.answered_by} {shortTime(answer.answered_at)}
          </p>
        </div>
      )}
    </div>
  );
}
