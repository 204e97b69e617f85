// The first screen of the person themself (本人アカウント): three large doors in plain words; five from 18 on.
import { useQuery } from '@tanstack/react-query';

import type { PostPerson } from '../api/types';
import { useSession } from '../app/session';
import { Ruby } from '../parts/ruby';
import { Note, Page, Section } from '../parts/page';
import { TodayTasks } from '../task/today-tasks';
import { t } from '../words';
import { Door } from './door';
import { Items } from './items';
import { todayQuery } from './queries';

export function OwnHome({ own }: { own: PostPerson }) {
  const { account } = useSession();
  const today = useQuery(todayQuery).data;
  const asks = today?.asks ?? [];
  const unread = today?.unread[0]?.unread ?? 0;
  const base = `/people/${own.person_id}`;
  return (
    <Page title={t('guardian.hello', { name: account?.display_name ?? '' })} narrow>
      {own.adult && <TodayTasks />}
      {asks.length > 0 && (
        <Section title={t('own.asks')} flush>
          <Items items={asks} />
        </Section>
      )}
      <div className="grid gap-3">
        <Door
          to={base}
          icon="book"
          title={t('own.book')}
          lead={unread > 0 ? t('own.bookNew', { n: unread }) : t('own.bookLead')}
          look="bg-info-soft text-info-ink"
        />
        {own.adult && (
          <>
            <Door
              to={`${base}/documents`}
              icon="check"
              title={t('own.plans')}
              lead={t('own.plansLead')}
              look="bg-accent-soft text-accent-soft-ink"
            />
            <Door
              to={`${base}/profile`}
              icon="heart"
              title={t('own.me')}
              lead={t('own.meLead')}
              look="bg-good-soft text-good-ink"
            />
          </>
        )}
        <Door
          to={`${base}/team`}
          icon="team"
          title={t('own.team')}
          lead={t('own.teamLead')}
          look="bg-warn-soft text-warn-ink"
        />
        <Door
          to={`${base}/watch`}
          icon="eye"
          title={t('own.watch')}
          lead={t(own.adult ? 'own.watchAdult' : 'own.watchLead')}
          look="bg-ask-soft text-ask-ink"
        />
      </div>
      <Note>
        <span className="leading-loose">
          <Ruby text={t('own.what')} />
        </span>
      </Note>
    </Page>
  );
}
