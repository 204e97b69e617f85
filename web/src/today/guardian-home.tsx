// A guardian's first screen: a few large doors for each child.
import { useQuery } from '@tanstack/react-query';

import { usePost, useSession } from '../app/session';
import { BreakGlassNotices } from '../breakglass/notices';
import { AskedHandovers } from '../handover/asked';
import { EmptyState, Page, Section } from '../parts/page';
import { TodayTasks } from '../task/today-tasks';
import { t } from '../words';
import { Door } from './door';
import { Items } from './items';
import { todayQuery } from './queries';

export function GuardianHome() {
  const { account } = useSession();
  const { post } = usePost();
  const children = post?.people ?? [];
  const asks = useQuery(todayQuery).data?.asks ?? [];
  return (
    <Page title={t('guardian.hello', { name: account?.display_name ?? '' })} narrow>
      <BreakGlassNotices />
      {children.map((child) => (
        <AskedHandovers key={child.person_id} person={child.person_id} />
      ))}
      <TodayTasks />
      {children.length === 0 && (
        <EmptyState icon="heart" title={t('guardian.none')}>
          {t('guardian.noneLead')}
        </EmptyState>
      )}
      {asks.length > 0 && (
        <Section title={`${t('guardian.asks')} ${asks.length}`} flush>
          <Items items={asks} />
        </Section>
      )}
      {children.map((child) => (
        <Section key={child.person_id} title={child.name}>
          <div className="grid gap-3">
            <Door
              to={`/people/${child.person_id}`}
              icon="book"
              title={t('guardian.diary')}
              lead={t('guardian.diaryLead')}
              look="bg-info-soft text-info-ink"
            />
            <Door
              to={`/people/${child.person_id}/records`}
              icon="file"
              title={t('guardian.records')}
              lead={t('guardian.recordsLead')}
              look="bg-warn-soft text-warn-ink"
            />
            <Door
              to={`/people/${child.person_id}/documents`}
              icon="check"
              title={t('guardian.plans')}
              lead={t('guardian.plansLead')}
              look="bg-accent-soft text-accent-soft-ink"
            />
            <Door
              to={`/people/${child.person_id}/profile`}
              icon="heart"
              title={t('guardian.us')}
              lead={t('guardian.usLead')}
              look="bg-good-soft text-good-ink"
            />
            <Door
              to={`/people/${child.person_id}/watch`}
              icon="eye"
              title={t('guardian.watch')}
              lead={t('guardian.watchLead')}
              look="bg-ask-soft text-ask-ink"
            />
          </div>
        </Section>
      ))}
    </Page>
  );
}
