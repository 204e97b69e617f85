import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import type { SeatView } from '../api/types';
import { queryClient, usePost } from '../app/session';
import { Avatar, Badge } from '../parts/badge';
import { Button } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { EmptyState, Loaded, Page, Section } from '../parts/page';
import { usePerson } from '../person/person-layout';
import { useCodes } from '../region/queries';
import { t } from '../words';
import { longDate } from '../words/dates';
import { teamQuery } from './queries';
import { mayLeave } from './rules';
import { EditSeat, EndSeat, InviteSeat, LeaveSeat } from './seat-forms';
import { SuggestForm } from './suggest-form';
import { Suggestions } from './suggestions';
import { TemplateForm } from './template-form';
import { said } from './words';

type Open =
  { at: 'invite' | 'template' | 'suggest' } | { at: 'edit' | 'end' | 'leave'; seat: SeatView } | null;

function SeatLine({
  seat,
  mayManage,
  onOpen,
}: {
  seat: SeatView;
  mayManage: boolean;
  onOpen: (at: 'edit' | 'end' | 'leave') => void;
}) {
  const { facilityType, profession } = useCodes();
  const post = usePost();
  const uncovered =
    seat.state === 'active' && seat.in_force
      ? seat.classes.filter((c) => !seat.consent_covers.includes(c))
      : [];
  return (
    <li className="grid gap-2 border-b border-line px-4 py-4 last:border-b-0 sm:px-5">
      <div className="flex items-start gap-3">
        <Avatar name={seat.name || seat.facility_name} />
        <div className="min-w-0 flex-1">
          <p className="flex flex-wrap items-center gap-2">
            <span className="text-lg font-bold">{seat.name || seat.facility_name}</span>
            {seat.role !== 'member' && (
              <Badge tone={seat.role === 'coordinator' ? 'accent' : 'info'}>{t(`role.${seat.role}`)}</Badge>
            )}
            {seat.state === 'invited' && <Badge tone="warn">{t('team.invited')}</Badge>}
            {seat.state === 'active' && !seat.in_force && <Badge tone="warn">{t('team.notInForce')}</Badge>}
          </p>
          <p className="text-sm text-ink-soft">
            {said([
              seat.duty,
              profession(seat.profession),
              seat.name ? seat.facility_name : facilityType(seat.facility_type),
            ])}
          </p>
          <p className="text-sm">
            {t('team.sees', { classes: seat.classes.map((c) => t(`class.${c}`)).join('、') })}
          </p>
          {uncovered.length > 0 && (
            <p className="text-sm text-warn-ink">
              {t('team.uncovered', { classes: uncovered.map((c) => t(`class.${c}`)).join('、') })}
            </p>
          )}
          <p className="text-sm text-ink-soft">
            {t('common.from', { date: longDate(seat.starts_on) })}{' '}
            {seat.ends_on && t('common.until', { date: longDate(seat.ends_on) })}
            {seat.looks_back_to && `・${t('team.looksBack', { date: longDate(seat.looks_back_to) })}`}
          </p>
        </div>
      </div>
      <div className="flex flex-wrap gap-1 pl-12">
        {mayManage && (
          <>
            <Button kind="quiet" onClick={() => onOpen('edit')}>
              {t('common.edit')}
            </Button>
            <Button kind="quiet" onClick={() => onOpen('end')}>
              {t(seat.state === 'invited' ? 'team.cancelInvitation' : 'team.end')}
            </Button>
          </>
        )}
        {mayLeave(seat, post) && (
          <Button kind="quiet" onClick={() => onOpen('leave')}>
            {t(seat.post_id ? 'team.leave' : 'team.leaveFacility')}
          </Button>
        )}
      </div>
    </li>
  );
}

