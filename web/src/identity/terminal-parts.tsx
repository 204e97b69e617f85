import { useState } from 'react';

import { api } from '../api/client';
import type { SessionView } from '../api/types';
import { preferences, savePreferences } from '../app/preferences';
import { adoptSession, useSession } from '../app/session';
import { Button } from '../parts/button';
import { CheckBox, Select } from '../parts/field';
import { explain } from '../parts/form';
import { Trouble } from '../parts/page';
import { toast } from '../parts/toast';
import { t } from '../words';
import { lockAll, useIdleLock } from './terminal';

const minutes = [1, 2, 3, 5, 10, 15] as const;
const usual = 3;

/** Whether this device is shared, and after how long it locks. */
export function TerminalFields({
  value,
  onValue,
}: {
  value: number | null;
  onValue: (lockAfter: number | null) => void;
}) {
  return (
    <div className="grid gap-3">
      <CheckBox
        label={t('terminal.shared')}
        hint={t('terminal.sharedHint')}
        value={value !== null}
        onValue={(on) => onValue(on ? usual : null)}
      />
      {value !== null && (
        <Select
          label={t('terminal.minutes')}
          value={String(value)}
          onValue={(v) => onValue(Number(v))}
          choices={minutes.map((n) => ({ value: String(n), label: t('terminal.afterMinutes', { n }) }))}
          className="max-w-48"
        />
      )}
    </div>
  );
}

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

/** On the sign-in page: a property of the device, kept on it. */
export function useTerminalChoice(): [number | null, (lockAfter: number | null) => void] {
  const [lockAfter, setLockAfter] = useState(() => preferences().lockAfter);
  return [
    lockAfter,
    (value) => {
      savePreferences({ lockAfter: value });
      setLockAfter(value);
    },
  ];
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
