import { Link } from '@tanstack/react-router';

import { Badge } from '../parts/badge';
import { t } from '../words';
import { longDate } from '../words/dates';
import { WaitMarks } from './marks';
import { toneOfState } from './board';
import type { IntakeLine } from './types';

export function IntakeList({ items, label }: { items: readonly IntakeLine[]; label: string }) {
  return (
    <ul aria-label={label}>
      {items.map((line) => (
        <li key={line.id} className="border-b border-line last:border-b-0">
          <Link
            to="/intakes/$intake"
            params={{ intake: line.id }}
            className="grid min-h-11 gap-1 px-4 py-3 text-ink no-underline hover:bg-sunken sm:px-5"
          >
            <span className="flex flex-wrap items-center gap-2">
              <strong className="text-lg">{line.name}</strong>
              {t('age.years', { years: line.age_years })}
              <Badge tone={toneOfState(line.state)}>{t(`intake.state.${line.state}`)}</Badge>
            </span>
            {['accepted', 'closed'].includes(line.state) || <WaitMarks wait={line.wait} />}
            <span className="text-sm text-ink-soft">
              {[`${longDate(line.received_on)} ${t(`intake.channel.${line.channel}`)}`, line.coordinator_name]
                .filter(Boolean)
                .join('・')}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
