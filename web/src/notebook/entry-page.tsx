import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useMemo, useState } from 'react';

import { api } from '../api/client';
import type { EntryDetail, EntryView } from '../api/types';
import { usePost } from '../app/session';
import { Button, LinkButton } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { TextArea } from '../parts/field';
import { explain, Form, needed, useForm } from '../parts/form';
import { Loaded, Page, Section } from '../parts/page';
import { toast } from '../parts/toast';
import { usePerson } from '../person/person-layout';
import { t } from '../words';
import { shortTime } from '../words/dates';
import { audienceLine } from './audience';
import { EditEntry } from './edit-entry';
import { EntryActions, refreshEntries } from './entry-actions';
import { EntryHead, HiddenNote } from './entry-card';
import { Files } from './files';
import { entryQuery } from './queries';
import { useReadMarks } from './read-marks';
import { Replies } from './replies';
import { Versions } from './versions';

/** Hiding takes a reason and leaves who, when and why. */
type EntryPath = `/people/${string}/entries/${string}`;
export function HideForm({
  path,
  onDone,
}: {
  path: EntryPath | `${EntryPath}/replies/${string}`;
  onDone: () => void;
}) {
  const form = useForm({
    initial: { reason: '' },
    check: (v) => needed(v, ['reason']),
    send: (v) => api.post(`${path}/hide`, v),
    done: () => {
      toast(t('entry.hiddenDone'));
      onDone();
    },
  });
  return (
    <Form form={form}>
      <p>{t('entry.hideLead')}</p>
      <TextArea {...form.field('reason')} label={t('common.reason')} hint={t('common.reasonHint')} />
      <div>
        <Button type="submit" kind="danger" busy={form.busy}>
          {t('entry.hide')}
        </Button>
      </div>
    </Form>
  );
}
function Tools({ entry }: { entry: EntryView }) {
  const person = usePerson();
  const { id: myPost } = usePost();
  const [open, setOpen] = useState<'edit' | 'hide' | 'versions' | null>(null);
  const path = `/people/${entry.person_id}/entries/${entry.id}` as const;
  const pin = useMutation({
    mutationFn: (on: boolean) => api.put(`${path}/pin`, { on }),
    onSuccess: () => refreshEntries(entry.person_id),
    onError: (error) => toast(explain(error), { tone: 'bad' }),
  });
  const done = () => {
    refreshEntries(entry.person_id);
    setOpen(null);
  };
  const mayPin = person.access.may.includes('respond') && !person.access.is_guardian;
  return (
    <div className="flex flex-wrap gap-1">
      {mayPin && !entry.hidden && (
        <Button
          kind="quiet"
          icon="pin"
          aria-pressed={entry.pinned}
          disabled={pin.isPending}
          onClick={() => pin.mutate(!entry.pinned)}
        >
          {t(entry.pinned ? 'entry.unpin' : 'entry.pin')}
        </Button>
      )}
      {person.access.may.includes('write_task') && !entry.hidden && (
        <LinkButton
          kind="quiet"
          icon="check"
          to="/people/$person/tasks/new"
          params={{ person: entry.person_id }}
          search={{ entry: entry.id }}
        >
          {t('task.fromEntry')}
        </LinkButton>
      )}
      {entry.mine.may_edit && !entry.hidden && (
        <Button kind="quiet" icon="pencil" onClick={() => setOpen('edit')}>
          {t('entry.edit')}
        </Button>
      )}
      {entry.author.post_id === myPost && !entry.hidden && (
        <Button kind="quiet" icon="hide" onClick={() => setOpen('hide')}>
          {t('entry.hide')}
        </Button>
      )}
      {entry.version > 1 && person.access.may.includes('read_past') && (
        <Button kind="quiet" icon="history" onClick={() => setOpen('versions')}>
          {t('entry.versions', { n: entry.version })}
        </Button>
      )}
      <Dialog title={t('entry.edit')} open={open === 'edit'} onClose={() => setOpen(null)} wide>
        {open === 'edit' && <EditEntry entry={entry} classes={person.access.classes} onDone={done} />}
      </Dialog>
      <Dialog title={t('entry.hide')} open={open === 'hide'} onClose={() => setOpen(null)}>
        <HideForm path={path} onDone={done} />
      </Dialog>
      <Dialog title={t('entry.versionsTitle')} open={open === 'versions'} onClose={() => setOpen(null)} wide>
        {open === 'versions' && <Versions person={entry.person_id} entry={entry.id} />}
      </Dialog>
    </div>
  );
}
function Readers({ detail }: { detail: EntryDetail }) {
  return (
    <Section
      title={t('entry.readers', {
        read: detail.receipts.length,
        all: detail.receipts.length + detail.unread_by.length,
      })}
    >
      {detail.receipts.length + detail.unread_by.length === 0 && (
        <p className="text-ink-soft">{t('entry.noReaders')}</p>
      )}
      <ul className="grid gap-2">
        {detail.receipts.map((r, i) => (
          <li
            key={i}
            className="flex flex-wrap items-baseline gap-x-3 border-b border-line pb-2 last:border-b-0"
          >
            <span>
              <strong>{r.name}</strong> <span className="text-sm text-ink-soft">{r.facility_name}</span>
            </span>
            <span className="text-sm">
              {[
                t('entry.readAt', { time: shortTime(r.read_at) }),
                r.acknowledged_at && t('entry.acknowledgedAt', { time: shortTime(r.acknowledged_at) }),
                r.confirmed_at && t('entry.confirmedAt', { time: shortTime(r.confirmed_at) }),
              ]
                .filter(Boolean)
                .join('・')}
            </span>
          </li>
        ))}
      </ul>
      {detail.unread_by.length > 0 && (
        <p className="mt-3 text-sm text-ink-soft">
          {t('entry.unreadBy', {
            names: detail.unread_by
              .map((r) => [r.facility_name, r.name].filter(Boolean).join(' '))
              .join('、'),
          })}
        </p>
      )}
    </Section>
  );
}
export function EntryPage() {
  const { person, entry } = useParams({ from: '/signed-in/people/$person/entries/$entry' });
  const detail = useQuery(entryQuery(person, entry));
  const navigate = useNavigate();
  const { may, break_glass: emergency } = usePerson().access;
  const mayRespond = may.includes('respond');
  const seen = useMemo(
    () => (detail.data && mayRespond ? [detail.data.entry] : []),
    [detail.data, mayRespond],
  );
  useReadMarks(person, seen);
  return (
    <Page
      title={t('entry.title')}
      back={{ to: { to: '/people/$person', params: { person } }, label: t('notebook.title') }}
      narrow
    >
      <Loaded query={detail}>
        {(d) => (
          <>
            <article data-entry={d.entry.id} className="card grid gap-4 p-4 sm:p-5">
              <EntryHead entry={d.entry} />
              {d.entry.hidden ? (
                <HiddenNote entry={d.entry} />
              ) : (
                <>
                  <p className="prose text-lg">{d.entry.body}</p>
                  <Files person={person} files={d.entry.files} />
                </>
              )}
              <p className="text-sm text-ink-soft">{t('audience.to', { whom: audienceLine(d.entry) })}</p>
              <div className="flex flex-wrap items-center justify-between gap-2 border-t border-line pt-3">
                <Tools entry={d.entry} />
                <EntryActions entry={d.entry} />
              </div>
            </article>
            <Replies detail={d} onGone={() => void navigate({ to: '/people/$person', params: { person } })} />
            {!emergency && <Readers detail={d} />}
          </>
        )}
      </Loaded>
    </Page>
  );
}
