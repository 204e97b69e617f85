// 「この施設・人にも入ってほしい」: what guardians suggested and what became of it; for coordinators, to take up or decline.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { api } from '../api/client';
import type { SuggestionView } from '../api/types';
import { queryClient } from '../app/session';
import { Badge } from '../parts/badge';
import { Button } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { TextArea } from '../parts/field';
import { Form, needed, useForm } from '../parts/form';
import { Note, Section } from '../parts/page';
import { toast } from '../parts/toast';
import { facilityQuery } from '../facility/queries';
import { useCodes } from '../region/queries';
import { t } from '../words';
import { shortTime } from '../words/dates';
import { suggestionsQuery } from './queries';
import { InviteSeat } from './seat-forms';
import { said } from './words';

const tones = { open: 'warn', taken_up: 'good', declined: 'plain', withdrawn: 'plain' } as const;
const answer = (person: string, id: string, body: { take_up: boolean; reason: string }) =>
  api.post(`/people/${person}/seat-suggestions/${id}/answer`, body);

function Decline({ person, of, onDone }: { person: string; of: SuggestionView; onDone: () => void }) {
  const form = useForm({
    initial: { reason: '' },
    check: (v) => needed(v, ['reason']),
    send: (v) => answer(person, of.id, { take_up: false, ...v }),
    done: () => {
      toast(t('seatSuggest.declinedDone'));
      onDone();
    },
  });
  return (
    <Form form={form}>
      <TextArea
        {...form.field('reason')}
        label={t('seatSuggest.declineWhy')}
        hint={t(of.by_limited ? 'seatSuggest.limitedHint' : 'seatSuggest.declineHint')}
        maxLength={500}
      />
      <div>
        <Button type="submit" kind="primary" busy={form.busy}>
          {t('seatSuggest.decline')}
        </Button>
      </div>
    </Form>
  );
}
/** By the ordinary invitation, which begins with the facility; or, where there is none to invite yet, by saying so. */
function TakeUp({ person, of, onDone }: { person: string; of: SuggestionView; onDone: () => void }) {
  const [busy, setBusy] = useState(false);
  const facility = useQuery({ ...facilityQuery(of.facility_id ?? ''), enabled: Boolean(of.facility_id) });
  const takeUp = () => {
    setBusy(true);
    void answer(person, of.id, { take_up: true, reason: '' })
      .then(() => {
        toast(t('seatSuggest.takenUpDone'));
        onDone();
      })
      .finally(() => setBusy(false));
  };
  if (of.facility_id)
    return facility.data ? <InviteSeat person={person} first={facility.data} onDone={takeUp} /> : null;
  return (
    <div className="grid gap-4">
      <p>{t('seatSuggest.notListed')}</p>
      <div>
        <Button kind="primary" busy={busy} onClick={takeUp}>
          {t('seatSuggest.tellTakenUp')}
        </Button>
      </div>
    </div>
  );
}

function Line({
  item,
  own,
  onOpen,
  onWithdraw,
}: {
  item: SuggestionView;
  own: boolean;
  onOpen: (at: 'take' | 'decline') => void;
  onWithdraw: () => void;
}) {
  const { facilityType } = useCodes();
  return (
    <li className="grid gap-1 border-b border-line py-3 last:border-b-0">
      <p className="flex flex-wrap items-center gap-2">
        <strong className="text-lg">{item.name}</strong>
        <Badge tone={tones[item.state]}>{t(`seatSuggest.state.${item.state}`)}</Badge>
      </p>
      <p className="text-sm text-ink-soft">
        {said([
          item.facility_id ? facilityType(item.kind) : item.kind,
          own ? '' : item.by_name,
          shortTime(item.created_at),
        ])}
      </p>
      <p className="prose">{item.why}</p>
      {item.answer && (
        <p>{t('seatSuggest.answered', { name: item.answered_by_name, answer: item.answer })}</p>
      )}
      {item.by_limited && <Note tone="warn">{t('seatSuggest.limited')}</Note>}
      <div className="flex flex-wrap gap-2">
        {item.may_answer && (
          <>
            <Button kind="primary" onClick={() => onOpen('take')}>
              {t(item.facility_id ? 'seatSuggest.toInvitation' : 'seatSuggest.takeUp')}
            </Button>
            <Button onClick={() => onOpen('decline')}>{t('seatSuggest.decline')}</Button>
          </>
        )}
        {item.may_withdraw && (
          <Button kind="quiet" onClick={onWithdraw}>
            {t('seatSuggest.withdraw')}
          </Button>
        )}
      </div>
    </li>
  );
}

type Open = { at: 'take' | 'decline'; item: SuggestionView } | null;
/** Nothing where nobody suggested anything. */
export function Suggestions({ person, own }: { person: string; own: boolean }) {
  const list = useQuery(suggestionsQuery(person));
  const [open, setOpen] = useState<Open>(null);
  const done = () => {
    setOpen(null);
    void queryClient.invalidateQueries({ queryKey: ['person', person] });
    void queryClient.invalidateQueries({ queryKey: ['today'] });
  };
  const withdraw = (id: string) =>
    void api.post(`/people/${person}/seat-suggestions/${id}/withdraw`).then(() => {
      toast(t('seatSuggest.withdrawnDone'));
      done();
    });
  if (!list.data?.length) return null;
  return (
    <Section title={t(own ? 'seatSuggest.own' : 'seatSuggest.ofFamily')}>
      <ul>
        {list.data.map((item) => (
          <Line
            key={item.id}
            item={item}
            own={own}
            onOpen={(at) => setOpen({ at, item })}
            onWithdraw={() => withdraw(item.id)}
          />
        ))}
      </ul>
      <Dialog title={t('team.invite')} open={open?.at === 'take'} onClose={() => setOpen(null)} wide>
        {open?.at === 'take' && <TakeUp person={person} of={open.item} onDone={done} />}
      </Dialog>
      <Dialog title={t('seatSuggest.decline')} open={open?.at === 'decline'} onClose={() => setOpen(null)}>
        {open?.at === 'decline' && <Decline person={person} of={open.item} onDone={done} />}
      </Dialog>
    </Section>
  );
}
