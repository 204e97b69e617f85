// What is measured while an entry is written: its fields, what is sent, and what is wrong with it. Pure.
import { newId } from '../api/ids';
import { numberText, readNumber, unitText } from '../record/rules';
import type { RecordType } from '../record/types';
import { t } from '../words';
import { empty, type Measure, type Vital } from './typed-vitals';

/** The kinds offered beside the words; any other kind has its own page. */
export const vitalCodes = ['temperature', 'pulse', 'respiration', 'spo2', 'blood_pressure'] as const;

/** The same list with one field changed. */
export function withVital(
  vitals: readonly Vital[],
  type: string,
  change: Partial<Pick<Vital, 'value' | 'value2'>>,
): Vital[] {
  const now = vitals.find((v) => v.type === type) ?? { id: newId(), type, value: '', value2: '' };
  return [...vitals.filter((v) => v.type !== type), { ...now, ...change }];
}
/** What is sent: the fields that hold a number, in the order of the page. */
export const measuresOf = (vitals: readonly Vital[]): Measure[] =>
  vitalCodes.flatMap((code) =>
    vitals
      .filter((v) => v.type === code && !empty(v))
      .map(({ id, type, value, value2 }) => ({
        id,
        type,
        value: readNumber(value) ?? null,
        value2: readNumber(value2) ?? null,
      })),
  );
function outside(
  typed: string,
  low: number | null | undefined,
  high: number | null | undefined,
  type: RecordType,
) {
  const number = readNumber(typed);
  if (number !== undefined && number >= (low ?? -Infinity) && number <= (high ?? Infinity)) return false;
  return t('write.vitalBounds', {
    low: numberText(low ?? 0, type.decimals),
    high: numberText(high ?? 0, type.decimals),
    unit: unitText(type),
  });
}
/** The server's bounds, said before anything is sent. */
export function vitalProblem(
  type: RecordType,
  vital: Vital | undefined,
): { value?: string; value2?: string } {
  if (!vital || empty(vital)) return {};
  const value = outside(vital.value, type.min, type.max, type);
  if (value) return { value };
  if (type.need !== 'values') return {};
  const value2 = outside(vital.value2, type.min2, type.max2, type);
  if (value2) return { value2 };
  return readNumber(vital.value2)! < readNumber(vital.value)! ? {} : { value2: t('write.vitalOrder') };
}
