// What holds between a form and its answers: which items are asked, rows, sums, what is missing. Pure; the server
// decides again (src/form, src/document). Answers stand under paths: `linkId`, in rows `group:ROW/linkId`.
import { civil } from '../words/dates';
import { parse, type Atom } from './expression';
import {
  boundOf,
  calculatedOf,
  indexOf,
  isChoice,
  isNumber,
  isQuestion,
  isTable,
  isText,
  labelOf,
  unitOf,
  type Condition,
  type Item,
  type Known,
  type Questionnaire,
} from './model';

/** As the server sends it; nothing set: no answer. A row is an answer too: its place among the others. */
export interface Value {
  text?: string | null | undefined;
  number?: number | null | undefined;
  flag?: boolean | null | undefined;
  date?: string | null | undefined;
  codes?: string[] | null | undefined;
  order?: number | null | undefined;
}
export type Values = Readonly<Record<string, Value>>;
export type Change = readonly [path: string, value: Value];

export const isEmpty = (v: Value | undefined): boolean =>
  !v ||
  (!v.text?.trim() && v.number == null && v.flag == null && !v.date && !v.codes?.length && v.order == null);
const plain = (v: Value | undefined) => [
  v?.text?.trim() || null,
  v?.number ?? null,
  v?.flag ?? null,
  v?.date || null,
  v?.codes?.length ? [...v.codes].sort() : null,
  v?.order ?? null,
];
export const sameValue = (a: Value | undefined, b: Value | undefined): boolean =>
  JSON.stringify(plain(a)) === JSON.stringify(plain(b));

// --- rows -----------------------------------------------------------------------------------------------------

/** The rows of a repeating group that stands at `path`, in their order. */
export function rowsOf(values: Values, path: string): string[] {
  const start = `${path}:`;
  return Object.entries(values)
    .filter(([p, v]) => p.startsWith(start) && !p.slice(start.length).includes('/') && v.order != null)
    .sort(([a, x], [b, y]) => x.order! - y.order! || (a < b ? -1 : 1))
    .map(([p]) => p.slice(start.length));
}
const letters = 'abcdefghijkmnpqrstuvwxyz23456789';
export const newRow = (random = crypto.getRandomValues(new Uint8Array(10))): string =>
  Array.from(random, (b) => letters[b % letters.length]).join('');
