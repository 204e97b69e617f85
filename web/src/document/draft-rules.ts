// Several people write one draft at once. Each answer has a number of its own; what was typed here stands on the number
// that was seen. What others wrote comes in at once; where both wrote the same field, both stand side by side until
// somebody decides, and neither is lost. Pure; use-draft.ts does the sending.
import { sameValue, type Change, type Value, type Values } from '../form/rules';

export interface Kept {
  path: string;
  value: Value;
  revision: number;
  by_name: string;
  at: string;
  mine: boolean;
}
interface Typed {
  value: Value;
  /** The number it was typed over. */
  base: number;
}
export interface Draft {
  /** What the server holds. */
  kept: Readonly<Record<string, Kept>>;
  /** What is not there yet. */
  typed: Readonly<Record<string, Typed>>;
  /** What is on its way. */
  sent: Readonly<Record<string, Value>>;
  /** What others wrote where something else was typed here. */
  clashes: Readonly<Record<string, Kept>>;
  /** Paths that somebody else wrote while the page stood open. */
  fresh: ReadonlySet<string>;
}
export const begun = (answers: readonly Kept[]): Draft => ({
  kept: Object.fromEntries(answers.map((a) => [a.path, a])),
  typed: {},
  sent: {},
  clashes: {},
  fresh: new Set(),
});
const without = <T>(from: Readonly<Record<string, T>>, path: string): Record<string, T> => {
  const { [path]: _gone, ...rest } = from;
  return rest;
};
const revisionOf = (draft: Draft, path: string): number => draft.kept[path]?.revision ?? 0;

export function typedIn(draft: Draft, changes: readonly Change[]): Draft {
  return changes.reduce((d: Draft, [path, value]) => {
    const base = d.typed[path]?.base ?? revisionOf(d, path);
    // Back to what is there already, and nothing on its way: there is nothing to send.
    if (sameValue(d.kept[path]?.value, value) && !(path in d.sent) && !(path in d.clashes))
      return { ...d, typed: without(d.typed, path) };
    return { ...d, typed: { ...d.typed, [path]: { value, base } } };
  }, draft);
}
/** What the server holds now: after a save, after a lost race, when the stream told of a change. */
export function received(draft: Draft, answers: readonly Kept[]): Draft {
  return answers.reduce((d: Draft, answer) => {
    const { path } = answer;
    if (answer.revision <= revisionOf(d, path) && path in d.kept) return d;
    const others = !answer.mine && !sameValue(d.kept[path]?.value, answer.value);
    const next = {
      ...d,
      kept: { ...d.kept, [path]: answer },
      fresh: others ? new Set([...d.fresh, path]) : d.fresh,
    };
    const typed = d.typed[path];
    if (!typed) return { ...next, clashes: without(d.clashes, path) };
    if (sameValue(typed.value, answer.value))
      return { ...next, typed: without(d.typed, path), clashes: without(d.clashes, path) };
    // What we sent ourselves, while more was typed: the rest goes over it.
    if (path in d.sent && sameValue(d.sent[path], answer.value))
      return { ...next, typed: { ...d.typed, [path]: { ...typed, base: answer.revision } } };
    if (answer.revision === typed.base) return next;
    return { ...next, clashes: { ...d.clashes, [path]: answer } };
  }, draft);
}
export interface Save {
  path: string;
  revision: number;
  value: Value;
}
/** At most as many as one request takes; what clashes waits for a human. */
export const waiting = (draft: Draft): Save[] =>
  Object.entries(draft.typed)
    .filter(([path]) => !(path in draft.clashes))
    .slice(0, 100)
    .map(([path, { value, base }]) => ({ path, revision: base, value }));
export const sending = (draft: Draft, saves: readonly Save[]): Draft => ({
  ...draft,
  sent: Object.fromEntries(saves.map((s) => [s.path, s.value])),
});
/** The answer came, whatever it was: `answers` tells what is there. */
export const settled = (draft: Draft, answers: readonly Kept[]): Draft => ({
  ...received(draft, answers),
  sent: {},
});

export type Choice = 'mine' | 'theirs' | 'both';
/** Decides a clash. Both: their words first, ours below. */
export function decided(draft: Draft, path: string, choice: Choice): Draft {
  const theirs = draft.clashes[path];
  const typed = draft.typed[path];
  if (!theirs || !typed) return draft;
  const clashes = without(draft.clashes, path);
  if (choice === 'theirs') return { ...draft, clashes, typed: without(draft.typed, path) };
  const text = [theirs.value.text, typed.value.text].filter(Boolean).join('\n');
  const value = choice === 'both' ? { ...typed.value, text } : typed.value;
  return { ...draft, clashes, typed: { ...draft.typed, [path]: { value, base: theirs.revision } } };
}
/** Puts back what this device had kept of an earlier visit. */
export const restored = (draft: Draft, typed: Draft['typed']): Draft => {
  const open = Object.entries(typed).filter(
    ([path, t]) => !(path in draft.typed) && !sameValue(draft.kept[path]?.value, t.value),
  );
  return {
    ...draft,
    typed: { ...Object.fromEntries(open), ...draft.typed },
    clashes: {
      ...draft.clashes,
      ...Object.fromEntries(
        open.flatMap(([path, t]) => {
          const now = draft.kept[path];
          return now && now.revision > t.base ? [[path, now]] : [];
        }),
      ),
    },
  };
};
/** What the page shows: what was typed, over what is there. */
export const valuesOf = (draft: Draft): Values => ({
  ...Object.fromEntries(Object.values(draft.kept).map((k) => [k.path, k.value])),
  ...Object.fromEntries(Object.entries(draft.typed).map(([path, t]) => [path, t.value])),
});
