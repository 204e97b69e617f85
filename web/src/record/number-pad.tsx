// A number pad with keys for thumbs. The field takes a keyboard's digits as well; the phone's own keyboard stays away.
import { useId } from 'react';

import { ErrorText } from '../parts/field';
import { t } from '../words';
import { press, unitText } from './rules';
import type { RecordType } from './types';

export interface PadField {
  label: string;
  value: string;
  onValue: (value: string) => void;
}

export function NumberPad({
  type,
  fields,
  active,
  onActive,
  error,
}: {
  type: RecordType;
  fields: readonly PadField[];
  active: number;
  onActive: (index: number) => void;
  error?: string | undefined;
}) {
  const id = useId();
  const field = fields[active];
  const key = (name: string) => field?.onValue(press(field.value, name, type));
  const look =
    'min-h-14 rounded-lg border border-line-strong bg-surface text-2xl font-bold hover:bg-sunken active:bg-accent-soft';
  return (
    <div className="grid gap-2">
      <div className="flex gap-3">
        {fields.map((f, index) => (
          <label key={f.label} className="min-w-0 flex-1">
            <span className="block text-sm font-bold">
              {f.label}
              {unitText(type) && <span className="ml-1 font-normal text-ink-soft">（{unitText(type)}）</span>}
            </span>
            <input
              className={`control text-right text-3xl! font-bold ${fields.length > 1 && index === active ? 'bg-accent-soft!' : ''}`}
              inputMode="none"
              autoComplete="off"
              value={f.value}
              aria-invalid={error ? true : undefined}
              aria-describedby={error ? `${id}-error` : undefined}
              onFocus={() => onActive(index)}
              onChange={(e) =>
                f.onValue(
                  e.target.value
                    .normalize('NFKC')
                    .replace(/[^\d.]/g, '')
                    .slice(0, 7),
                )
              }
            />
          </label>
        ))}
      </div>
      {error && <ErrorText id={`${id}-error`}>{error}</ErrorText>}
      {type.unit === '割' ? (
        <div role="group" aria-label={t('record.pad')} className="grid grid-cols-4 gap-2">
          {[...Array(11).keys()].map((n) => (
            <button
              key={n}
              type="button"
              className={look}
              aria-pressed={field?.value === String(n)}
              onClick={() => field?.onValue(String(n))}
            >
              {n}
            </button>
          ))}
        </div>
      ) : (
        <div role="group" aria-label={t('record.pad')} className="grid grid-cols-3 gap-2">
          {['7', '8', '9', '4', '5', '6', '1', '2', '3'].map((n) => (
            <button key={n} type="button" className={look} onClick={() => key(n)}>
              {n}
            </button>
          ))}
          <button
            type="button"
            className={look}
            disabled={type.decimals === 0}
            aria-label={t('record.point')}
            onClick={() => key('.')}
          >
            {type.decimals === 0 ? '' : '.'}
          </button>
          <button type="button" className={look} onClick={() => key('0')}>
            0
          </button>
          <button type="button" className={look} aria-label={t('record.delete')} onClick={() => key('back')}>
            ⌫
          </button>
        </div>
      )}
    </div>
  );
}
