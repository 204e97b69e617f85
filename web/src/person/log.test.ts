import { describe, expect, it } from 'vitest';

import type { AccessLogItem } from '../api/types';
import { byDay } from './log';

const look = (at: string, more: Partial<AccessLogItem> = {}): AccessLogItem => ({
  id: at,
  at,
  action: 'read',
  classes: ['basic'],
  outcome: 'granted',
  basis: 'seat',
  actor_name: '',
  facility_name: 'ひまわり保育園',
  profession: 'nursery_teacher',
  own: false,
  ...more,
});

describe('the access history', () => {
  it('is cut by the reader’s own days', () => {
    const days = byDay([look('2024-06-03T10:00:00+09:00'), look('2024-06-01T10:00:00+09:00')]);
    expect(days).toHaveLength(2);
  });
  it('gathers the same person doing the same thing in a row, with all classes seen', () => {
    const [day] = byDay([
      look('2024-06-03T01:20:00Z'),
      look('2024-06-03T01:10:00Z', { classes: ['health'] }),
      look('2024-06-03T01:00:00Z'),
    ]);
    expect(day?.lines).toHaveLength(1);
    expect(day?.lines[0]).toMatchObject({
      times: 3,
      at: '2024-06-03T01:20:00Z',
      earliest: '2024-06-03T01:00:00Z',
      classes: ['basic', 'health'],
      ids: ['2024-06-03T01:20:00Z', '2024-06-03T01:10:00Z', '2024-06-03T01:00:00Z'],
    });
  });
  it('never hides a refusal among what was granted', () => {
    const [day] = byDay([
      look('2024-06-03T01:20:00Z'),
      look('2024-06-03T01:10:00Z', { outcome: 'refused' }),
      look('2024-06-03T01:00:00Z'),
    ]);
    expect(day?.lines.map((l) => l.outcome)).toEqual(['granted', 'refused', 'granted']);
  });
});
