// A new password by the link that was handed over (`/reset#token`): the token stays in the fragment and reaches
// no server log.
import { Link } from '@tanstack/react-router';
import { useState } from 'react';

import { api } from '../api/client';
import { Button, LinkButton } from '../parts/button';
import { Form, needed, useForm } from '../parts/form';
import { OpenFrame } from '../parts/open-frame';
import { Note, Page } from '../parts/page';
import { t } from '../words';
import { NewPasswordField, shortPassword } from './new-password';

function NewPassword({ token, onDone }: { token: string; onDone: () => void }) {
  const form = useForm({
    initial: { password: '' },
    check: (v) => ({
      ...needed(v, ['password']),
      ...shortPassword('password', v.password),
    }),
    send: (v) => api.post('/password-reset', { token, password: v.password }),
    done: onDone,
  });
  return (
    <div className="card p-5 sm:p-6">
      <Form form={form}>
        <NewPasswordField {...form.field('password')} label={t('reset.password')} />
        <Button type="submit" kind="primary" busy={form.busy}>
          {t('reset.submit')}
        </Button>
      </Form>
    </div>
  );
}

export function ResetPage() {
  const [token] = useState(() => decodeURIComponent(window.location.hash.slice(1)));
  const [done, setDone] = useState(false);
  return (
    <OpenFrame>
      <Page title={t('reset.title')} lead={done ? undefined : t('reset.lead')} narrow>
        {token === '' && <Note tone="warn">{t('invite.missing')}</Note>}
        {token !== '' && !done && <NewPassword token={token} onDone={() => setDone(true)} />}
        {done && (
          <>
            <Note tone="good">{t('reset.done')}</Note>
            <div>
              <LinkButton to="/sign-in">{t('signIn.submit')}</LinkButton>
            </div>
          </>
        )}
        <p>
          <Link to="/">{t('signIn.portal')}</Link>
        </p>
      </Page>
    </OpenFrame>
  );
}
