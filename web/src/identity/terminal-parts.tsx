import { useState } from 'react';

import { api } from '../api/client';
import { savePreferences } from '../app/preferences';
import { adoptSession, useSession } from '../app/session';
import { Button } from '../parts/button';
import { explain } from '../parts/form';
import { Trouble } from '../parts/page';
import { toast } from '../parts/toast';
import { t } from '../words';
import { lockAll, useIdleLock } from './terminal';
import { TerminalFields } from './terminal-fields';

/** On the account page: for this session now, and for whoever signs in on this device next. */
export function TerminalSwitch() {
  const { lock_after_minutes: now } = useSession();
  const [error, setError] = useState<unknown>(null);
  const change = async (lockAfter: number | null) => {
    setError(null);
    try {
      adoptSession(await api.put('/session/terminal', { lock_after_minutes: lockAfter }));
      savePreferences({ lockAfter });
      toast(t('common.saved'));
    } catch (e) {
      setError(e);
    }
  };
  return (
    <div className="grid gap-3">
      {error !== null && <Trouble error={error} />}
      <TerminalFields value={now ?? null} onValue={(v) => void change(v)} />
      <div>
        <LockButton />
      </div>
    </div>
  );
}

export function LockButton({ quiet = false }: { quiet?: boolean }) {
  const { lock_after_minutes: shared } = useSession();
  if (shared == null) return null;
  return (
    <Button
      icon="lock"
      kind={quiet ? 'quiet' : 'secondary'}
      onClick={() => void lockAll().catch((e: unknown) => toast(explain(e)))}
    >
      {t('terminal.lock')}
    </Button>
  );
}

/** Says that the page is about to lock; any touch or key keeps it open. */
export function IdleLock() {
  const { lock_after_minutes: shared } = useSession();
  const left = useIdleLock(shared ?? null);
  if (left === null) return null;
  return (
    <div
      role="alert"
      className="fixed inset-x-0 top-0 z-50 flex flex-wrap items-center justify-center gap-3 bg-warn-soft px-4 py-3 text-warn-ink shadow-card print:hidden"
    >
      <p className="font-bold">{t('terminal.soon', { n: warnRounded(left) })}</p>
      <Button>{t('terminal.stay')}</Button>
    </div>
  );
}
/** In steps of ten, so that a screen reader is not made to count down. */
const warnRounded = (left: number): number => Math.max(10, Math.ceil(left / 10) * 10);
