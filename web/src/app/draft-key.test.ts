import { afterEach, describe, expect, it, vi } from 'vitest';

import { api } from '../api/client';
import { draftKey, draftKeyFrom, forgetDraftKey } from './draft-key';

const secret = (letter: string) => letter.repeat(43).replace(/.$/, 'A');
afterEach(() => {
  forgetDraftKey();
  vi.restoreAllMocks();
});

describe('a draft key', () => {
  it('opens what it sealed, and nothing that another key sealed or somebody changed', async () => {
    const mine = await draftKeyFrom(secret('a'));
    const theirs = await draftKeyFrom(secret('b'));
    const sealed = await mine.seal({ body: '発熱' });
    expect(await mine.open(sealed)).toEqual({ body: '発熱' });
    expect(await (await draftKeyFrom(secret('a'))).open(sealed)).toEqual({ body: '発熱' });
    expect(await theirs.open(sealed)).toBeUndefined();
    new Uint8Array(sealed.data)[3]! ^= 1;
    expect(await mine.open(sealed)).toBeUndefined();
  });
  it('never seals alike twice, but names alike', async () => {
    const key = await draftKeyFrom(secret('a'));
    const bytes = async () => new Uint8Array((await key.seal('x')).data).join();
    expect(await bytes()).not.toBe(await bytes());
    expect(await key.name('draft', 'p')).toBe(await key.name('draft', 'p'));
    expect(await key.name('draft', 'p')).not.toBe(await key.name('draftp'));
    expect(await (await draftKeyFrom(secret('b'))).name('draft', 'p')).not.toBe(await key.name('draft', 'p'));
  });
  it('is asked for once an account, and again after it was forgotten or could not be had', async () => {
    const get = vi.spyOn(api, 'get').mockResolvedValue({ key: secret('a') });
    await Promise.all([draftKey('a'), draftKey('a')]);
    expect(get).toHaveBeenCalledTimes(1);
    forgetDraftKey();
    await draftKey('a');
    expect(get).toHaveBeenCalledTimes(2);
    get.mockRejectedValueOnce(new Error('away'));
    await expect(draftKey('b')).rejects.toThrow('away');
    await draftKey('b');
    expect(get).toHaveBeenCalledTimes(4);
  });
});
