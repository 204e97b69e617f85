import { useRef, useState } from 'react';

import { api } from '../api/client';
import { newId } from '../api/ids';
import type { EntryDetail, ReplyView } from '../api/types';
import { Avatar } from '../parts/badge';
import { Button } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { TextArea, TextField } from '../parts/field';
import { Form, needed, useForm } from '../parts/form';
import { Section } from '../parts/page';
import { toast } from '../parts/toast';
import { usePerson } from '../person/person-layout';
import { t } from '../words';
import { shortTime } from '../words/dates';
import { refreshEntries } from './entry-actions';
import { HiddenNote } from './entry-card';
import { HideForm, mayHide } from './hide-form';

function NewReply({ person, entry }: { person: string; entry: string }) {
  const id = useRef(newId());
  const form = useForm({
    initial: { body: '' },
    check: (v) => needed(v, ['body']),
    send: (v) => api.post(`/people/${person}/entries/${entry}/replies`, { id: id.current, ...v }),
    done: () => {
      id.current = newId();
      form.setAll({ body: '' });
      toast(t('reply.sent'));
      refreshEntries(person);
    },
  });
  return (
    <Form form={form} label={t('entry.reply')}>
      <TextArea {...form.field('body')} label={t('reply.body')} rows={3} maxLength={10_000} />
      <div>
        <Button type="submit" kind="primary" icon="reply" busy={form.busy}>
          {t('reply.send')}
        </Button>
      </div>
    </Form>
  );
}
function EditReply({
  path,
  reply,
  onDone,
}: {
  path: `/people/${string}/entries/${string}/replies/${string}`;
  reply: ReplyView;
  onDone: () => void;
}) {
  const form = useForm({
    initial: { body: reply.body, reason: '' },
    check: (v) => needed(v, ['body']),
    send: (v) => api.put(path, v, { version: reply.version }),
    done: () => {
      toast(t('common.saved'));
      onDone();
    },
  });
  return (
    <Form form={form}>
      <TextArea {...form.field('body')} label={t('reply.body')} rows={4} maxLength={10_000} />
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
export function Replies({ detail, onGone }: { detail: EntryDetail; onGone: () => void }) {
  const person = usePerson();
  const { entry, replies } = detail;
  const [open, setOpen] = useState<{ at: 'edit' | 'hide'; reply: ReplyView } | null>(null);
  const path = (reply: ReplyView) =>
    `/people/${entry.person_id}/entries/${entry.id}/replies/${reply.id}` as const;
  const done = () => {
    setOpen(null);
    refreshEntries(entry.person_id);
  };
  return (
    <Section title={t('reply.title', { n: replies.length })} id="replies">
      <ul className="grid gap-4">
        {replies.map((reply) => (
          <li key={reply.id} className="flex gap-3">
            <Avatar name={reply.author.name} size="size-9" />
            <div className="min-w-0 flex-1">
              <p className="text-sm">
                <strong>{reply.author.name}</strong>{' '}
                <span className="text-ink-soft">{reply.author.facility_name}</span>{' '}
                <time dateTime={reply.posted_at} className="text-ink-soft">
                  {shortTime(reply.posted_at)}
                </time>
                {reply.edited_at && <span className="text-ink-soft"> {t('entry.edited')}</span>}
              </p>
              {reply.hidden ? <HiddenNote entry={reply} /> : <p className="prose">{reply.body}</p>}
              {!reply.hidden && (
                <p className="flex gap-1 empty:hidden">
                  {reply.mine && (
                    <Button kind="quiet" onClick={() => setOpen({ at: 'edit', reply })}>
                      {t('entry.edit')}
                    </Button>
                  )}
                  {mayHide(person, reply.mine) && (
                    <Button kind="quiet" onClick={() => setOpen({ at: 'hide', reply })}>
                      {t('entry.hide')}
                    </Button>
                  )}
                </p>
              )}
            </div>
          </li>
        ))}
      </ul>
      {person.access.may.includes('post') && !entry.hidden ? (
        <div className={replies.length > 0 ? 'mt-5 border-t border-line pt-4' : ''}>
          <NewReply person={entry.person_id} entry={entry.id} />
        </div>
      ) : (
        replies.length === 0 && (
          <p className="text-ink-soft">
            {t('reply.none')}{' '}
            <Button kind="quiet" onClick={onGone}>
              {t('common.back')}
            </Button>
          </p>
        )
      )}
      <Dialog title={t('entry.edit')} open={open?.at === 'edit'} onClose={() => setOpen(null)}>
        {open?.at === 'edit' && <EditReply path={path(open.reply)} reply={open.reply} onDone={done} />}
      </Dialog>
      <Dialog title={t('entry.hide')} open={open?.at === 'hide'} onClose={() => setOpen(null)}>
        {open?.at === 'hide' && <HideForm path={path(open.reply)} onDone={done} />}
      </Dialog>
    </Section>
  );
}
