import { t } from '../words';
import { ageText } from '../words/dates';
import type { GrowthPoint, Measure } from '../record/types';

export const monthsText = (months: number): string =>
  ageText(Math.floor(Math.max(0, months) / 12), Math.floor(Math.max(0, months) % 12));
export const signed = (n: number | null | undefined, digits = 2): string =>
  n === null || n === undefined ? '' : `${n > 0 ? '+' : ''}${n.toFixed(digits)}`;
export const sdText = (z: number | null | undefined): string => (signed(z, 1) ? `${signed(z, 1)} SD` : '');
const units: Record<Measure, string> = { height: 'cm', weight: 'kg', head: 'cm', bmi: 'kg/m²' };
export const measureUnit = (measure: Measure): string => units[measure];
export const measuredText = (measure: Measure, value: number): string =>
  `${value.toFixed(measure === 'weight' ? 2 : 1)} ${measureUnit(measure)}`;
export const flagText = (point: GrowthPoint): string =>
  point.flag === 'none' ? '' : t(`flag.${point.flag}`);
/** The age at which a point is drawn: corrected where ages are corrected. */
export const shownAge = (point: GrowthPoint): number => point.corrected_months ?? point.age_months;
