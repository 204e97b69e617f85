import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';

import { api } from '../api/client';
import { newId } from '../api/ids';
import type { StaffView } from '../api/types';
import { queryClient } from '../app/session';
import { Button } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { RadioGroup, TextField } from '../parts/field';
import { Form, needed, useForm } from '../parts/form';
import { LinkBox } from '../parts/link-box';
import { EmptyState, Loaded, Note, Page, Section } from '../parts/page';
import { StaffDialogs, type OpenPost } from '../staff/staff-dialogs';
import { StateBadge } from '../staff/state-badge';
import { t } from '../words';
import { regionPostsQuery } from './queries';

function Invite({ onClose }: { onClose: () => void }) {
  const id = useRef(newId());
  const [link, setLink] = useState('');
  const form = useForm({
    initial: { name: '', kana: '', login: '', kind: 'operator' as 'operator' | 'auditor' },
    check: (v) => needed(v, ['name', 'kana']),
    send: (v) => api.post('/region/operators', { id: id.current, ...v }),
    done: (result) => {
      setLink(result.invitation_url);
      void queryClient.invalidateQueries({ queryKey: ['operators'] });
    },
  });
  return (
    <Dialog title={t(link ? 'operators.invited' : 'operators.invite')} open onClose={onClose}>
      {link ? (
        <LinkBox url={link} label={t('invitation.link')} />
      ) : (
        <Form form={form}>
          <RadioGroup
            {...form.field('kind')}
            onValue={(kind) => form.set('kind', kind as 'operator' | 'auditor')}
            label={t('operators.kind')}
            inline={false}
            choices={[
              { value: 'operator', label: t('postKind.operator'), hint: t('operators.operatorHint') },
              { value: 'auditor', label: t('postKind.auditor'), hint: t('operators.auditorHint') },
            ]}
          />
          <TextField {...form.field('name')} label={t('staff.name')} autoComplete="off" />
          <TextField {...form.field('kana')} label={t('staff.kana')} autoComplete="off" />
          <TextField
            {...form.field('login')}
            label={t('staff.login')}
            hint={t('staff.loginHint')}
            optional
            autoComplete="off"
            autoCapitalize="none"
          />
          <div>
            <Button type="submit" kind="primary" busy={form.busy}>
              {t('operators.invite')}
            </Button>
          </div>
        </Form>
      )}
    </Dialog>
  );
}
function ResetPassword({ onClose }: { onClose: () => void }) {
  const [url, setUrl] = useState('');
  const form = useForm({
    initial: { login: '' },
    check: (v) => needed(v, ['login']),
    send: (v) => api.post('/region/password-reset', { login: v.login.normalize('NFKC').trim() }),
    done: (result) => setUrl(result.reset_url),
  });
  return (
    <Dialog title={t('operators.resetPassword')} open onClose={onClose}>
      {url ? (
        <LinkBox url={url} label={t('staff.resetLink')} />
      ) : (
        <Form form={form}>
          <Note tone="warn">{t('operators.resetPasswordLead')}</Note>
          <TextField
            {...form.field('login')}
            label={t('operators.resetLogin')}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
          />
          <div>
            <Button type="submit" kind="primary" busy={form.busy}>
              {t('staff.resetPassword')}
            </Button>
          </div>
        </Form>
      )}
    </Dialog>
  );
}
function OperatorLine({ operator, onOpen }: { operator: StaffView; onOpen: () => void }) {
  return (
    <li className="flex items-center gap-3 border-b border-line px-4 py-2 last:border-b-0 sm:px-5">
      <span className="min-w-0 flex-1">
        <button
          type="button"
          className="min-h-11 min-w-11 text-left font-bold text-accent underline"
          onClick={onOpen}
        >
          {operator.name}
        </button>{' '}
        <span className="text-sm text-ink-soft">{operator.kana}</span>
      </span>
      <StateBadge staff={operator} />
    </li>
  );
}
type Kind = 'operator' | 'auditor';
function Posts({ kind, onOpen }: { kind: Kind; onOpen: (staff: StaffView) => void }) {
  const posts = useQuery(regionPostsQuery(kind));
  return (
    <Section title={t(`postKind.${kind}`)} flush>
      <Loaded query={posts}>
        {(list) =>
          list.length === 0 ? (
            <EmptyState icon="team" title={t(`operators.empty.${kind}`)}>
              {t(`operators.emptyLead.${kind}`)}
            </EmptyState>
          ) : (
            <ul>
              {list.map((one) => (
                <OperatorLine key={one.post_id} operator={one} onOpen={() => onOpen(one)} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </Section>
  );
}
/** Who operates the region and who watches: each line opens what an operator may do with that post. */
export function OperatorsPage() {
  const [inviting, setInviting] = useState(false);
  const [resetting, setResetting] = useState(false);
  const [open, setOpen] = useState<OpenPost | null>(null);
  return (
    <Page
      title={t('operators.title')}
      narrow
      actions={
        <>
          <Button icon="plus" onClick={() => setInviting(true)}>
            {t('operators.invite')}
          </Button>
          <Button icon="lock" onClick={() => setResetting(true)}>
            {t('operators.resetPassword')}
          </Button>
        </>
      }
    >
      {(['operator', 'auditor'] as const).map((kind) => (
        <Posts key={kind} kind={kind} onOpen={(staff) => setOpen({ at: 'edit', staff })} />
      ))}
      <StaffDialogs
        facility={null}
        open={open}
        onOpen={setOpen}
        onChanged={() => void queryClient.invalidateQueries({ queryKey: ['operators'] })}
      />
      {inviting && <Invite onClose={() => setInviting(false)} />}
      {resetting && <ResetPassword onClose={() => setResetting(false)} />}
    </Page>
  );
}
