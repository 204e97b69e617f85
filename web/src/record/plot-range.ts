// The part of a chart that is shown, as two ends of its x scale. Pure.
/** Moves both ends of the x scale, never past the data. */
export function moved(
  range: readonly [number, number],
  by: number,
  all: readonly [number, number],
): [number, number] {
  const wide = range[1] - range[0];
  const from = Math.min(Math.max(range[0] + by, all[0]), Math.max(all[1] - wide, all[0]));
  return [from, from + wide];
}
/** Narrower or wider round the middle; never wider than the data. */
export function zoomed(
  range: readonly [number, number],
  factor: number,
  all: readonly [number, number],
): [number, number] {
  const wide = Math.min((range[1] - range[0]) * factor, all[1] - all[0]);
  const middle = (range[0] + range[1]) / 2;
  return moved([middle - wide / 2, middle + wide / 2], 0, all);
}
