// Draws a series that has far more points than the screen has pixels: one bar a pixel from the least to the greatest value.
// A stroke through all points costs a phone five frames; this costs a part of one, and shows the same band.
import uPlot from 'uplot';

import { columnsOf, indexAt, type Columns } from './columns';

const kPointsInAColumn = 2;
/** Whether the part shown has so many points that a line would only paint a band. */
export function isDense(u: uPlot): boolean {
  const { min, max } = u.scales['x']!;
  const xs = u.data[0];
  return (
    min != null &&
    max != null &&
    indexAt(xs, max) - indexAt(xs, min) > (kPointsInAColumn * u.bbox.width) / uPlot.pxRatio
  );
}
const line = uPlot.paths.linear!();
/** The line while it is one; nothing where `denseLine` draws instead. */
export const sparse: uPlot.Series.PathBuilder = (u, series, from, to) =>
  isDense(u) ? null : line(u, series, from, to);

/** `pattern`: pixels drawn and left out, as a dashed line has them. */
export function denseLine(series: number, ink: string, pattern?: readonly [number, number]): uPlot.Plugin {
  let kept: Columns | null = null;
  let keptOf: unknown = null;
  /** Columns of what is shown and as much again on both sides, until the zoom is another or the edge is reached. */
  const columns = (u: uPlot, min: number, max: number): Columns => {
    const ys = u.data[series]!;
    const wide = ((max - min) * uPlot.pxRatio) / u.bbox.width;
    if (
      kept !== null &&
      keptOf === ys &&
      Math.abs(kept.wide / wide - 1) < 1e-6 && // a moved range is not as wide to the last bit
      kept.from * kept.wide <= min &&
      (kept.from + kept.low.length) * kept.wide >= max
    )
      return kept;
    const made = columnsOf(u.data[0], ys, [min - (max - min), max + (max - min)], wide);
    kept = made;
    keptOf = ys;
    return made;
  };
  return {
    hooks: {
      drawSeries: (u, drawn) => {
        if (drawn !== series || !isDense(u)) return;
        const [min, max] = [u.scales['x']!.min!, u.scales['x']!.max!];
        const { from, wide, low, high } = columns(u, min, max);
        const { ctx, bbox } = u;
        const pixel = uPlot.pxRatio;
        const perX = bbox.width / (max - min);
        ctx.save();
        ctx.beginPath();
        ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
        ctx.clip();
        ctx.fillStyle = ink;
        const last = Math.min(low.length - 1, Math.floor(max / wide) - from);
        for (let i = Math.max(0, Math.floor(min / wide) - from); i <= last; i++) {
          if (Number.isNaN(low[i]!)) continue;
          if (pattern && (from + i) % (pattern[0] + pattern[1]) >= pattern[0]) continue;
          const top = Math.round(u.valToPos(high[i]!, 'y', true) - pixel / 2);
          const bottom = Math.round(u.valToPos(low[i]!, 'y', true) + pixel / 2);
          const left = Math.round(bbox.left + ((from + i) * wide - min) * perX);
          ctx.fillRect(left, top, Math.ceil(pixel), Math.max(bottom - top, 1));
        }
        ctx.restore();
      },
    },
  };
}
