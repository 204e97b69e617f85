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
/** Rows in which no two periods overlap. */
export function inRows<T extends { from: string; to?: string | null }>(
  items: readonly T[],
  until: string,
): T[][] {
  const rows: T[][] = [];
  for (const item of items) {
    const row = rows.find((r) => (r.at(-1)!.to ?? until) < item.from);
    if (row) row.push(item);
    else rows.push([item]);
  }
  return rows;
}
