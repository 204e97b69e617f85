import { useQuery } from '@tanstack/react-query';

import { Loaded } from '../parts/page';
import { t, textOr } from '../words';
import { dateTime } from '../words/dates';
import { personVersionsQuery } from './queries';

/** `family_name` → 姓, where the form has a word for it. */
const fieldName = (field: string): string =>
  textOr(
    `person.${field.replace(/_(\w)/g, (_, c: string) => c.toUpperCase())}`,
    textOr(`profile.${field}`, field),
  );

export function History({ person }: { person: string }) {
  const versions = useQuery(personVersionsQuery(person));
  return (
    <Loaded query={versions}>
      {(list) => (
        <ol className="grid gap-3">
          {list.length === 0 && <li className="text-ink-soft">{t('profile.historyEmpty')}</li>}
          {[...list]
            .sort((a, b) => b.version - a.version)
            .map((v) => (
              <li key={v.version} className="rounded-lg border border-line p-3">
                <p className="text-sm text-ink-soft">
                  <strong className="text-ink">{t('common.version', { n: v.version })}</strong>{' '}
                  {dateTime(v.at)} {v.by_name}
                </p>
                {v.reason && <p className="text-sm">{t('entry.reasonWas', { reason: v.reason })}</p>}
                <ul className="list-disc pl-5">
                  {v.changes.map((c) => (
                    <li key={c.field}>
                      {t('profile.changed', {
                        field: fieldName(c.field),
                        before: c.before || t('common.none'),
                        after: c.after || t('common.none'),
                      })}
                    </li>
                  ))}
                </ul>
              </li>
            ))}
        </ol>
      )}
    </Loaded>
  );
}
