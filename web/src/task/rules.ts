import { t } from '../words';
import { civil, longDate, todayText, weekdayDate } from '../words/dates';
import type { TaskOwnerView, TaskView } from './types';

const dayNumber = (text: string): number => {
  const d = civil(text);
  return d ? Date.UTC(d.year, d.month - 1, d.day) / 86_400_000 : 0;
};
/** 3日過ぎています, 今日まで, 12月1日(火)まで, 2027年1月8日まで. */
export function dueText(due: string, overdue: boolean, today = todayText()): string {
  const late = dayNumber(today) - dayNumber(due);
  if (overdue && late > 0) return t('task.overdue', { n: late });
  if (late === 0) return t('task.today');
  const near = due.slice(0, 4) === today.slice(0, 4);
  return t('task.until', { date: near ? weekdayDate(new Date(`${due}T12:00:00`)) : longDate(due) });
}
/** What the program asks for is said in the reader's language. */
export function titleOf(task: Pick<TaskView, 'title' | 'source'>): string {
  return task.source === 'consent' ||
    task.source === 'adulthood' ||
    task.source === 'seat_opening' ||
    task.source === 'suggestion'
    ? t(`task.auto.${task.source}`)
    : task.title;
}
/** `profession`: names a profession by its code. */
export function ownerName(owner: TaskOwnerView, profession: (code: string) => string): string {
  if (owner.kind === 'coordinators') return t('task.owner.coordinators');
  const name = owner.kind === 'profession' ? profession(owner.profession) : owner.name;
  if (owner.kind === 'member') return [owner.facility_name, name].filter(Boolean).join(' ');
  return `${name}（${t(`task.owner.${owner.kind}`)}）`;
}
/** An owner as the value of a choice, and back. */
export const ownerKey = (owner: Pick<TaskOwnerView, 'kind' | 'id' | 'profession'>): string =>
  [owner.kind, owner.id ?? '', owner.profession].join('|');
export function ownerOf(key: string): Pick<TaskOwnerView, 'kind' | 'id' | 'profession'> {
  const [kind, id, profession] = key.split('|');
  return { kind: kind as TaskOwnerView['kind'], id: id || null, profession: profession ?? '' };
}
/** A week from today: what a new task starts with. */
export function inAWeek(now = new Date()): string {
  return todayText(new Date(now.getFullYear(), now.getMonth(), now.getDate() + 7));
}
