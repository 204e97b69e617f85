import { beforeAll, describe, expect, test } from 'vitest';

import { activate, allWords } from '../words';
import { doubt, localMinute, numberText, press, readNumber, summary } from './rules';
import type { RecordType } from './types';

const type = (given: Partial<RecordType>): RecordType => ({
  code: 'temperature',
  ja: '体温',
  en: 'Temperature',
  group: 'vital',
  classes: ['health'],
  unit: '℃',
  decimals: 1,
  need: 'value',
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
  ...given,
});

beforeAll(async () => {
  await activate('ja');
  await allWords();
});

describe('the number pad', () => {
  test('keeps one point and the decimals of the type', () => {
    const keys = ['3', '7', '.', '.', '2', '5'];
    expect(keys.reduce((typed, key) => press(typed, key, type({})), '')).toBe('37.2');
    expect(press('9', '.', type({ decimals: 0 }))).toBe('9');
    expect(press('', '.', type({}))).toBe('0.');
    expect(press('37.2', 'back', type({}))).toBe('37.');
    expect(press('0', '5', type({}))).toBe('5');
  });
  test('reads what was typed, full width too', () => {
    expect(readNumber('３７．５')).toBe(37.5);
    expect(readNumber('37.')).toBe(37);
    expect(readNumber('')).toBeUndefined();
    expect(readNumber('三')).toBeUndefined();
  });
});

describe('a record in words', () => {
  test('is one line', () => {
    expect(summary(type({}), { value: 37, kind: '', what: '' })).toBe('37.0 ℃');
    const meal = type({ unit: '割', decimals: 0, kinds: [{ code: 'lunch', ja: '昼食', en: 'Lunch' }] });
    expect(summary(meal, { value: 8, kind: 'lunch', what: '' })).toBe('昼食 8 割');
    const pressure = type({ unit: 'mmHg', decimals: 0 });
    expect(summary(pressure, { value: 110, value2: 64, kind: '', what: '' })).toBe('110/64 mmHg');
    expect(summary(type({ unit: '秒', decimals: 0 }), { value: 95, kind: '', what: '' })).toBe('1分35秒');
  });
  test('drops only needless noughts behind the point', () => {
    expect(numberText(15.5, 2)).toBe('15.5');
    expect(numberText(15, 2)).toBe('15');
    expect(numberText(36, 1)).toBe('36.0');
  });
});

test('an unusual value is asked back, grams by name', () => {
  expect(doubt(type({}), 37)).toBeNull();
  expect(doubt(type({}), 43)).toContain('43.0 ℃');
  const weight = type({ code: 'weight', unit: 'kg', decimals: 2, usual_low: 0.4, usual_high: 180 });
  expect(doubt(weight, 3250)).toContain('グラム');
  expect(doubt(weight, 15)).toBeNull();
});

test('the clock of the device goes into the field', () => {
  expect(localMinute(new Date(2026, 0, 5, 7, 3))).toBe('2026-01-05T07:03');
});
