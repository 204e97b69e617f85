import { expect, test } from 'vitest';

import { moved, zoomed } from './plot-range';

test('a chart moves within its data and keeps its width', () => {
  expect(moved([10, 20], 5, [0, 100])).toEqual([15, 25]);
  expect(moved([10, 20], -50, [0, 100])).toEqual([0, 10]);
  expect(moved([80, 90], 50, [0, 100])).toEqual([90, 100]);
});
test('a chart zooms round its middle and never past its data', () => {
  expect(zoomed([0, 100], 0.5, [0, 100])).toEqual([25, 75]);
  expect(zoomed([25, 75], 4, [0, 100])).toEqual([0, 100]);
  expect(zoomed([90, 100], 2, [0, 100])).toEqual([80, 100]);
});
