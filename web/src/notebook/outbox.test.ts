// @vitest-environment jsdom
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { api, ApiError, OfflineError } from '../api/client';
import type { SessionView } from '../api/types';
import { queryClient, sessionQuery } from '../app/session';
import { activate, allWords } from '../words';
import { post, sendNow, start, takeBack, verdict } from './outbox';
import { keyOf } from './sealed.test-help';
import { emptyStore, findDraft, findOutgoing, store } from './store';
import { publish, waitingNow } from './waiting';
import { freshValues } from './write-page';

const server = vi.hoisted(() => ({ away: false }));
vi.mock('../app/draft-key', async (original) => ({
  ...(await original<object>()),
  draftKey: (account: string) => (server.away ? Promise.reject(new OfflineError()) : keyOf(account)),
}));

const signIn = (account: string, as: string) =>
  queryClient.setQueryData(sessionQuery.queryKey, {
    state: 'ready',
    strength: 'two_factor',
    posts: [],
    pledge_due: false,
    account: { id: account },
    post: { id: as },
  } as unknown as SessionView);
const entry = (body = '完食') => ({ ...freshValues({}, ['basic'], [], false), body, file_ids: [] });
const sent = vi.spyOn(api, 'post');

beforeEach(async () => {
  await activate('ja');
  await allWords();
  await emptyStore(store);
  sent.mockReset();
  signIn('a', 'post-a');
  await start();
});
afterEach(() => queryClient.clear());

describe('the outbox', () => {
  it('waits before sending, and gives the entry back to the draft when asked', async () => {
    const e = entry('まちがい');
    await post('p', e, []);
    expect(sent).not.toHaveBeenCalled();
    expect(await takeBack(e.id)).toBe(true);
    expect((await findDraft(store, 'a', 'p'))?.values.body).toBe('まちがい');
    expect(await store.letters.count()).toBe(0);
  });
  it('sends once and forgets', async () => {
    sent.mockResolvedValue(undefined);
    const e = entry();
    await post('p', e, []);
    await sendNow(e.id);
    expect(sent).toHaveBeenCalledExactlyOnceWith('/people/p/entries', e);
    expect(await store.letters.count()).toBe(0);
  });
  it('keeps what could not be sent for want of a connection', async () => {
    sent.mockRejectedValue(new OfflineError());
    const e = entry();
    await post('p', e, []);
    await sendNow(e.id);
    expect(await findOutgoing(store, 'a', e.id)).toMatchObject({ refused: '', entry: e });
  });
  it('begins when the server is back, where it was away', async () => {
    const e = entry();
    await post('p', e, []);
    server.away = true;
    publish([]);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      await start();
      expect(waitingNow()).toEqual([]);
      server.away = false;
      await vi.advanceTimersByTimeAsync(15_000);
    } finally {
      vi.useRealTimers();
    }
    await vi.waitFor(() => expect(waitingNow().map((o) => o.id)).toEqual([e.id]));
  });
  it('gives back what was measured as it was typed, under the same ids', async () => {
    const records = [{ id: 'r1', type: 'temperature', value: 37.7, value2: null }];
    const e = { ...entry(), records };
    await post('p', e, []);
    expect(await takeBack(e.id)).toBe(true);
    expect((await findDraft(store, 'a', 'p'))?.values).toMatchObject({
      vitals: [{ id: 'r1', type: 'temperature', value: '37.7', value2: '' }],
    });
  });
  it('keeps what was refused, with the reason', async () => {
    sent.mockRejectedValue(new ApiError(403, 'forbidden', '同意が撤回されました。'));
    const e = entry();
    await post('p', e, []);
    await sendNow(e.id);
    expect(await findOutgoing(store, 'a', e.id)).toMatchObject({ refused: '同意が撤回されました。' });
  });
  it('never sends one human’s entry as another, nor as another post', async () => {
    sent.mockResolvedValue(undefined);
    await post('p', entry(), []);
    signIn('b', 'post-b');
    await start();
    await sendNow();
    signIn('a', 'post-a2');
    await start();
    await sendNow();
    expect(sent).not.toHaveBeenCalled();
  });
});
describe('the verdict', () => {
  it('tells what can be tried again from what cannot', () => {
    expect(verdict(new OfflineError())).toBe('later');
    expect(verdict(new ApiError(503, 'unavailable', ''))).toBe('later');
    expect(verdict(new ApiError(401, 'unauthenticated', ''))).toBe('later');
    expect(verdict(new ApiError(422, 'invalid', ''))).toBe('refused');
    expect(verdict(new ApiError(409, 'duplicate', ''))).toBe('refused');
  });
});
