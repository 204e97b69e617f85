import { expect, test } from 'vitest';

import { yearsOf } from './rules';

test('years are whole numbers from 1 to 100, in any width of digits', () => {
  expect(['1', '５', ' 20 ', '100'].map(yearsOf)).toEqual([1, 5, 20, 100]);
  expect(['', '0', '101', '-5', '2.5', '五', '5年'].map(yearsOf)).toEqual(Array(7).fill(null));
});
