import { useState } from 'react';

import type { EntryDetail, ReplyView } from '../api/types';
import { Avatar } from '../parts/badge';
import { Button } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { Section } from '../parts/page';
import { usePerson } from '../person/person-layout';
import { t } from '../words';
import { shortTime } from '../words/dates';
import { refreshEntries } from './entry-actions';
import { HiddenNote } from './entry-card';
import { HideForm, mayHide } from './hide-form';
import { EditReply, NewReply } from './reply-forms';
import { ReplyVersions } from './versions';

export function Replies({ detail, onGone }: { detail: EntryDetail; onGone: () => void }) {
  const person = usePerson();
  const { entry, replies } = detail;
  const [open, setOpen] = useState<{ at: 'edit' | 'hide' | 'versions'; reply: ReplyView } | null>(null);
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
              <p className="flex flex-wrap gap-1 empty:hidden">
                {reply.mine && !reply.hidden && (
                  <Button kind="quiet" onClick={() => setOpen({ at: 'edit', reply })}>
                    {t('entry.edit')}
                  </Button>
                )}
                {mayHide(person, reply.mine) && !reply.hidden && (
                  <Button kind="quiet" onClick={() => setOpen({ at: 'hide', reply })}>
                    {t('entry.hide')}
                  </Button>
                )}
                {reply.version > 1 && person.access.may.includes('read_past') && (
                  <Button kind="quiet" onClick={() => setOpen({ at: 'versions', reply })}>
                    {t('entry.versions', { n: reply.version })}
                  </Button>
                )}
              </p>
            </div>
          </li>
        ))}
      </ul>
      {person.access.may.includes('post') && !entry.hidden ? (
        <div className={replies.length > 0 ? 'mt-5 border-t border-line pt-4' : ''}>
          <NewReply key={entry.id} person={entry.person_id} entry={entry.id} />
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
        {open?.at === 'edit' && (
          <EditReply
            path={path(open.reply)}
            reply={open.reply}
            onDone={done}
            onCancel={() => setOpen(null)}
          />
        )}
      </Dialog>
      <Dialog title={t('entry.hide')} open={open?.at === 'hide'} onClose={() => setOpen(null)}>
        {open?.at === 'hide' && <HideForm path={path(open.reply)} onDone={done} />}
      </Dialog>
      <Dialog
        title={t('entry.versionsTitle')}
        open={open?.at === 'versions'}
        onClose={() => setOpen(null)}
        wide
      >
        {open?.at === 'versions' && (
          <ReplyVersions person={entry.person_id} entry={entry.id} reply={open.reply.id} />
        )}
      </Dialog>
    </Section>
  );
}
