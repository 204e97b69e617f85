import { describe, expect, it } from 'vitest';

import { columnsOf, indexAt } from './columns';

const spans = ({ low, high }: { low: Float64Array; high: Float64Array }) =>
  [...low].map((value, i) => (Number.isNaN(value) ? null : [value, high[i]]));

describe('a line of many points in columns', () => {
  it('keeps the least and the greatest of each column: no peak is lost', () => {
    const xs = Array.from({ length: 10_000 }, (_, i) => i);
    const ys = xs.map((x) => (x === 5003 ? 42 : x === 7777 ? -3 : 37 + (x % 7) / 10));
    const { from, low, high } = columnsOf(xs, ys, [0, 9999], 100);
    expect(from).toBe(0);
    expect(high[50]).toBe(42);
    expect(low[77]).toBe(-3);
    expect(Math.max(...high)).toBe(42);
    expect(Math.min(...low)).toBe(-3);
  });
  it('joins each column to the last value before it', () => {
    expect(spans(columnsOf([0, 1, 10, 11], [1, 2, 8, 9], [0, 19], 10))).toEqual([
      [1, 2],
      [2, 9],
    ]);
  });
  it('goes straight over columns without a point', () => {
    expect(spans(columnsOf([0, 40], [0, 8], [0, 49], 10))).toEqual([
      [0, 0],
      [2, 2],
      [4, 4],
      [6, 6],
      [6, 8],
    ]);
  });
  it('begins and ends with the line where it comes in and goes out', () => {
    expect(spans(columnsOf([0, 90], [0, 9], [30, 59], 10))).toEqual([
      [3, 3],
      [4, 4],
      [5, 5],
    ]);
  });
  it('passes over points without a value, and says where there is nothing at all', () => {
    expect(spans(columnsOf([0, 1, 2, 30], [5, null, undefined, null], [0, 39], 10))).toEqual([
      [5, 5],
      null,
      null,
      null,
    ]);
  });
  it('stands on the scale: moved by less than a column, the columns are the same', () => {
    const xs = Array.from({ length: 500 }, (_, i) => i * 3);
    const ys = xs.map((x) => Math.sin(x));
    const one = columnsOf(xs, ys, [300, 899], 30);
    const other = columnsOf(xs, ys, [310, 909], 30);
    expect(other.from).toBe(one.from);
    expect([...other.high].slice(1, 19)).toEqual([...one.high].slice(1, 19));
  });
  it('finds the first point at or after a place', () => {
    expect([-1, 0, 1, 2, 5, 6].map((x) => indexAt([0, 2, 2, 5], x))).toEqual([0, 0, 1, 1, 3, 4]);
  });
});
