// What needs no server: the fields of a request and their problems, columns of the board, drafts of the portal.
import { t } from '../words';
import { todayText } from '../words/dates';
import type { Tone } from '../parts/badge';
import type { IntakeSheet, IntakeState, WaitCard, WaitStage, WaitTime } from './types';

export const stages = ['received', 'interview', 'test', 'visit', 'service', 'supported'] as const;
export const limited = ['received', 'interview', 'test', 'visit', 'service'] as const;
export const relations = ['mother', 'father', 'grandparent', 'relative', 'supporter', 'other'] as const;
export const reaches = ['phone', 'mail', 'letter'] as const;
export const channels = ['phone', 'visit', 'letter', 'referral'] as const;
export const closeReasons = ['referred', 'withdrawn', 'no_reply', 'repeated', 'other'] as const;

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

/** The cards of a stage, the longest first. */
export const inStage = (cards: readonly WaitCard[], stage: WaitStage): WaitCard[] =>
  cards.filter((card) => card.wait.stage === stage).sort((a, b) => b.wait.days - a.wait.days);

export const toneOfWait = (wait: WaitTime): Tone =>
  ({ in_time: 'plain', near: 'warn', over: 'danger' } as const)[wait.mark];
/** Days left or over, where the limit is near or behind; nothing else. */
export function markText(wait: WaitTime): string {
  if (wait.limit === null || wait.limit === undefined || wait.mark === 'in_time') return '';
  return wait.mark === 'over'
    ? t('wait.mark.over', { n: wait.days - wait.limit })
    : t('wait.mark.near', { n: wait.limit - wait.days });
}
export const toneOfState = (state: IntakeState): Tone =>
  ({ received: 'info', asking: 'ask', assigned: 'accent', accepted: 'good', closed: 'plain' } as const)[state];
/** The stage after this one: what a move suggests first. */
export const nextStage = (stage: WaitStage | undefined): WaitStage =>
  stage === undefined ? 'interview' : (stages[stages.indexOf(stage) + 1] ?? 'supported');
export const daysSince = (day: string, today = todayText()): number =>
  Math.round((Date.parse(today) - Date.parse(day)) / 86_400_000);

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
