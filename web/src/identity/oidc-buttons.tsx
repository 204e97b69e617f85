import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { api } from '../api/client';
import type { OidcChoice } from '../api/types';
import { Button } from '../parts/button';
import { ErrorText } from '../parts/field';
import { explain } from '../parts/form';
import { t } from '../words';
import { leaveFor, oidcChoicesQuery } from './oidc';

/** One button a directory; beside it why it came to nothing. */
export function OidcButton({
  choice,
  begin,
  label,
}: {
  choice: OidcChoice;
  begin: (choice: OidcChoice) => Promise<{ url: string }>;
  label: string;
}) {
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState('');
  const press = async () => {
    setBusy(true);
    setTrouble('');
    try {
      await leaveFor(begin(choice));
    } catch (error) {
      setTrouble(explain(error));
      setBusy(false);
    }
  };
  return (
    <div className="grid gap-1">
      <Button icon="building" busy={busy} onClick={() => void press()}>
        {label}
      </Button>
      <p className="text-sm text-ink-soft">{choice.region_name}</p>
      <div role="alert">{trouble && <ErrorText>{trouble}</ErrorText>}</div>
    </div>
  );
}

/** The directories one can sign in through; nothing where there is none. */
export function OidcButtons({ next, lockAfter }: { next: string | undefined; lockAfter: number | null }) {
  const { data: choices } = useQuery(oidcChoicesQuery);
  if (!choices || choices.length === 0) return null;
  return (
    <section className="card grid gap-4 p-5 sm:p-6" aria-labelledby="oidc-title">
      <h2 id="oidc-title" className="font-bold">
        {t('oidc.signInTitle')}
      </h2>
      {choices.map((choice) => (
        <OidcButton
          key={choice.id}
          choice={choice}
          label={t('oidc.signIn', { name: choice.name })}
          begin={({ id }) =>
            api.post('/session/oidc/begin', {
              provider_id: id,
              next: next ?? null,
              lock_after_minutes: lockAfter,
            })
          }
        />
      ))}
    </section>
  );
}
