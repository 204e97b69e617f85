// Form controls: a visible label, a hint, and the error tied to the control by aria-describedby.
import {
  useId,
  type InputHTMLAttributes,
  type ReactNode,
  type SelectHTMLAttributes,
  type TextareaHTMLAttributes,
} from 'react';

import { t } from '../words';
import { eraDate } from '../words/dates';
import { Icon } from './icon';

interface Common {
  label: ReactNode;
  hint?: ReactNode;
  error?: string | undefined;
  /** Says 任意 beside the label; everything else is required by default in these forms. */
  optional?: boolean;
}
/** What `form.field('x')` gives a control. */
export interface Bound<T = string> {
  id: string;
  name: string;
  value: T;
  error?: string | undefined;
  onValue: (value: T) => void;
}

export function ErrorText({ id, children }: { id?: string; children: ReactNode }) {
  return (
    <p id={id} className="mt-1 flex items-start gap-1.5 font-bold text-danger-ink">
      <Icon name="alert" className="mt-0.5 size-5" />
      <span>{children}</span>
    </p>
  );
}

/** 任意, after what it is said of. */
export function OptionalWord() {
  return <span className="ml-2 text-sm font-normal text-ink-soft">{t('common.optional')}</span>;
}

function Frame({ id, label, hint, error, optional, children }: Common & { id: string; children: ReactNode }) {
  return (
    <div>
      <label htmlFor={id} className="mb-1 block font-bold">
        {label}
        {optional && <OptionalWord />}
      </label>
      {hint && (
        <p id={`${id}-hint`} className="mb-1 text-sm text-ink-soft">
          {hint}
        </p>
      )}
      {children}
      {error && <ErrorText id={`${id}-error`}>{error}</ErrorText>}
    </div>
  );
}
const described = (id: string, hint: unknown, error: unknown, extra?: string) =>
  [hint ? `${id}-hint` : '', extra ?? '', error ? `${id}-error` : ''].filter(Boolean).join(' ') || undefined;

type Own<E> = Omit<E, 'value' | 'onChange' | 'id' | 'name' | 'size'>;
export type TextFieldProps = Common &
  Own<InputHTMLAttributes<HTMLInputElement>> &
  Partial<Bound> & { value: string; onValue: (value: string) => void };
