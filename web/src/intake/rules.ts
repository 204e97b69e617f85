// The fields of a request and what is missing in them, and the portal's draft. Its words are the portal's.
import { t } from '../words';
import { todayText } from '../words/dates';
import type { IntakeSheet } from './types';

export const relations = ['mother', 'father', 'grandparent', 'relative', 'supporter', 'other'] as const;
export const reaches = ['phone', 'mail', 'letter'] as const;

export const emptySheet: IntakeSheet = {
  asker_name: '',
  relation: 'mother',
  family_name: '',
  given_name: '',
  family_kana: '',
  given_kana: '',
  birth_date: '',
  district: '',
  worries: [],
  words: '',
  supporters: '',
  reach: 'phone',
  contact: '',
  contact_when: '',
};
export const sheetParts = ['child', 'worry', 'reach'] as const;
export type SheetPart = (typeof sheetParts)[number];
type SheetProblems = Partial<Record<keyof IntakeSheet, string>>;

/** What is missing in one step; all of it where no step is named. */
export function sheetProblems(sheet: IntakeSheet, part?: SheetPart): SheetProblems {
  const found: SheetProblems = {};
  const need = (names: readonly (keyof IntakeSheet)[]) => {
    for (const name of names) if (String(sheet[name]).trim() === '') found[name] = t('error.needed');
  };
  if (!part || part === 'child') {
    need(['family_name', 'family_kana', 'birth_date']);
    if (sheet.birth_date > todayText()) found.birth_date = t('error.future');
  }
  if ((!part || part === 'worry') && sheet.worries.length === 0 && sheet.words.trim() === '')
    found.worries = t('ask.mustWorry');
  if (!part || part === 'reach') need(['asker_name', 'contact']);
  return found;
}

// --- the portal's draft lives in the tab and goes with it: the device may not be the family's own

const keyOf = (slug: string) => `musubi-ask-${slug}`;
export interface AskDraft {
  id: string;
  sheet: IntakeSheet;
}
export function loadDraft(slug: string): AskDraft | null {
  try {
    return JSON.parse(sessionStorage.getItem(keyOf(slug)) ?? 'null') as AskDraft | null;
  } catch {
    return null;
  }
}
export function saveDraft(slug: string, draft: AskDraft | null): void {
  try {
    if (draft) sessionStorage.setItem(keyOf(slug), JSON.stringify(draft));
    else sessionStorage.removeItem(keyOf(slug));
  } catch {
    // Storage may be off: then the draft lives as long as the page.
  }
}
