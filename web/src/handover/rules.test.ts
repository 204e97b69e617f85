import { describe, expect, test } from 'vitest';

import { byClass, chosenItems, isWaiting, nextFollowUp, stagesDone } from './rules';
import type { HandoverItem, HandoverItemView, HandoverStep } from './types';

const item = (id: string, more: Partial<HandoverItem> = {}): HandoverItem => ({
  id,
  kind: 'note',
  source_id: null,
  info_class: 'basic',
  title: id,
  body: '',
  ...more,
});
const step = (kind: HandoverStep['kind']): HandoverStep => ({
  id: kind,
  kind,
  item_id: null,
  on: null,
  words: '',
  at: '2026-04-01T00:00:00Z',
  by_name: '',
  by_facility: '',
});

describe('handovers', () => {
  test('items stand by class, in the order of classes', () => {
    const items = [item('a', { info_class: 'education' }), item('b'), item('c', { info_class: 'education' })];
    expect(byClass(items, (i) => i.info_class).map(([c, found]) => [c, found.map((i) => i.id)])).toEqual([
      ['basic', ['b']],
      ['education', ['a', 'c']],
    ]);
  });
  test('what is kept is not offered twice, and only what is picked goes along', () => {
    const kept = [item('1', { kind: 'event', source_id: 'e' }), item('2')];
    const suggested = [item('3', { kind: 'event', source_id: 'e' }), item('4', { kind: 'growth' })];
    expect(chosenItems(suggested, kept, new Set(['1', '4'])).map((i) => i.id)).toEqual(['1', '4']);
  });
  test('the follow-up after one month comes before that after three', () => {
    expect(nextFollowUp([step('meeting')])).toBe('follow_up_1');
    expect(nextFollowUp([step('follow_up_1')])).toBe('follow_up_3');
    expect(nextFollowUp([step('follow_up_1'), step('follow_up_3')])).toBeNull();
  });
  test('a question waits until it is answered', () => {
    const view = { item: item('a'), left_out: false, confirmed_at: null, confirmed_by: '' };
    const talk = [step('question')];
    expect(isWaiting({ ...view, talk } as HandoverItemView)).toBe(true);
    expect(isWaiting({ ...view, talk: [...talk, step('answer')] } as HandoverItemView)).toBe(false);
  });
  test('progress', () => {
    expect(['draft', 'asked', 'agreed', 'sent', 'received'].map((s) => stagesDone(s as 'draft'))).toEqual([
      0, 1, 2, 3, 4,
    ]);
  });
});
