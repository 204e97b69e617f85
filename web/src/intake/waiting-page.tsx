import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { Badge } from '../parts/badge';
import { Button, LinkButton } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { EmptyState, Loaded, Page, Section } from '../parts/page';
import { usePerson } from '../person/person-layout';
import { t } from '../words';
import { dateTime, longDate } from '../words/dates';
import { WaitMarks } from './marks';
import { MoveForm } from './move-form';
import { waitingQuery } from './queries';
import { SheetView } from './sheet-view';
import type { PersonWaiting } from './types';

function Steps({ steps }: { steps: PersonWaiting['steps'] }) {
  return (
    <Section title={t('wait.steps')}>
      <ol className="grid gap-2">
        {steps.map((step) => (
          <li key={step.number} className="rounded-lg border border-line p-3">
            <p className="flex flex-wrap items-center gap-2">
              <strong>{t(`wait.stage.${step.stage}`)}</strong>
              {t('common.from', { date: longDate(step.since) })}
              {step.referred_to && <Badge>{step.referred_to}</Badge>}
            </p>
            {step.note && <p className="prose">{step.note}</p>}
            <p className="text-sm text-ink-soft">
              {dateTime(step.at)} {step.by_facility} {step.by_name}
            </p>
          </li>
        ))}
      </ol>
    </Section>
  );
}
/** The stages of one child, and what its family asked when it all began. */
export function WaitingPage() {
  const person = usePerson();
  const found = useQuery(waitingQuery(person.id));
  const [moving, setMoving] = useState(false);
  return (
    <Page
      title={t('wait.title')}
      actions={
        <LinkButton to="/people/$person/team/suggestions" params={{ person: person.id }} icon="team">
          {t('suggest.open')}
        </LinkButton>
      }
      narrow
    >
      <Loaded query={found}>
        {(waiting) => (
          <>
            <div className="card grid gap-3 p-4 sm:p-5">
              {waiting.wait ? (
                <>
                  <p className="text-lg font-bold">{t(`wait.stage.${waiting.wait.stage}`)}</p>
                  <WaitMarks wait={waiting.wait} />
                  <p className="text-sm text-ink-soft">
                    {[
                      t('wait.total', { n: waiting.wait.total_days }),
                      waiting.wait.limit !== null && t('wait.limit', { n: waiting.wait.limit ?? 0 }),
                    ]
                      .filter(Boolean)
                      .join('・')}
                  </p>
                </>
              ) : (
                <EmptyState icon="info" title={t('wait.never')}>
                  {t('wait.neverLead')}
                </EmptyState>
              )}
              <div>
                <Button kind="primary" icon="next" onClick={() => setMoving(true)}>
                  {t('wait.move')}
                </Button>
              </div>
            </div>
            {waiting.requests.map((request) => (
              <Section key={request.id} title={t('wait.request')}>
                <p className="mb-3 text-sm text-ink-soft">
                  {longDate(request.received_on)}・{t(`intake.channel.${request.channel}`)}・
                  {t('intake.receipt')} {request.receipt}
                </p>
                <SheetView sheet={request.sheet} worries={waiting.worries} />
              </Section>
            ))}
            {waiting.steps.length > 0 && <Steps steps={waiting.steps} />}
            <Dialog title={t('wait.move')} open={moving} held onClose={() => setMoving(false)}>
              <MoveForm
                person={person.id}
                stage={waiting.wait?.stage}
                version={waiting.version}
                onDone={() => setMoving(false)}
              />
            </Dialog>
          </>
        )}
      </Loaded>
    </Page>
  );
}
