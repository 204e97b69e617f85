import { Link } from '@tanstack/react-router';
import { memo } from 'react';

import type { EntryView } from '../api/types';
import { Avatar, Badge } from '../parts/badge';
import { Icon } from '../parts/icon';
import { useCodes } from '../region/queries';
import { t } from '../words';
import { dateTime, shortTime } from '../words/dates';
import { EntryActions } from './entry-actions';
import { EntryRecords } from './entry-records';
import { audienceLine } from './audience';
import { Files } from './files';
import { CategoryMark, ClassMark } from './marks';

/** Who wrote, when, of what kind: the head of an entry in the timeline and on its own page. */
export function EntryHead({ entry }: { entry: EntryView }) {
  const { profession } = useCodes();
  const { author } = entry;
  return (
    <header className="flex flex-wrap items-start gap-x-3 gap-y-2">
      <Avatar name={author.name} size="size-10" />
      <div className="min-w-0 flex-1 basis-48">
        <p className="leading-snug">
          <span className="font-bold">{author.name}</span>{' '}
          {/* A place breaks as a whole: half a name in the next line reads as another one. */}
          {[author.facility_name, author.profession && profession(author.profession)]
            .filter(Boolean)
            .map((part, i) => (
              <span key={part} className="inline-block text-sm text-ink-soft">
                {i > 0 && '・'}
                {part}
              </span>
            ))}
        </p>
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm text-ink-soft">
          <time dateTime={entry.posted_at} title={dateTime(entry.posted_at)}>
            {shortTime(entry.posted_at)}
          </time>
          {Math.abs(Date.parse(entry.happened_at) - Date.parse(entry.posted_at)) > 60_000 && (
            <span>{t('entry.happened', { time: shortTime(entry.happened_at) })}</span>
          )}
          {entry.edited_at && <span>{t('entry.edited')}</span>}
        </p>
      </div>
      <div className="flex flex-wrap items-center gap-1.5 max-sm:order-first max-sm:basis-full sm:justify-end">
        {entry.pinned && (
          <Badge icon="pin" tone="accent">
            {t('entry.pinned')}
          </Badge>
        )}
        {entry.importance !== 'normal' && entry.category !== 'urgent' && (
          <Badge tone={entry.importance === 'urgent' ? 'danger' : 'warn'} icon="alert">
            {t(`importance.${entry.importance}`)}
          </Badge>
        )}
        {entry.asks_confirmation && !entry.mine.confirmed && (
          <Badge tone="ask" icon="question">
            {t('today.asks')}
          </Badge>
        )}
        <CategoryMark category={entry.category} />
        <ClassMark infoClass={entry.info_class} />
      </div>
    </header>
  );
}
export function HiddenNote({ entry }: { entry: { hidden?: EntryView['hidden'] } }) {
  if (!entry.hidden) return null;
  return (
    <p className="flex items-center gap-2 rounded-lg bg-sunken px-3 py-2 text-ink-soft">
      <Icon name="hide" />
      {t('entry.hidden', {
        name: entry.hidden.by_name,
        time: shortTime(entry.hidden.at),
        reason: entry.hidden.reason,
      })}
    </p>
  );
}

/** Drawn anew only when the entry is another one: a page of them is long. */
export const EntryCard = memo(function EntryCard({ entry }: { entry: EntryView }) {
  const unread = !entry.mine.read;
  return (
    <article
      data-entry={entry.id}
      aria-label={t('entry.label', {
        category: t(`category.${entry.category}`),
        name: entry.author.name,
        time: shortTime(entry.posted_at),
      })}
      className={`card grid gap-3 p-4 sm:p-5 ${unread ? 'border-l-4 border-l-accent' : ''} ${entry.category === 'urgent' ? 'border-danger' : ''}`}
    >
      {unread && <span className="sr-only">{t('entry.unread')}</span>}
      <EntryHead entry={entry} />
      {entry.hidden ? (
        <HiddenNote entry={entry} />
      ) : (
        <>
          <p className="prose line-clamp-[12]">{entry.body}</p>
          <EntryRecords entry={entry} />
          <Files person={entry.person_id} files={entry.files} />
          {entry.mentions.length > 0 && (
            <p className="text-sm text-ink-soft">
              {t('entry.mentions', { names: entry.mentions.map((m) => m.name).join('、') })}
            </p>
          )}
        </>
      )}
      <footer className="flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line pt-2 text-sm">
        <span className="text-ink-soft">{t('audience.to', { whom: audienceLine(entry) })}</span>
        <Link
          to="/people/$person/entries/$entry"
          params={{ person: entry.person_id, entry: entry.id }}
          className="inline-flex min-h-11 items-center gap-1.5"
        >
          {t('entry.counts', {
            read: entry.read_count,
            recipients: entry.recipients,
            ok: entry.acknowledged_count,
          })}
        </Link>
        <Link
          to="/people/$person/entries/$entry"
          params={{ person: entry.person_id, entry: entry.id }}
          hash="replies"
          className="inline-flex min-h-11 items-center gap-1.5"
        >
          <Icon name="reply" className="size-4" />
          {entry.reply_count > 0 ? t('entry.replies', { n: entry.reply_count }) : t('entry.reply')}
        </Link>
        <EntryActions entry={entry} />
      </footer>
    </article>
  );
});
