import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useMemo } from 'react';

import type { EntryDetail } from '../api/types';
import { Loaded, Page, Section } from '../parts/page';
import { usePerson } from '../person/person-layout';
import { t } from '../words';
import { shortTime } from '../words/dates';
import { audienceLine } from './audience';
import { EntryActions } from './entry-actions';
import { EntryHead, HiddenNote } from './entry-card';
import { EntryRecords } from './entry-records';
import { EntryTools } from './entry-tools';
import { Files } from './files';
import { entryQuery } from './queries';
import { useReadMarks } from './read-marks';
import { Replies } from './replies';

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
                  <EntryRecords entry={d.entry} />
                  <Files person={person} files={d.entry.files} />
                </>
              )}
              <p className="text-sm text-ink-soft">{t('audience.to', { whom: audienceLine(d.entry) })}</p>
              <div className="flex flex-wrap items-center justify-between gap-2 border-t border-line pt-3">
                <EntryTools entry={d.entry} limits={d.limits} />
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
