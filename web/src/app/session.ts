// Who is signed in here: one query, kept fresh by every answer that carries a SessionView.
import { QueryClient, queryOptions, useQuery } from '@tanstack/react-query';

import { api, ApiError, OfflineError, setCsrfToken } from '../api/client';
import type { SessionView } from '../api/types';

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 20_000,
      retry: (count, error) =>
        count < 2 && (error instanceof OfflineError || (error instanceof ApiError && error.status >= 502)),
    },
  },
});

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async () => {
    const view = await api.get('/session');
    setCsrfToken(view.csrf_token);
    return view;
  },
  staleTime: 5 * 60_000,
});

/** Takes over the session an answer carries; another human or post means nothing kept may be shown any more. */
export function adoptSession(view: SessionView): void {
  const before = queryClient.getQueryData(sessionQuery.queryKey);
  setCsrfToken(view.csrf_token);
  if (before && (before.account?.id !== view.account?.id || before.post?.id !== view.post?.id))
    queryClient.removeQueries({
      predicate: (q) => q.queryKey[0] !== 'session' && q.queryKey[0] !== 'portal',
    });
  queryClient.setQueryData(sessionQuery.queryKey, view);
}
export function useSession(): SessionView {
  const { data } = useQuery(sessionQuery);
  return data ?? { state: 'none', strength: 'none', posts: [], pledge_due: false };
}
/** The post acted as; only inside pages behind sign-in. */
export function usePost() {
  const post = useSession().post;
  return {
    id: post?.id ?? '',
    kind: post?.kind ?? 'professional',
    facilityId: post?.facility_id ?? null,
    profession: post?.profession ?? '',
    isManager: post?.is_manager ?? false,
    isGuardian: post?.kind === 'guardian',
    isOperator: post?.kind === 'operator',
    post,
  };
}
/** Where a session that is not ready has to go next; null when it may pass. */
export function nextStep(view: SessionView): '/sign-in' | '/pledge' | null {
  if (view.state !== 'ready') return '/sign-in';
  return view.pledge_due ? '/pledge' : null;
}
