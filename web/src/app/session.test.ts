// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { api } from '../api/client';
import type { SessionView } from '../api/types';
import { adoptSession, forgetSession, nobody, queryClient, sessionQuery } from './session';

const as = (account: string, post = 'post') =>
  ({ ...nobody, state: 'ready', account: { id: account }, post: { id: post } }) as unknown as SessionView;
beforeEach(() => {
  adoptSession(as('hanako'));
  queryClient.setQueryData(['people'], ['佐藤 ひなた']);
  queryClient.setQueryData(['portal', 'yuino'], '公開');
});
afterEach(() => {
  queryClient.clear();
  vi.restoreAllMocks();
});
const kept = () => [queryClient.getQueryData(['people']), queryClient.getQueryData(['portal', 'yuino'])];

describe('what was shown to one human', () => {
  it('stays while the same human goes on', () => {
    adoptSession(as('hanako'));
    expect(kept()).toEqual([['佐藤 ひなた'], '公開']);
  });
  it('is gone when the session is over, before anybody else comes', () => {
    forgetSession();
    expect(kept()).toEqual([undefined, '公開']);
    expect(queryClient.getQueryData(sessionQuery.queryKey)?.account).toBeUndefined();
  });
  it('is gone when another window signed somebody else in', async () => {
    vi.spyOn(api, 'get').mockResolvedValue(as('jiro'));
    await queryClient.fetchQuery({ ...sessionQuery, staleTime: 0 });
    expect(kept()).toEqual([undefined, '公開']);
  });
  it('is gone when the post changes', () => {
    adoptSession(as('hanako', 'another'));
    expect(kept()).toEqual([undefined, '公開']);
  });
});
