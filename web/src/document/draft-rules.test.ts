import { describe, expect, it } from 'vitest';

import {
  begun,
  decided,
  received,
  restored,
  sending,
  settled,
  typedIn,
  valuesOf,
  waiting,
  type Kept,
} from './draft-rules';

const answer = (path: string, text: string, revision: number, mine = false): Kept => ({
  path,
  value: { text },
  revision,
  mine,
  by_name: mine ? '自分' : '相手',
  at: '2026-11-28T10:00:00Z',
});
const start = begun([answer('wish', '外で遊びたい', 3), answer('goal', '待つ', 1)]);

describe('a draft that several people write', () => {
  it('sends what was typed with the number that was seen', () => {
    const draft = typedIn(start, [
      ['wish', { text: '外で長く遊びたい' }],
      ['new', { text: 'あ' }],
    ]);
    expect(waiting(draft)).toEqual([
      { path: 'wish', revision: 3, value: { text: '外で長く遊びたい' } },
      { path: 'new', revision: 0, value: { text: 'あ' } },
    ]);
    expect(waiting(typedIn(draft, [['wish', { text: '外で遊びたい' }]])).map((s) => s.path)).toEqual(['new']);
  });
  it('shows at once what somebody else wrote elsewhere, and keeps what was typed', () => {
    const draft = received(typedIn(start, [['wish', { text: 'わたし' }]]), [answer('goal', '二分待つ', 2)]);
    expect(valuesOf(draft)).toEqual({ wish: { text: 'わたし' }, goal: { text: '二分待つ' } });
    expect(draft.fresh.has('goal')).toBe(true);
    expect(draft.clashes).toEqual({});
  });
  it('goes on typing while its own words are on their way', () => {
    let draft = typedIn(start, [['wish', { text: '一' }]]);
    draft = sending(draft, waiting(draft));
    draft = typedIn(draft, [['wish', { text: '一二' }]]);
    draft = settled(draft, [answer('wish', '一', 4, true)]);
    expect(draft.clashes).toEqual({});
    expect(waiting(draft)).toEqual([{ path: 'wish', revision: 4, value: { text: '一二' } }]);
    draft = settled(sending(draft, waiting(draft)), [answer('wish', '一二', 5, true)]);
    expect(waiting(draft)).toEqual([]);
  });
  it('takes back words that are on their way', () => {
    let draft = typedIn(start, [['wish', { text: '一' }]]);
    draft = sending(draft, waiting(draft));
    draft = typedIn(draft, [['wish', { text: '外で遊びたい' }]]);
    draft = settled(draft, [answer('wish', '一', 4, true)]);
    expect(waiting(draft)).toEqual([{ path: 'wish', revision: 4, value: { text: '外で遊びたい' } }]);
  });
  it('does not take an older state for a newer one', () => {
    expect(valuesOf(received(start, [answer('wish', '古い', 2)]))['wish']).toEqual({ text: '外で遊びたい' });
  });

  const clash = received(typedIn(start, [['wish', { text: 'わたしの文' }]]), [answer('wish', '相手の文', 4)]);
  it('loses neither when both wrote the same field', () => {
    expect(clash.clashes['wish']?.value).toEqual({ text: '相手の文' });
    expect(valuesOf(clash)['wish']).toEqual({ text: 'わたしの文' });
    expect(waiting(clash)).toEqual([]);
  });
  it.each([
    ['mine', 'わたしの文', 4],
    ['both', '相手の文\nわたしの文', 4],
  ] as const)('a human decides: %s', (choice, text, revision) => {
    expect(waiting(decided(clash, 'wish', choice))).toEqual([{ path: 'wish', revision, value: { text } }]);
  });
  it('a human decides: theirs', () => {
    const draft = decided(clash, 'wish', 'theirs');
    expect(valuesOf(draft)['wish']).toEqual({ text: '相手の文' });
    expect(waiting(draft)).toEqual([]);
  });
  it('is no clash when both wrote the same', () => {
    const draft = received(typedIn(start, [['wish', { text: '同じ文' }]]), [answer('wish', '同じ文 ', 4)]);
    expect(draft.clashes).toEqual({});
    expect(draft.typed).toEqual({});
  });
  it('puts back what the device kept; what changed meanwhile is a clash', () => {
    const draft = restored(start, {
      wish: { value: { text: '電車で書いた' }, base: 2 },
      goal: { value: { text: '二分待つ' }, base: 1 },
    });
    expect(Object.keys(draft.clashes)).toEqual(['wish']);
    expect(waiting(draft).map((s) => s.path)).toEqual(['goal']);
  });
  it('sends no more at once than a request takes', () => {
    const many = Array.from({ length: 150 }, (_, i) => [`q${i}`, { text: 'x' }] as const);
    expect(waiting(typedIn(start, many))).toHaveLength(100);
  });
});
