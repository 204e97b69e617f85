import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useDeferredValue, useState } from 'react';

import { apiUrl } from '../api/client';
import type { PersonLine } from '../api/types';
import { usePost } from '../app/session';
import { Avatar, Badge, Count } from '../parts/badge';
import { LinkButton } from '../parts/button';
import { CheckBox } from '../parts/field';
import { Icon } from '../parts/icon';
import { EmptyState, Loaded, Page } from '../parts/page';
import { t } from '../words';
import { ageText, shortTime } from '../words/dates';
import { peopleQuery } from './queries';

function Line({ person }: { person: PersonLine }) {
  return (
    <li className="border-b border-line last:border-b-0">
      <Link
        to="/people/$person"
        params={{ person: person.id }}
        className="flex min-h-18 items-center gap-3 px-4 py-2.5 text-ink no-underline hover:bg-sunken sm:px-5"
      >
        <Avatar
          name={person.name}
          src={person.photo ? apiUrl(`/people/${person.id}/photo`) : undefined}
          size="size-12"
        />
        <span className="min-w-0 flex-1">
          <span className="block text-xs text-ink-soft">{person.kana}</span>
          <span className="flex flex-wrap items-baseline gap-x-2">
            <span className="text-lg font-bold">{person.name}</span>
            <span className="text-sm whitespace-nowrap">
              {ageText(person.age_years, person.age_months)} {person.grade}
            </span>
          </span>
          {(person.allergies.length > 0 || person.alert) && (
            <span className="flex items-start gap-1 text-sm font-bold text-danger-ink">
              <Icon name="warn" className="mt-0.5 size-4" />
              <span>
                {person.allergies.length > 0 && (
                  <span className="block">
                    {t('person.allergyMark', { list: person.allergies.join('・') })}
                  </span>
                )}
                {person.alert && <span className="block">{person.alert}</span>}
              </span>
            </span>
          )}
          {person.last_entry_at && (
            <span className="block text-sm text-ink-soft">
              {t('people.lastEntry', { time: shortTime(person.last_entry_at) })}
            </span>
          )}
          {person.asks > 0 && (
            <Badge tone="ask" icon="check">
              {t('people.asks', { n: person.asks })}
            </Badge>
          )}
        </span>
        <span className="grid justify-items-end gap-1">
          <Count n={person.unread} label={t('today.unreadCount', { n: person.unread })} />
        </span>
        <Icon name="next" className="size-4 text-ink-soft" />
      </Link>
    </li>
  );
}

export function PeoplePage({ write = false }: { write?: boolean }) {
  const { isGuardian } = usePost();
  const [typed, setTyped] = useState('');
  const [unreadOnly, setUnreadOnly] = useState(false);
  const q = useDeferredValue(typed.trim());
  const people = useQuery({ ...peopleQuery(q), placeholderData: keepPreviousData });
  return (
    <Page
      title={write ? t('people.whom') : t(isGuardian ? 'nav.child' : 'people.title')}
      actions={
        !isGuardian &&
        !write && (
          <LinkButton to="/people/new" icon="plus">
            {t('people.register')}
          </LinkButton>
        )
      }
      narrow
    >
      <div className="grid gap-2">
        <label className="relative block">
          <span className="sr-only">{t('people.search')}</span>
          <Icon name="search" className="absolute top-3 left-3 size-5 text-ink-soft" />
          <input
            type="search"
            className="control pl-10!"
            placeholder={t('people.search')}
            value={typed}
            onChange={(e) => setTyped(e.target.value)}
          />
        </label>
        <CheckBox label={t('people.unreadOnly')} value={unreadOnly} onValue={setUnreadOnly} />
      </div>
      <Loaded query={people}>
        {(list) => {
          const shown = list.filter((p) => !unreadOnly || p.unread > 0 || p.asks > 0);
          if (shown.length === 0 && (q || unreadOnly))
            return <EmptyState icon="search" title={t('people.noMatch')} />;
          if (shown.length === 0)
            return (
              <EmptyState icon="people" title={t('today.noPeople')}>
                {t(isGuardian ? 'guardian.noneLead' : 'people.emptyLead')}
              </EmptyState>
            );
          return (
            <>
              <p className="-mb-3 text-sm text-ink-soft" role="status">
                {t('people.count', { n: shown.length })}
              </p>
              <ul className="card overflow-hidden">
                {shown.map((p) => (
                  <Line key={p.id} person={p} />
                ))}
              </ul>
            </>
          );
        }}
      </Loaded>
      {!isGuardian && !write && (
        <p className="text-sm">
          {t('breakGlass.forOthers')}{' '}
          <Link to="/break-glass" className="inline-flex min-h-11 items-center">
            {t('nav.breakGlass')}
          </Link>
        </p>
      )}
    </Page>
  );
}
