// 閲覧履歴 as people read it: by day, and the same person doing the same thing again and again as one line.
import type { AccessLogItem } from '../api/types';
import { todayText } from '../words/dates';

export interface LogLine extends AccessLogItem {
  /** How many records stand behind the line, the newest first. */
  times: number;
  earliest: string;
  /** All of them: a question may be about any. */
  ids: string[];
}
export interface LogDay {
  day: string;
  lines: LogLine[];
}
const who = (i: AccessLogItem) =>
  [i.own, i.actor_name, i.facility_name, i.profession, i.action, i.outcome, i.basis].join('\n');

export function byDay(items: readonly AccessLogItem[]): LogDay[] {
  const days: LogDay[] = [];
  for (const item of items) {
    const day = todayText(new Date(item.at));
    let into = days.at(-1);
    if (into?.day !== day) days.push((into = { day, lines: [] }));
    const last = into.lines.at(-1);
    if (last && who(last) === who(item)) {
      last.times += 1;
      last.earliest = item.at;
      last.ids.push(item.id);
      last.classes = [...new Set([...last.classes, ...item.classes])];
    } else into.lines.push({ ...item, times: 1, earliest: item.at, ids: [item.id] });
  }
  return days;
}
