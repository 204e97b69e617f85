import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';

import { api } from '../api/client';
import { newId } from '../api/ids';
import type { StaffState, StaffView } from '../api/types';
import { usePost } from '../app/session';
import { dutiesQuery, staffQuery } from '../facility/queries';
import { Button } from '../parts/button';
import { CheckBox, DateField, Select, TextArea, TextField, type Bound } from '../parts/field';
import { Form, needed, useForm, type FormHandle } from '../parts/form';
import { LinkBox } from '../parts/link-box';
import { Note } from '../parts/page';
import { toast } from '../parts/toast';
import { useCodes } from '../region/queries';
import { t } from '../words';
import { todayText } from '../words/dates';

interface Fields {
  name: string;
  kana: string;
  profession: string;
  title: string;
  licence_number: string;
  is_manager: boolean;
  starts_on: string;
  ends_on: string;
}
const required = ['name', 'kana', 'profession', 'starts_on'] as const;

/** `own`: the post of whoever is signed in; another hand changes profession and period. */
function CommonFields<V extends Fields>({ form, own = false }: { form: FormHandle<V>; own?: boolean }) {
  const { professions } = useCodes();
  const f = form as unknown as FormHandle<Fields>;
  return (
    <>
      <TextField {...f.field('name')} label={t('staff.name')} autoComplete="off" />
      <TextField {...f.field('kana')} label={t('staff.kana')} autoComplete="off" />
      {own && <Note>{t('staff.ownPost')}</Note>}
      {!own && <Select {...f.field('profession')} label={t('staff.profession')} choices={professions} />}
      <TextField {...f.field('title')} label={t('staff.titleField')} optional autoComplete="off" />
      <TextField {...f.field('licence_number')} label={t('staff.licence')} optional autoComplete="off" />
      <CheckBox {...f.field('is_manager')} label={t('staff.manager')} hint={t('staff.managerHint')} />
      <div className="grid gap-x-5 sm:grid-cols-2">
        <DateField {...f.field('starts_on')} label={t('staff.startsOn')} />
        <DateField {...f.field('ends_on')} label={t('staff.endsOn')} optional />
      </div>
    </>
  );
}
export function AddStaff({
  facility,
  onAdded,
}: {
  facility: string;
  onAdded: (name: string, url: string) => void;
}) {
  const id = useRef(newId());
  const form = useForm({
    initial: {
      name: '',
      kana: '',
      profession: '',
      title: '',
      licence_number: '',
      is_manager: false,
      starts_on: todayText(),
      ends_on: '',
      login: '',
    },
    check: (v) => needed(v, [...required, 'login']),
    send: (v) =>
      api.post(`/facilities/${facility}/staff`, {
        id: id.current,
        ...v,
        ends_on: v.ends_on || null,
      }),
    done: (result) => {
      toast(t('staff.added'));
      onAdded(result.post.name, result.invitation_url);
    },
  });
  return (
    <Form form={form}>
      <CommonFields form={form} />
      <TextField
        {...form.field('login')}
        label={t('staff.login')}
        hint={t('staff.loginHint')}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
      />
      <div>
        <Button type="submit" kind="primary" busy={form.busy}>
          {t('staff.add')}
        </Button>
      </div>
    </Form>
  );
}

type Change = 'suspended' | 'active' | 'left';
const changes: Record<StaffState, readonly Change[]> = {
  invited: ['left'],
  active: ['suspended', 'left'],
  suspended: ['active', 'left'],
  left: ['active'],
};
const changeWords = { suspended: 'staff.suspend', active: 'staff.return', left: 'staff.leave' } as const;

/** Whom the teams go to that this post coordinates alone; nothing where there are none. */
function Successor({ staff, field, lead }: { staff: StaffView; field: Bound<string>; lead?: string }) {
  const { facilityId, id: postId } = usePost();
  const duties = useQuery(dutiesQuery(staff.post_id));
  const colleagues = useQuery({ ...staffQuery(facilityId ?? ''), enabled: facilityId !== null });
  const n = duties.data?.coordinates_alone ?? 0;
  if (n === 0) return null;
  const choices = (colleagues.data ?? [])
    .filter(
      (s) =>
        s.state === 'active' &&
        s.has_account &&
        !s.ends_on &&
        s.post_id !== staff.post_id &&
        s.post_id !== postId,
    )
    .map((s) => ({ value: s.post_id, label: s.name }));
  return (
    <div className="grid gap-3">
      <Note tone="warn">
        {t('staff.handOverLead', { n })}
        {lead && ` ${lead}`}
      </Note>
      {colleagues.isSuccess && choices.length === 0 ? (
        <Note tone="danger">{t('staff.handOverNobody')}</Note>
      ) : (
        <Select
          {...field}
          label={t('staff.handOver')}
          hint={t('staff.handOverHint')}
          choices={choices}
          optional={lead !== undefined}
        />
      )}
    </div>
  );
}

