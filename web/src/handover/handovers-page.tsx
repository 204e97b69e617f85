import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';

import { Badge } from '../parts/badge';
import { LinkButton } from '../parts/button';
import { EmptyState, Loaded, Page } from '../parts/page';
import { usePerson } from '../person/person-layout';
import { fullName } from '../person/queries';
import { t } from '../words';
import { longDate } from '../words/dates';
import { handoversQuery } from './queries';
import { toneOf } from './rules';
import type { HandoverLine } from './types';

function Line({ line }: { line: HandoverLine }) {
  return (
    <li className="border-b border-line last:border-b-0">
      <Link
        to="/people/$person/handovers/$handover"
        params={{ person: line.person_id, handover: line.id }}
        className="block min-h-11 px-4 py-3 text-ink no-underline hover:bg-sunken sm:px-5"
      >
        <span className="flex flex-wrap items-center gap-2">
          <strong className="text-lg">{t('handover.to', { name: line.to_name })}</strong>
          <Badge tone={toneOf(line.state)}>{t(`handover.state.${line.state}`)}</Badge>
        </span>
        <span className="block text-ink-soft">
          {t(`handover.kind.${line.kind}`)}・{t('handover.startsOn', { date: longDate(line.starts_on) })}
          {line.state === 'sent' && `・${t('handover.confirmedOf', { n: line.confirmed, all: line.items })}`}
        </span>
      </Link>
    </li>
  );
}
/** What was, is and will be handed over for one person. */
export function HandoversPage() {
  const person = usePerson();
  const found = useQuery(handoversQuery(person.id));
  const add = person.access.may.includes('write_handover') && (
    <LinkButton
      kind="primary"
      icon="plus"
      floats
      to="/people/$person/handovers/new"
      params={{ person: person.id }}
    >
      {t('handover.new')}
    </LinkButton>
  );
  return (
    <Page
      title={t('handover.of', { name: fullName(person) })}
      lead={t(person.access.is_guardian ? 'handover.leadGuardian' : 'handover.lead')}
      actions={add}
      narrow
    >
      <Loaded query={found}>
        {(lines) => (
          <div className="card">
            {lines.length === 0 ? (
              <EmptyState icon="history" title={t('handover.empty')}>
                <p>{t('handover.emptyLead')}</p>
              </EmptyState>
            ) : (
              <ul aria-label={t('handover.title')}>
                {lines.map((line) => (
                  <Line key={line.id} line={line} />
                ))}
              </ul>
            )}
          </div>
        )}
      </Loaded>
    </Page>
  );
}
