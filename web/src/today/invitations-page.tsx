import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';

import { api } from '../api/client';
import type { SeatInvitation } from '../api/types';
import { Button } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { TextArea } from '../parts/field';
import { Form, useForm } from '../parts/form';
import { EmptyState, Facts, Loaded, Page, Trouble } from '../parts/page';
import { toast } from '../parts/toast';
import { t } from '../words';
import { longDate } from '../words/dates';
import { invitationsQuery } from './queries';

function Invitation({ invitation }: { invitation: SeatInvitation }) {
  const { seat } = invitation;
  const cache = useQueryClient();
  const [declining, setDeclining] = useState(false);
  const settled = (accepted: boolean) => {
    toast(accepted ? t('invitations.accepted', { name: invitation.person_name }) : t('invitations.declined'));
    for (const key of ['seat-invitations', 'today', 'people'])
      void cache.invalidateQueries({ queryKey: [key] });
  };
  const accept = useMutation({
    mutationFn: () => api.post(`/seat-invitations/${seat.id}`, { accept: true, reason: '' }),
    onSuccess: () => settled(true),
  });
  const form = useForm({
    initial: { reason: '' },
    send: (v) => api.post(`/seat-invitations/${seat.id}`, { accept: false, reason: v.reason }),
    done: () => settled(false),
  });
  return (
    <article className="card grid gap-4 p-5" aria-label={invitation.person_name}>
      <div>
        <h2 className="text-lg font-bold">
          {invitation.person_name}{' '}
          <span className="text-base font-normal">{t('age.years', { years: invitation.age_years })}</span>
        </h2>
        <p className="text-ink-soft">
          {t('invitations.from', {
            facility: invitation.invited_by_facility,
            name: invitation.invited_by_name,
          })}
        </p>
      </div>
      <Facts
        items={[
          [t('invitations.role'), [t(`role.${seat.role}`), seat.duty].filter(Boolean).join('・')],
          [t('invitations.classes'), seat.classes.map((c) => t(`class.${c}`)).join('、')],
          [
            t('common.period'),
            `${t('common.from', { date: longDate(seat.starts_on) })}${seat.ends_on ? ` ${t('common.until', { date: longDate(seat.ends_on) })}` : ''}`,
          ],
        ]}
      />
      {accept.isError && <Trouble error={accept.error} />}
      <div className="flex flex-wrap gap-2">
        <Button kind="primary" busy={accept.isPending} onClick={() => accept.mutate()}>
          {t('invitations.accept')}
        </Button>
        <Button onClick={() => setDeclining(true)}>{t('invitations.decline')}</Button>
      </div>
      <Dialog title={t('invitations.declineTitle')} open={declining} onClose={() => setDeclining(false)}>
        <Form form={form}>
          <TextArea {...form.field('reason')} label={t('common.reason')} optional />
          <Button type="submit" kind="danger" busy={form.busy}>
            {t('invitations.decline')}
          </Button>
        </Form>
      </Dialog>
    </article>
  );
}
export function InvitationsPage() {
  const invitations = useQuery(invitationsQuery);
  return (
    <Page title={t('invitations.title')} narrow>
      <Loaded query={invitations}>
        {(list) =>
          list.length === 0 ? (
            <EmptyState icon="team" title={t('invitations.empty')}>
              {t('invitations.emptyLead')}
            </EmptyState>
          ) : (
            <>
              {list.map((invitation) => (
                <Invitation key={invitation.seat.id} invitation={invitation} />
              ))}
            </>
          )
        }
      </Loaded>
    </Page>
  );
}
