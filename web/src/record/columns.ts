// Many points as few columns: what a line of thousands of points looks like on a screen of hundreds of pixels. Pure.

/** The least and the greatest value of each column; NaN where there is nothing. Column `i` begins at x = (from + i) · wide. */
export interface Columns {
  from: number;
  wide: number;
  low: Float64Array;
  high: Float64Array;
}

/** Where the first point at or after `x` is; `xs` ascend. */
export function indexAt(xs: ArrayLike<number>, x: number): number {
  let [low, high] = [0, xs.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (xs[middle]! < x) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The line through the points between `min` and `max`, in columns of `wide`. Columns stand on the scale, not on the screen,
 * so that they stay the same while the chart is moved. Each reaches as far as the last value before it: the line is whole,
 * over columns without a point as well.
 */
export function columnsOf(
  xs: ArrayLike<number>,
  ys: ArrayLike<number | null | undefined>,
  [min, max]: readonly [number, number],
  wide: number,
): Columns {
  const from = Math.floor(min / wide);
  const count = Math.floor(max / wide) - from + 1;
  const low = new Float64Array(count).fill(NaN);
  const high = new Float64Array(count).fill(NaN);
  const put = (i: number, value: number) => {
    if (i < 0 || i >= count) return;
    low[i] = value < low[i]! || low[i]! !== low[i]! ? value : low[i]!;
    high[i] = value > high[i]! || high[i]! !== high[i]! ? value : high[i]!;
  };
  let last: { at: number; value: number } | null = null;
  // From the point before what is seen to the one after it: the line comes in, and goes out.
  const begin = Math.max(0, indexAt(xs, min) - 1);
  const end = Math.min(xs.length, indexAt(xs, max) + 1);
  for (let k = begin; k < end; k++) {
    const value = ys[k];
    if (value === null || value === undefined) continue;
    const at = Math.floor(xs[k]! / wide) - from;
    if (last) {
      const step = (value - last.value) / Math.max(1, at - last.at);
      const until = Math.min(at, count);
      for (let i = Math.max(last.at + 1, 0); i < until; i++) put(i, last.value + step * (i - last.at));
      if (at > last.at) put(at, at === last.at + 1 ? last.value : value - step);
    }
    put(at, value);
    last = { at, value };
  }
  return { from, wide, low, high };
}
