// Whether a device is shared: chosen on the sign-in page and under 自分の設定.
import { useState } from 'react';

import { preferences, savePreferences } from '../app/preferences';
import { CheckBox, Select } from '../parts/field';
import { t } from '../words';

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
