// What a number means, which instruments fit a child, and how what was typed becomes a result.
import { pick, t } from '../words';
import type {
  Assessment,
  AssessmentReading,
  AssessmentState,
  AssessmentValue,
  Instrument,
  InstrumentDomain,
  InstrumentScale,
} from './types';

export const scaleOf = (instrument: Instrument, domain: InstrumentDomain): InstrumentScale =>
  instrument.scales.find((s) => s.code === domain.scale)!;
export const domainName = (domain: InstrumentDomain): string =>
  domain.short ? `${pick(domain)} ${domain.short}` : pick(domain);
/** Completed years and months with both said, whatever the age: tests are read to the month. */
export const exactAge = (age: { years: number; months: number }): string =>
  t('age.yearsMonths', { years: age.years, months: age.months });
export const fits = (instrument: Instrument, months: number): boolean =>
  months >= instrument.from_months && (instrument.to_months == null || months <= instrument.to_months);
/** The domains asked at this age, in the instrument's order. */
export const asked = (instrument: Instrument, months: number): InstrumentDomain[] =>
  instrument.domains.filter(
    (d) =>
      (d.from_months == null || months >= d.from_months) && (d.to_months == null || months <= d.to_months),
  );

/** First those for this age that the profession usually gives, then the others for this age, then the rest. */
export function offered(instruments: readonly Instrument[], months: number, profession: string) {
  const mine = (i: Instrument) => i.professions.includes(profession);
  const right = instruments.filter((i) => fits(i, months));
  return {
    usual: right.filter(mine),
    fitting: right.filter((i) => !mine(i)),
    others: instruments.filter((i) => !fits(i, months)),
  };
}

export function valueText(scale: InstrumentScale, value: AssessmentValue): string {
  const number = value.value;
  let out = '';
  if (number != null) {
    if (scale.kind === 'level') out = scale.levels?.[number - 1] ? pick(scale.levels[number - 1]!) : '';
    else if (scale.kind === 'age') out = exactMonths(number);
    else out = number.toFixed(scale.decimals);
    if (scale.kind === 'seconds') out = t('assessment.seconds', { n: out });
  }
  if (value.age_months == null) return out;
  const age = exactMonths(value.age_months);
  return out ? t('assessment.withAge', { value: out, age }) : age;
}
export const exactMonths = (months: number): string =>
  exactAge({ years: Math.floor(months / 12), months: Math.floor(months % 12) });
export function bandText(reading: AssessmentReading | undefined): string {
  if (reading?.band_low == null || reading.band_high == null) return '';
  return t(reading.band_reckoned ? 'assessment.bandReckoned' : 'assessment.bandRange', {
    low: Math.round(reading.band_low),
    high: Math.round(reading.band_high),
    level: reading.band_level ?? 0,
  });
}

/** The guide lines of a scale that can be drawn; the ends leave room for four of them. */
export interface Axis {
  low: number;
  high: number;
  guides: readonly { at: number; label: string; middle: boolean }[];
}
export function axisOf(scale: InstrumentScale): Axis | null {
  if (scale.kind === 'standard' && scale.mean != null && scale.sd != null) {
    const { mean, sd } = scale;
    return {
      low: Math.max(scale.min, mean - 4 * sd),
      high: Math.min(scale.max, mean + 4 * sd),
      guides: [-2, -1, 0, 1, 2].map((k) => ({
        at: mean + k * sd,
        label: String(mean + k * sd),
        middle: k === 0,
      })),
    };
  }
  // A quotient of 100 is the level of the child's own age; it has no standard deviation here.
  if (scale.kind === 'development')
    return {
      low: 0,
      high: 160,
      guides: [50, 100, 150].map((at) => ({ at, label: String(at), middle: at === 100 })),
    };
  return null;
}

/** Results of one instrument that can stand in one line, oldest first. */
export const courseOf = (items: readonly Assessment[], instrument: string): Assessment[] =>
  items
    .filter((a) => a.instrument === instrument && !a.hidden && a.state.values.length > 0)
    .sort((a, b) => (a.state.tested_on < b.state.tested_on ? -1 : 1));
