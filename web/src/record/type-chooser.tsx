import { useState } from 'react';

import { Button } from '../parts/button';
import { pick, t, type Key } from '../words';
import type { RecordType } from './types';

const groups = ['vital', 'growth', 'life', 'care', 'seizure', 'behaviour'] as const;
const usual = ['temperature', 'meal', 'stool', 'medication', 'seizure', 'sleep'];

/** Large chips, the writer's last used kinds first; the rest one touch away. */
export function TypeChooser({
  types,
  recent,
  chosen,
  onChoose,
}: {
  types: readonly RecordType[];
  recent: readonly string[];
  chosen: string;
  onChoose: (code: string) => void;
}) {
  const [all, setAll] = useState(false);
  const first = [...new Set([...recent, ...usual])].slice(0, 6);
  const chip = (type: RecordType) => (
    <button
      key={type.code}
      type="button"
      aria-pressed={type.code === chosen}
      onClick={() => onChoose(type.code)}
      className={`min-h-14 rounded-lg border px-2 text-base font-bold ${type.code === chosen ? 'border-accent bg-accent text-on-accent' : 'border-line-strong bg-surface hover:bg-sunken'}`}
    >
      {pick(type)}
    </button>
  );
  const firstTypes = first.flatMap((code) => types.filter((x) => x.code === code));
  return (
    <div className="grid gap-3">
      <div role="group" aria-label={t('record.recent')} className="grid grid-cols-3 gap-2">
        {firstTypes.map(chip)}
      </div>
      {!all && (
        <div>
          <Button kind="quiet" icon="more" aria-expanded={false} onClick={() => setAll(true)}>
            {t('record.others')}
          </Button>
        </div>
      )}
      {all &&
        groups.map((group) => {
          const inGroup = types.filter((x) => x.group === group && !first.includes(x.code));
          if (inGroup.length === 0) return null;
          return (
            <div key={group} role="group" aria-label={t(`group.${group}` as Key)}>
              <p className="mb-1 text-sm font-bold text-ink-soft">{t(`group.${group}` as Key)}</p>
              <div className="grid grid-cols-3 gap-2">{inGroup.map(chip)}</div>
            </div>
          );
        })}
    </div>
  );
}
