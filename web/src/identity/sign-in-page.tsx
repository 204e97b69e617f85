// Password → second factor (or its enrolment) → post → pledge: one thing a screen, led by the state of the session.
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useRouter, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useEffect, useState } from 'react';

import { api } from '../api/client';
import { adoptSession, nextStep, queryClient, sessionQuery } from '../app/session';
import { Button } from '../parts/button';
import { CheckBox, TextField } from '../parts/field';
import { Form, needed, useForm } from '../parts/form';
import { OpenFrame } from '../parts/open-frame';
import { Loaded, Page } from '../parts/page';
import { t } from '../words';
import { CodeField, plainCode } from './code-field';
import { PostChoice } from './post-choice';

const EnrolTotp = lazy(() => import('./enrol-totp').then((m) => ({ default: m.EnrolTotp })));

function PasswordStep() {
  const [shown, setShown] = useState(false);
  const form = useForm({
    initial: { login: '', password: '' },
    check: (v) => needed(v, ['login', 'password']),
    send: (v) => api.post('/session', { login: v.login.normalize('NFKC').trim(), password: v.password }),
    done: adoptSession,
  });
  return (
    <Page title={t('signIn.title')} narrow>
      <div className="card p-5 sm:p-6">
        <Form form={form}>
          <TextField
            {...form.field('login')}
            label={t('signIn.login')}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            autoFocus
          />
          <div>
            <TextField
              {...form.field('password')}
              label={t('signIn.password')}
              type={shown ? 'text' : 'password'}
              autoComplete="current-password"
            />
            <CheckBox label={t('signIn.showPassword')} value={shown} onValue={setShown} />
          </div>
          <Button type="submit" kind="primary" busy={form.busy}>
            {t('signIn.submit')}
          </Button>
        </Form>
      </div>
      <p className="text-ink-soft">{t('signIn.forgot')}</p>
      <p>
        <Link to="/">{t('signIn.portal')}</Link>
      </p>
    </Page>
  );
}

function SecondFactorStep() {
  const [recovery, setRecovery] = useState(false);
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
    <Page title={t('signIn.codeTitle')} lead={recovery ? undefined : t('signIn.codeLead')} narrow>
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
      <div className="flex flex-wrap gap-2">
        <Button
          kind="quiet"
          onClick={() => {
            setRecovery(!recovery);
            form.set('code', '');
          }}
        >
          {recovery ? t('signIn.useCode') : t('signIn.useRecovery')}
        </Button>
        <SignOutButton />
      </div>
    </Page>
  );
}
export function SignOutButton() {
  const router = useRouter();
  const form = useForm({
    initial: {},
    send: () => api.delete('/session'),
    done: () => {
      adoptSession({ state: 'none', strength: 'none', posts: [], pledge_due: false });
      void queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey });
      void router.invalidate();
    },
  });
  return (
    <Button kind="quiet" icon="logout" busy={form.busy} onClick={() => void form.submit()}>
      {t('signIn.out')}
    </Button>
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
    const home = session.data.post?.kind === 'operator' ? '/manage/applications' : '/today';
    if (step === '/pledge') void navigate({ to: '/pledge', search: next ? { next } : {}, replace: true });
    else void navigate({ href: next ?? home, replace: true });
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
                <PostChoice />
                <div>
                  <SignOutButton />
                </div>
              </Page>
            );
          if (view.state === 'ready') return null;
          return <PasswordStep />;
        }}
      </Loaded>
    </OpenFrame>
  );
}
