import { useQuery } from '@tanstack/react-query';

import { EmptyState, Loaded, Page } from '../parts/page';
import { t } from '../words';
import { dateTime } from '../words/dates';
import { usePerson } from './person-layout';
import { personVersionsQuery } from './queries';
import { fieldWord, valueWord } from './words';

/** Every earlier state of the profile: who changed what, when and why. */
export function HistoryPage() {
  const person = usePerson();
  const versions = useQuery(personVersionsQuery(person.id));
  return (
    <Page
      title={t('profile.history')}
      narrow
      back={{
        to: { to: '/people/$person/profile', params: { person: person.id } },
        label: t('person.tab.profile'),
      }}
    >
      <Loaded query={versions}>
        {(list) =>
          list.length === 0 ? (
            <EmptyState icon="history" title={t('profile.historyEmpty')} />
          ) : (
            <ol className="grid gap-4">
              {[...list]
                .sort((a, b) => b.version - a.version)
                .map((v) => (
                  <li key={v.version} className="card p-4 sm:px-5">
                    <p className="flex flex-wrap items-baseline gap-x-3">
                      <strong>{dateTime(v.at)}</strong>
                      <span>{v.by_name}</span>
                      <span className="ml-auto text-sm text-ink-soft">
                        {t('common.version', { n: v.version })}
                      </span>
                    </p>
                    {v.reason && <p className="text-sm">{t('profile.reasonWas', { reason: v.reason })}</p>}
                    {v.changes.length === 0 ? (
                      <p className="mt-2 text-ink-soft">
                        {t(v.version === 1 ? 'profile.registered' : 'profile.noChanges')}
                      </p>
                    ) : (
                      <dl className="mt-2 grid gap-2">
                        {v.changes.map((c) => (
                          <div key={c.field} className="rounded-lg bg-sunken px-3 py-2">
                            <dt className="text-sm text-ink-soft">{fieldWord(c.field)}</dt>
                            <dd>
                              <del className="text-ink-soft">
                                <span className="sr-only">{t('profile.before')}</span>
                                {valueWord(c.field, c.before) || t('common.none')}
                              </del>
                              <span aria-hidden="true"> → </span>
                              <ins className="font-bold no-underline">
                                <span className="sr-only">{t('profile.after')}</span>
                                {valueWord(c.field, c.after) || t('common.none')}
                              </ins>
                            </dd>
                          </div>
                        ))}
                      </dl>
                    )}
                  </li>
                ))}
            </ol>
          )
        }
      </Loaded>
    </Page>
  );
}
