// みまもり: a guardian's door to who looked at the record and what was agreed to.
import { useQuery } from '@tanstack/react-query';

import { ConsentSummary } from '../consent/consent-card';
import { consentsQuery } from '../consent/queries';
import { LinkButton } from '../parts/button';
import { EmptyState, Loaded, Note, Page } from '../parts/page';
import { t } from '../words';
import { LogDays } from './log-days';
import { usePerson } from './person-layout';
import { accessLogPage, fullName } from './queries';

export function WatchPage() {
  const person = usePerson();
  const may = new Set(person.access.may);
  const seesConsents = may.has('see_past');
  const consents = useQuery({ ...consentsQuery(person.id), enabled: seesConsents });
  const log = useQuery({
    queryKey: ['access-log', person.id, 'first'],
    // A family that looks often would else find nobody but themselves here.
    queryFn: () => accessLogPage(person.id, true),
    enabled: may.has('see_access_log'),
  });
  const own = { person: person.id };
  return (
    <Page
      title={t('guardian.watch')}
      lead={person.access.is_own ? t('own.watchPage') : t('watch.lead', { name: fullName(person) })}
      narrow
    >
      {seesConsents && (
        <section className="grid gap-3" aria-labelledby="watch-consent">
          <h2 id="watch-consent" className="text-xl font-bold">
            {t('watch.consent')}
          </h2>
          <Loaded query={consents}>
            {(list) => {
              const open = list.filter((c) => c.state === 'in_force' || c.state === 'future');
              return (
                <>
                  {open.length === 0 && <Note tone="warn">{t('consent.noneInForce')}</Note>}
                  {open.map((c) => (
                    <ConsentSummary key={c.id} consent={c} />
                  ))}
                </>
              );
            }}
          </Loaded>
          <div className="flex flex-wrap gap-2">
            <LinkButton to="/people/$person/consents" params={own}>
              {t('watch.seeConsents')}
            </LinkButton>
            {may.has('manage_consent') && (
              <LinkButton to="/people/$person/consents/new" params={own} icon="plus">
                {t('consent.give')}
              </LinkButton>
            )}
          </div>
        </section>
      )}
      {may.has('see_access_log') && (
        <section className="grid gap-3" aria-labelledby="watch-log">
          <h2 id="watch-log" className="text-xl font-bold">
            {t('watch.log')}
          </h2>
          <Loaded query={log}>
            {(page) =>
              page.items.length === 0 ? (
                <EmptyState icon="eye" title={t('watch.noOthers')}>
                  {t('accessLog.emptyLead')}
                </EmptyState>
              ) : (
                <LogDays person={person.id} items={page.items.slice(0, 20)} />
              )
            }
          </Loaded>
          <div>
            <LinkButton to="/people/$person/access-log" params={own} icon="eye">
              {t('watch.seeLog')}
            </LinkButton>
          </div>
        </section>
      )}
    </Page>
  );
}
