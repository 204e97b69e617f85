import { useState } from 'react';

import { api } from '../api/client';
import type { GuardianView, PersonView } from '../api/types';
import { InvitedBadge } from '../identity/invited-badge';
import { Badge } from '../parts/badge';
import { Button } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { explain } from '../parts/form';
import { Icon } from '../parts/icon';
import { LinkBox } from '../parts/link-box';
import { EmptyState, Section } from '../parts/page';
import { toast } from '../parts/toast';
import { t } from '../words';
import { GuardianForm } from './guardian-form';
import { relationWord } from './words';

function Guardian({
  person,
  guardian,
  mayManage,
  onEdit,
  onLink,
}: {
  person: PersonView;
  guardian: GuardianView;
  mayManage: boolean;
  onEdit: () => void;
  onLink: (url: string) => void;
}) {
  const [busy, setBusy] = useState(false);
  const invite = async () => {
    setBusy(true);
    try {
      onLink((await api.post(`/people/${person.id}/guardians/${guardian.id}/invitation`)).invitation_url);
    } catch (error) {
      toast(explain(error), { tone: 'bad' });
    } finally {
      setBusy(false);
    }
  };
  return (
    <li className="grid gap-2 border-b border-line px-4 py-3 last:border-b-0 sm:px-5">
      <div className="flex flex-wrap items-baseline gap-x-3">
        <span>
          {guardian.kana && <span className="block text-xs text-ink-soft">{guardian.kana}</span>}
          <span className="text-lg font-bold">{guardian.name}</span>
        </span>
        <span>{relationWord(guardian.relation)}</span>
        {guardian.phone && (
          <a
            href={`tel:${guardian.phone.replace(/[^\d+]/g, '')}`}
            className="ml-auto inline-flex min-h-11 items-center gap-1.5"
          >
            <Icon name="phone" />
            {guardian.phone}
          </a>
        )}
      </div>
      <div className="flex flex-wrap gap-1.5">
        {guardian.has_custody && <Badge tone="info">{t('guardian.custody')}</Badge>}
        {guardian.lives_together && <Badge>{t('guardian.together')}</Badge>}
        {guardian.verified_at ? (
          <Badge tone="good" icon="check">
            {guardian.verified_how
              ? t('guardian.verified', { how: guardian.verified_how })
              : t('guardian.verifiedShort')}
          </Badge>
        ) : (
          <Badge tone="warn" icon="question">
            {t('guardian.unverified')}
          </Badge>
        )}
        {guardian.has_account && <Badge icon="shield">{t('guardian.hasAccount')}</Badge>}
        {guardian.invited_until && !guardian.has_account && <InvitedBadge until={guardian.invited_until} />}
        {guardian.restricted && (
          <Badge tone="danger" icon="lock">
            {t('guardian.isRestricted')}
          </Badge>
        )}
      </div>
      {guardian.restricted && guardian.restriction_reason && (
        <p className="text-sm text-danger-ink">
          {t('guardian.restrictedFor', { reason: guardian.restriction_reason })}
        </p>
      )}
      {mayManage && (
        <div className="-ml-2 flex flex-wrap gap-1">
          <Button
            kind="quiet"
            icon="pencil"
            onClick={onEdit}
            aria-label={t('guardian.editOf', { name: guardian.name })}
          >
            {t('common.edit')}
          </Button>
          {!guardian.has_account && !guardian.restricted && (
            <Button
              kind="quiet"
              icon="plus"
              busy={busy}
              onClick={() => void invite()}
              aria-label={t('guardian.inviteOf', { name: guardian.name })}
            >
              {t('guardian.invite')}
            </Button>
          )}
        </div>
      )}
    </li>
  );
}
export function Guardians({ person }: { person: PersonView }) {
  const mayManage = person.access.may.includes('manage_guardians');
  const guardians = person.guardians.filter((g) => g.relation !== 'self'); // own-account.tsx
  const [open, setOpen] = useState<GuardianView | 'new' | null>(null);
  const [link, setLink] = useState<{ name: string; url: string } | null>(null);
  return (
    <Section
      title={t('profile.guardians')}
      flush
      actions={
        mayManage && (
          <Button kind="quiet" icon="plus" onClick={() => setOpen('new')}>
            {t('common.add')}
          </Button>
        )
      }
    >
      {guardians.length === 0 ? (
        <EmptyState icon="heart" title={t('profile.guardiansNone')}>
          {mayManage && t('profile.guardiansEmpty')}
        </EmptyState>
      ) : (
        <ul>
          {guardians.map((g) => (
            <Guardian
              key={g.id}
              person={person}
              guardian={g}
              mayManage={mayManage}
              onEdit={() => setOpen(g)}
              onLink={(url) => setLink({ name: g.name, url })}
            />
          ))}
        </ul>
      )}
      {open !== null && (
        <Dialog
          title={t(open === 'new' ? 'profile.guardianAdd' : 'profile.guardianEdit')}
          open
          held
          onClose={() => setOpen(null)}
        >
          <GuardianForm
            person={person}
            guardian={open === 'new' ? null : open}
            onDone={() => setOpen(null)}
          />
        </Dialog>
      )}
      {link && (
        <Dialog title={t('guardian.inviteFor', { name: link.name })} open held onClose={() => setLink(null)}>
          <LinkBox url={link.url} label={t('invitation.link')} />
        </Dialog>
      )}
    </Section>
  );
}
