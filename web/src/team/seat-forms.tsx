import { useRef, useState } from 'react';

import { api } from '../api/client';
import { newId } from '../api/ids';
import { infoClasses, seatRoles, type InfoClass, type SeatRole, type SeatView } from '../api/types';
import { Button } from '../parts/button';
import { CheckGroup, DateField, RadioGroup, Select, TextArea, TextField } from '../parts/field';
import { Form, needed, useForm, type FormHandle } from '../parts/form';
import { Note } from '../parts/page';
import { toast } from '../parts/toast';
import { useCodes } from '../region/queries';
import { t } from '../words';
import { todayText } from '../words/dates';
import { PartnerPicker } from '../agreement/partner-picker';
import { FacilityPicker, StaffPicker, type ChosenFacility } from './facility-picker';

interface Terms {
  role: SeatRole;
  duty: string;
  classes: InfoClass[];
  starts_on: string;
  ends_on: string;
  looks_back_to: string;
}
const sent = <V extends Terms>(v: V) => ({
  ...v,
  ends_on: v.ends_on || null,
  looks_back_to: v.looks_back_to || null,
});

function TermFields<V extends Terms>({ form, firstDay = true }: { form: FormHandle<V>; firstDay?: boolean }) {
  const f = form as unknown as FormHandle<Terms>;
  return (
    <>
      <RadioGroup
        {...f.field('role')}
        onValue={(v) => f.set('role', v as SeatRole)}
        label={t('team.role')}
        choices={seatRoles.map((value) => ({
          value,
          label: t(`role.${value}`),
          hint: t(`team.roleHint.${value}`),
        }))}
        inline={false}
      />
      <TextField {...f.field('duty')} label={t('team.duty')} hint={t('team.dutyHint')} optional />
      <CheckGroup
        id={f.field('classes').id}
        label={t('team.classes')}
        hint={t('team.classesHint')}
        error={f.problems.classes}
        value={f.values.classes}
        onValue={(v) => f.set('classes', v)}
        choices={infoClasses.map((value) => ({ value, label: t(`class.${value}`) }))}
      />
      <div className="grid gap-x-5 sm:grid-cols-2">
        {firstDay && <DateField {...f.field('starts_on')} label={t('common.startsOn')} />}
        <DateField {...f.field('ends_on')} label={t('common.endsOn')} optional />
        <DateField
          {...f.field('looks_back_to')}
          label={t('team.looksBackTo')}
          hint={t('team.looksBackHint')}
          optional
        />
      </div>
    </>
  );
}

/** `first`: the facility the invitation begins with. */
export function InviteSeat({
  person,
  first = null,
  onDone,
}: {
  person: string;
  first?: ChosenFacility | null;
  onDone: () => void;
}) {
  const id = useRef(newId());
  const { professions, defaultClasses } = useCodes();
  const [facility, setFacility] = useState<ChosenFacility | null>(first);
  const form = useForm({
    initial: {
      facility_id: first?.id ?? '',
      post_id: '',
      profession: '',
      role: 'member' as SeatRole,
      duty: '',
      classes: ['basic'] as InfoClass[],
      starts_on: todayText(),
      ends_on: '',
      looks_back_to: '',
    },
    check: (v) => needed(v, ['facility_id', 'profession', 'classes', 'starts_on']),
    send: (v) =>
      api.post(`/people/${person}/team`, {
        id: id.current,
        ...sent(v),
        post_id: v.post_id || null,
      }),
    done: () => {
      toast(t('team.invitedDone'));
      onDone();
    },
  });
  const profession = (code: string) => {
    form.set('profession', code);
    if (code) form.set('classes', [...defaultClasses(code)]);
  };
  return (
    <Form form={form}>
      <FacilityPicker
        label={t('team.facility')}
        value={facility}
        error={form.problems.facility_id}
        onPick={(f) => {
          setFacility(f);
          form.set('facility_id', f?.id ?? '');
          form.set('post_id', '');
        }}
      />
      {!facility && (
        <PartnerPicker
          onPick={(guest, type) => {
            setFacility({ ...guest, facility_type: type });
            form.set('facility_id', guest.id);
            form.set('post_id', '');
          }}
        />
      )}
      {facility && (
        <StaffPicker
          facility={facility.id}
          value={form.values.post_id}
          onPick={(post, itsProfession) => {
            form.set('post_id', post);
            if (itsProfession) profession(itsProfession);
          }}
        />
      )}
      <Select
        {...form.field('profession')}
        onValue={profession}
        label={t('staff.profession')}
        choices={professions}
      />
      <TermFields form={form} />
      <div>
        <Button type="submit" kind="primary" busy={form.busy}>
          {t('team.invite')}
        </Button>
      </div>
    </Form>
  );
}
export function EditSeat({ person, seat, onDone }: { person: string; seat: SeatView; onDone: () => void }) {
  const form = useForm({
    initial: {
      role: seat.role,
      duty: seat.duty,
      classes: seat.classes,
      starts_on: seat.starts_on,
      ends_on: seat.ends_on ?? '',
      looks_back_to: seat.looks_back_to ?? '',
      reason: '',
    },
    check: (v) => needed(v, ['classes', 'starts_on']),
    send: (v) => api.put(`/people/${person}/team/${seat.id}`, sent(v), { version: seat.version }),
    done: () => {
      toast(t('common.saved'));
      onDone();
    },
  });
  return (
    <Form form={form}>
      <p className="text-lg font-bold">{seat.name || seat.facility_name}</p>
      <TermFields form={form} />
      <TextField
        {...form.field('reason')}
        label={t('common.reason')}
        hint={t('common.reasonHint')}
        optional
      />
      <div>
        <Button type="submit" kind="primary" busy={form.busy}>
          {t('common.save')}
        </Button>
      </div>
    </Form>
  );
}
function Ending({
  path,
  seat,
  lead,
  submit,
  onDone,
}: {
  path: `/people/${string}/team/${string}/end` | `/seats/${string}/leave`;
  seat: SeatView;
  lead: string;
  submit: string;
  onDone: () => void;
}) {
  const form = useForm({
    initial: { on: todayText(), reason: '' },
    check: (v) => needed(v, ['on', 'reason']),
    send: (v) => api.post(path, v),
    done: () => {
      toast(t('team.ended'));
      onDone();
    },
  });
  return (
    <Form form={form}>
      <p className="text-lg font-bold">{seat.name || seat.facility_name}</p>
      <Note tone="warn">{lead}</Note>
      <DateField {...form.field('on')} label={t('team.lastDay')} />
      <TextArea {...form.field('reason')} label={t('common.reason')} hint={t('common.reasonHint')} />
      <div>
        <Button type="submit" kind="danger" busy={form.busy}>
          {submit}
        </Button>
      </div>
    </Form>
  );
}
export function EndSeat({ person, seat, onDone }: { person: string; seat: SeatView; onDone: () => void }) {
  return (
    <Ending
      path={`/people/${person}/team/${seat.id}/end`}
      seat={seat}
      lead={t('team.endLead')}
      submit={t('team.end')}
      onDone={onDone}
    />
  );
}
export function LeaveSeat({ seat, onDone }: { seat: SeatView; onDone: () => void }) {
  return (
    <Ending
      path={`/seats/${seat.id}/leave`}
      seat={seat}
      lead={t(seat.post_id ? 'team.leaveLead' : 'team.leaveFacilityLead')}
      submit={t(seat.post_id ? 'team.leave' : 'team.leaveFacility')}
      onDone={onDone}
    />
  );
}