export const editionsDiffer = (items: readonly Assessment[]): boolean =>
  new Set(items.map((a) => a.state.edition)).size > 1;

// --- what is typed

/** One domain as it stands in the form; all texts. */
export interface Typed {
  value: string;
  years: string;
  months: string;
  low: string;
  high: string;
  error: string;
  percentile: string;
  described_as: string;
  note: string;
}
export const untyped: Typed = {
  value: '',
  years: '',
  months: '',
  low: '',
  high: '',
  error: '',
  percentile: '',
  described_as: '',
  note: '',
};
/** A number as people type it, full width too; null where nothing is typed, NaN where it is no number. */
export function numberOf(text: string): number | null {
  const plain = text.normalize('NFKC').trim();
  if (plain === '') return null;
  return /^\d+(\.\d+)?$/.test(plain) ? Number(plain) : NaN;
}
export function typedOf(value: AssessmentValue, scale: InstrumentScale): Typed {
  const text = (n: number | null | undefined) => (n == null ? '' : String(n));
  const age = scale.kind === 'age' ? value.value : value.age_months;
  return {
    ...untyped,
    value: scale.kind === 'age' ? '' : text(value.value),
    years: age == null ? '' : String(Math.floor(age / 12)),
    months: age == null ? '' : String(age % 12),
    low: text(value.low),
    high: text(value.high),
    error: text(value.standard_error),
    percentile: text(value.percentile),
    described_as: value.described_as,
    note: value.note,
  };
}
const isEmpty = (typed: Typed): boolean => Object.values(typed).every((text: string) => text.trim() === '');

/** What was typed of one domain; a problem in words, or nothing where nothing was typed. */
export function valueOf(
  domain: InstrumentDomain,
  scale: InstrumentScale,
  typed: Typed,
  level: number,
): AssessmentValue | string | null {
  if (isEmpty(typed)) return null;
  const name = domainName(domain);
  const numbers = {
    value: numberOf(typed.value),
    years: numberOf(typed.years),
    months: numberOf(typed.months),
    low: numberOf(typed.low),
    high: numberOf(typed.high),
    error: numberOf(typed.error),
    percentile: numberOf(typed.percentile),
  };
  if (Object.values(numbers).some((n) => Number.isNaN(n))) return t('assessment.notNumber', { name });
  if (numbers.months !== null && numbers.months >= 12) return t('assessment.notMonths', { name });
  const age =
    numbers.years === null && numbers.months === null
      ? null
      : (numbers.years ?? 0) * 12 + (numbers.months ?? 0);
  const value = scale.kind === 'age' ? age : numbers.value;
  if (value === null && age === null && typed.described_as.trim() === '')
    return t('assessment.noValue', { name });
  if (value !== null && (value < scale.min || value > scale.max))
    return t('assessment.outOfRange', { name, low: scale.min, high: scale.max });
  const banded = numbers.low !== null || numbers.high !== null || numbers.error !== null;
  if ((numbers.low === null) !== (numbers.high === null)) return t('assessment.halfBand', { name });
  if (numbers.low !== null && value !== null && (numbers.low > value || numbers.high! < value))
    return t('assessment.wrongBand', { name });
  return {
    domain: domain.code,
    value,
    age_months: scale.kind === 'development' ? age : null,
    low: numbers.low,
    high: numbers.high,
    band_level: banded ? level : null,
    standard_error: numbers.error,
    percentile: numbers.percentile,
    described_as: typed.described_as,
    note: typed.note,
  };
}

/** Numbers as they stand in a list: the domains that belong to no other, a few of them. */
export function headline(instrument: Instrument, state: AssessmentState): string {
  return instrument.domains
    .filter((d) => !d.parent)
    .flatMap((d) => {
      const value = state.values.find((v) => v.domain === d.code);
      const text = value && valueText(scaleOf(instrument, d), value);
      return text ? [`${d.short ?? pick(d)} ${text}`] : [];
    })
    .slice(0, 6)
    .join(t('assessment.between'));
}
