import { expect, test } from 'vitest';

import type { GrowthPoint, GrowthSeries } from '../record/types';
import { aligned } from './aligned';

const point = (age: number, value: number, more: Partial<GrowthPoint> = {}): GrowthPoint => ({
  record_id: String(age),
  at: '2026-01-01T00:00:00Z',
  value,
  age_months: age,
  flag: 'none',
  ...more,
});
const series = (points: GrowthPoint[]): GrowthSeries => ({
  measure: 'height',
  points,
  curves: { age_months: [0, 12, 24], curves: [{ z: 0, value: [49, 74, null] }] },
});

test('points stand among the months of the curves, in order of age', () => {
  expect(aligned(series([point(6, 66), point(12, 75)]))).toEqual([
    [0, 0.5, 1, 2],
    [49, null, 74, null],
    [null, 66, 75, null],
  ]);
});
test('a corrected age is where the point is drawn; before the due date it is not', () => {
  expect(
    aligned(series([point(8, 62, { corrected_months: 6 }), point(1, 40, { corrected_months: -1 })]))[2],
  ).toEqual([null, 62, null, null]);
});
test('a value to check is left out of the line', () => {
  expect(aligned(series([point(6, 3000, { flag: 'unit' })]))[2]).toEqual([null, null, null]);
});
