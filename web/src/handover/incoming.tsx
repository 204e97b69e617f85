import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';

import { Section } from '../parts/page';
import { t } from '../words';
import { longDate } from '../words/dates';
import { incomingQuery } from './queries';

/** Handovers that lie before the reader and are not all confirmed; nothing where there are none. */
export function IncomingHandovers() {
  const { data } = useQuery(incomingQuery);
  const waiting = (data ?? []).filter(({ line }) => line.state === 'sent');
  if (waiting.length === 0) return null;
  return (
    <Section title={`${t('handover.incoming')} ${waiting.length}`} flush>
      <ul aria-label={t('handover.incoming')}>
        {waiting.map(({ line, person_name, age_years }) => (
          <li key={line.id} className="border-b border-line last:border-b-0">
            <Link
              to="/handovers/$person/$handover"
              params={{ person: line.person_id, handover: line.id }}
              className="block min-h-11 px-4 py-3 text-ink no-underline hover:bg-sunken sm:px-5"
            >
              <strong className="text-lg">
                {t('handover.incomingOf', { name: person_name, n: age_years })}
              </strong>
              <span className="block text-ink-soft">
                {line.author_facility}・{t('handover.startsOn', { date: longDate(line.starts_on) })}・
                {t('handover.confirmedOf', { n: line.confirmed, all: line.items })}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  );
}
