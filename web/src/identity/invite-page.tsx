// An invitation link (`/invite#token`): the token stays in the fragment and reaches no server log.
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';

import { api, ApiError } from '../api/client';
import type { InvitationLook } from '../api/types';
import { adoptSession, sessionQuery } from '../app/session';
import { Button, LinkButton } from '../parts/button';
import { TextField } from '../parts/field';
import { Form, needed, useForm } from '../parts/form';
import { OpenFrame } from '../parts/open-frame';
import { Loading, Note, Page, Section, Trouble } from '../parts/page';
import { t } from '../words';
import { NewPasswordField, shortPassword } from './new-password';
import { OidcButton } from './oidc-buttons';
import { oidcChoicesQuery } from './oidc';

function NewAccount({ token, look }: { token: string; look: InvitationLook }) {
  const navigate = useNavigate();
  const form = useForm({
    initial: { login: look.suggested_login, display_name: look.name, kana: '', password: '' },
    check: (v) => ({
      ...needed(v, ['login', 'display_name', 'kana', 'password']),
      ...shortPassword('password', v.password),
    }),
    send: (v) => api.post('/invitations/accept', { token, ...v, login: v.login.normalize('NFKC').trim() }),
    done: (view) => {
      adoptSession(view);
      void navigate({ to: '/sign-in', replace: true });
    },
  });
  return (
    <Form form={form}>
      <TextField
        {...form.field('login')}
        label={t('invite.login')}
        hint={t('invite.loginHint')}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
      />
      <TextField {...form.field('display_name')} label={t('invite.name')} autoComplete="name" />
      <TextField {...form.field('kana')} label={t('invite.kana')} />
      <NewPasswordField {...form.field('password')} label={t('invite.password')} />
      <Button type="submit" kind="primary" busy={form.busy}>
        {t('invite.submit')}
      </Button>
      <ByDirectory token={token} look={look} values={form.values} />
    </Form>
  );
}
/** The same without a password, with the account of a directory of the region. */
function ByDirectory({
  token,
  look,
  values,
}: {
  token: string;
  look: InvitationLook;
  values: { login: string; display_name: string; kana: string };
}) {
  const { data } = useQuery(oidcChoicesQuery);
  const choices = data?.filter((c) => c.region_name === look.region_name) ?? [];
  if (look.kind === 'guardian' || choices.length === 0) return null;
  return (
    <div className="grid gap-3 border-t border-line pt-4">
      <p className="text-sm text-ink-soft">{t('oidc.inviteLead')}</p>
      {choices.map((choice) => (
        <OidcButton
          key={choice.id}
          choice={choice}
          label={t('oidc.invite', { name: choice.name })}
          begin={({ id }) =>
            api.post('/invitations/oidc', {
              token,
              provider_id: id,
              login: values.login.normalize('NFKC').trim(),
              display_name: values.display_name,
              kana: values.kana,
            })
          }
        />
      ))}
    </div>
  );
}
function Join({ token, name }: { token: string; name: string }) {
  const navigate = useNavigate();
  const form = useForm({
    initial: {},
    send: () => api.post('/invitations/join', { token }),
    done: (view) => {
      adoptSession(view);
      void navigate({ to: '/account', replace: true });
    },
  });
  return (
    <Form form={form}>
      <p>{t('invite.joinAs', { name })}</p>
      <Button type="submit" kind="primary" busy={form.busy}>
        {t('invite.join')}
      </Button>
    </Form>
  );
}

export function InvitePage() {
  const [token] = useState(() => decodeURIComponent(window.location.hash.slice(1)));
  const session = useQuery(sessionQuery);
  const look = useQuery({
    queryKey: ['invitation', token],
    queryFn: () => api.post('/invitations/look', { token }),
    enabled: token !== '' && session.isSuccess,
    retry: false,
    gcTime: 0,
  });
  const used = look.error instanceof ApiError && (look.error.status === 410 || look.error.status === 404);
  const strong = session.data?.state === 'ready' || session.data?.state === 'choose_post';
  const values = look.data && {
    region: look.data.region_name,
    facility: look.data.facility_name,
    name: look.data.name,
  };

  return (
    <OpenFrame>
      <Page title={t('invite.title')} narrow>
        {token === '' && <Note tone="warn">{t('invite.missing')}</Note>}
        {used && <Note tone="warn">{t('invite.gone')}</Note>}
        {look.isError && !used && <Trouble error={look.error} retry={() => void look.refetch()} />}
        {look.isLoading && <Loading />}
        {look.data && values && (
          <>
            <Note>
              {t(
                look.data.own
                  ? 'invite.leadSelf'
                  : look.data.kind === 'professional'
                    ? 'invite.lead'
                    : 'invite.leadGuardian',
                values,
              )}
            </Note>
            {strong ? (
              <Section title={t('invite.have')}>
                <Join token={token} name={session.data?.account?.display_name ?? ''} />
              </Section>
            ) : (
              <>
                <Section title={t('invite.new')}>
                  <NewAccount token={token} look={look.data} />
                </Section>
                <Section title={t('invite.have')}>
                  <p className="mb-3">{t('invite.haveHint')}</p>
                  <LinkButton to="/sign-in" search={{ next: `/invite#${token}` }}>
                    {t('signIn.submit')}
                  </LinkButton>
                </Section>
              </>
            )}
          </>
        )}
        <p>
          <Link to="/">{t('signIn.portal')}</Link>
        </p>
      </Page>
    </OpenFrame>
  );
}
