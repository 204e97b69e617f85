import { Link } from '@tanstack/react-router';

import type { Digest, EntryView } from '../api/types';
import { Icon } from '../parts/icon';
import { t } from '../words';
import { shortTime } from '../words/dates';
import { CategoryMark } from './marks';

function Lines({ title, entries, person }: { title: string; entries: readonly EntryView[]; person: string }) {
  if (entries.length === 0) return null;
  return (
    <div>
      <h3 className="font-bold">{title}</h3>
      <ul>
        {entries.map((e) => (
          <li key={e.id}>
            <Link
              to="/people/$person/entries/$entry"
              params={{ person, entry: e.id }}
              className="flex min-h-11 items-center gap-2"
            >
              <CategoryMark category={e.category} />
              <span className="line-clamp-1">{e.body}</span>
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
/** 前回から: what happened since this reader was last here. */
export function DigestBox({ digest, person }: { digest: Digest; person: string }) {
  if (!digest.since || (digest.entries === 0 && digest.changed.length === 0)) return null;
  return (
    <details className="card group p-4" open={digest.urgent.length + digest.asks.length > 0}>
      <summary className="flex min-h-11 list-none flex-wrap items-center gap-x-3 gap-y-1">
        <Icon name="history" />
        <h2 className="font-bold">{t('digest.title', { time: shortTime(digest.since) })}</h2>
        <span className="flex flex-wrap gap-x-3 text-sm">
          <span>{t('digest.entries', { n: digest.entries })}</span>
          {digest.by_category.map((c) => (
            <span key={c.category}>
              {t(`category.${c.category}`)} {c.count}
            </span>
          ))}
        </span>
        <Icon name="down" className="ml-auto size-4 group-open:rotate-180" />
      </summary>
      <div className="mt-3 grid gap-3">
        <Lines title={t('today.urgent')} entries={digest.urgent} person={person} />
        <Lines title={t('today.asks')} entries={digest.asks} person={person} />
        {digest.changed.length > 0 && (
          <p className="text-sm text-ink-soft">
            {t('digest.changed', {
              n: digest.changed.length,
              time: shortTime(
                digest.changed
                  .map((c) => c.at)
                  .sort()
                  .at(-1) ?? '',
              ),
            })}
          </p>
        )}
        {digest.urgent.length + digest.asks.length === 0 && (
          <p className="text-sm text-ink-soft">{t('digest.calm')}</p>
        )}
      </div>
    </details>
  );
}
