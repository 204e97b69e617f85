import { useQuery, type UseQueryResult } from '@tanstack/react-query';

import type { EntryVersion, ReplyVersion } from '../api/types';
import { Loaded } from '../parts/page';
import { t } from '../words';
import { dateTime } from '../words/dates';
import { CategoryMark, ClassMark } from './marks';
import { entryVersionsQuery, replyVersionsQuery } from './queries';

/** Every state an entry was in, newest first. */
export function EntryVersions({ person, entry }: { person: string; entry: string }) {
  return <Versions query={useQuery(entryVersionsQuery(person, entry))} />;
}
/** Every text an answer had, newest first. */
export function ReplyVersions({ person, entry, reply }: { person: string; entry: string; reply: string }) {
  return <Versions query={useQuery(replyVersionsQuery(person, entry, reply))} />;
}
function Versions({ query }: { query: UseQueryResult<readonly (EntryVersion | ReplyVersion)[]> }) {
  return (
    <Loaded query={query}>
      {(list) => (
        <ol className="grid gap-4">
          {[...list]
            .sort((a, b) => b.version - a.version)
            .map((v) => (
              <li key={v.version} className="rounded-lg border border-line p-4">
                <p className="flex flex-wrap items-center gap-2 text-sm text-ink-soft">
                  <strong className="text-ink">{t('common.version', { n: v.version })}</strong>
                  {dateTime(v.at)} {v.by_name}
                  {'category' in v && (
                    <>
                      <CategoryMark category={v.category} />
                      <ClassMark infoClass={v.info_class} />
                    </>
                  )}
                </p>
                {v.reason && <p className="text-sm">{t('entry.reasonWas', { reason: v.reason })}</p>}
                <p className="prose mt-2">{v.body}</p>
              </li>
            ))}
        </ol>
      )}
    </Loaded>
  );
}
