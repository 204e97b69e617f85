import { describe, expect, it } from 'vitest';

import { newId } from './ids';
import { backoff, EventCutter } from './stream';

describe('the event cutter', () => {
  it('finds events across chunks and ignores heartbeats', () => {
    const cutter = new EventCutter();
    expect(cutter.push(': still here\n\nevent: change\nid: 4')).toEqual([]);
    expect(cutter.push('2\ndata: {"position":42}\n\nevent: reset\n\n')).toEqual([
      { event: 'change', id: '42', data: '{"position":42}' },
      { event: 'reset', id: '', data: '' },
    ]);
  });
  it('joins data of several lines', () => {
    expect(new EventCutter().push('data: a\r\ndata: b\r\n\r\n')[0]?.data).toBe('a\nb');
  });
});
describe('backoff', () => {
  it('grows, never past 30 seconds, never to nothing', () => {
    expect(backoff(0, () => 1)).toBe(500);
    expect(backoff(50, () => 1)).toBe(30_000);
    expect(backoff(3, () => 0)).toBe(2000);
  });
});
describe('ids', () => {
  it('are UUIDv7 and sort by time', () => {
    const [a, b] = [newId(1_700_000_000_000), newId(1_700_000_000_001)];
    expect(a).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(a.slice(0, 13) < b.slice(0, 13)).toBe(true);
    expect(new Set(Array.from({ length: 1000 }, () => newId())).size).toBe(1000);
  });
});