/** `required={false}`: optional, and something above says so for all of a group. */
export function TextField({
  label,
  hint,
  error,
  optional,
  required = !optional,
  value,
  onValue,
  id: given,
  className = '',
  ...rest
}: TextFieldProps) {
  const made = useId();
  const id = given ?? made;
  return (
    <Frame {...{ id, label, hint, error }} {...(optional && { optional })}>
      <input
        {...rest}
        id={id}
        className={`control ${className}`}
        value={value}
        required={required}
        aria-invalid={error ? true : undefined}
        aria-describedby={described(id, hint, error)}
        onChange={(e) => onValue(e.target.value)}
      />
    </Frame>
  );
}
export function TextArea({
  label,
  hint,
  error,
  optional,
  value,
  onValue,
  id: given,
  ...rest
}: Common &
  Own<TextareaHTMLAttributes<HTMLTextAreaElement>> &
  Partial<Bound> & { value: string; onValue: (value: string) => void }) {
  const made = useId();
  const id = given ?? made;
  return (
    <Frame {...{ id, label, hint, error }} {...(optional && { optional })}>
      <textarea
        rows={4}
        {...rest}
        id={id}
        className="control field-sizing-content min-h-24"
        value={value}
        required={!optional}
        aria-invalid={error ? true : undefined}
        aria-describedby={described(id, hint, error)}
        onChange={(e) => onValue(e.target.value)}
      />
    </Frame>
  );
}
export interface Choice {
  value: string;
  label: string;
}
export function Select({
  label,
  hint,
  error,
  optional,
  value,
  onValue,
  id: given,
  choices,
  empty,
  ...rest
}: Common &
  Own<SelectHTMLAttributes<HTMLSelectElement>> &
  Partial<Bound> & {
    value: string;
    onValue: (value: string) => void;
    choices: readonly Choice[];
    empty?: string;
  }) {
  const made = useId();
  const id = given ?? made;
  return (
    <Frame {...{ id, label, hint, error }} {...(optional && { optional })}>
      <select
        {...rest}
        id={id}
        className="control"
        value={value}
        required={!optional}
        aria-invalid={error ? true : undefined}
        aria-describedby={described(id, hint, error)}
        onChange={(e) => onValue(e.target.value)}
      >
        {(empty !== undefined || !choices.some((c) => c.value === value)) && (
          <option value="">{empty ?? t('common.choose')}</option>
        )}
        {choices.map((c) => (
          <option key={c.value} value={c.value}>
            {c.label}
          </option>
        ))}
      </select>
    </Frame>
  );
}
/** A civil date; says the date in 和暦 below, so that 平成 and 令和 birthdays are not mixed up. */
export function DateField(props: TextFieldProps) {
  const era = eraDate(props.value);
  return (
    <div>
      <TextField max="2100-12-31" min="1890-01-01" {...props} type="date" className="max-w-60" />
      <p className="mt-1 min-h-6 text-sm text-ink-soft" aria-live="polite">
        {era && t('common.era', { era })}
      </p>
    </div>
  );
}
export function CheckBox({
  label,
  hint,
  error,
  value,
  onValue,
  id: given,
  disabled,
}: Omit<Common, 'optional'> &
  Partial<Bound<boolean>> & { value: boolean; onValue: (value: boolean) => void; disabled?: boolean }) {
  const made = useId();
  const id = given ?? made;
  return (
    <div>
      <label htmlFor={id} className="flex min-h-11 items-center gap-3 rounded-lg py-1">
        <input
          id={id}
          type="checkbox"
          className="size-6 shrink-0 accent-accent"
          checked={value}
          disabled={disabled}
          aria-invalid={error ? true : undefined}
          aria-describedby={described(id, hint, error)}
          onChange={(e) => onValue(e.target.checked)}
        />
        <span>{label}</span>
      </label>
      {hint && (
        <p id={`${id}-hint`} className="ml-9 text-sm text-ink-soft">
          {hint}
        </p>
      )}
      {error && <ErrorText id={`${id}-error`}>{error}</ErrorText>}
    </div>
  );
}
/** One of few: large targets, the chosen one marked by more than colour. */
export function RadioGroup({
  label,
  hint,
  error,
  value,
  onValue,
  id: given,
  choices,
  inline = true,
}: Common &
  Partial<Bound> & {
    value: string;
    onValue: (value: string) => void;
    choices: readonly (Choice & { hint?: string })[];
    inline?: boolean;
  }) {
  const made = useId();
  const id = given ?? made;
  return (
    <fieldset aria-describedby={described(id, hint, error)}>
      <legend className="mb-1 font-bold">{label}</legend>
      {hint && (
        <p id={`${id}-hint`} className="mb-1 text-sm text-ink-soft">
          {hint}
        </p>
      )}
      <div className={inline ? 'flex flex-wrap gap-2' : 'grid gap-2'}>
        {choices.map((c, i) => (
          <label
            key={c.value}
            className="flex min-h-11 items-center gap-2 rounded-lg border border-line-strong bg-surface px-3 py-1.5 has-checked:border-accent has-checked:bg-accent-soft has-checked:font-bold has-checked:text-accent-soft-ink"
          >
            <input
              id={i === 0 ? id : undefined}
              type="radio"
              name={id}
              className="size-5 accent-accent"
              checked={c.value === value}
              onChange={() => onValue(c.value)}
            />
            <span>
              {c.label}
              {c.hint && <span className="block text-sm font-normal text-ink-soft">{c.hint}</span>}
            </span>
          </label>
        ))}
      </div>
      {error && <ErrorText id={`${id}-error`}>{error}</ErrorText>}
    </fieldset>
  );
}
/** Several of few. */
export function CheckGroup<V extends string>({
  label,
  hint,
  error,
  value,
  onValue,
  choices,
  id: given,
}: Common & {
  id?: string;
  value: readonly V[];
  onValue: (value: V[]) => void;
  /** With a hint, a choice takes a line of its own. */
  choices: readonly { value: V; label: string; hint?: string }[];
}) {
  const made = useId();
  const id = given ?? made;
  return (
    <fieldset aria-describedby={described(id, hint, error)}>
      <legend className="mb-1 font-bold">{label}</legend>
      {hint && (
        <p id={`${id}-hint`} className="mb-1 text-sm text-ink-soft">
          {hint}
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        {choices.map((c, i) => (
          <label
            key={c.value}
            className={`flex min-h-11 items-center gap-2 rounded-lg border border-line-strong bg-surface px-3 py-1.5 has-checked:border-accent has-checked:bg-accent-soft has-checked:font-bold has-checked:text-accent-soft-ink ${c.hint ? 'w-full' : ''}`}
          >
            <input
              id={i === 0 ? id : undefined}
              type="checkbox"
              className="size-5 accent-accent"
              checked={value.includes(c.value)}
              onChange={(e) =>
                onValue(e.target.checked ? [...value, c.value] : value.filter((v) => v !== c.value))
              }
            />
            {c.hint ? (
              <span className="grid min-w-0 flex-1">
                {c.label}
                <span className="text-sm font-normal">{c.hint}</span>
              </span>
            ) : (
              c.label
            )}
          </label>
        ))}
      </div>
      {error && <ErrorText id={`${id}-error`}>{error}</ErrorText>}
    </fieldset>
  );
}
