import { describe, expect, it } from 'vitest';

import { toBytes, toText } from './passkey';
import { secondsLeft } from './terminal';

describe('the clock of a shared terminal', () => {
  it('says nothing while there is time, counts the last half minute, and then locks', () => {
    expect(secondsLeft(0, 3)).toBeNull();
    expect(secondsLeft(149_000, 3)).toBeNull();
    expect(secondsLeft(150_000, 3)).toBe(30);
    expect(secondsLeft(179_500, 3)).toBe(1);
    expect(secondsLeft(180_000, 3)).toBe(0);
    expect(secondsLeft(8 * 3_600_000, 3)).toBe(0);
  });
});
describe('what a passkey says', () => {
  it('travels as base64url without padding', () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, i) => i);
    const text = toText(bytes.buffer);
    expect(text).not.toMatch(/[+/=]/);
    expect(toBytes(text)).toEqual(bytes);
    expect(toText(toBytes('_-8').buffer)).toBe('_-8');
  });
});
