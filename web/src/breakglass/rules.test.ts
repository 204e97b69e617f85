import { beforeAll, describe, expect, it } from 'vitest';

import { activate, allWords } from '../words';
import { leftText, minutesLeft } from './rules';

describe('how long an emergency look lasts', () => {
  beforeAll(async () => {
    await activate('ja');
    await allWords();
  });
  it('is told in whole minutes, the last one until it is over', () => {
    const now = Date.parse('2026-11-24T03:00:00Z');
    expect(minutesLeft('2026-11-25T02:12:00Z', now)).toBe(23 * 60 + 12);
    expect(minutesLeft('2026-11-24T03:00:01Z', now)).toBe(1);
    expect(minutesLeft('2026-11-24T03:00:00Z', now)).toBe(0);
    expect(minutesLeft('2026-11-24T02:00:00Z', now)).toBe(0);
  });
  it('is said in hours and minutes', () => {
    expect(leftText(23 * 60 + 12)).toBe('23時間12分');
    expect(leftText(60)).toBe('1時間0分');
    expect(leftText(7)).toBe('7分');
  });
});
