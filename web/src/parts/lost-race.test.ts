import { describe, expect, it } from 'vitest';

import { merge } from './lost-race';

const base = { phone: '1', address: 'a', alert: '', classes: ['basic'] };

describe('an edit that was overtaken', () => {
  it('keeps what was typed where only we changed it', () => {
    expect(merge(base, base, { ...base, phone: '2' })).toEqual({
      merged: { ...base, phone: '2' },
      clashes: [],
    });
  });
  it('takes over what only they changed', () => {
    const theirs = { ...base, address: 'b', classes: ['basic', 'health'] };
    expect(merge(base, theirs, { ...base, phone: '2' })).toEqual({
      merged: { ...theirs, phone: '2' },
      clashes: [],
    });
  });
  it('names a field both changed, and keeps what was typed', () => {
    const result = merge(base, { ...base, alert: 'theirs' }, { ...base, alert: 'ours' });
    expect(result.merged.alert).toBe('ours');
    expect(result.clashes).toEqual(['alert']);
  });
  it('is quiet where both changed it to the same', () => {
    expect(merge(base, { ...base, phone: '9' }, { ...base, phone: '9' }).clashes).toEqual([]);
  });
});
