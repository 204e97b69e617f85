import { infoClasses, type InfoClass } from '../api/types';
import { t } from '../words';
import { ErrorText } from './field';

/** Chooses classes of information; each says in plain words what belongs to it. */
export function ClassPicker({
  id,
  label,
  hint,
  error,
  value,
  onValue,
  offered = infoClasses,
}: {
  id: string;
  name?: string;
  label: string;
  hint?: string;
  error?: string | undefined;
  value: readonly InfoClass[];
  onValue: (value: InfoClass[]) => void;
  offered?: readonly InfoClass[];
}) {
  const described =
    [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ') || undefined;
  return (
    <fieldset aria-describedby={described}>
      <legend className="mb-1 font-bold">{label}</legend>
      {hint && (
        <p id={`${id}-hint`} className="mb-1 text-sm text-ink-soft">
          {hint}
        </p>
      )}
      <div className="grid gap-2 sm:grid-cols-2">
        {offered.map((c, i) => (
          <label
            key={c}
            className="flex min-h-11 items-start gap-3 rounded-lg border border-line-strong bg-surface px-3 py-2 has-checked:border-accent has-checked:bg-accent-soft has-checked:text-accent-soft-ink"
          >
            <input
              id={i === 0 ? id : undefined}
              type="checkbox"
              className="mt-0.5 size-6 shrink-0 accent-accent"
              checked={value.includes(c)}
              onChange={(e) =>
                onValue(infoClasses.filter((x) => (x === c ? e.target.checked : value.includes(x))))
              }
            />
            <span>
              <span className="font-bold">{t(`class.${c}`)}</span>
              <span className="block text-sm leading-snug">{t(`class.${c}.plain`)}</span>
            </span>
          </label>
        ))}
      </div>
      {error && <ErrorText id={`${id}-error`}>{error}</ErrorText>}
    </fieldset>
  );
}
