import type { GrowthSeries } from '../record/types';
import { shownAge } from './words';

/** Curves and points on one x axis, as uPlot wants them: ages in years, then each curve, then the points. */
export function aligned(series: GrowthSeries): (number | null)[][] {
  const points = series.points.filter((p) => p.flag === 'none' && shownAge(p) >= 0);
  const at = new Map<number, number>();
  points.forEach((p) => at.set(shownAge(p) / 12, p.value));
  const ages = series.curves.age_months.map((m) => m / 12);
  const xs = [...new Set([...ages, ...at.keys()])].sort((a, b) => a - b);
  const row = new Map(ages.map((age, i) => [age, i]));
  const curves = series.curves.curves.map((curve) =>
    xs.map((x) => (row.has(x) ? (curve.value[row.get(x)!] ?? null) : null)),
  );
  return [xs, ...curves, xs.map((x) => at.get(x) ?? null)];
}
