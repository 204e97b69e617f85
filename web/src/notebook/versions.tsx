import { useQuery } from '@tanstack/react-query';

import { Loaded } from '../parts/page';
import { t } from '../words';
import { dateTime } from '../words/dates';
import { CategoryMark, ClassMark } from './marks';
import { entryVersionsQuery } from './queries';

/** Every state an entry was in, newest first. */
export function Versions({ person, entry }: { person: string; entry: string }) {
  const versions = useQuery(entryVersionsQuery(person, entry));
  return (
    <Loaded query={versions}>
      {(list) => (
        <ol className="grid gap-4">
          {[...list]
            .sort((a, b) => b.version - a.version)
            .map((v) => (
              <li key={v.version} className="rounded-lg border border-line p-4">
                <p className="flex flex-wrap items-center gap-2 text-sm text-ink-soft">
                  <strong className="text-ink">{t('common.version', { n: v.version })}</strong>
                  {dateTime(v.at)} {v.by_name}
                  <CategoryMark category={v.category} />
                  <ClassMark infoClass={v.info_class} />
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
