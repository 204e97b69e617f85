// Password → second factor (or its enrolment) → post → pledge: one thing a screen, led by the state of the session.
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useEffect, useState } from 'react';

import { api } from '../api/client';
import { adoptSession, homeOf, nextStep, sessionQuery, useSession } from '../app/session';
import { Button } from '../parts/button';
import { CheckBox, TextField } from '../parts/field';
import { Form, needed, useForm } from '../parts/form';
import { OpenFrame } from '../parts/open-frame';
import { Loaded, Note, Page } from '../parts/page';
import { allWords, t } from '../words';
import { CodeField, plainCode } from './code-field';
import { clearMark, lockedNow, setLocked, useLocked } from './locked';
import { confirmWithPasskey, signInWithPasskey, usePasskeysWork } from './passkey';
import { PasskeyButton } from './passkey-button';
import { TerminalFields, useTerminalChoice } from './terminal-fields';

const OidcButtons = lazy(() => import('./oidc-buttons').then((m) => ({ default: m.OidcButtons })));
const EnrolTotp = lazy(() => import('./enrol-totp').then((m) => ({ default: m.EnrolTotp })));
const PostChoice = lazy(() => import('./post-choice').then((m) => ({ default: m.PostChoice })));
const WaysNeeded = lazy(async () => {
  const [page] = await Promise.all([import('../device/ways-needed'), allWords()]);
  return { default: page.WaysNeeded };
});
const SignOut = lazy(() => import('./sign-out').then((m) => ({ default: m.SignOutButton })));
/** Not needed before somebody has come halfway in, so the first load goes without it. */
const SignOutButton = () => (
  <Suspense>
    <SignOut />
  </Suspense>
);

function PasswordStep({ next }: { next: string | undefined }) {
  const [shown, setShown] = useState(false);
  const passkeys = usePasskeysWork();
  const locked = useLocked();
  const [lockAfter, setLockAfter] = useTerminalChoice();
  const form = useForm({
    initial: { login: locked?.login ?? '', password: '' },
    check: (v) => needed(v, ['login', 'password']),
    send: (v) =>
      api.post('/session', {
        login: v.login.normalize('NFKC').trim(),
        password: v.password,
        lock_after_minutes: lockAfter,
      }),
    done: adoptSession,
  });
  return (
    <Page title={t(locked ? 'terminal.lockedTitle' : 'signIn.title')} narrow>
      {locked && (
        <Note>
          <p>{t('terminal.locked', { name: locked.name })}</p>
          <Button
            kind="quiet"
            className="mt-2"
            onClick={() => {
              setLocked(null);
              form.setAll({ login: '', password: '' });
            }}
          >
            {t('terminal.other')}
          </Button>
        </Note>
      )}
      {passkeys && (
        <div className="card grid gap-3 p-5 sm:p-6">
          <PasskeyButton kind="primary" run={() => signInWithPasskey(lockAfter)}>
            {t('passkey.signIn')}
          </PasskeyButton>
          <p className="text-sm text-ink-soft">{t('passkey.signInLead')}</p>
        </div>
      )}
      <div className="card p-5 sm:p-6">
        <Form form={form}>
          <TextField
            {...form.field('login')}
            label={t('signIn.login')}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            autoFocus={!locked}
          />
          <div>
            <TextField
              {...form.field('password')}
              label={t('signIn.password')}
              type={shown ? 'text' : 'password'}
              autoComplete="current-password"
              autoFocus={locked !== null}
            />
            <CheckBox label={t('signIn.showPassword')} value={shown} onValue={setShown} />
          </div>
          <TerminalFields value={lockAfter} onValue={setLockAfter} />
          <Button type="submit" kind={passkeys ? 'secondary' : 'primary'} busy={form.busy}>
            {t('signIn.submit')}
          </Button>
        </Form>
      </div>
      <Suspense>
        <OidcButtons next={next} lockAfter={lockAfter} />
      </Suspense>
      <p className="text-ink-soft">{t('signIn.forgot')}</p>
      <p>
        <Link to="/">{t('signIn.portal')}</Link>
      </p>
    </Page>
  );
}

