// Dates and ages as people here say them. Civil dates are `YYYY-MM-DD` text and never pass through a time zone.
import { locale, t } from '.';

interface Civil {
  year: number;
  month: number;
  day: number;
}
export function civil(text: string): Civil | null {
  const m = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!m) return null;
  const [year, month, day] = [Number(m[1]), Number(m[2]), Number(m[3])];
  const real = new Date(Date.UTC(year, month - 1, day));
  if (year < 100 || real.getUTCMonth() !== month - 1 || real.getUTCDate() !== day) return null;
  return { year, month, day };
}

// 元号法および改元の政令: 明治は1868-01-25（太陽暦の採用は1873-01-01）、大正1912-07-30、昭和1926-12-25、平成1989-01-08、令和2019-05-01
const eras: readonly (readonly [string, string, string])[] = [
  ['2019-05-01', '令和', 'Reiwa'],
  ['1989-01-08', '平成', 'Heisei'],
  ['1926-12-25', '昭和', 'Showa'],
  ['1912-07-30', '大正', 'Taisho'],
  ['1873-01-01', '明治', 'Meiji'],
];
/** 令和3年4月1日; empty for dates before the solar calendar or that do not exist. */
export function eraDate(text: string): string {
  const date = civil(text);
  const era = date && eras.find(([from]) => text >= from);
  if (!date || !era) return '';
  const first = era[1] === '明治' ? 1868 : Number(era[0].slice(0, 4));
  const year = date.year - first + 1;
  return `${era[1]}${year === 1 ? '元' : year}年${date.month}月${date.day}日`;
}
/** Reads 令和3年4月1日, R3.4.1, 令3/4/1, 2021/4/1, 20210401, full width too; null when it is no date. */
export function readDate(typed: string): string | null {
  const text = typed.normalize('NFKC').trim().toUpperCase();
  const pad = (n: number, width = 2) => String(n).padStart(width, '0');
  const made = (y: number, m: number, d: number) => {
    const out = `${pad(y, 4)}-${pad(m)}-${pad(d)}`;
    return civil(out) ? out : null;
  };
  const western =
    /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$/.exec(text) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (western) return made(Number(western[1]), Number(western[2]), Number(western[3]));
  const era =
    /^(令和?|平成?|昭和?|大正?|明治?|[RHSTM])\s*(元|\d{1,2})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$/.exec(
      text,
    );
  if (!era) return null;
  const letters: Record<string, number> = {
    令: 2019,
    R: 2019,
    平: 1989,
    H: 1989,
    昭: 1926,
    S: 1926,
    大: 1912,
    T: 1912,
    明: 1868,
    M: 1868,
  };
  const first = letters[era[1]!.charAt(0)];
  if (first === undefined) return null;
  return made(first - 1 + (era[2] === '元' ? 1 : Number(era[2])), Number(era[3]), Number(era[4]));
}

let inEras = false;
/** 和暦 in place of 西暦, in Japanese; what this device chose (app/preferences.ts). */
export const showEras = (on: boolean): void => void (inEras = on);

export function longDate(text: string): string {
  const date = civil(text);
  if (!date) return text;
  return locale() === 'ja'
    ? (inEras && eraDate(text)) || `${date.year}年${date.month}月${date.day}日`
    : new Intl.DateTimeFormat('en', { dateStyle: 'long', timeZone: 'UTC' }).format(
        Date.UTC(date.year, date.month - 1, date.day),
      );
}
/** Age on a day; nobody is older for being born on the 29th of February (年齢計算ニ関スル法律 is applied by the server). */
export function ageOn(birth: string, today: string): { years: number; months: number } | null {
  const from = civil(birth);
  const to = civil(today);
  if (!from || !to || today < birth) return null;
  const months = (to.year - from.year) * 12 + to.month - from.month - (to.day < from.day ? 1 : 0);
  return { years: Math.floor(months / 12), months: months % 12 };
}
/** 5歳2か月 up to the seventh birthday, 12歳 after. */
export function ageText(years: number, months: number): string {
  return years < 7 ? t('age.yearsMonths', { years, months }) : t('age.years', { years });
}

const shapes = {
  weekday: { month: 'long', day: 'numeric', weekday: 'short' },
  clock: { hour: '2-digit', minute: '2-digit' },
  moment: { year: 'numeric', month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit' },
  thisYear: { month: 'long', day: 'numeric', hour: '2-digit', minute: '2-digit' },
  day: { year: 'numeric', month: 'long', day: 'numeric' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;
type Shape = keyof typeof shapes;
const two = (n: number) => String(n).padStart(2, '0');
const timeOf = (d: Date) => `${two(d.getHours())}:${two(d.getMinutes())}`;
/** The same in Japanese, letter for letter: making a formatter reads tables, which a slow phone is kept waiting for. */
const japanese: Record<Shape, (d: Date) => string> = {
  weekday: (d) => `${d.getMonth() + 1}月${d.getDate()}日(${'日月火水木金土'.charAt(d.getDay())})`,
  clock: timeOf,
  moment: (d) =>
    `${inEras ? eraDate(todayText(d)) : `${d.getFullYear()}/${d.getMonth() + 1}/${d.getDate()}`} ${timeOf(d)}`,
  thisYear: (d) => `${d.getMonth() + 1}月${d.getDate()}日 ${timeOf(d)}`,
  day: (d) => longDate(todayText(d)),
};
const made = new Map<Shape, Intl.DateTimeFormat>();
function format(shape: Shape, at: Date): string {
  if (locale() === 'ja') return japanese[shape](at);
  // Made once each: a formatter costs far more than what it says, and a list says hundreds of times.
  let found = made.get(shape);
  if (!found) made.set(shape, (found = new Intl.DateTimeFormat('en', shapes[shape])));
  return found.format(at);
}
export const todayText = (now = new Date()): string =>
  `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, '0')}-${String(now.getDate()).padStart(2, '0')}`;
export const weekdayDate = (at: Date): string => format('weekday', at);
export const clock = (at: string): string => format('clock', new Date(at));
export const dateTime = (at: string): string => format('moment', new Date(at));
/** 今日 10:24, 昨日 10:24, 11月3日 10:24, 2024年11月3日. */
export function shortTime(at: string, now = new Date()): string {
  const then = new Date(at);
  const days = Math.round((startOfDay(now) - startOfDay(then)) / 86_400_000);
  if (days === 0) return t('time.today', { clock: clock(at) });
  if (days === 1) return t('time.yesterday', { clock: clock(at) });
  if (then.getFullYear() === now.getFullYear()) return format('thisYear', then);
  return format('day', then);
}
const startOfDay = (d: Date) => new Date(d.getFullYear(), d.getMonth(), d.getDate()).getTime();
/** How long something has been waiting: 3日, 5時間, 10分. */
export function waited(since: string, now = Date.now()): string {
  const minutes = Math.max(0, Math.floor((now - new Date(since).getTime()) / 60_000));
  if (minutes < 60) return t('waited.minutes', { n: minutes });
  if (minutes < 60 * 24) return t('waited.hours', { n: Math.floor(minutes / 60) });
  return t('waited.days', { n: Math.floor(minutes / 1440) });
}
