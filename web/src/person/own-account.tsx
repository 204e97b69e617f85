// 本人アカウント: the account of the supported person themself, given and ended by a coordinator (docs/decisions/031).
import { useRef, useState } from 'react';

import { api } from '../api/client';
import { newId } from '../api/ids';
import type { GuardianView, PersonView } from '../api/types';
import { queryClient } from '../app/session';
import { InvitedBadge } from '../identity/invited-badge';
import { Badge } from '../parts/badge';
import { Button } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { TextField } from '../parts/field';
import { explain, Form, needed, useForm } from '../parts/form';
import { LinkBox } from '../parts/link-box';
import { Note, Section } from '../parts/page';
import { toast } from '../parts/toast';
import { t } from '../words';
import { longDate, todayText } from '../words/dates';
import { EndRelation } from './guardian-form';
import { fullName } from './queries';

const invitation = async (person: PersonView, own: string) =>
  (await api.post(`/people/${person.id}/guardians/${own}/invitation`)).invitation_url;

function Invite({ person, onLink }: { person: PersonView; onLink: (url: string) => void }) {
  const id = useRef(newId());
  const form = useForm({
    initial: { verified_how: '' },
    check: (v) => needed(v, ['verified_how']),
    send: async (v) => {
      await api.post(`/people/${person.id}/guardians`, {
        id: id.current,
        name: fullName(person),
        kana: `${person.family_kana} ${person.given_kana}`.trim(),
        relation: 'self',
        phone: '',
        lives_together: true,
        has_custody: false,
        verified_how: v.verified_how,
      });
      return await invitation(person, id.current);
    },
    done: (url) => {
      void queryClient.invalidateQueries({ queryKey: ['person', person.id] });
      onLink(url);
    },
  });
  return (
    <Form form={form}>
      <Note>{t('own.inviteLead')}</Note>
      <TextField {...form.field('verified_how')} label={t('own.how')} hint={t('own.howHint')} />
      <div>
        <Button type="submit" kind="primary" busy={form.busy}>
          {t('own.invite')}
        </Button>
      </div>
    </Form>
  );
}

/** Beside the guardians on the profile; nothing where the region has no such accounts. */
export function OwnAccount({ person }: { person: PersonView }) {
  const mayManage = person.access.may.includes('manage_guardians');
  const own = person.guardians.find((g) => g.relation === 'self');
  const from = person.access.own_account_from;
  const [open, setOpen] = useState<'invite' | 'end' | null>(null);
  const [link, setLink] = useState('');
  if (person.access.is_own || (!own && !(mayManage && from))) return null;
  const title = own?.has_account === false && mayManage ? t('own.again') : t('own.invite');
  return (
    <Section title={t('own.title')}>
      <div className="grid gap-3">
        {mayManage ? (
          <>
            <p>{t('own.lead')}</p>
            {own ? (
              <Standing
                person={person}
                own={own}
                onLink={setLink}
                onEnd={() => {
                  setOpen('end');
                }}
              />
            ) : from! > todayText() ? (
              <p>{t('own.from', { date: longDate(from!) })}</p>
            ) : (
              <div>
                <Button icon="plus" onClick={() => setOpen('invite')}>
                  {t('own.invite')}
                </Button>
              </div>
            )}
          </>
        ) : (
          <p>{t('own.there')}</p>
        )}
      </div>
      {open === 'invite' && !link && (
        <Dialog title={t('own.invite')} open held onClose={() => setOpen(null)}>
          <Invite person={person} onLink={setLink} />
        </Dialog>
      )}
      {open === 'end' && own && (
        <Dialog title={t('own.end')} open held onClose={() => setOpen(null)}>
          <EndRelation
            person={person}
            guardian={own}
            onDone={() => setOpen(null)}
            onBack={() => setOpen(null)}
          />
        </Dialog>
      )}
      {link && (
        <Dialog
          title={title}
          open
          held
          onClose={() => {
            setLink('');
            setOpen(null);
          }}
        >
          <Note>{t('own.inviteLead')}</Note>
          <LinkBox url={link} label={t('invitation.link')} />
        </Dialog>
      )}
    </Section>
  );
}
function Standing({
  person,
  own,
  onLink,
  onEnd,
}: {
  person: PersonView;
  own: GuardianView;
  onLink: (url: string) => void;
  onEnd: () => void;
}) {
  const [busy, setBusy] = useState(false);
  const again = async () => {
    setBusy(true);
    try {
      onLink(await invitation(person, own.id));
    } catch (error) {
      toast(explain(error), { tone: 'bad' });
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <p className="flex flex-wrap items-center gap-2">
        <span className="font-bold">{own.name}</span>
        {own.has_account ? (
          <Badge tone="good" icon="check">
            {t('own.has')}
          </Badge>
        ) : (
          <InvitedBadge until={own.invited_until} />
        )}
      </p>
      <div className="-ml-2 flex flex-wrap gap-1">
        {!own.has_account && (
          <Button kind="quiet" icon="plus" busy={busy} onClick={() => void again()}>
            {t('own.again')}
          </Button>
        )}
        <Button kind="quiet" onClick={onEnd}>
          {t('own.end')}
        </Button>
      </div>
    </>
  );
}
