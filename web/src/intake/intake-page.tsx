import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';

import { Badge } from '../parts/badge';
import { Button, LinkButton } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { Facts, Loaded, Note, Page, Section } from '../parts/page';
import { t } from '../words';
import { dateTime, longDate } from '../words/dates';
import { AcceptForm } from './accept';
import { WaitMarks } from './marks';
import { intakeQuery } from './queries';
import { toneOfState } from './board';
import { SheetView } from './sheet-view';
import { EditIntake, MoveIntake, type Doing } from './triage';
import type { IntakeMay, IntakeView } from './types';

type Open = Doing | 'accept';
const order: readonly Exclude<Open, 'answered'>[] = ['accept', 'assign', 'ask', 'edit', 'reopen', 'close'];

function Tools({ view, onOpen }: { view: IntakeView; onOpen: (open: Open) => void }) {
  const can = (what: IntakeMay) => view.may.includes(what);
  const first = can('accept') ? 'accept' : view.line.state === 'asking' ? null : 'assign';
  return (
    <div className="flex flex-wrap gap-2 border-t border-line pt-3">
      {view.line.state === 'asking' && (
        <Button kind="primary" icon="reply" onClick={() => onOpen('answered')}>
          {t('intake.do.answered')}
        </Button>
      )}
      {order.filter(can).map((what) => (
        <Button key={what} kind={what === first ? 'primary' : 'secondary'} onClick={() => onOpen(what)}>
          {t(`intake.do.${what}`)}
        </Button>
      ))}
    </div>
  );
}
function History({ view }: { view: IntakeView }) {
  return (
    <Section title={t('intake.history')}>
      <ol className="grid gap-1.5 text-sm">
        {view.versions.map((v) => (
          <li key={v.version}>
            {dateTime(v.at)} {[v.by_facility, v.by_name].filter(Boolean).join(' ') || t('intake.portal')}・
            <strong>{t(`intake.state.${v.state}`)}</strong>
            {v.note && `・${v.note}`}
          </li>
        ))}
      </ol>
    </Section>
  );
}
/** A request: what was asked, where it stands, and what the desk can do with it. */
export function IntakePage() {
  const { intake: id } = useParams({ from: '/signed-in/intakes/$intake' });
  const found = useQuery(intakeQuery(id));
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);
  return (
    <Page
      title={found.data ? t('intake.of', { name: found.data.line.name }) : t('intake.title')}
      back={{ to: { to: '/waiting' }, label: t('intake.title') }}
      narrow
    >
      <Loaded query={found}>
        {(view) => (
          <>
            <article className="card grid gap-4 p-4 sm:p-5">
              <p className="flex flex-wrap items-center gap-3">
                <Badge tone={toneOfState(view.line.state)}>{t(`intake.state.${view.line.state}`)}</Badge>
                {view.may.includes('assign') && <WaitMarks wait={view.line.wait} />}
              </p>
              <Facts
                items={[
                  [t('intake.receipt'), view.line.receipt],
                  [
                    t('intake.receivedOn'),
                    `${longDate(view.line.received_on)}・${t(`intake.channel.${view.line.channel}`)}`,
                  ],
                  ...(view.caller ? [[t('intake.caller'), view.caller] as const] : []),
                  [t('intake.coordinator'), view.line.coordinator_name],
                  ...(view.close_reason
                    ? [[t('intake.closeReason'), t(`intake.close.${view.close_reason}`)] as const]
                    : []),
                ]}
              />
              {view.note && <Note>{view.note}</Note>}
              {view.person_id && (
                <div className="flex flex-wrap gap-2">
                  <LinkButton
                    to="/people/$person/team/suggestions"
                    params={{ person: view.person_id }}
                    kind="primary"
                    icon="team"
                  >
                    {t('intake.toTeam')}
                  </LinkButton>
                  <LinkButton to="/people/$person" params={{ person: view.person_id }}>
                    {t('intake.openPerson')}
                  </LinkButton>
                </div>
              )}
              {view.may.length > 0 && <Tools view={view} onOpen={setOpen} />}
            </article>
            <Section title={t('intake.sheet')}>
              <SheetView sheet={view.sheet} worries={view.worries} />
            </Section>
            <History view={view} />
            {open && (
              <Dialog title={t(`intake.do.${open}`)} open held onClose={close} wide={open === 'edit'}>
                {open === 'edit' ? (
                  <EditIntake view={view} onDone={close} />
                ) : open === 'accept' ? (
                  <AcceptForm view={view} onDone={close} />
                ) : (
                  <MoveIntake view={view} doing={open} onDone={close} />
                )}
              </Dialog>
            )}
          </>
        )}
      </Loaded>
    </Page>
  );
}
