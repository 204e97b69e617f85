import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';

import type { TodayView } from '../api/types';
import { usePost } from '../app/session';
import { GuestRegions } from '../agreement/guest-regions';
import { BreakGlassNotices } from '../breakglass/notices';
import { DeviceReminders } from '../device/reminders';
import { TodayAlerts } from '../record/today-alerts';
import { Avatar, Count } from '../parts/badge';
import { LinkButton } from '../parts/button';
import { Icon } from '../parts/icon';
import { EmptyState, Loaded, Note, Page, Section } from '../parts/page';
import { IncomingHandovers } from '../handover/incoming';
import { TodayIntakes } from '../intake/today-intakes';
import { TodayTasks } from '../task/today-tasks';
import { t } from '../words';
import { shortTime, weekdayDate } from '../words/dates';
import { GuardianHome } from './guardian-home';
import { Items } from './items';
import { OwnHome } from './own-home';
import { todayQuery } from './queries';

function Unread({ items }: { items: TodayView['unread'] }) {
  return (
    <ul>
      {items.map((person) => (
        <li key={person.person_id} className="border-b border-line last:border-b-0">
          <Link
            to="/people/$person"
            params={{ person: person.person_id }}
            className="flex min-h-16 items-center gap-3 px-4 py-2 text-ink no-underline hover:bg-sunken sm:px-5"
          >
            <Avatar name={person.name} />
            <span className="min-w-0 flex-1">
              <span className="font-bold">{person.name}</span>{' '}
              <span className="text-sm whitespace-nowrap">{t('age.years', { years: person.age_years })}</span>
              {person.alert && (
                <span className="flex items-center gap-1 text-sm font-bold text-danger-ink">
                  <Icon name="warn" className="size-4" />
                  {person.alert}
                </span>
              )}
              {person.last_entry_at && (
                <span className="block text-sm text-ink-soft">{shortTime(person.last_entry_at)}</span>
              )}
            </span>
            <Count n={person.unread} label={t('today.unreadCount', { n: person.unread })} />
          </Link>
        </li>
      ))}
    </ul>
  );
}

function Professional() {
  const today = useQuery(todayQuery);
  return (
    <Page title={t('today.title', { date: weekdayDate(new Date()) })}>
      <BreakGlassNotices />
      <DeviceReminders />
      <TodayAlerts />
      <IncomingHandovers />
      <GuestRegions />
      <TodayIntakes />
      <TodayTasks />
      <Loaded query={today}>
        {(view) => (
          <>
            {view.invitations > 0 && (
              <Note>
                <span className="mr-3 font-bold">{t('today.invitations', { n: view.invitations })}</span>
                <Link to="/invitations">{t('today.seeInvitations')}</Link>
              </Note>
            )}
            {view.urgent.length > 0 && (
              <Section title={`${t('today.urgent')} ${view.urgent.length}`} flush>
                <Items items={view.urgent} />
              </Section>
            )}
            <div className="grid items-start gap-5 lg:grid-cols-2">
              <Section
                title={view.asks.length > 0 ? `${t('today.asks')} ${view.asks.length}` : t('today.asks')}
                flush
              >
                {view.asks.length > 0 ? (
                  <Items items={view.asks} />
                ) : (
                  <p className="p-4 text-ink-soft sm:px-5">{t('today.asksEmpty')}</p>
                )}
              </Section>
              <Section title={t('today.unread')} flush>
                {view.unread.length > 0 ? (
                  <Unread items={view.unread} />
                ) : (
                  <EmptyState icon="book" title={t('today.unreadEmpty')}>
                    <p>{t('today.unreadEmptyLead')}</p>
                    <LinkButton to="/people">{t('people.back')}</LinkButton>
                  </EmptyState>
                )}
              </Section>
            </div>
          </>
        )}
      </Loaded>
    </Page>
  );
}
export function TodayPage() {
  const { isGuardian, own } = usePost();
  if (own) return <OwnHome own={own} />;
  return isGuardian ? <GuardianHome /> : <Professional />;
}
