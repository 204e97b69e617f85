// Behind the QR code of a card, once somebody is signed in: the card itself, or the way to break-glass.
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';

import { api, ApiError } from '../api/client';
import type { EmergencyMatch } from '../api/types';
import { Found } from '../breakglass/found';
import { LinkButton } from '../parts/button';
import { EmptyState, Loading, Page, Section, Trouble } from '../parts/page';
import { t } from '../words';
import { forgetToken, keptToken } from './token';

type State =
  | { is: 'opening' | 'missing' | 'unknown' }
  | { is: 'found'; match: EmergencyMatch }
  | { is: 'trouble'; error: unknown };

export function ScanPage() {
  const navigate = useNavigate();
  const [token] = useState(keptToken);
  const [state, setState] = useState<State>({ is: token ? 'opening' : 'missing' });
  useEffect(() => {
    if (!token) return;
    forgetToken();
    void (async () => {
      try {
        const { person_id, match } = await api.post('/care-cards/open', { token });
        if (person_id)
          void navigate({ to: '/people/$person/emergency', params: { person: person_id }, replace: true });
        else setState(match ? { is: 'found', match } : { is: 'unknown' });
      } catch (error) {
        // Guardians and operators are refused whatever the code says.
        const refused = error instanceof ApiError && error.code === 'forbidden' && !error.message;
        setState(refused ? { is: 'unknown' } : { is: 'trouble', error });
      }
    })();
  }, [token, navigate]);
  return (
    <Page title={t('scan.title')} narrow>
      {state.is === 'opening' && <Loading label={t('scan.opening')} />}
      {state.is === 'missing' && <EmptyState icon="info" title={t('scan.again')} />}
      {state.is === 'unknown' && (
        <EmptyState icon="lock" title={t('scan.unknown')}>
          <p>{t('scan.unknownLead')}</p>
          <LinkButton to="/break-glass">{t('nav.breakGlass')}</LinkButton>
        </EmptyState>
      )}
      {state.is === 'trouble' && <Trouble error={state.error} />}
      {state.is === 'found' && (
        <Section title={t('scan.found')}>
          <div className="grid gap-5">
            <Found match={state.match} />
          </div>
        </Section>
      )}
    </Page>
  );
}
