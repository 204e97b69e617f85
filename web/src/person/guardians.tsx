import { useRef, useState } from 'react';

import { api } from '../api/client';
import { newId } from '../api/ids';
import type { GuardianView, PersonView, Relation } from '../api/types';
import { queryClient } from '../app/session';
import { Badge } from '../parts/badge';
import { Button } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { CheckBox, Select, TextArea, TextField } from '../parts/field';
import { Form, needed, useForm } from '../parts/form';
import { Icon } from '../parts/icon';
import { LinkBox } from '../parts/link-box';
import { Note, Section } from '../parts/page';
import { toast } from '../parts/toast';
import { t } from '../words';

const relations: readonly Relation[] = [
  'mother',
  'father',
  'grandparent',
  'sibling',
  'foster',
  'legal_guardian',
  'other',
];
type Open =
  | { at: 'add' }
  | { at: 'edit' | 'end'; guardian: GuardianView }
  | { at: 'link'; name: string; url: string }
  | null;

function GuardianForm({
  person,
  guardian,
  onDone,
}: {
  person: string;
  guardian: GuardianView | null;
  onDone: () => void;
}) {
  const id = useRef(guardian?.id ?? newId());
  const form = useForm({
    initial: {
      name: guardian?.name ?? '',
      kana: guardian?.kana ?? '',
      relation: (guardian?.relation ?? 'mother') as string,
      phone: guardian?.phone ?? '',
      lives_together: guardian?.lives_together ?? true,
      has_custody: guardian?.has_custody ?? true,
      verified_how: guardian?.verified_how ?? '',
      restricted: guardian?.restricted ?? false,
      restriction_reason: guardian?.restriction_reason ?? '',
    },
    check: (v) => ({
      ...needed(v, ['name', 'kana']),
      ...(v.restricted ? needed(v, ['restriction_reason']) : {}),
    }),
    send: ({ restricted, restriction_reason, ...v }) =>
      guardian
        ? api.put(
            `/people/${person}/guardians/${guardian.id}`,
            { ...v, restricted, restriction_reason: restricted ? restriction_reason : '' },
            { version: guardian.version },
          )
        : api.post(`/people/${person}/guardians`, { id: id.current, ...v }),
    done: () => {
      toast(t('common.saved'));
      onDone();
    },
  });
  return (
    <Form form={form}>
      <TextField {...form.field('name')} label={t('guardian.name')} autoComplete="off" />
      <TextField {...form.field('kana')} label={t('guardian.kana')} autoComplete="off" />
      <Select
        {...form.field('relation')}
        label={t('guardian.relation')}
        choices={relations.map((value) => ({ value, label: t(`relation.${value}`) }))}
      />
      <TextField
        {...form.field('phone')}
        label={t('guardian.phone')}
        type="tel"
        optional
        className="max-w-60"
        autoComplete="off"
      />
      <div>
        <CheckBox {...form.field('lives_together')} label={t('guardian.livesTogether')} />
        <CheckBox {...form.field('has_custody')} label={t('guardian.hasCustody')} />
      </div>
      <TextField
        {...form.field('verified_how')}
        label={t('guardian.verifiedHow')}
        hint={t('guardian.verifiedHowHint')}
        optional
        autoComplete="off"
      />
      {guardian && (
        <>
          <CheckBox
            {...form.field('restricted')}
            label={t('guardian.restricted')}
            hint={t('guardian.restrictedHint')}
          />
          {form.values.restricted && (
            <TextArea {...form.field('restriction_reason')} label={t('guardian.restrictionReason')} />
          )}
        </>
      )}
      <div>
        <Button type="submit" kind="primary" busy={form.busy}>
          {t('common.save')}
        </Button>
      </div>
    </Form>
  );
}
function EndForm({
  person,
  guardian,
  onDone,
}: {
  person: string;
  guardian: GuardianView;
  onDone: () => void;
}) {
  const form = useForm({
    initial: { reason: '' },
    check: (v) => needed(v, ['reason']),
    send: (v) => api.post(`/people/${person}/guardians/${guardian.id}/end`, v),
    done: () => {
      toast(t('guardian.ended'));
      onDone();
    },
  });
  return (
    <Form form={form}>
      <p className="text-lg font-bold">{guardian.name}</p>
      <TextArea {...form.field('reason')} label={t('common.reason')} hint={t('common.reasonHint')} />
      <div>
        <Button type="submit" kind="danger" busy={form.busy}>
          {t('guardian.end')}
        </Button>
      </div>
    </Form>
  );
}
function Line({
  person,
  guardian: g,
  mayManage,
  onOpen,
}: {
  person: string;
  guardian: GuardianView;
  mayManage: boolean;
  onOpen: (o: Open) => void;
}) {
  const invite = useForm({
    initial: {},
    send: () => api.post<{ invitation_url: string }>(`/people/${person}/guardians/${g.id}/invitation`),
    done: (result) => onOpen({ at: 'link', name: g.name, url: result.invitation_url }),
  });
  return (
    <li className="grid gap-1 border-b border-line pb-4 last:border-b-0 last:pb-0">
      <p className="flex flex-wrap items-center gap-2">
        <strong className="text-lg">{g.name}</strong>
        <span>{t(`relation.${g.relation}`)}</span>
        {g.has_account && <Badge tone="good">{t('guardian.hasAccount')}</Badge>}
        {g.restricted && (
          <Badge tone="danger" icon="lock">
            {t('guardian.isRestricted')}
          </Badge>
        )}
      </p>
      <p className="text-sm text-ink-soft">
        {[
          g.lives_together && t('guardian.livesTogether'),
          g.has_custody && t('guardian.hasCustody'),
          g.verified_at ? t('guardian.verified', { how: g.verified_how }) : t('guardian.unverified'),
        ]
          .filter(Boolean)
          .join('・')}
      </p>
      {g.phone && (
        <p>
          <a href={`tel:${g.phone}`} className="inline-flex min-h-11 items-center gap-2">
            <Icon name="phone" />
            {g.phone}
          </a>
        </p>
      )}
      {invite.trouble && <Note tone="danger">{invite.trouble}</Note>}
      {mayManage && (
        <p className="flex flex-wrap gap-1">
          <Button kind="quiet" onClick={() => onOpen({ at: 'edit', guardian: g })}>
            {t('common.edit')}
          </Button>
          {!g.has_account && (
            <Button kind="quiet" busy={invite.busy} onClick={() => void invite.submit()}>
              {t('guardian.invite')}
            </Button>
          )}
          <Button kind="quiet" onClick={() => onOpen({ at: 'end', guardian: g })}>
            {t('guardian.end')}
          </Button>
        </p>
      )}
    </li>
  );
}
export function Guardians({ person, mayManage }: { person: PersonView; mayManage: boolean }) {
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  const done = () => {
    void queryClient.invalidateQueries({ queryKey: ['person', person.id] });
    close();
  };
  return (
    <Section
      title={t('profile.guardians')}
      actions={
        mayManage && (
          <Button kind="quiet" icon="plus" onClick={() => setOpen({ at: 'add' })}>
            {t('profile.guardianAdd')}
          </Button>
        )
      }
    >
      {person.guardians.length === 0 ? (
        <p className="text-ink-soft">{t('profile.guardiansEmpty')}</p>
      ) : (
        <ul className="grid gap-4">
          {person.guardians.map((g) => (
            <Line key={g.id} person={person.id} guardian={g} mayManage={mayManage} onOpen={setOpen} />
          ))}
        </ul>
      )}
      <Dialog title={t('profile.guardianAdd')} open={open?.at === 'add'} onClose={close}>
        {open?.at === 'add' && <GuardianForm person={person.id} guardian={null} onDone={done} />}
      </Dialog>
      <Dialog title={t('profile.guardianEdit')} open={open?.at === 'edit'} onClose={close}>
        {open?.at === 'edit' && <GuardianForm person={person.id} guardian={open.guardian} onDone={done} />}
      </Dialog>
      <Dialog title={t('guardian.end')} open={open?.at === 'end'} onClose={close}>
        {open?.at === 'end' && <EndForm person={person.id} guardian={open.guardian} onDone={done} />}
      </Dialog>
      <Dialog
        title={open?.at === 'link' ? t('guardian.inviteFor', { name: open.name }) : ''}
        open={open?.at === 'link'}
        onClose={done}
        alert
      >
        {open?.at === 'link' && <LinkBox url={open.url} label={t('invitation.link')} />}
      </Dialog>
    </Section>
  );
}
