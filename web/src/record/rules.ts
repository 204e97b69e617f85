// What a record says in words, and what is asked back before it is sent. Pure.
import { locale, pick, t } from '../words';
import type { RecordState, RecordType } from './types';

/** With the type's decimals; needless noughts of the second place fall away. */
export const numberText = (value: number, decimals: number): string =>
  decimals > 1 ? String(Number(value.toFixed(decimals))) : value.toFixed(decimals);

/** 1分35秒, 8時間20分 where a bare number would be hard to read. */
export function valueText(type: RecordType, value: number): string {
  const ja = locale() === 'ja';
  if (type.unit === '秒' && value >= 60)
    return ja
      ? `${Math.floor(value / 60)}分${Math.round(value % 60)}秒`
      : `${Math.floor(value / 60)} min ${Math.round(value % 60)} s`;
  if (type.unit === '分' && value >= 60)
    return ja
      ? `${Math.floor(value / 60)}時間${Math.round(value % 60)}分`
      : `${Math.floor(value / 60)} h ${Math.round(value % 60)} min`;
  return `${numberText(value, type.decimals)} ${unitText(type)}`.trim();
}
const units: Record<string, string> = { 秒: 's', 分: 'min', 割: '/10', 回: 'times', '回/分': '/min' };
export const unitText = (type: RecordType): string =>
  locale() === 'ja' ? type.unit : (units[type.unit] ?? type.unit);
export const kindText = (type: RecordType, code: string): string => {
  const kind = type.kinds.find((k) => k.code === code);
  return kind ? pick(kind) : '';
};
type Said = Pick<RecordState, 'value' | 'value2' | 'kind' | 'what'>;
/** 昼食 8割, 110/64 mmHg: the record in one line. */
export function summary(type: RecordType, said: Said): string {
  const { value, value2 } = said;
  const number =
    value === null || value === undefined
      ? ''
      : value2 === null || value2 === undefined
        ? valueText(type, value)
        : `${numberText(value, type.decimals)}/${numberText(value2, type.decimals)} ${unitText(type)}`;
  return [kindText(type, said.kind), number, said.what].filter(Boolean).join(' ');
}

/** The digits typed so far plus one key; keeps to one point and the type's decimals. */
export function press(typed: string, key: string, type: RecordType): string {
  if (key === 'back') return typed.slice(0, -1);
  if (key === '.') return type.decimals === 0 || typed.includes('.') ? typed : `${typed || '0'}.`;
  const next = typed === '0' ? key : typed + key;
  const decimals = next.split('.')[1]?.length ?? 0;
  return decimals > type.decimals || next.length > 7 ? typed : next;
}
/** Digits as people type them, full width too; undefined when it is no number. */
export function readNumber(typed: string): number | undefined {
  const text = typed.normalize('NFKC').trim();
  return /^\d+(\.\d*)?$|^\.\d+$/.test(text) ? Number(text) : undefined;
}
/** A question worth asking before such a value is kept. */
export function doubt(type: RecordType, value: number | undefined): string | null {
  if (value === undefined) return null;
  const low = type.usual_low ?? -Infinity;
  const high = type.usual_high ?? Infinity;
  if (value >= low && value <= high) return null;
  if (type.code === 'weight' && value > high && value / 1000 >= low) return t('record.grams');
  return t('record.unusual', { value: `${numberText(value, type.decimals)} ${unitText(type)}`.trim() });
}
/** 2026-11-24T12:00 of this device's clock, for `<input type="datetime-local">`. */
export function localMinute(at: Date): string {
  const pad = (n: number) => String(n).padStart(2, '0');
  return `${at.getFullYear()}-${pad(at.getMonth() + 1)}-${pad(at.getDate())}T${pad(at.getHours())}:${pad(at.getMinutes())}`;
}
