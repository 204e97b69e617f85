// Rows of a form and what they become on the wire, and back.
import { fieldsOf, type FieldSpec } from './fields';
import type { CareContent, CarePart } from './types';

export interface SettingRow {
  name: string;
  value: string;
  unit: string;
}
export type RowValue = string | string[] | SettingRow[];
/** `key` stays with the row while others come and go. */
export type Row = { key: string } & Record<string, RowValue>;

const valueFrom = ({ kind }: FieldSpec, value: unknown): RowValue => {
  if (kind === 'performers' || kind === 'settings') return (value as RowValue | undefined) ?? [];
  return value === null || value === undefined ? '' : String(value as string | number);
};
export const emptyRow = (part: CarePart, key: string): Row =>
  Object.fromEntries([['key', key], ...fieldsOf[part].map((f) => [f.name, valueFrom(f, undefined)])]) as Row;

/** The passport is a list of one. */
export function rowsOf(part: CarePart, content: CareContent): Row[] {
  const kept = content[part];
  const items = (Array.isArray(kept) ? kept : [kept ?? {}]) as unknown as Record<string, unknown>[];
  return items.map(
    (item, i) =>
      Object.fromEntries([
        ['key', `kept-${i}`],
        ...fieldsOf[part].map((f) => [f.name, valueFrom(f, item[f.name])]),
      ]) as Row,
  );
}
const valueTo = ({ kind }: FieldSpec, value: RowValue | undefined): unknown => {
  if (kind === 'settings')
    return ((value ?? []) as SettingRow[]).filter((s) => s.name.trim() && s.value.trim());
  if (kind === 'date') return value || null;
  if (kind === 'hours') return value ? Number(value as string) : null;
  return value;
};
export function contentFrom(part: CarePart, rows: readonly Row[]): CareContent {
  const items = rows.map((row) =>
    Object.fromEntries(fieldsOf[part].map((f) => [f.name, valueTo(f, row[f.name])])),
  );
  return { [part]: part === 'passport' ? items[0] : items } as CareContent;
}
/** The first row and field that must not be empty and is. */
export function firstMissing(
  part: CarePart,
  rows: readonly Row[],
): { n: number; field: FieldSpec } | undefined {
  for (const [i, row] of rows.entries())
    for (const field of fieldsOf[part])
      if (field.needed && !String(row[field.name] ?? '').trim()) return { n: i + 1, field };
  return undefined;
}
/** What another wrote, in a line. */
export const summaryOf = (part: CarePart, rows: readonly Row[]): string =>
  rows
    .map((row) => String(row[fieldsOf[part][0]?.name ?? ''] ?? ''))
    .filter(Boolean)
    .join('、');
