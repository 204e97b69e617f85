import { beforeAll, expect, test } from 'vitest';

import { activate, allWords } from '../words';
import { asked, axisOf, numberOf, offered, typedOf, untyped, valueOf, valueText } from './rules';
import type { AssessmentValue, Instrument } from './types';

beforeAll(async () => {
  await activate('ja');
  await allWords();
});

const iq = {
  code: 'iq',
  from_months: 60,
  to_months: 203,
  professions: ['psychologist'],
  scales: [
    {
      code: 'standard',
      kind: 'standard',
      ja: '標準得点',
      en: '',
      mean: 100,
      sd: 15,
      min: 40,
      max: 160,
      decimals: 0,
    },
    {
      code: 'dq',
      kind: 'development',
      ja: '発達指数',
      en: '',
      age_ja: '発達年齢',
      age_en: '',
      min: 0,
      max: 250,
      decimals: 0,
    },
    {
      code: 'level',
      kind: 'level',
      ja: '段階',
      en: '',
      min: 1,
      max: 2,
      decimals: 0,
      levels: [
        { ja: 'I', en: 'I' },
        { ja: 'II', en: 'II' },
      ],
    },
  ],
  domains: [
    { code: 'total', ja: '全体', en: 'All', scale: 'standard' },
    { code: 'english', ja: '英語', en: 'English', scale: 'standard', from_months: 144 },
  ],
} as unknown as Instrument;
const dq = { ...iq, code: 'dq', from_months: 0, to_months: null, professions: [] } as unknown as Instrument;
const [standard, development, level] = iq.scales;

test('instruments for the age come first, those of the profession before the others', () => {
  expect(offered([dq, iq], 90, 'psychologist')).toEqual({ usual: [iq], fitting: [dq], others: [] });
  expect(offered([dq, iq], 59, 'psychologist')).toEqual({ usual: [], fitting: [dq], others: [iq] });
  expect(offered([dq, iq], 203, 'teacher').fitting).toEqual([dq, iq]);
  expect(asked(iq, 143).map((d) => d.code)).toEqual(['total']);
});
test('numbers are read in either width, and what is no number is not taken for one', () => {
  expect([numberOf('９２'), numberOf(' 7.5 '), numberOf(''), numberOf('九十'), numberOf('1e3')]).toEqual([
    92,
    7.5,
    null,
    NaN,
    NaN,
  ]);
});
test('what was typed becomes a value with its band, or a sentence that names the domain', () => {
  const domain = iq.domains[0]!;
  expect(valueOf(domain, standard!, untyped, 90)).toBeNull();
  expect(valueOf(domain, standard!, { ...untyped, value: '92', low: '86', high: '98' }, 90)).toMatchObject({
    domain: 'total',
    value: 92,
    low: 86,
    high: 98,
    band_level: 90,
    age_months: null,
  });
  expect(valueOf(domain, standard!, { ...untyped, value: '920' }, 90)).toContain('全体');
  expect(valueOf(domain, standard!, { ...untyped, value: '92', low: '86' }, 90)).toContain('全体');
  expect(valueOf(domain, standard!, { ...untyped, value: '92', low: '93', high: '98' }, 90)).toContain(
    '全体',
  );
  expect(valueOf(domain, standard!, { ...untyped, low: '80', high: '98' }, 90)).toContain('全体');
  expect(valueOf(domain, development!, { ...untyped, years: '2', months: '13' }, 90)).toContain('全体');
  expect(valueOf(domain, development!, { ...untyped, years: '2', months: '3' }, 90)).toMatchObject({
    value: null,
    age_months: 27,
  });
});
test('a value read back into the form and out again is the same', () => {
  const value = {
    domain: 'total',
    value: 84,
    age_months: 50,
    low: null,
    high: null,
    band_level: null,
    standard_error: null,
    percentile: 14,
    described_as: '平均の下',
    note: '',
  } as AssessmentValue;
  expect(valueOf(iq.domains[0]!, development!, typedOf(value, development!), 90)).toEqual(value);
  expect(valueText(development!, value)).toBe('84（4歳2か月）');
  expect(valueText(level!, { ...value, value: 2, age_months: null })).toBe('II');
});
test('standard scores have guides at one and two standard deviations; a quotient has none but 100', () => {
  expect(axisOf(standard!)!.guides.map((g) => g.at)).toEqual([70, 85, 100, 115, 130]);
  expect(
    axisOf(development!)!
      .guides.filter((g) => g.middle)
      .map((g) => g.at),
  ).toEqual([100]);
  expect(axisOf(level!)).toBeNull();
});
