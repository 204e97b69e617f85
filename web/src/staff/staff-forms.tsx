import { useRef, useState } from 'react';

import { api } from '../api/client';
import { newId } from '../api/ids';
import { usePost } from '../app/session';
import { Button } from '../parts/button';
import { CheckBox, DateField, Select, TextArea, TextField } from '../parts/field';
import { Form, needed, useForm, type FormHandle } from '../parts/form';
import { Note } from '../parts/page';
import { toast } from '../parts/toast';
import { useCodes } from '../region/queries';
import { t } from '../words';
import { todayText } from '../words/dates';
import { Act, NewLink, StaffActions, Successor, type Action, type Post } from './staff-actions';

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
const requiredOfOperators = ['name', 'kana', 'starts_on'] as const;

/**
 * `own`: the post of whoever is signed in; another hand changes profession and period. `operator`: one of the region's
 * operators, who has no profession and no facility to manage.
 */
function CommonFields<V extends Fields>({
  form,
  own = false,
  operator = false,
}: {
  form: FormHandle<V>;
  own?: boolean;
  operator?: boolean;
}) {
  const { professions } = useCodes();
  const f = form as unknown as FormHandle<Fields>;
  return (
    <>
      <TextField {...f.field('name')} label={t('staff.name')} autoComplete="off" />
      <TextField {...f.field('kana')} label={t('staff.kana')} autoComplete="off" />
      {own && <Note>{t(operator ? 'operators.ownPost' : 'staff.ownPost')}</Note>}
      {!own && !operator && (
        <Select {...f.field('profession')} label={t('staff.profession')} choices={professions} />
      )}
      <TextField {...f.field('title')} label={t('staff.titleField')} optional autoComplete="off" />
      {!operator && (
        <>
          <TextField {...f.field('licence_number')} label={t('staff.licence')} optional autoComplete="off" />
          <CheckBox {...f.field('is_manager')} label={t('staff.manager')} hint={t('staff.managerHint')} />
        </>
      )}
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
    check: (v) => needed(v, required),
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
        optional
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

/** The facts of a post, to correct them. */
function CorrectStaff({ staff, facility, onDone }: Post & { onDone: () => void }) {
  const own = usePost().id === staff.post_id;
  const operator = facility === null;
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
    check: (v) => needed(v, operator ? requiredOfOperators : required),
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
  return (
    <Form form={form}>
      <CommonFields form={form} own={own} operator={operator} />
      {form.values.ends_on !== '' && form.values.ends_on !== staff.ends_on && (
        <Successor
          staff={staff}
          facility={facility}
          field={form.field('hand_over_to')}
          lead={t('staff.handOverOnEnd')}
        />
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
  );
}
/** One post: its link if nobody has taken it, its facts, and what else can be done with it. */
export function EditStaff({ onLink, ...one }: Post & { onDone: () => void; onLink: (url: string) => void }) {
  const [action, setAction] = useState<Action | null>(null);
  if (action) return <Act {...one} action={action} />;
  return (
    <div className="grid gap-6">
      <NewLink staff={one.staff} onLink={onLink} />
      <CorrectStaff {...one} />
      <StaffActions staff={one.staff} onAct={setAction} />
    </div>
  );
}
