// Talk at a field: a thread each, to be settled; the words stay.
import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';

import { api } from '../api/client';
import { newId } from '../api/ids';
import type { DocumentComment, PersonDocument } from '../api/types';
import { queryClient } from '../app/session';
import { Badge } from '../parts/badge';
import { Button } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { TextArea } from '../parts/field';
import { explain, Form, needed, useForm } from '../parts/form';
import { toast } from '../parts/toast';
import { t } from '../words';
import { shortTime } from '../words/dates';
import { documentQuery } from './queries';

export interface Talk {
  person: string;
  view: PersonDocument;
}
const refresh = ({ person, view }: Talk) =>
  void queryClient.invalidateQueries({ queryKey: documentQuery(person, view.document.id).queryKey });

function Write({
  talk,
  path,
  replyTo,
  onDone,
}: {
  talk: Talk;
  path: string;
  replyTo: string | null;
  onDone: () => void;
}) {
  const id = useRef(newId());
  const form = useForm({
    initial: { words: '' },
    check: (v) => needed(v, ['words']),
    send: (v) =>
      api.post(`/people/${talk.person}/documents/${talk.view.document.id}/comments`, {
        id: id.current,
        path,
        reply_to: replyTo,
        words: v.words,
      }),
    done: () => {
      refresh(talk);
      toast(t('document.commented'));
      onDone();
    },
  });
  return (
    <Form form={form}>
      <TextArea {...form.field('words')} label={t(replyTo ? 'document.reply' : 'document.comment')} />
      <div>
        <Button type="submit" kind="primary" busy={form.busy}>
          {t('document.commentSend')}
        </Button>
      </div>
    </Form>
  );
}
function Words({ comment }: { comment: DocumentComment }) {
  return (
    <>
      <p className="text-sm text-ink-soft">
        <strong className="text-ink">{comment.by_name}</strong> {comment.by_facility} {shortTime(comment.at)}
      </p>
      <p className="prose">{comment.words}</p>
    </>
  );
}
function Thread({ talk, first, label }: { talk: Talk; first: DocumentComment; label: string }) {
  const [replying, setReplying] = useState(false);
  const answers = talk.view.comments.filter((c) => c.reply_to === first.id);
  const settle = useMutation({
    mutationFn: (resolved: boolean) =>
      api.put(`/people/${talk.person}/documents/${talk.view.document.id}/comments/${first.id}/resolved`, {
        resolved,
      }),
    onSuccess: () => refresh(talk),
    onError: (error) => toast(explain(error), { tone: 'bad' }),
  });
  const done = Boolean(first.resolved_at);
  return (
    <li
      className="grid gap-1.5 rounded-lg border border-line bg-sunken p-3"
      aria-label={t('document.threadOn', { label })}
    >
      <Words comment={first} />
      {answers.map((c) => (
        <div key={c.id} className="border-l-4 border-line pl-3">
          <Words comment={c} />
        </div>
      ))}
      {done && (
        <p>
          <Badge tone="good" icon="check">
            {t('document.resolvedBy', { name: first.resolved_by_name })}
          </Badge>
        </p>
      )}
      {talk.view.may.comment && (
        <div className="flex flex-wrap gap-1">
          {!done && (
            <Button kind="quiet" icon="reply" onClick={() => setReplying(true)}>
              {t('document.reply')}
            </Button>
          )}
          <Button kind="quiet" icon="check" busy={settle.isPending} onClick={() => settle.mutate(!done)}>
            {t(done ? 'document.reopen' : 'document.resolve')}
          </Button>
        </div>
      )}
      <Dialog title={t('document.reply')} open={replying} onClose={() => setReplying(false)} held>
        {replying && (
          <Write talk={talk} path={first.path} replyTo={first.id} onDone={() => setReplying(false)} />
        )}
      </Dialog>
    </li>
  );
}
/** The threads at one place, those settled folded away, and a way to begin one where `begin` says so. */
export function Comments({
  talk,
  path,
  label,
  begin = true,
}: {
  talk: Talk;
  path: string;
  label: string;
  begin?: boolean;
}) {
  const [writing, setWriting] = useState(false);
  const threads = talk.view.comments.filter((c) => c.path === path && !c.reply_to);
  const open = threads.filter((c) => !c.resolved_at);
  const settled = threads.filter((c) => c.resolved_at);
  const list = (of: DocumentComment[]) => (
    <ul className="grid gap-2">
      {of.map((first) => (
        <Thread key={first.id} {...{ talk, first, label }} />
      ))}
    </ul>
  );
  const mayBegin = begin && talk.view.may.comment;
  if (threads.length === 0 && !mayBegin) return null;
  return (
    <div className="grid gap-2">
      {open.length > 0 && list(open)}
      {settled.length > 0 && (
        <details>
          <summary className="min-h-11 py-2 text-ink-soft">
            {t('document.resolvedThreads', { n: settled.length })}
          </summary>
          {list(settled)}
        </details>
      )}
      {mayBegin && (
        <div>
          <Button
            kind="quiet"
            icon="reply"
            className="-ml-3 text-sm!"
            aria-label={t('document.commentOn', { label })}
            onClick={() => setWriting(true)}
          >
            {t('document.comment')}
          </Button>
        </div>
      )}
      <Dialog
        title={t('document.commentOn', { label })}
        open={writing}
        onClose={() => setWriting(false)}
        held
      >
        {writing && <Write talk={talk} path={path} replyTo={null} onDone={() => setWriting(false)} />}
      </Dialog>
    </div>
  );
}
