// How this device shows things: language, text size, theme, contrast, years. Kept on the device, applied to <html>,
// readable by nobody else.
import type { Locale } from '../words';
import { showEras } from '../words/dates';

export type TextSize = '16' | '18' | '22';
export type Theme = 'system' | 'light' | 'dark';
export interface Preferences {
  locale: Locale;
  text: TextSize;
  theme: Theme;
  /** Words stand out at 7:1 at least; also where the whole device asks for more contrast. */
  contrast: boolean;
  /** 和暦 in place of 西暦. */
  eras: boolean;
  /** A shared terminal: minutes unused until it locks; null on one's own device. */
  lockAfter: number | null;
}
export const preferencesKey = 'musubi.preferences';

export function preferences(): Preferences {
  const fallback: Preferences = {
    locale: navigator.language.startsWith('ja') || !navigator.language ? 'ja' : 'en',
    text: '16',
    theme: 'system',
    contrast: false,
    eras: false,
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
  showEras(p.eras);
  const asked = 'matchMedia' in window && matchMedia('(prefers-contrast: more)').matches;
  root.dataset['contrast'] = p.contrast || asked ? 'more' : 'usual';
}
export function savePreferences(change: Partial<Preferences>): Preferences {
  const next = { ...preferences(), ...change };
  localStorage.setItem(preferencesKey, JSON.stringify(next));
  applyPreferences(next);
  return next;
}