function SecondFactorStep() {
  const { factors } = useSession();
  const passkey = usePasskeysWork() && factors.includes('passkey');
  const app = factors.includes('totp');
  const [recovery, setRecovery] = useState(!app && !passkey);
  const form = useForm({
    initial: { code: '' },
    check: (v) => needed(v, ['code']),
    send: (v) =>
      recovery
        ? api.post('/session/recovery', { code: v.code.normalize('NFKC').trim() })
        : api.post('/session/totp', { code: plainCode(v.code) }),
    done: adoptSession,
  });
  return (
    <Page
      title={t(app ? 'signIn.codeTitle' : 'stepUp.title')}
      lead={recovery || !app ? undefined : t('signIn.codeLead')}
      narrow
    >
      {passkey && !recovery && (
        <div className="card grid p-5 sm:p-6">
          <PasskeyButton kind={app ? 'secondary' : 'primary'} run={confirmWithPasskey}>
            {t('passkey.confirm')}
          </PasskeyButton>
        </div>
      )}
      {(app || recovery) && (
        <div className="card p-5 sm:p-6">
          <Form form={form}>
            {recovery ? (
              <TextField
                {...form.field('code')}
                label={t('signIn.recovery')}
                hint={t('signIn.recoveryHint')}
                autoComplete="off"
                autoCapitalize="none"
                spellCheck={false}
                className="font-mono"
              />
            ) : (
              <CodeField {...form.field('code')} autoFocus />
            )}
            <Button type="submit" kind="primary" busy={form.busy}>
              {t('signIn.codeSubmit')}
            </Button>
          </Form>
        </div>
      )}
      <div className="flex flex-wrap gap-2">
        <Button
          kind="quiet"
          onClick={() => {
            setRecovery(!recovery);
            form.set('code', '');
          }}
        >
          {recovery
            ? t(app ? 'signIn.useCode' : 'common.back')
            : t(app ? 'signIn.useRecovery' : 'passkey.useRecovery')}
        </Button>
        <SignOutButton />
      </div>
    </Page>
  );
}
export function SignInPage() {
  const session = useQuery(sessionQuery);
  const { next } = useSearch({ from: '/sign-in' });
  const navigate = useNavigate();
  // While recovery codes are on screen the session is already ready: stay until they were kept.
  const [enrolling, setEnrolling] = useState(false);
  const state = session.data?.state;
  const step = session.data ? nextStep(session.data) : '/sign-in';
  const finish = useCallback(() => setEnrolling(false), []);

  useEffect(() => {
    if (!session.data || state === 'enrol_totp' || enrolling || step === '/sign-in') return;
    const home = homeOf(session.data);
    // After a lock only whoever locked goes on where they were; a colleague starts at home.
    const before = lockedNow();
    const onward = before
      ? before.account === session.data.account?.id
        ? before.href
        : home
      : (next ?? home);
    if (step === '/pledge') void navigate({ to: '/pledge', search: next ? { next } : {}, replace: true });
    else void navigate({ href: onward, replace: true });
    clearMark();
    if (before) setLocked(null);
  }, [session.data, state, enrolling, step, next, navigate]);

  return (
    <OpenFrame>
      <Loaded query={session}>
        {(view) => {
          if (view.state === 'enrol_totp' || enrolling)
            return (
              <Suspense>
                <EnrolTotp
                  login={view.account?.login ?? ''}
                  onEnrolled={() => setEnrolling(true)}
                  onDone={finish}
                />
              </Suspense>
            );
          if (view.state === 'second_factor') return <SecondFactorStep />;
          if (view.state === 'choose_post')
            return (
              <Page title={t('signIn.postTitle')} lead={t('signIn.postLead')} narrow>
                <Suspense>
                  <PostChoice />
                </Suspense>
                <div>
                  <SignOutButton />
                </div>
              </Page>
            );
          if (view.state === 'ready')
            return view.strength === 'password' ? (
              <Suspense>
                <WaysNeeded />
              </Suspense>
            ) : null;
          return <PasswordStep next={next} />;
        }}
      </Loaded>
    </OpenFrame>
  );
}