export function addedRow(values: Values, path: string, row = newRow()): Change {
  const last = rowsOf(values, path).at(-1);
  return [`${path}:${row}`, { order: last === undefined ? 1 : values[`${path}:${last}`]!.order! + 1 }];
}
/** Changes places with the neighbour; nothing at the ends. */
export function movedRow(values: Values, path: string, row: string, by: -1 | 1): Change[] {
  const rows = rowsOf(values, path);
  const at = rows.indexOf(row);
  const other = rows[at + by];
  if (at < 0 || other === undefined) return [];
  const swapped = [...rows];
  [swapped[at], swapped[at + by]] = [other, row];
  // Two people may have given rows the same place: then all are numbered anew.
  return swapped
    .map((r, i): Change => [`${path}:${r}`, { order: i + 1 }])
    .filter(([p, v]) => !sameValue(values[p], v));
}
/** Whether all rows around an answer are there. */
const isAlive = (values: Values, path: string): boolean =>
  [...path.matchAll(/\//g)].every((slash) => values[path.slice(0, slash.index)]?.order != null);

// --- what is asked --------------------------------------------------------------------------------------------

const valueIn = (c: Condition): Atom | undefined =>
  c.answerBoolean ??
  c.answerInteger ??
  c.answerDecimal ??
  c.answerQuantity?.value ??
  c.answerDate ??
  c.answerString ??
  c.answerCoding?.code;
function holds(c: Condition, value: Value | undefined): boolean {
  const wanted = valueIn(c);
  const there = !isEmpty(value);
  if (c.operator === 'exists') return there === (wanted !== false);
  if (!there || wanted === undefined) return false;
  if (value!.codes?.length) return value!.codes.includes(String(wanted)) === (c.operator === '=');
  const given = value!.number ?? value!.flag ?? value!.date ?? value!.text?.trim() ?? '';
  switch (c.operator) {
    case '=':
      return given === wanted;
    case '!=':
      return given !== wanted;
    case '>':
      return given > wanted;
    case '<':
      return given < wanted;
    case '>=':
      return given >= wanted;
    default:
      return given <= wanted;
  }
}
/** `goal:a1/step:b2/` cut to as many rows as the question has around it. */
const rowsFor = (known: Known, rows: string): string =>
  rows
    .split('/')
    .slice(0, known.tables.length)
    .map((r) => `${r}/`)
    .join('');

/** A form with its answers, asked in one place. */
export class Sheet {
  readonly index: ReadonlyMap<string, Known>;
  private readonly sums = new Map<string, Value>();
  constructor(
    readonly form: Questionnaire,
    readonly values: Values,
    private readonly today: string,
  ) {
    this.index = indexOf(form);
    for (const { item } of this.index.values()) if (calculatedOf(item)) this.work(item, new Set());
  }
  /**
   * Whether the item itself is asked, in these rows; whether its group is, was asked before. An answer that does not
   * show counts as missing, however far that goes; `busy` ends a circle in a form that is not published yet.
   */
  isAsked(item: Item, rows: string, busy: ReadonlySet<string> = new Set()): boolean {
    const conditions = item.enableWhen ?? [];
    if (conditions.length === 0) return true;
    if (busy.has(item.linkId)) return false;
    const inner = new Set([...busy, item.linkId]);
    const one = (c: Condition) => {
      const known = this.index.get(c.question);
      if (!known) return false;
      const there = rowsFor(known, rows);
      return holds(c, this.isReached(known, there, inner) ? this.valueAt(known.item, there) : undefined);
    };
    return item.enableBehavior === 'any' ? conditions.some(one) : conditions.every(one);
  }
  private isReached({ item, within }: Known, rows: string, busy?: ReadonlySet<string>): boolean {
    return [...within, item].every((x) => this.isAsked(x, rows, busy));
  }
  valueAt(item: Item, rows: string): Value | undefined {
    return calculatedOf(item) ? this.sums.get(item.linkId) : this.values[`${rows}${item.linkId}`];
  }
  /** Every answer of a question, whatever row it stands in. */
  private atoms(linkId: string, busy: ReadonlySet<string>): Atom[] {
    const known = this.index.get(linkId);
    if (!known) return [];
    if (calculatedOf(known.item)) {
      this.work(known.item, busy);
      return atomsOf(this.sums.get(linkId));
    }
    return Object.entries(this.values)
      .filter(([path, v]) => {
        const end = path.lastIndexOf('/') + 1;
        return (
          path.slice(end) === linkId &&
          !isEmpty(v) &&
          isAlive(this.values, path) &&
          this.isReached(known, path.slice(0, end))
        );
      })
      .flatMap(([, v]) => atomsOf(v));
  }
  private work(item: Item, busy: ReadonlySet<string>): void {
    if (this.sums.has(item.linkId) || busy.has(item.linkId)) return;
    const inner = new Set([...busy, item.linkId]);
    const [atom] =
      parse(calculatedOf(item))?.evaluate({
        today: this.today,
        answers: (link) => this.atoms(link, inner),
      }) ?? [];
    this.sums.set(item.linkId, valueOf(item, atom));
  }
  /** Every item that is asked, with the rows it stands in, in the order of the form. */
  *asked(items = this.form.item ?? [], rows = ''): Generator<{ item: Item; rows: string; path: string }> {
    for (const item of items) {
      if (!this.isAsked(item, rows)) continue;
      const path = `${rows}${item.linkId}`;
      yield { item, rows, path };
      if (isTable(item))
        for (const row of rowsOf(this.values, path)) yield* this.asked(item.item ?? [], `${path}:${row}/`);
      else yield* this.asked(item.item ?? [], rows);
    }
  }
  problems(): { path: string; item: Item; code: ProblemCode }[] {
    return [...this.asked()].flatMap(({ item, rows, path }) => {
      const code = isTable(item) ? this.tableProblem(item, path) : problemOf(item, this.valueAt(item, rows));
      return code ? [{ path, item, code }] : [];
    });
  }
  private tableProblem(item: Item, path: string): ProblemCode | null {
    return item.required && rowsOf(this.values, path).length === 0 ? 'required' : null;
  }
}
function atomsOf(v: Value | undefined): Atom[] {
  if (!v) return [];
  if (v.codes?.length) return v.codes;
  if (v.date) return [{ day: v.date }];
  const one = v.number ?? v.flag ?? (v.text?.trim() ? v.text : undefined);
  return one === undefined || one === null ? [] : [one];
}
function valueOf(item: Item, atom: Atom | undefined): Value {
  if (atom === undefined) return {};
  if (isText(item)) return { text: typeof atom === 'object' ? atom.day : String(atom) };
  if (item.type === 'date') return typeof atom === 'object' ? { date: atom.day } : {};
  if (item.type === 'boolean') return typeof atom === 'boolean' ? { flag: atom } : {};
  return typeof atom === 'number' ? { number: tidy(atom) } : {};
}
/** What adding tenths leaves behind is no part of the answer. */
const tidy = (n: number): number => Math.round(n * 1e6) / 1e6;

// --- one answer -----------------------------------------------------------------------------------------------

export type ProblemCode = 'required' | 'type' | 'too_long' | 'range' | 'unknown_option';
export function problemOf(item: Item, value: Value | undefined): ProblemCode | null {
  if (!isQuestion(item) || calculatedOf(item)) return null;
  if (isEmpty(value)) return item.required ? 'required' : null;
  const v = value!;
  if (item.maxLength && v.text && [...v.text].length > item.maxLength) return 'too_long';
  if (item.type === 'integer' && v.number != null && !Number.isInteger(v.number)) return 'type';
  if (item.type === 'date' && v.date && !civil(v.date)) return 'type';
  if (isChoice(item)) {
    const offered = new Set(item.answerOption?.map((o) => o.valueCoding.code));
    return v.codes?.some((code) => !offered.has(code)) ? 'unknown_option' : null;
  }
  const given = v.number ?? v.date;
  const [least, most] = [boundOf(item, 'min'), boundOf(item, 'max')];
  if (given == null) return null;
  return (least !== undefined && given < least) || (most !== undefined && given > most) ? 'range' : null;
}
/** As a reader reads it. */
export function wordsOf(
  item: Item,
  value: Value | undefined,
  say: { yes: string; no: string; date: (text: string) => string },
): string {
  if (isEmpty(value)) return '';
  const v = value!;
  if (isChoice(item)) {
    const names = (v.codes ?? []).map(
      (code) => item.answerOption?.find((o) => o.valueCoding.code === code)?.valueCoding.display ?? code,
    );
    return [...names, v.text?.trim()].filter(Boolean).join('、');
  }
  if (v.flag != null) return v.flag ? say.yes : say.no;
  if (v.date) return say.date(v.date);
  if (isNumber(item) && v.number != null) return [v.number, unitOf(item)].filter((x) => x !== '').join(' ');
  return v.text?.trim() ?? '';
}
/** `goal:b2/step` → 「目標と支援 2：手立て」, for lists of what is wrong or changed. */
export function placeOf(sheet: Sheet, path: string): string {
  const parts: string[] = [];
  let at = '';
  for (const segment of path.split('/')) {
    const [linkId, row] = segment.split(':') as [string, string?];
    const item = sheet.index.get(linkId)?.item;
    const name = item ? labelOf(item) : linkId;
    const place = row === undefined ? 0 : rowsOf(sheet.values, `${at}${linkId}`).indexOf(row) + 1;
    parts.push(place > 0 ? `${name} ${place}` : name);
    at += `${segment}/`;
  }
  return parts.join('：');
}
