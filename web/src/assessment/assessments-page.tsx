import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';

import { Badge } from '../parts/badge';
import { LinkButton } from '../parts/button';
import { EmptyState, Loaded, Page, Section } from '../parts/page';
import { usePerson } from '../person/person-layout';
import { fullName } from '../person/queries';
import { pick, t } from '../words';
import { longDate } from '../words/dates';
import { assessmentsQuery, useInstruments } from './queries';
import { exactAge, headline } from './rules';
import type { Assessment, Instrument } from './types';

function Line({ assessment, instrument }: { assessment: Assessment; instrument: Instrument }) {
  const { state, hidden } = assessment;
  const words = hidden
    ? t('assessment.hidden', { name: hidden.by_name, reason: hidden.reason })
    : state.for_guardians || state.for_teachers || state.findings;
  return (
    <li className="grid gap-1 border-b border-line px-4 py-3 last:border-b-0 sm:px-5">
      <Link
        to="/people/$person/assessments/$assessment"
        params={{ person: assessment.person_id, assessment: assessment.id }}
        className="inline-flex min-h-11 items-center font-bold"
      >
        {longDate(state.tested_on)}
        <span className="sr-only"> {pick(instrument)}</span>
        <span className="ml-2 font-normal text-ink-soft">{exactAge(assessment.age)}</span>
      </Link>
      {!hidden && headline(instrument, state) && <p>{headline(instrument, state)}</p>}
      {words && <p className="line-clamp-2 text-ink-soft">{words}</p>}
      <p className="flex flex-wrap gap-2">
        {assessment.out_of_age && (
          <Badge tone="warn" icon="warn">
            {t('assessment.outOfAge')}
          </Badge>
        )}
        {!hidden && assessment.sight !== 'full' && <Badge icon="eye">{t('assessment.summaryOnly')}</Badge>}
      </p>
    </li>
  );
}
function Groups({
  items,
  instruments,
}: {
  items: readonly Assessment[];
  instruments: readonly Instrument[];
}) {
  // The instrument used last stands first.
  const codes = [...new Set(items.map((a) => a.instrument))];
  return codes.map((code) => {
    const instrument = instruments.find((i) => i.code === code);
    if (!instrument) return null;
    return (
      <Section key={code} title={pick(instrument)} flush>
        <ul>
          {items
            .filter((a) => a.instrument === code)
            .map((a) => (
              <Line key={a.id} assessment={a} instrument={instrument} />
            ))}
        </ul>
      </Section>
    );
  });
}

/** Results by instrument and day. */
export function AssessmentsPage() {
  const person = usePerson();
  const list = useQuery(assessmentsQuery(person.id));
  const { query: instruments } = useInstruments();
  const guardian = person.access.is_guardian;
  const actions = list.data?.may_add && (
    <LinkButton
      kind="primary"
      icon="plus"
      floats
      to="/people/$person/assessments/new"
      params={{ person: person.id }}
    >
      {t('assessment.add')}
    </LinkButton>
  );
  return (
    <Page
      title={t('assessment.title', { name: fullName(person) })}
      lead={t(guardian ? 'assessment.leadGuardian' : 'assessment.lead')}
      actions={actions}
    >
      <Loaded query={instruments}>
        {(known) => (
          <Loaded query={list}>
            {({ items }) =>
              items.length === 0 ? (
                <EmptyState icon="book" title={t('assessment.empty')}>
                  <p>{t(guardian ? 'assessment.emptyGuardian' : 'assessment.emptyLead')}</p>
                </EmptyState>
              ) : (
                <Groups items={items} instruments={known} />
              )
            }
          </Loaded>
        )}
      </Loaded>
    </Page>
  );
}
