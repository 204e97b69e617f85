import { useQuery } from '@tanstack/react-query';

import { EmptyState, Loaded, Page } from '../parts/page';
import { t } from '../words';
import { longDate } from '../words/dates';
import { noticesQuery } from './queries';

/** What the operators tell everyone in the region. */
export function NoticesPage() {
  const notices = useQuery(noticesQuery);
  return (
    <Page title={t('notices.title')} narrow>
      <Loaded query={notices}>
        {(list) =>
          list.length === 0 ? (
            <EmptyState icon="bell" title={t('notices.empty')}>
              {t('notices.emptyLead')}
            </EmptyState>
          ) : (
            <ul className="grid gap-4">
              {list.map((notice) => (
                <li key={notice.id} className="card p-5">
                  <p className="text-sm text-ink-soft">{longDate(notice.published_on)}</p>
                  <h2 className="text-lg font-bold">{notice.title}</h2>
                  <p className="prose mt-2">{notice.body}</p>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Page>
  );
}
