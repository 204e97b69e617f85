// One person whose support ended: what stands in the way of shredding, holds, and the proposal of two people.
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';

import { api } from '../api/client';
import { newId } from '../api/ids';
import { Badge } from '../parts/badge';
import { Button } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { RadioGroup, TextField } from '../parts/field';
import { Form, needed, useForm } from '../parts/form';
import { EmptyState, Facts, Loaded, Note, Page, Section } from '../parts/page';
import { WithReason } from '../parts/past';
import { toast } from '../parts/toast';
import { bothDates } from '../person/words';
import { t } from '../words';
import { dateTime, longDate } from '../words/dates';
import { caseQuery, holdKinds, refresh, type EndedCase, type Hold, type Shredding } from './queries';
import { DueMark, yearsText } from './retention-page';

function HoldForm({ person, onDone }: { person: string; onDone: () => void }) {
  const [id] = useState(newId);
  const form = useForm({
    initial: { kind: 'disclosure', reason: '' },
    check: (v) => needed(v, ['reason']),
    send: ({ kind, reason }) =>
      api.post(`/retention/ended/${person}/holds`, { id, kind: kind as Hold['kind'], reason }),
    done: () => {
      toast(t('retention.holdDone'));
      void refresh();
      onDone();
    },
  });
  return (
    <Form form={form}>
      <RadioGroup
        {...form.field('kind')}
        label={t('retention.holdKind')}
        choices={holdKinds.map((value) => ({ value, label: t(`retention.holdKind.${value}`) }))}
      />
      <TextField {...form.field('reason')} label={t('common.reason')} maxLength={500} />
      <div>
        <Button type="submit" kind="primary" busy={form.busy}>
          {t('retention.hold')}
        </Button>
      </div>
    </Form>
  );
}
function Holds({ of: { line, holds } }: { of: EndedCase }) {
  const [adding, setAdding] = useState(false);
  const [releasing, setReleasing] = useState<string | null>(null);
  return (
    <Section
      title={t('retention.holds')}
      actions={<Button onClick={() => setAdding(true)}>{t('retention.hold')}</Button>}
    >
      <p className="text-ink-soft">{t('retention.holdsLead')}</p>
      <ul className="grid gap-3">
        {holds.map((hold) => (
          <li key={hold.id} className="mt-3 rounded-lg border border-line p-3">
            <p className="flex flex-wrap items-center gap-2 font-bold">
              {t(`retention.holdKind.${hold.kind}`)}
              {!hold.released_at && (
                <Badge tone="warn" icon="lock">
                  {t('retention.held')}
                </Badge>
              )}
            </p>
            <p>{hold.reason}</p>
            <p className="text-sm text-ink-soft">
              {t('retention.holdBy', { name: hold.by_name, at: dateTime(hold.at) })}
            </p>
            {hold.released_at ? (
              <p className="text-sm text-ink-soft">
                {t('retention.releasedBy', {
                  name: hold.released_by_name,
                  at: dateTime(hold.released_at),
                  reason: hold.release_reason,
                })}
              </p>
            ) : (
              <Button className="mt-2" onClick={() => setReleasing(hold.id)}>
                {t('retention.release')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Dialog title={t('retention.hold')} open={adding} onClose={() => setAdding(false)} held>
        <HoldForm person={line.person_id} onDone={() => setAdding(false)} />
      </Dialog>
      <Dialog title={t('retention.release')} open={releasing !== null} onClose={() => setReleasing(null)}>
        <WithReason
          kind="primary"
          words={{
            lead: t('retention.releaseLead'),
            act: t('retention.release'),
            done: t('retention.releaseDone'),
          }}
          send={(why) => api.post(`/retention/ended/${line.person_id}/holds/${releasing ?? ''}/release`, why)}
          onDone={() => {
            setReleasing(null);
            void refresh();
          }}
        />
      </Dialog>
    </Section>
  );
}

function Confirm({ person, id, onDone }: { person: string; id: string; onDone: () => void }) {
  const form = useForm({
    initial: {},
    send: () => api.post(`/retention/ended/${person}/shredding/${id}/confirm`),
    done: () => {
      toast(t('retention.confirmDone'));
      void refresh();
      onDone();
    },
  });
  return (
    <Form form={form}>
      <p>{t('retention.confirmLead')}</p>
      <div>
        <Button type="submit" kind="danger" busy={form.busy}>
          {t('retention.confirm')}
        </Button>
      </div>
    </Form>
  );
}
function Proposal({ shredding: s }: { shredding: Shredding }) {
  return (
    <div className="grid gap-1 rounded-lg border border-line p-3">
      <p>
        <Badge tone={s.state === 'withdrawn' ? 'plain' : 'danger'}>{t(`retention.shred.${s.state}`)}</Badge>
      </p>
      <p className="text-sm">
        {t('retention.proposedBy', {
          name: s.proposed_by_name,
          at: dateTime(s.proposed_at),
          reason: s.reason,
        })}
      </p>
      {s.confirmed_at && s.shreds_at && (
        <p className="text-sm">
          {t('retention.confirmedBy', {
            name: s.confirmed_by_name,
            at: dateTime(s.confirmed_at),
            when: dateTime(s.shreds_at),
          })}
        </p>
      )}
      {s.withdrawn_at && (
        <p className="text-sm">
          {t('retention.withdrawnBy', {
            name: s.withdrawn_by_name,
            at: dateTime(s.withdrawn_at),
            reason: s.withdraw_reason,
          })}
        </p>
      )}
    </div>
  );
}
type Step = 'propose' | 'confirm' | 'withdraw';
function Shreddings({ of: { line, obstacles, shreddings } }: { of: EndedCase }) {
  const [step, setStep] = useState<Step | null>(null);
  const [newOne, setNewOne] = useState(newId);
  const person = line.person_id;
  const open = shreddings.find((s) => s.state === 'proposed' || s.state === 'confirmed');
  const close = () => {
    setStep(null);
    void refresh();
  };
  const ready = obstacles.every((o) => o === 'not_confirmed' || o === 'grace');
  return (
    <Section title={t('retention.shredding')}>
      <div className="grid gap-3">
        {(open ? obstacles : obstacles.filter((o) => o !== 'not_confirmed')).map((o) => (
          <Note key={o} tone={o === 'grace' || o === 'not_confirmed' ? 'info' : 'warn'}>
            {t(`retention.obstacle.${o}`)}
          </Note>
        ))}
        {shreddings.map((s) => (
          <Proposal key={s.id} shredding={s} />
        ))}
        {open?.state === 'proposed' && open.own && <p>{t('retention.ownProposal')}</p>}
        <div className="flex flex-wrap gap-2">
          {!open && ready && (
            <Button kind="danger" onClick={() => setStep('propose')}>
              {t('retention.propose')}
            </Button>
          )}
          {open?.state === 'proposed' && !open.own && ready && (
            <Button kind="danger" onClick={() => setStep('confirm')}>
              {t('retention.confirm')}
            </Button>
          )}
          {open && <Button onClick={() => setStep('withdraw')}>{t('retention.withdraw')}</Button>}
        </div>
      </div>
      <Dialog
        title={t(`retention.${step ?? 'propose'}`)}
        open={step !== null}
        onClose={() => setStep(null)}
        held
      >
        {step === 'confirm' && open && <Confirm person={person} id={open.id} onDone={close} />}
        {step === 'propose' && (
          <WithReason
            kind="danger"
            words={{
              lead: t('retention.proposeLead'),
              act: t('retention.propose'),
              done: t('retention.proposeDone'),
            }}
            send={(why) => api.post(`/retention/ended/${person}/shredding`, { id: newOne, ...why })}
            onDone={() => {
              setNewOne(newId());
              close();
            }}
          />
        )}
        {step === 'withdraw' && open && (
          <WithReason
            kind="primary"
            words={{
              lead: t('retention.withdrawLead'),
              act: t('retention.withdraw'),
              done: t('retention.withdrawDone'),
            }}
            send={(why) => api.post(`/retention/ended/${person}/shredding/${open.id}/withdraw`, why)}
            onDone={close}
          />
        )}
      </Dialog>
    </Section>
  );
}

export function EndedPage() {
  const { ended } = useParams({ from: '/signed-in/manage/retention/$ended' });
  const found = useQuery(caseQuery(ended));
  return (
    <Page
      title={found.data?.line.name ?? t('retention.ended')}
      narrow
      back={{ to: { to: '/manage/retention' }, label: t('nav.retention') }}
    >
      <Loaded query={found}>
        {(c) => (
          <>
            <Section title={t('retention.ended')} actions={<DueMark line={c.line} />}>
              {c.line.name ? (
                <Facts
                  items={[
                    [t('retention.birthDate'), bothDates(c.birth_date)],
                    [t('retention.endedOn'), longDate(c.line.ended_on)],
                    [t('retention.why'), t(`retention.cause.${c.line.cause}`)],
                    [t('retention.reason'), c.end_reason],
                    [
                      t('retention.keptFor'),
                      c.period ? `${yearsText(c.period)}（${c.period.source}）` : t('retention.undecided'),
                    ],
                  ]}
                />
              ) : (
                <EmptyState title={t('common.none')} />
              )}
            </Section>
            <Holds of={c} />
            <Shreddings of={c} />
          </>
        )}
      </Loaded>
    </Page>
  );
}
