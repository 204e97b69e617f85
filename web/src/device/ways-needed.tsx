// Signed in, but not in a way the region demands for this post: what to do now.
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';

import { api } from '../api/client';
import type { SignInWay } from '../api/types';
import { adoptSession, useSession } from '../app/session';
import { CodeField, plainCode } from '../identity/code-field';
import { EnrolTotp } from '../identity/enrol-totp';
import { confirmWithPasskey, usePasskeysWork } from '../identity/passkey';
import { PasskeyButton } from '../identity/passkey-button';
import { NewPasskey } from '../identity/passkeys';
import { PostChoice, postName } from '../identity/post-choice';
import { SignOutButton } from '../identity/sign-out';
import { Button, LinkButton } from '../parts/button';
import { Form, needed, useForm } from '../parts/form';
import { Loaded, Note, Page, Section } from '../parts/page';
import { t } from '../words';
import { ownQuery } from './queries';

function Passkey() {
  const works = usePasskeysWork();
  const { factors } = useSession();
  if (!works) return <p>{t('ways.passkeyNotHere')}</p>;
  if (!factors.includes('passkey')) return <NewPasskey onAdded={() => undefined} />;
  return <PasskeyButton run={confirmWithPasskey}>{t('passkey.confirm')}</PasskeyButton>;
}

function App() {
  const { factors, account } = useSession();
  const [enrolling, setEnrolling] = useState(false);
  const form = useForm({
    initial: { code: '' },
    check: (v) => needed(v, ['code']),
    send: (v) => api.post('/session/totp', { code: plainCode(v.code) }),
    done: adoptSession,
  });
  if (enrolling)
    return (
      <EnrolTotp
        login={account?.login ?? ''}
        onEnrolled={() => undefined}
        onDone={() => setEnrolling(false)}
      />
    );
  if (!factors.includes('totp'))
    return <Button onClick={() => setEnrolling(true)}>{t('ways.setUpApp')}</Button>;
  return (
    <Form form={form}>
      <CodeField {...form.field('code')} />
      <div>
        <Button type="submit" busy={form.busy}>
          {t('signIn.codeSubmit')}
        </Button>
      </div>
    </Form>
  );
}

const Certificate = () => (
  <div className="grid gap-3">
    <p>{t('ways.certificateHow')}</p>
    <div>
      <LinkButton to="/device">{t('device.enrolTitle')}</LinkButton>
    </div>
  </div>
);
const how: Record<SignInWay, () => ReactNode> = { certificate: Certificate, passkey: Passkey, totp: App };

export function WaysNeeded() {
  const { post, posts } = useSession();
  const own = useQuery(ownQuery);
  return (
    <Page title={t('ways.neededTitle')} narrow>
      <Note tone="warn">{t('ways.needed', { place: post ? postName(post) : '' })}</Note>
      <Loaded query={own}>
        {({ ways_needed }) =>
          ways_needed.map((way) => {
            const How = how[way];
            return (
              <Section key={way} title={t(`ways.${way}`)}>
                <How />
              </Section>
            );
          })
        }
      </Loaded>
      {posts.length > 1 && (
        <Section title={t('ways.otherPost')}>
          <PostChoice />
        </Section>
      )}
      <div>
        <SignOutButton />
      </div>
    </Page>
  );
}
