// Where a directory sends the browser back to. Code and state leave the address at once, so that neither history nor
// another page sees them.
import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';

import { api } from '../api/client';
import { adoptSession, queryClient, sessionQuery } from '../app/session';
import { explain } from '../parts/form';
import { OpenFrame } from '../parts/open-frame';
import { Loading, Note, Page } from '../parts/page';
import { toast } from '../parts/toast';
import { t } from '../words';

async function arrive() {
  const given = new URLSearchParams(window.location.search);
  window.history.replaceState(window.history.state, '', '/oidc/callback');
  // The page has just begun: its session brings the token that every change must carry.
  await queryClient.ensureQueryData(sessionQuery);
  return api.post('/session/oidc', {
    state: given.get('state') ?? '',
    code: given.get('code'),
    iss: given.get('iss'),
    error: given.get('error')?.slice(0, 200) ?? null,
  });
}

export function OidcCallbackPage() {
  const navigate = useNavigate();
  const [trouble, setTrouble] = useState('');
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    arrive().then(
      ({ purpose, session, next }) => {
        adoptSession(session);
        if (purpose === 'link') {
          toast(t('oidc.linked'));
          void navigate({ to: '/account', replace: true });
        } else {
          void navigate({ to: '/sign-in', search: next ? { next } : {}, replace: true });
        }
      },
      (error: unknown) => setTrouble(explain(error)),
    );
  }, [navigate]);
  return (
    <OpenFrame>
      <Page title={t('oidc.callbackTitle')} narrow>
        {trouble ? (
          <>
            <div role="alert">
              <Note tone="warn">{trouble}</Note>
            </div>
            <p>
              <Link to="/sign-in">{t('oidc.again')}</Link>
            </p>
          </>
        ) : (
          <Loading />
        )}
      </Page>
    </OpenFrame>
  );
}