/** 支援チーム: who supports this person, in which role, seeing what. */
export function TeamPage() {
  const person = usePerson();
  const team = useQuery(teamQuery(person.id));
  const [open, setOpen] = useState<Open>(null);
  const { isGuardian } = usePost();
  const mayManage = person.access.may.includes('manage_team');
  const close = () => setOpen(null);
  const done = () => {
    void queryClient.invalidateQueries({ queryKey: ['person', person.id] });
    close();
  };
  const now = (s: SeatView) => s.state === 'active' || s.state === 'invited';
  return (
    <Page
      title={t('team.title')}
      narrow
      actions={
        isGuardian ? (
          <Button icon="plus" kind="primary" onClick={() => setOpen({ at: 'suggest' })}>
            {t('seatSuggest.title')}
          </Button>
        ) : (
          mayManage && (
            <>
              <Button icon="plus" kind="primary" onClick={() => setOpen({ at: 'invite' })}>
                {t('team.invite')}
              </Button>
              <Button icon="team" onClick={() => setOpen({ at: 'template' })}>
                {t('team.fromTemplate')}
              </Button>
            </>
          )
        )
      }
    >
      {(isGuardian || mayManage) && <Suggestions person={person.id} own={isGuardian} />}
      <Loaded query={team}>
        {(seats) => {
          const present = seats.filter(now);
          const past = seats.filter((s) => !now(s));
          return (
            <>
              {present.length === 0 ? (
                <EmptyState icon="team" title={t('team.empty')}>
                  {t('team.emptyLead')}
                </EmptyState>
              ) : (
                <ul className="card" aria-label={t('team.title')}>
                  {present.map((seat) => (
                    <SeatLine
                      key={seat.id}
                      seat={seat}
                      mayManage={mayManage}
                      onOpen={(at) => setOpen({ at, seat })}
                    />
                  ))}
                </ul>
              )}
              {past.length > 0 && (
                <Section title={t('team.past')}>
                  <ul className="grid gap-2">
                    {past.map((s) => (
                      <li key={s.id} className="flex flex-wrap items-center gap-2">
                        <span className="font-bold">{s.name || s.facility_name}</span>
                        <span className="text-sm text-ink-soft">{s.name && s.facility_name}</span>
                        <Badge>{t(`team.state.${s.state as 'declined' | 'left' | 'ended'}`)}</Badge>
                        {s.ends_on && (
                          <span className="text-sm text-ink-soft">
                            {t('common.until', { date: longDate(s.ends_on) })}
                          </span>
                        )}
                      </li>
                    ))}
                  </ul>
                </Section>
              )}
            </>
          );
        }}
      </Loaded>
      <Dialog title={t('team.invite')} open={open?.at === 'invite'} onClose={close} wide>
        {open?.at === 'invite' && <InviteSeat person={person.id} onDone={done} />}
      </Dialog>
      <Dialog title={t('seatSuggest.title')} open={open?.at === 'suggest'} onClose={close} wide>
        {open?.at === 'suggest' && <SuggestForm person={person.id} onDone={done} />}
      </Dialog>
      <Dialog title={t('team.fromTemplate')} open={open?.at === 'template'} onClose={close} wide>
        {open?.at === 'template' && <TemplateForm person={person.id} onDone={done} />}
      </Dialog>
      <Dialog title={t('team.editSeat')} open={open?.at === 'edit'} onClose={close} wide>
        {open?.at === 'edit' && <EditSeat person={person.id} seat={open.seat} onDone={done} />}
      </Dialog>
      <Dialog title={t('team.end')} open={open?.at === 'end'} onClose={close}>
        {open?.at === 'end' && <EndSeat person={person.id} seat={open.seat} onDone={done} />}
      </Dialog>
      <Dialog
        title={t(open?.at === 'leave' && !open.seat.post_id ? 'team.leaveFacility' : 'team.leave')}
        open={open?.at === 'leave'}
        onClose={close}
      >
        {open?.at === 'leave' && <LeaveSeat seat={open.seat} onDone={done} />}
      </Dialog>
    </Page>
  );
}
