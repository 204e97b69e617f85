// What is measured as drafts and the outbox keep it. Without words: whoever signs out sends what is waiting, before the
// catalogues of the pages are there.
import type { NewEntry } from '../api/types';

/** As it stands in the fields; the id is made with the first digit, so that sending twice is recording once. */
export interface Vital {
  id: string;
  type: string;
  value: string;
  value2: string;
}
export type Measure = NonNullable<NewEntry['records']>[number];
/** Nothing was typed. */
export const empty = (v: Vital): boolean => v.value.trim() === '' && v.value2.trim() === '';
export const anyVital = (vitals: readonly Vital[] | undefined): boolean =>
  vitals?.some((v) => !empty(v)) ?? false;

/** Back into the fields, when an entry is taken back to be changed. */
export const vitalsOf = (measures: readonly Measure[]): Vital[] =>
  measures.map(({ id, type, value, value2 }) => ({
    id,
    type,
    value: value === null || value === undefined ? '' : String(value),
    value2: value2 === null || value2 === undefined ? '' : String(value2),
  }));
