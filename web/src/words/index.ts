// Words on screens: one catalogue a language, ICU messages, keys checked by the compiler (`t('today.title')`).
import { i18n } from '@lingui/core';
import { compileMessage } from '@lingui/message-utils/compileMessage';

import type { Key } from './ja';

export type { Key };
export type Locale = 'ja' | 'en';
export type Values = Record<string, string | number>;

i18n.setMessagesCompiler(compileMessage);

export async function activate(locale: Locale): Promise<void> {
  const messages: Record<string, string> =
    locale === 'en' ? (await import('./en')).en : (await import('./ja')).ja;
  i18n.loadAndActivate({ locale, messages });
  document.documentElement.lang = locale;
}

export const t = (key: Key, values?: Values): string => i18n._(key, values);
/** For keys made of what the server sent: `fallback` where the catalogue has no word yet. */
export const textOr = (key: string, fallback: string): string =>
  key in i18n.messages ? i18n._(key) : fallback;
export const locale = (): Locale => (i18n.locale === 'en' ? 'en' : 'ja');
/** Chooses between two texts the server sent in both languages. */
export const pick = (both: { ja: string; en: string }): string =>
  locale() === 'en' && both.en ? both.en : both.ja;
