// A form keeps what was typed whatever happens: the server's refusals come back to the field they name.
import { useCallback, useEffect, useId, useRef, useState, type FormEvent, type ReactNode } from 'react';

import { ApiError, OfflineError } from '../api/client';
import { t } from '../words';
import type { Bound } from './field';
import { Icon } from './icon';

/** One sentence for a human: what happened, what was kept, what to do. */
export function explain(error: unknown): string {
  if (error instanceof OfflineError) return t('error.offline');
  if (error instanceof ApiError) {
    if (error.message) return error.message;
    if (error.status === 404) return t('error.notFound');
    if (error.status === 413) return t('error.tooLarge');
    if (error.status === 429) return t('error.throttled');
    if (error.status === 503 || error.status === 502) return t('error.unavailable');
  }
  return t('error.internal');
}

/** The visible name of a control: its label's own words, or its group's. */
function nameOf(id: string): string {
  const label =
    document.querySelector(`label[for="${CSS.escape(id)}"]`) ??
    document.getElementById(id)?.closest('fieldset')?.querySelector(':scope > legend');
  // Boxes to tick carry their question in the label: the message alone is clearer.
  return label?.firstChild instanceof Text ? label.firstChild.data.trim() : '';
}
export type Problems<V> = Partial<Record<keyof V & string, string>>;
interface Options<V, R> {
  initial: V;
  /** Problems found before sending. */
  check?: (values: V) => Problems<V>;
  send: (values: V) => Promise<R>;
  done?: (result: R, values: V) => void;
}
export interface FormHandle<V> {
  id: string;
  values: V;
  set: <K extends keyof V>(name: K, value: V[K]) => void;
  setAll: (values: V) => void;
  field: <K extends keyof V & string>(name: K) => Bound<V[K]>;
  problems: Problems<V>;
  /** What the fields with problems are called on the screen. */
  labels: Record<string, string>;
  /** What concerns no single field. */
  trouble: string;
  busy: boolean;
  submit: () => Promise<void>;
  attempts: number;
}

export function useForm<V extends object, R>({ initial, check, send, done }: Options<V, R>): FormHandle<V> {
  const id = useId();
  const [values, setAll] = useState(initial);
  const [problems, setProblems] = useState<Problems<V>>({});
  const [labels, setLabels] = useState<Record<string, string>>({});
  const [trouble, setTrouble] = useState('');
  const [busy, setBusy] = useState(false);
  const [attempts, setAttempts] = useState(0);
  const running = useRef(false);

  const set = useCallback(<K extends keyof V>(name: K, value: V[K]) => {
    setAll((now) => ({ ...now, [name]: value }));
    setProblems((now) => ({ ...now, [name]: undefined }));
  }, []);

  const object = (found: Problems<V>) => {
    setProblems(found);
    setLabels(Object.fromEntries(Object.keys(found).map((name) => [name, nameOf(`${id}-${name}`)])));
  };
  const submit = async () => {
    if (running.current) return;
    const found = check?.(values) ?? {};
    setTrouble('');
    object(found);
    setAttempts((n) => n + 1);
    if (Object.values(found).some(Boolean)) return;
    running.current = true;
    setBusy(true);
    try {
      const result = await send(values);
      done?.(result, values);
    } catch (error) {
      // `content.owner` and `items[0].owner` are about the field `owner`.
      const name =
        error instanceof ApiError ? error.field?.split(/[.[\]]/).find((part) => part in values) : undefined;
      if (name && name in values) object({ [name]: explain(error) } as Problems<V>);
      else setTrouble(explain(error));
      setAttempts((n) => n + 1);
    } finally {
      running.current = false;
      setBusy(false);
    }
  };
  const field = <K extends keyof V & string>(name: K): Bound<V[K]> => ({
    id: `${id}-${name}`,
    name,
    value: values[name],
    error: problems[name],
    onValue: (value) => set(name, value),
  });
  return { id, values, set, setAll, field, problems, labels, trouble, busy, submit, attempts };
}

/** Lists what is wrong, each line with the name of its field and the way to it, and takes the focus. */
export function ErrorSummary<V extends object>({ form }: { form: FormHandle<V> }) {
  const box = useRef<HTMLDivElement>(null);
  const lines = Object.entries(form.problems).filter(([, text]) => text) as [string, string][];
  const shown = lines.length > 0 || form.trouble !== '';
  useEffect(() => {
    if (shown) box.current?.focus();
  }, [shown, form.attempts]);
  if (!shown) return null;
  return (
    <div
      ref={box}
      tabIndex={-1}
      role="alert"
      className="rounded-lg border-2 border-danger bg-danger-soft p-4 text-danger-ink"
    >
      <p className="flex items-center gap-2 font-bold">
        <Icon name="alert" />
        {form.trouble || t('error.check')}
      </p>
      {lines.length > 0 && (
        <ul className="mt-1 list-disc pl-8">
          {lines.map(([name, text]) => (
            <li key={name}>
              <a
                href={`#${form.id}-${name}`}
                className="text-danger-ink"
                onClick={(e) => {
                  e.preventDefault();
                  document.getElementById(`${form.id}-${name}`)?.focus();
                }}
              >
                {form.labels[name] ? t('error.at', { field: form.labels[name], text }) : text}
              </a>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
export function Form<V extends object>({
  form,
  children,
  label,
}: {
  form: FormHandle<V>;
  children: ReactNode;
  label?: string;
}) {
  return (
    <form
      noValidate
      aria-label={label}
      className="grid gap-5"
      onSubmit={(e: FormEvent) => {
        e.preventDefault();
        void form.submit();
      }}
    >
      <ErrorSummary form={form} />
      {children}
    </form>
  );
}
/** `check` helper: names the fields that are still empty. */
export function needed<V extends object>(values: V, names: readonly (keyof V & string)[]): Problems<V> {
  const found: Problems<V> = {};
  for (const name of names) {
    const value: unknown = values[name];
    if (
      value === '' ||
      (typeof value === 'string' && value.trim() === '') ||
      (Array.isArray(value) && value.length === 0)
    )
      found[name] = t('error.needed');
  }
  return found;
}
