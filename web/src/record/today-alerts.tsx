import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';

import { Button } from '../parts/button';
import { Section } from '../parts/page';
import { pick, t } from '../words';
import { shortTime } from '../words/dates';
import { AlertMark } from './alert-mark';
import { todayRecordsQuery, useTypes } from './queries';
import { markSeen } from './record-line';
import { summary } from './rules';

/** Records beyond their limits that nobody has looked at yet; nothing where there are none. */
export function TodayAlerts() {
  const today = useQuery(todayRecordsQuery);
  const { typeOf } = useTypes();
  const alerts = today.data?.alerts ?? [];
  if (alerts.length === 0) return null;
  return (
    <Section title={`${t('today.alerts')} ${alerts.length}`} flush>
      <ul>
        {alerts.map(({ person_id, person_name, record }) => {
          const type = typeOf(record.type);
          return (
            <li
              key={record.id}
              className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-4 py-2 last:border-b-0 sm:px-5"
            >
              <Link
                to="/people/$person/records"
                params={{ person: person_id }}
                className="inline-flex min-h-11 items-center font-bold"
              >
                {person_name}
              </Link>
              <span>
                {type && pick(type)} <strong>{type && summary(type, record)}</strong>
              </span>
              <AlertMark record={record} />
              <span className="text-sm text-ink-soft">{shortTime(record.at)}</span>
              <Button icon="check" className="ml-auto" onClick={() => void markSeen(record)}>
                {t('record.markSeen')}
              </Button>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