function ChangeState({ staff, to, onDone }: { staff: StaffView; to: Change; onDone: () => void }) {
  const duties = useQuery({ ...dutiesQuery(staff.post_id), enabled: to !== 'active' });
  const form = useForm({
    initial: { reason: '', hand_over_to: '' },
    check: (v) => needed(v, duties.data?.coordinates_alone ? ['reason', 'hand_over_to'] : ['reason']),
    send: (v) =>
      api.post(`/staff/${staff.post_id}/state`, {
        state: to,
        reason: v.reason,
        hand_over_to: v.hand_over_to || null,
      }),
    done: () => {
      toast(t('staff.stateChanged'));
      onDone();
    },
  });
  return (
    <Form form={form}>
      <Note tone="warn">{t(`${changeWords[to]}Lead`)}</Note>
      {to !== 'active' && <Successor staff={staff} field={form.field('hand_over_to')} />}
      <TextArea {...form.field('reason')} label={t('common.reason')} hint={t('common.reasonHint')} />
      <div>
        <Button type="submit" kind={to === 'active' ? 'primary' : 'danger'} busy={form.busy}>
          {t(changeWords[to])}
        </Button>
      </div>
    </Form>
  );
}
function ResetFactors({ staff, onDone }: { staff: StaffView; onDone: () => void }) {
  const form = useForm({
    initial: {},
    send: () => api.delete(`/staff/${staff.post_id}/second-factor`),
    done: () => {
      toast(t('staff.factorsReset'));
      onDone();
    },
  });
  return (
    <Form form={form}>
      <Note tone="warn">{t('staff.resetFactorsLead', { name: staff.name })}</Note>
      <div>
        <Button type="submit" kind="danger" busy={form.busy}>
          {t('staff.resetFactors')}
        </Button>
      </div>
    </Form>
  );
}
/** A link for who forgot the password; shown once, to be handed over in person. */
function ResetPassword({ staff }: { staff: StaffView }) {
  const [url, setUrl] = useState('');
  const form = useForm({
    initial: {},
    send: () => api.post(`/staff/${staff.post_id}/password-reset`),
    done: (result) => setUrl(result.reset_url),
  });
  if (url) return <LinkBox url={url} label={t('staff.resetLink')} />;
  return (
    <Form form={form}>
      <Note tone="warn">{t('staff.resetPasswordLead', { name: staff.name })}</Note>
      <div>
        <Button type="submit" kind="primary" busy={form.busy}>
          {t('staff.resetPassword')}
        </Button>
      </div>
    </Form>
  );
}
export function EditStaff({
  staff,
  onDone,
  onLink,
}: {
  staff: StaffView;
  onDone: () => void;
  onLink: (url: string) => void;
}) {
  const own = usePost().id === staff.post_id;
  const [changing, setChanging] = useState<Change | null>(null);
  const [resetting, setResetting] = useState<'factors' | 'password' | null>(null);
  const form = useForm({
    initial: {
      name: staff.name,
      kana: staff.kana,
      profession: staff.profession,
      title: staff.title,
      licence_number: staff.licence_number ?? '',
      is_manager: staff.is_manager,
      starts_on: staff.starts_on,
      ends_on: staff.ends_on ?? '',
      reason: '',
      hand_over_to: '',
    },
    check: (v) => needed(v, required),
    send: (v) =>
      api.put(
        `/staff/${staff.post_id}`,
        { ...v, ends_on: v.ends_on || null, hand_over_to: v.hand_over_to || null },
        { version: staff.version },
      ),
    done: () => {
      toast(t('common.saved'));
      onDone();
    },
  });
  const link = useForm({
    initial: {},
    send: () => api.post(`/staff/${staff.post_id}/invitation`),
    done: (result) => onLink(result.invitation_url),
  });
  if (resetting === 'factors') return <ResetFactors staff={staff} onDone={onDone} />;
  if (resetting === 'password') return <ResetPassword staff={staff} />;
  if (changing) return <ChangeState staff={staff} to={changing} onDone={onDone} />;
  return (
    <div className="grid gap-6">
      <Form form={form}>
        <CommonFields form={form} own={own} />
        {form.values.ends_on !== '' && form.values.ends_on !== staff.ends_on && (
          <Successor staff={staff} field={form.field('hand_over_to')} lead={t('staff.handOverOnEnd')} />
        )}
        <TextArea
          {...form.field('reason')}
          label={t('staff.reason')}
          hint={t('common.reasonHint')}
          optional
          rows={2}
        />
        <div>
          <Button type="submit" kind="primary" busy={form.busy}>
            {t('common.save')}
          </Button>
        </div>
      </Form>
      <div className="grid gap-3 border-t border-line pt-4">
        {link.trouble && <Note tone="danger">{link.trouble}</Note>}
        <div className="flex flex-wrap gap-2">
          {changes[staff.state].map((to) => (
            <Button key={to} kind={to === 'active' ? 'secondary' : 'quiet'} onClick={() => setChanging(to)}>
              {t(changeWords[to])}
            </Button>
          ))}
          {staff.state === 'active' && (
            <Button kind="quiet" onClick={() => setResetting('factors')}>
              {t('staff.resetFactors')}
            </Button>
          )}
          {staff.state === 'active' && !staff.is_manager && (
            <Button kind="quiet" onClick={() => setResetting('password')}>
              {t('staff.resetPassword')}
            </Button>
          )}
          {staff.state !== 'left' && (
            <Button
              kind="quiet"
              busy={link.busy}
              onClick={() => void link.submit()}
              title={t('staff.newLinkHint')}
            >
              {t('staff.newLink')}
            </Button>
          )}
        </div>
        {staff.state !== 'left' && <p className="text-sm text-ink-soft">{t('staff.newLinkHint')}</p>}
      </div>
    </div>
  );
}
