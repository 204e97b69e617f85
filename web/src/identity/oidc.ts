// The browser's half of signing in through a directory: it leaves for the provider and comes back to
// `/oidc/callback`. What binds the two is in a cookie that no script reads; nothing is kept here.
import { queryOptions } from '@tanstack/react-query';

import { api } from '../api/client';

export const oidcChoicesQuery = queryOptions({
  queryKey: ['oidc-choices'],
  queryFn: () => api.get('/session/oidc/providers'),
  staleTime: 5 * 60_000,
});

/** Goes where the server says; the promise stays open, since this page is about to end. */
export async function leaveFor(begin: Promise<{ url: string }>): Promise<never> {
  const { url } = await begin;
  window.location.assign(url);
  return new Promise(() => undefined);
}
