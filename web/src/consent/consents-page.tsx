import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { apiUrl } from '../api/client';
import type { ConsentView } from '../api/types';
import { queryClient } from '../app/session';
import { Badge, type Tone } from '../parts/badge';
import { Button, LinkButton } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { Icon } from '../parts/icon';
import { EmptyState, Facts, Loaded, Note, Page } from '../parts/page';
import { usePerson } from '../person/person-layout';
import { t } from '../words';
import { dateTime, longDate } from '../words/dates';
import { consentsQuery } from './queries';
import { Withdraw } from './withdraw';

const tones: Record<ConsentView['state'], Tone> = {
  future: 'info',
  in_force: 'good',
  expired: 'warn',
  withdrawn: 'danger',
};

function Consent({
  person,
  consent,
  mayManage,
  onWithdraw,
}: {
  person: string;
  consent: ConsentView;
  mayManage: boolean;
  onWithdraw: () => void;
}) {
  const proof = consent.signature_file ?? consent.scan_file;
  return (
    <article className="card grid gap-4 p-5" aria-label={t('consent.by', { name: consent.giver_name })}>
      <h2 className="flex flex-wrap items-center gap-3 text-lg font-bold">
        {consent.basis === 'statutory'
          ? t('consent.statutory')
          : t('consent.by', { name: consent.giver_name })}
        <Badge tone={tones[consent.state]}>{t(`consent.state.${consent.state}`)}</Badge>
      </h2>
      <Facts
        items={[
          ...(consent.basis === 'statutory'
            ? ([[t('consent.article'), consent.article]] as const)
            : ([[t('consent.relation'), consent.giver_relation]] as const)),
          [t('consent.classes'), consent.classes.map((c) => t(`class.${c}`)).join('、')],
          [t('consent.purposes'), consent.purposes],
          [
            t('consent.parties'),
            consent.whole_team
              ? t('consent.wholeTeam')
              : consent.facilities
                  .map((f) => (f.withdrawn_at ? t('consent.withdrawnFacility', { name: f.name }) : f.name))
                  .join('、'),
          ],
          [
            t('common.period'),
            `${t('common.from', { date: longDate(consent.starts_on) })} ${consent.ends_on ? t('common.until', { date: longDate(consent.ends_on) }) : t('common.noEnd')}`,
          ],
          [t('consent.method'), t(`consent.method.${consent.method}`)],
          [
            t('consent.recorded'),
            `${dateTime(consent.created_at)} ${consent.created_by_name}（${t('common.version', { n: consent.wording_version })}）`,
          ],
          ...(consent.withdrawn_at
            ? ([
                [
                  t('consent.withdrawn'),
                  [dateTime(consent.withdrawn_at), consent.withdrawn_by, consent.withdrawal_reason]
                    .filter(Boolean)
                    .join('・'),
                ],
              ] as const)
            : []),
        ]}
      />
      <div className="flex flex-wrap gap-2">
        {proof && (
          <a
            href={apiUrl(`/people/${person}/files/${proof}`)}
            target="_blank"
            rel="noreferrer"
            className="inline-flex min-h-11 items-center gap-2"
          >
            <Icon name="file" />
            {t(consent.signature_file ? 'consent.seeSignature' : 'consent.seeScan')}
          </a>
        )}
        {mayManage && (consent.state === 'in_force' || consent.state === 'future') && (
          <Button kind="quiet" onClick={onWithdraw}>
            {t('consent.withdraw')}
          </Button>
        )}
      </div>
    </article>
  );
}
export function ConsentsPage() {
  const person = usePerson();
  const consents = useQuery(consentsQuery(person.id));
  const [withdrawing, setWithdrawing] = useState<ConsentView | null>(null);
  const mayManage = person.access.may.includes('manage_consent');
  return (
    <Page
      title={t('consent.title')}
      narrow
      actions={
        mayManage && (
          <LinkButton
            kind="primary"
            icon="plus"
            to="/people/$person/consents/new"
            params={{ person: person.id }}
          >
            {t('consent.record')}
          </LinkButton>
        )
      }
    >
      {person.access.consent_missing && <Note tone="warn">{t('consent.missing')}</Note>}
      <Loaded query={consents}>
        {(list) =>
          list.length === 0 ? (
            <EmptyState icon="shield" title={t('consent.empty')}>
              {t('consent.emptyLead')}
            </EmptyState>
          ) : (
            <>
              {list.map((c) => (
                <Consent
                  key={c.id}
                  person={person.id}
                  consent={c}
                  mayManage={mayManage}
                  onWithdraw={() => setWithdrawing(c)}
                />
              ))}
            </>
          )
        }
      </Loaded>
      <Dialog
        title={t('consent.withdraw')}
        open={withdrawing !== null}
        onClose={() => setWithdrawing(null)}
        wide
      >
        {withdrawing && (
          <Withdraw
            person={person.id}
            consent={withdrawing}
            onDone={() => {
              setWithdrawing(null);
              void queryClient.invalidateQueries({ queryKey: ['person', person.id] });
            }}
          />
        )}
      </Dialog>
    </Page>
  );
}
