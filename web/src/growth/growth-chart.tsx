import { useMemo } from 'react';
import type uPlot from 'uplot';

import { inkOf, Plot } from '../record/plot';
import type { GrowthPoint, GrowthSeries } from '../record/types';
import { t } from '../words';
import { aligned } from './aligned';
import { measuredText, sdText, shownAge } from './words';

const dashes: Record<number, number[]> = { 3: [2, 4], 2: [8, 4], 1: [4, 3] };

/** Names each curve at its right end, where it stands: a legend without colours. */
const curveNames = (zs: readonly number[], ink: string): uPlot.Plugin => ({
  hooks: {
    draw: (u) => {
      const { ctx, bbox } = u;
      const to = u.scales['x']!.max!;
      const xs = u.data[0] as number[];
      ctx.save();
      ctx.font = `${12 * devicePixelRatio}px sans-serif`;
      ctx.fillStyle = ink;
      ctx.textAlign = 'right';
      zs.forEach((z, i) => {
        const ys = u.data[i + 1] as (number | null)[];
        let k = xs.length - 1;
        while (k >= 0 && (xs[k]! > to || (ys[k] ?? null) === null)) k--;
        if (k < 0) return;
        const y = u.valToPos(ys[k]!, 'y', true);
        if (y < bbox.top || y > bbox.top + bbox.height) return;
        ctx.fillText(
          z === 0 ? t('growth.mean') : `${z > 0 ? '+' : ''}${z}SD`,
          bbox.left + bbox.width - 4 * devicePixelRatio,
          y - 3 * devicePixelRatio,
        );
      });
      ctx.restore();
    },
  },
});
/** A value to check is drawn as an open square, never joined by the line. */
const flagged = (points: readonly GrowthPoint[], ink: string): uPlot.Plugin => ({
  hooks: {
    draw: (u) => {
      const { ctx } = u;
      ctx.save();
      ctx.strokeStyle = ink;
      ctx.lineWidth = 2 * devicePixelRatio;
      for (const p of points) {
        const [low, high] = [u.scales['y']!.min!, u.scales['y']!.max!];
        if (p.flag === 'none' || p.value < low || p.value > high) continue;
        const size = 4 * devicePixelRatio;
        ctx.strokeRect(
          u.valToPos(shownAge(p) / 12, 'x', true) - size,
          u.valToPos(p.value, 'y', true) - size,
          size * 2,
          size * 2,
        );
      }
      ctx.restore();
    },
  },
});

/** SD bands of the reference with the child's own points. */
export function GrowthChart({ series }: { series: GrowthSeries }) {
  const what = t(`growth.${series.measure}`);
  const zs = useMemo(() => series.curves.curves.map((c) => c.z), [series]);
  const data = useMemo(() => aligned(series) as unknown as uPlot.AlignedData, [series]);
  const options = useMemo<Omit<uPlot.Options, 'width' | 'height'>>(() => {
    const ink = inkOf('ink');
    const grid = { stroke: inkOf('line'), width: 1 };
    return {
      scales: { x: { time: false } },
      axes: [
        {
          stroke: ink,
          grid,
          font: '14px sans-serif',
          label: t('growth.ageAxis'),
          labelFont: '14px sans-serif',
          labelSize: 24,
        },
        { stroke: ink, grid, font: '14px sans-serif', size: 56 },
      ],
      series: [
        {},
        ...zs.map((z) => ({
          stroke: inkOf(z === 0 ? 'ink' : 'ink-soft'),
          width: z === 0 ? 2 : 1,
          ...(z !== 0 && { dash: dashes[Math.abs(z)]! }),
          points: { show: false },
          spanGaps: true,
        })),
        {
          stroke: inkOf('accent'),
          width: 2.5,
          spanGaps: true,
          points: { show: true, size: 8, fill: inkOf('accent') },
        },
      ],
      plugins: [curveNames(zs, inkOf('ink-soft')), flagged(series.points, inkOf('danger'))],
    };
  }, [zs, series]);
  const last = series.points.filter((p) => p.flag === 'none').at(-1);
  const range = useMemo<[number, number] | undefined>(() => {
    const until = last ? shownAge(last) / 12 : 1;
    return [0, Math.max(1, until + (until < 3 ? 0.5 : 1))];
  }, [last]);
  const label = t('growth.summary', {
    what,
    n: series.points.length,
    value: last ? measuredText(series.measure, last.value) : '',
    sd: sdText(last?.z),
  });
  return <Plot label={label} options={options} data={data} height={420} range={range} />;
}
