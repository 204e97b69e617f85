import { beforeAll, describe, expect, it } from 'vitest';

import type { RecordType } from '../record/types';
import { activate, allWords } from '../words';
import { anyVital, vitalsOf } from './typed-vitals';
import { measuresOf, vitalProblem, withVital } from './vitals';

const kind = (code: string, more: Partial<RecordType> = {}): RecordType => ({
  code,
  ja: code,
  en: code,
  group: 'vital',
  classes: ['health', 'basic'],
  unit: '℃',
  decimals: 1,
  need: 'value',
  min: 25,
  max: 45,
  usual_low: 34,
  usual_high: 41.5,
  value_ja: '',
  value_en: '',
  value2_ja: '',
  value2_en: '',
  kinds: [],
  kind_need: 'none',
  what_ja: '',
  what_en: '',
  abc: false,
  loinc: '',
  ...more,
});
const pressure = kind('blood_pressure', {
  need: 'values',
  unit: 'mmHg',
  decimals: 0,
  min: 30,
  max: 300,
  min2: 10,
  max2: 220,
});

beforeAll(async () => {
  await activate('ja');
  await allWords();
});

describe('what is measured while writing', () => {
  it('keeps the id of the first digit, so that sending twice records once', () => {
    const first = withVital([], 'temperature', { value: '3' });
    const then = withVital(first, 'temperature', { value: '37.2' });
    expect(then).toHaveLength(1);
    expect(then[0]!.id).toBe(first[0]!.id);
    expect(measuresOf(then)).toEqual([{ id: first[0]!.id, type: 'temperature', value: 37.2, value2: null }]);
  });
  it('sends fields that hold something, in the order of the page, full-width digits too', () => {
    let vitals = withVital([], 'blood_pressure', { value: '１０２' });
    vitals = withVital(vitals, 'blood_pressure', { value2: '58' });
    vitals = withVital(vitals, 'temperature', { value: '36.8' });
    vitals = withVital(vitals, 'pulse', { value: '' });
    expect(measuresOf(vitals).map((m) => [m.type, m.value, m.value2])).toEqual([
      ['temperature', 36.8, null],
      ['blood_pressure', 102, 58],
    ]);
    expect(anyVital(vitals)).toBe(true);
    expect(anyVital([{ id: 'x', type: 'pulse', value: ' ', value2: '' }])).toBe(false);
    expect(anyVital(undefined)).toBe(false);
  });
  it('comes back into the fields as it was', () => {
    const measures = [{ id: 'a', type: 'blood_pressure', value: 102, value2: 58 }];
    expect(measuresOf(vitalsOf(measures))).toEqual(measures);
  });
  it('objects before anything is sent: no number, out of bounds, one of two, the wrong way round', () => {
    const at = (value: string, value2 = '') => ({ id: 'a', type: 't', value, value2 });
    expect(vitalProblem(kind('temperature'), undefined)).toEqual({});
    expect(vitalProblem(kind('temperature'), at(''))).toEqual({});
    expect(vitalProblem(kind('temperature'), at('36.8'))).toEqual({});
    expect(vitalProblem(kind('temperature'), at('368')).value).toContain('25.0〜45.0');
    expect(vitalProblem(kind('temperature'), at('平熱')).value).toContain('25.0〜45.0');
    expect(vitalProblem(pressure, at('102')).value2).toContain('10〜220');
    expect(vitalProblem(pressure, at('', '58')).value).toContain('30〜300');
    expect(vitalProblem(pressure, at('58', '102')).value2).toContain('最低');
    expect(vitalProblem(pressure, at('102', '58'))).toEqual({});
  });
});
