// What a case shows and asks next; the server decides what may be written (`may`).
import type { Tone } from '../parts/badge';
import type { CalendarDay, EntryPart, EntryStage, EntryStep, LearningPlace, SchoolEntryView } from './types';

export const places: readonly LearningPlace[] = ['regular', 'resource', 'special_class', 'special_school'];
export const kinds = ['primary', 'junior_high', 'upper_secondary', 'change'] as const;
/** The way of a case, for the bar. */
export const way = ['wishes', 'committee', 'decision', 'notice', 'answer', 'arrangements'] as const;
/** Before the notice the committee and the board are one step to a guardian. */
export const guardianWay = ['wishes', 'committee', 'answer', 'arrangements'] as const;

const always: readonly EntryPart[] = ['wishes', 'papers', 'visits', 'arrangements'];
type Steps = Pick<SchoolEntryView, 'steps' | 'line'>;

/** What a part says now: of the present round, or at all where rounds do not count. */
export function inForce(view: Steps, part: EntryPart): EntryStep | null {
  const found = view.steps.filter(
    (s) => s.part === part && (always.includes(part) || s.round === view.line.round),
  );
  return found.at(-1) ?? null;
}
/** The family did not agree, and the committee has not looked at it again yet. */
export const askedAgain = (view: Steps): boolean => inForce(view, 'answer')?.content.answer?.agree === false;

/** Whether writing this part changes what was said: then it needs a reason. */
export function isAmendment(view: Steps, part: EntryPart): boolean {
  if (part === 'withdrawn' || part === 'reopened') return true;
  if (part === 'committee' && askedAgain(view)) return false;
  return (
    ['wishes', 'committee', 'decision', 'notice', 'arrangements'].includes(part) &&
    inForce(view, part) !== null
  );
}
export function toneOf(stage: EntryStage, overdue: boolean): Tone {
  if (stage === 'settled') return 'good';
  if (stage === 'withdrawn') return 'plain';
  return overdue ? 'danger' : 'info';
}
/** Which of the parts that can be written now is the next one. */
export function nextPart(may: readonly EntryPart[], stage: EntryStage): EntryPart | null {
  const wanted: Partial<Record<EntryStage, readonly EntryPart[]>> = {
    wishes: ['wishes'],
    committee: ['committee'],
    decision: ['decision'],
    notice: ['notice'],
    answer: ['answer'],
    arrangements: ['confirmed', 'arrangements', 'settled'],
  };
  return wanted[stage]?.find((part) => may.includes(part)) ?? null;
}
export const inOrder = (days: readonly CalendarDay[]): CalendarDay[] =>
  [...days].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
const yearsAfterPrimary: Record<string, number> = { junior_high: 6, upper_secondary: 9 };
/** The first April that a case of this kind can be for (学校教育法17条: born by 1 April, with the year before). */
export function earliestYear(kind: string, birthDate: string): number {
  const [year, month, day] = birthDate.split('-').map(Number) as [number, number, number];
  const primary = year + (month < 4 || (month === 4 && day === 1) ? 6 : 7);
  return primary + (yearsAfterPrimary[kind] ?? 0);
}
/** The year a form begins with: the child's own, or the coming one once that is over. */
export const ownYear = (kind: string, birthDate: string, today: string): number =>
  Math.max(earliestYear(kind, birthDate), comingYear(today));
/** The April that children look forward to on this day. */
export function comingYear(today: string): number {
  const [year, month] = today.split('-').map(Number) as [number, number];
  return month >= 4 ? year + 1 : year;
}
