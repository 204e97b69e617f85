// How this device shows things: language, text size, theme. Kept on the device, applied to <html>, readable by nobody else.
import type { Locale } from '../words';

export type TextSize = '16' | '18' | '22';
export type Theme = 'system' | 'light' | 'dark';
export interface Preferences {
  locale: Locale;
  text: TextSize;
  theme: Theme;
  /** A shared terminal: minutes unused until it locks; null on one's own device. */
  lockAfter: number | null;
}
export const preferencesKey = 'musubi.preferences';

export function preferences(): Preferences {
  const fallback: Preferences = {
    locale: navigator.language.startsWith('ja') || !navigator.language ? 'ja' : 'en',
    text: '16',
    theme: 'system',
    lockAfter: null,
  };
  try {
    const kept = JSON.parse(localStorage.getItem(preferencesKey) ?? '{}') as Partial<Preferences>;
    return { ...fallback, ...kept };
  } catch {
    return fallback;
  }
}
export function applyPreferences(p: Preferences = preferences()): void {
  const root = document.documentElement;
  root.dataset['text'] = p.text;
  root.dataset['theme'] = p.theme;
}
export function savePreferences(change: Partial<Preferences>): Preferences {
  const next = { ...preferences(), ...change };
  localStorage.setItem(preferencesKey, JSON.stringify(next));
  applyPreferences(next);
  return next;
}
