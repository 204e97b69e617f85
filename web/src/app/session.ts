// Who is signed in here: one query, kept fresh by every answer that carries a SessionView.
import { QueryClient, queryOptions, useQuery } from '@tanstack/react-query';

import { api, ApiError, OfflineError, setCsrfToken } from '../api/client';
import type { SessionView } from '../api/types';
import { endMarkedSession, isMarkedLocked } from '../identity/locked';

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
    let view = await api.get('/session');
    setCsrfToken(view.csrf_token);
    if (isMarkedLocked()) {
      // This terminal was locked when it could not say so: nobody goes on with that session.
      await endMarkedSession();
      view = await api.get('/session');
    }
    takeOver(queryClient.getQueryData<SessionView>(['session']), view);
    return view;
  },
  staleTime: 5 * 60_000,
});

export const nobody: SessionView = {
  state: 'none',
  strength: 'none',
  posts: [],
  pledge_due: false,
  factors: [],
};
/** Another human or post than before, or nobody: nothing kept may be shown any more. */
function takeOver(before: SessionView | undefined, view: SessionView): void {
  setCsrfToken(view.csrf_token);
  if (before && (before.account?.id !== view.account?.id || before.post?.id !== view.post?.id))
    queryClient.removeQueries({
      predicate: (q) => q.queryKey[0] !== 'session' && q.queryKey[0] !== 'portal',
    });
}
/** Takes over the session an answer carries. */
export function adoptSession(view: SessionView): void {
  takeOver(queryClient.getQueryData(sessionQuery.queryKey), view);
  queryClient.setQueryData(sessionQuery.queryKey, view);
}
/** Asks anew who is signed in; true if it is whom this page was drawn for, and they may go on. */
export async function stillSignedIn(): Promise<boolean> {
  const before = queryClient.getQueryData(sessionQuery.queryKey);
  try {
    const now = await queryClient.fetchQuery({ ...sessionQuery, staleTime: 0, retry: false });
    return (
      before?.account?.id === now.account?.id && before?.post?.id === now.post?.id && nextStep(now) === null
    );
  } catch {
    return false;
  }
}
/** The session is over: what it showed goes at once, and the server is asked again when anybody wants to know. */
export function forgetSession(): void {
  const { passkey_origin } = queryClient.getQueryData(sessionQuery.queryKey) ?? nobody;
  adoptSession({ ...nobody, ...(passkey_origin ? { passkey_origin } : {}) });
  void queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey });
}
export function useSession(): SessionView {
  const { data } = useQuery(sessionQuery);
  return data ?? nobody;
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
    /** Works in another region, here under an agreement. */
    isGuest: post?.is_guest ?? false,
    /** The person themself, where the post is their own account. */
    own: post?.people.find((p) => p.own),
    isOperator: post?.kind === 'operator',
    isAuditor: post?.kind === 'auditor',
    post,
  };
}
/** Where a post's day begins. */
export function homeOf(view: SessionView): '/manage/applications' | '/manage/audit' | '/today' {
  if (view.post?.kind === 'operator') return '/manage/applications';
  return view.post?.kind === 'auditor' ? '/manage/audit' : '/today';
}
/** Where a session that is not ready has to go next; null when it may pass. */
export function nextStep(view: SessionView): '/sign-in' | '/pledge' | null {
  // Ready and yet no stronger than a password: the region demands another way of signing in for this post.
  if (view.state !== 'ready' || view.strength === 'password') return '/sign-in';
  return view.pledge_due ? '/pledge' : null;
}
