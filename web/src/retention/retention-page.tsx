// The operators' page of keeping: the periods, whose support ended with what is due first, and the certificates.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';

import { Badge } from '../parts/badge';
import { Button } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { Icon } from '../parts/icon';
import { EmptyState, Loaded, Page, Section } from '../parts/page';
import { PastVersion } from '../parts/past';
import { t } from '../words';
import { dateTime, longDate } from '../words/dates';
import { PeriodForm } from './period-form';
import {
  certificatesQuery,
  endedQuery,
  settingsQuery,
  type EndedLine,
  type KeptKindState,
  type RetentionPeriod,
} from './queries';

export const yearsText = (period: Pick<RetentionPeriod, 'years'>): string =>
  period.years === null || period.years === undefined
    ? t('retention.endless')
    : t('retention.years', { n: period.years });

function Period({ state }: { state: KeptKindState }) {
  const [open, setOpen] = useState(false);
  const name = t(`retention.kind.${state.kind}`);
  return (
    <section className="grid gap-2 border-b border-line p-4 last:border-b-0 sm:px-5" aria-label={name}>
      <h3 className="font-bold">{name}</h3>
      <p className="text-lg">{state.in_force ? yearsText(state.in_force) : t('retention.undecided')}</p>
      {state.in_force && <p className="text-sm text-ink-soft">{state.in_force.source}</p>}
      {state.to_come && (
        <p>
          <Badge tone="warn" icon="history">
            {t('retention.toCome', {
              day: longDate(state.to_come.starts_on),
              years: yearsText(state.to_come),
            })}
          </Badge>
        </p>
      )}
      <div>
        <Button onClick={() => setOpen(true)}>{t('retention.decide')}</Button>
      </div>
      {state.history.length > 0 && (
        <details>
          <summary className="min-h-11 cursor-pointer content-center">{t('retention.historyOf')}</summary>
          <ol className="grid gap-2">
            {state.history.map((period) => (
              <PastVersion key={period.version} version={period}>
                <p>{t('retention.toCome', { day: longDate(period.starts_on), years: yearsText(period) })}</p>
                <p className="text-sm">{period.source}</p>
              </PastVersion>
            ))}
          </ol>
        </details>
      )}
      <Dialog title={t('retention.decideTitle')} open={open} onClose={() => setOpen(false)} held>
        <PeriodForm state={state} onDone={() => setOpen(false)} />
      </Dialog>
    </section>
  );
}
function Periods() {
  const settings = useQuery(settingsQuery);
  return (
    <Section title={t('retention.periods')} flush>
      <Loaded query={settings}>
        {({ kinds, sources }) => (
          <>
            {kinds.map((state) => (
              <Period key={state.kind} state={state} />
            ))}
            <details className="border-t border-line px-4 py-2 sm:px-5">
              <summary className="min-h-11 cursor-pointer content-center">{t('retention.compare')}</summary>
              <p className="text-ink-soft">{t('retention.compareLead')}</p>
              <ul className="list-disc pl-6">
                {sources.map((s) => (
                  <li key={s.law + s.about}>
                    {t('retention.compareLine', { law: s.law, about: s.about, n: s.years })}
                  </li>
                ))}
              </ul>
            </details>
          </>
        )}
      </Loaded>
    </Section>
  );
}

export function DueMark({ line }: { line: EndedLine }) {
  if (line.held)
    return (
      <Badge tone="warn" icon="lock">
        {t('retention.held')}
      </Badge>
    );
  if (line.shredding) return <Badge tone="danger">{t(`retention.shred.${line.shredding}`)}</Badge>;
  if (line.due)
    return (
      <Badge tone="info" icon="check">
        {t('retention.due')}
      </Badge>
    );
  return (
    <span className="text-sm text-ink-soft">
      {line.due_on ? t('retention.dueOn', { day: longDate(line.due_on) }) : t('retention.endless')}
    </span>
  );
}
function Ended() {
  const ended = useQuery(endedQuery);
  return (
    <Section title={t('retention.ended')} flush>
      <Loaded query={ended}>
        {(list) =>
          list.length === 0 ? (
            <EmptyState icon="check" title={t('retention.endedEmpty')} />
          ) : (
            <ul>
              {list.map((line) => (
                <li key={line.person_id} className="border-b border-line last:border-b-0">
                  <Link
                    to="/manage/retention/$ended"
                    params={{ ended: line.person_id }}
                    className="flex min-h-18 flex-wrap items-center gap-3 px-4 py-3 text-ink no-underline hover:bg-sunken sm:px-5"
                  >
                    <span className="min-w-0 flex-1 basis-48">
                      <span className="block text-lg font-bold">{line.name}</span>
                      <span className="block text-sm text-ink-soft">
                        {t(`retention.cause.${line.cause}`)}・{longDate(line.ended_on)}
                      </span>
                    </span>
                    <DueMark line={line} />
                    <Icon name="next" className="size-4 text-ink-soft" />
                  </Link>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Section>
  );
}
function Certificates() {
  const certificates = useQuery(certificatesQuery);
  return (
    <Section title={t('retention.certificates')} flush>
      <Loaded query={certificates}>
        {(list) =>
          list.length === 0 ? (
            <EmptyState icon="file" title={t('retention.certificatesEmpty')} />
          ) : (
            <ul>
              {list.map((one) => (
                <li key={one.id} className="border-b border-line last:border-b-0">
                  <Link
                    to="/manage/retention/certificates/$shredding"
                    params={{ shredding: one.id }}
                    className="flex min-h-14 items-center gap-3 px-4 py-3 text-ink no-underline hover:bg-sunken sm:px-5"
                  >
                    <span className="min-w-0 flex-1">
                      <span className="block font-bold">{dateTime(one.erased_at)}</span>
                      <span className="block text-sm text-ink-soft">
                        {[one.proposed_by_name, one.confirmed_by_name].join('・')}
                      </span>
                    </span>
                    <Icon name="next" className="size-4 text-ink-soft" />
                  </Link>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Section>
  );
}

export function RetentionPage() {
  return (
    <Page title={t('nav.retention')} lead={t('retention.lead')} narrow>
      <Ended />
      <Periods />
      <Certificates />
    </Page>
  );
}
