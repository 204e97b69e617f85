// Where things stand on the line, and what the list says of them.
import { pick, t } from '../words';
import { civil, longDate } from '../words/dates';
import type { CourseAssessment, CourseCheckup, CourseEvent, CoursePlace, CourseView } from './types';

export type Item =
  | { is: 'place'; key: string; from: string; place: CoursePlace }
  | { is: 'checkup'; key: string; from: string; checkup: CourseCheckup }
  | { is: 'event'; key: string; from: string; event: CourseEvent }
  | { is: 'assessment'; key: string; from: string; assessment: CourseAssessment };

export const dayNumber = (text: string): number => {
  const d = civil(text);
  return d ? Date.UTC(d.year, d.month - 1, d.day) / 86_400_000 : 0;
};
export function periodText(from: string, to?: string | null, open = false): string {
  if (to && to !== from) return t('course.period', { from: longDate(from), to: longDate(to) });
  return open ? t('course.ongoing', { from: longDate(from) }) : longDate(from);
}
/** Everything on the line by its first day; a check-up on record stands as its event. */
export function itemsOf(view: CourseView): Item[] {
  const items: Item[] = [
    ...view.places.map((place, i) => ({ is: 'place' as const, key: `place-${i}`, from: place.from, place })),
    ...view.checkups
      .filter((checkup) => checkup.state !== 'done')
      .map((checkup) => ({ is: 'checkup' as const, key: checkup.code, from: checkup.from, checkup })),
    ...view.events.map((event) => ({
      is: 'event' as const,
      key: event.id,
      from: event.content.starts_on,
      event,
    })),
    ...view.assessments.map((assessment) => ({
      is: 'assessment' as const,
      key: assessment.id,
      from: assessment.tested_on,
      assessment,
    })),
  ];
  return items.sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
}
export function titleOf(item: Item, checkups: readonly CourseCheckup[]): string {
  if (item.is === 'place') return item.place.name;
  if (item.is === 'checkup') return pick(item.checkup);
  if (item.is === 'assessment') return pick(item.assessment);
  const { title, checkup, kind } = item.event.content;
  const known = checkups.find((c) => c.code === checkup);
  return title || (known ? pick(known) : t(`course.kind.${kind}`));
}
/** About how wide words are on the line, in px: the drawing knows no fonts. */
export const widthOf = (words: string): number =>
  [...words].reduce((sum, letter) => sum + (letter.codePointAt(0)! < 0x250 ? 8.5 : 14), 0);
/** As much of the words as there is room for. */
export function fitted(words: string, room: number): string {
  if (widthOf(words) <= room) return words;
  const letters = [...words];
  while (letters.length > 1 && widthOf(`${letters.join('')}…`) > room) letters.pop();
  return `${letters.join('')}…`;
}
/** A bar on the line, in px. */
export interface Span {
  from: number;
  to: number;
  words: string;
}
const kInset = 6;
/** Where its name stands, and in which row. */
export type Placed<T extends Span> = T & { row: number; text: string; textAt: number };
/** Rows in which neither bars nor names overlap: a name may be longer than its bar, and is never cut off by it. At the
 *  right end of the line a name moves to the left. */
export function inRows<T extends Span>(spans: readonly T[], width: number): Placed<T>[] {
  const ends: number[] = [];
  return spans.map((span) => {
    const text = fitted(span.words, width - 2 * kInset);
    const wide = widthOf(text) + 2 * kInset;
    const at = Math.max(0, Math.min(span.from, width - wide));
    const first = Math.min(span.from, at);
    const free = ends.findIndex((end) => end < first);
    const row = free === -1 ? ends.length : free;
    ends[row] = Math.max(span.to, at + wide);
    return { ...span, row, text, textAt: at + kInset };
  });
}
