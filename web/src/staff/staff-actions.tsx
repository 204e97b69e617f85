// What changes a post besides its facts: a new link, a state, and help for whoever lost a phone or a password.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { api } from '../api/client';
import type { StaffView } from '../api/types';
import { usePost } from '../app/session';
import { dutiesQuery, staffQuery } from '../facility/queries';
import { Button } from '../parts/button';
import { Select, TextArea, type Bound } from '../parts/field';
import { Form, needed, useForm } from '../parts/form';
import { LinkBox } from '../parts/link-box';
import { Note } from '../parts/page';
import { toast } from '../parts/toast';
import { t } from '../words';
import { offersFor, type Change } from './rules';

/** A post and where it is: `facility` is null for an operator's. */
export interface Post {
  staff: StaffView;
  facility: string | null;
}
export type Action = Change | 'factors' | 'password';
const changeWords = { suspended: 'staff.suspend', active: 'staff.return', left: 'staff.leave' } as const;
const operatorLeads = {
  suspended: 'operators.suspendLead',
  active: 'operators.returnLead',
  left: 'operators.leaveLead',
} as const;

/** Whom the teams go to that this post coordinates alone; nothing where there are none. */
export function Successor({ staff, facility, field, lead }: Post & { field: Bound<string>; lead?: string }) {
  const { id: postId } = usePost();
  const duties = useQuery(dutiesQuery(staff.post_id));
  const colleagues = useQuery({ ...staffQuery(facility ?? ''), enabled: facility !== null });
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

function ChangeState({ staff, facility, to, onDone }: Post & { to: Change; onDone: () => void }) {
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
      <Note tone="warn">{t(facility === null ? operatorLeads[to] : `${changeWords[to]}Lead`)}</Note>
      {to !== 'active' && <Successor staff={staff} facility={facility} field={form.field('hand_over_to')} />}
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
/** What has to be said and confirmed before an action. */
export function Act({ action, onDone, ...post }: Post & { action: Action; onDone: () => void }) {
  if (action === 'factors') return <ResetFactors staff={post.staff} onDone={onDone} />;
  if (action === 'password') return <ResetPassword staff={post.staff} />;
  return <ChangeState {...post} to={action} onDone={onDone} />;
}

/** A new invitation link, for a post that nobody has taken yet: mostly what its form was opened for. */
export function NewLink({ staff, onLink }: { staff: StaffView; onLink: (url: string) => void }) {
  const offered = offersFor(staff, usePost()).link;
  const link = useForm({
    initial: {},
    send: () => api.post(`/staff/${staff.post_id}/invitation`),
    done: (result) => onLink(result.invitation_url),
  });
  if (!offered) return null;
  return (
    <div className="grid gap-3 border-b border-line pb-4">
      {link.trouble && <Note tone="danger">{link.trouble}</Note>}
      <p>{t('staff.newLinkHint')}</p>
      <div>
        <Button icon="key" busy={link.busy} onClick={() => void link.submit()}>
          {t('staff.newLink')}
        </Button>
      </div>
    </div>
  );
}
/** What else is offered for a post, each through `Act`. */
export function StaffActions({ staff, onAct }: { staff: StaffView; onAct: (action: Action) => void }) {
  const offers = offersFor(staff, usePost());
  return (
    <div className="flex flex-wrap gap-2 border-t border-line pt-4">
      {offers.changes.map((to) => (
        <Button key={to} kind={to === 'active' ? 'secondary' : 'quiet'} onClick={() => onAct(to)}>
          {t(changeWords[to])}
        </Button>
      ))}
      {offers.factors && (
        <Button kind="quiet" onClick={() => onAct('factors')}>
          {t('staff.resetFactors')}
        </Button>
      )}
      {offers.password && (
        <Button kind="quiet" onClick={() => onAct('password')}>
          {t('staff.resetPassword')}
        </Button>
      )}
    </div>
  );
}
