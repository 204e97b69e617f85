import { useQuery } from '@tanstack/react-query';

import { EmptyState, Loaded, Page } from '../parts/page';
import { t } from '../words';
import { IntakeList } from './intake-list';
import { intakesQuery } from './queries';

/** Requests that are over: registered or closed. */
export function ClosedIntakesPage() {
  const list = useQuery(intakesQuery(true));
  return (
    <Page title={t('intake.closedOnes')} back={{ to: { to: '/waiting' }, label: t('intake.title') }} narrow>
      <Loaded query={list}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState icon="file" title={t('wait.empty')} />
          ) : (
            <div className="card">
              <IntakeList items={items} label={t('intake.closedOnes')} />
            </div>
          )
        }
      </Loaded>
    </Page>
  );
}
