// On the operator's home: how many emergency looks wait for a review.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';

import { Note } from '../parts/page';
import { t } from '../words';
import { waited } from '../words/dates';
import { waitingQuery } from './queries';

export function BreakGlassWaiting() {
  const { data } = useQuery(waitingQuery);
  if (!data || data.waiting === 0) return null;
  return (
    <Note tone={data.overdue > 0 ? 'danger' : 'warn'}>
      <span className="mr-3 font-bold">
        {t('breakGlass.waiting', { n: data.waiting })}
        {data.oldest_at && `（${t('breakGlass.oldest', { time: waited(data.oldest_at) })}）`}
      </span>
      {data.overdue > 0 && <span className="mr-3">{t('breakGlass.overdueCount', { n: data.overdue })}</span>}
      <Link to="/manage/break-glass" className="inline-flex min-h-11 items-center">
        {t('breakGlass.toQueue')}
      </Link>
    </Note>
  );
}
