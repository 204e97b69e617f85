// Words on screens: one catalogue a language, ICU messages, keys checked by the compiler (`t('today.title')`).
import { i18n } from '@lingui/core';

import type { Key } from './ja';

export type { Key };
export type Locale = 'ja' | 'en';
export type Values = Record<string, string | number>;

i18n.setMessagesCompiler((message) => [message]); // the build parsed them (scripts/words.mjs): a text is all text

/** The parts a catalogue is loaded in; `core` comes with every language. */
type Part = 'core' | 'portal' | 'rest';
const catalogues: Record<Locale, Record<Part, () => Promise<Record<string, string>>>> = {
  ja: {
    core: async () => (await import('./ja/core')).core,
    portal: async () => (await import('./ja/portal')).portal,
    rest: async () => (await import('./ja/rest')).rest,
  },
  en: {
    core: async () => (await import('./en/core')).core,
    portal: async () => (await import('./en/portal')).portal,
    rest: async () => (await import('./en/rest')).rest,
  },
};
/** What pages have asked for so far; a change of language brings all of it. */
const wanted = new Set<Part>(['core']);
let chosen: Locale = 'ja';

export async function activate(locale: Locale): Promise<void> {
  chosen = locale;
  const parts = await Promise.all([...wanted].map((part) => catalogues[locale][part]()));
  if (chosen !== locale) return; // another language was chosen meanwhile
  for (const messages of parts) i18n.load(locale, messages); // adds to what is there: a later part may come first
  i18n.activate(locale);
}

let loading: Promise<void> = Promise.resolve();
function want(...parts: Part[]): Promise<void> {
  const missing = parts.filter((part) => !wanted.has(part));
  if (missing.length === 0) return loading;
  for (const part of missing) wanted.add(part);
  loading = activate(chosen).catch((error: unknown) => {
    for (const part of missing) wanted.delete(part); // the next page tries again
    throw error;
  });
  return loading;
}
/** Awaited by routes before they draw: the words of the open pages beyond signing in … */
export const portalWords = (): Promise<void> => want('portal');
/** … and all of them. */
export const allWords = (): Promise<void> => want('portal', 'rest');

export const t = (key: Key, values?: Values): string => i18n._(key, values);
/** For keys made of what the server sent: `fallback` where the catalogue has no word yet. */
export const textOr = (key: string, fallback: string): string =>
  key in i18n.messages ? i18n._(key) : fallback;
export const locale = (): Locale => (i18n.locale === 'en' ? 'en' : 'ja');
/** Chooses between two texts the server sent in both languages. */
export const pick = (both: { ja: string; en: string }): string =>
  locale() === 'en' && both.en ? both.en : both.ja;
