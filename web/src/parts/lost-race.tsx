// An edit that somebody else overtook (409). Nothing typed is lost: fields we did not touch take their new content,
// fields both of us changed keep what was typed and show what is there now.
import { useEffect, useState } from 'react';

import { ApiError } from '../api/client';
import { t } from '../words';
import { Note } from './page';

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** Three-way: what was there when the form opened, what is there now, what was typed. */
export function merge<V extends object>(
  base: V,
  theirs: V,
  typed: V,
): { merged: V; clashes: (keyof V & string)[] } {
  const merged = { ...typed };
  const clashes: (keyof V & string)[] = [];
  for (const name of Object.keys(typed) as (keyof V & string)[]) {
    if (same(theirs[name], base[name]) || same(theirs[name], typed[name])) continue;
    if (same(typed[name], base[name])) merged[name] = theirs[name];
    else clashes.push(name);
  }
  return { merged, clashes };
}

export interface Race<V> {
  initial: V;
  overtaken: boolean;
  clashes: { name: keyof V & string; now: V[keyof V & string] }[];
  attempt: <R>(typed: V, send: (version: number) => Promise<R>) => Promise<R>;
  /** What was typed over what is there now, once the race was lost. */
  merged: V | null;
}
/** `fresh` is only read when the form opens: a live update behind an open form must not raise the version it sends. */
export function useRace<S extends { version: number }, V extends object>(
  fresh: S,
  valuesOf: (state: S) => V,
  reload: () => Promise<S>,
): Race<V> {
  const [base, setBase] = useState(fresh);
  const [lost, setLost] = useState<{ merged: V; clashes: Race<V>['clashes'] } | null>(null);
  const attempt = async <R,>(typed: V, send: (version: number) => Promise<R>): Promise<R> => {
    try {
      return await send(base.version);
    } catch (error) {
      if (error instanceof ApiError && error.code === 'conflict') {
        const theirs = await reload();
        const { merged, clashes } = merge(valuesOf(base), valuesOf(theirs), typed);
        setLost({ merged, clashes: clashes.map((name) => ({ name, now: valuesOf(theirs)[name] })) });
        setBase(theirs);
      }
      throw error;
    }
  };
  return {
    initial: valuesOf(base),
    overtaken: lost !== null,
    clashes: lost?.clashes ?? [],
    attempt,
    merged: lost?.merged ?? null,
  };
}
/** Puts the merged values into the form; called once, below `useForm`. */
export function useFollow<V>({ merged }: Race<V>, setAll: (values: V) => void): void {
  useEffect(() => {
    if (merged) setAll(merged);
  }, [merged, setAll]);
}
/** Says what is there now, where both changed the same field. */
export function RaceNote<V>({
  race,
  label,
  show,
}: {
  race: Race<V>;
  label: (name: keyof V & string) => string;
  show: (name: keyof V & string, value: unknown) => string;
}) {
  if (!race.overtaken) return null;
  return (
    <Note tone="warn">
      <p>{t(race.clashes.length > 0 ? 'race.clash' : 'race.merged')}</p>
      {race.clashes.length > 0 && (
        <ul className="mt-1 list-disc pl-5">
          {race.clashes.map((c) => (
            <li key={c.name}>
              {t('race.now', { field: label(c.name), value: show(c.name, c.now) || t('common.none') })}
            </li>
          ))}
        </ul>
      )}
    </Note>
  );
}
