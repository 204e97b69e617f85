import { useQuery } from '@tanstack/react-query';

import { LinkButton } from '../parts/button';
import { EmptyState, Loaded, Note, Page } from '../parts/page';
import { usePerson } from '../person/person-layout';
import { t } from '../words';
import { ConsentCard } from './consent-card';
import { consentsQuery } from './queries';
import { byState, isOpen } from './rules';

/** Who agreed to what, towards whom and until when; what is over stays readable below. */
export function ConsentsPage() {
  const person = usePerson();
  const consents = useQuery(consentsQuery(person.id));
  const mayManage = person.access.may.includes('manage_consent');
  const guardian = person.access.is_guardian;
  const back = {
    to: { to: '/people/$person/watch', params: { person: person.id } },
    label: t('guardian.watch'),
  } as const;
  return (
    <Page
      title={t('consent.title')}
      narrow
      {...(guardian && { back })}
      actions={
        mayManage && (
          <LinkButton
            kind="primary"
            icon="plus"
            to="/people/$person/consents/new"
            params={{ person: person.id }}
          >
            {t(guardian ? 'consent.give' : 'consent.record')}
          </LinkButton>
        )
      }
    >
      {person.access.consent_missing && <Note tone="warn">{t('consent.missing')}</Note>}
      <Loaded query={consents}>
        {(list) => {
          const open = list.filter(isOpen);
          const over = list.filter((c) => !isOpen(c));
          if (list.length === 0)
            return (
              <EmptyState icon="shield" title={t('consent.empty')}>
                {t('consent.emptyLead')}
              </EmptyState>
            );
          return (
            <>
              {byState(open).map((c) => (
                <ConsentCard key={c.id} consent={c} mayManage={mayManage} />
              ))}
              {over.length > 0 && (
                <details className="grid gap-4">
                  <summary className="min-h-11 py-2 font-bold text-accent">
                    {t('consent.past', { n: over.length })}
                  </summary>
                  <div className="mt-2 grid gap-4">
                    {byState(over).map((c) => (
                      <ConsentCard key={c.id} consent={c} mayManage={false} />
                    ))}
                  </div>
                </details>
              )}
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}
