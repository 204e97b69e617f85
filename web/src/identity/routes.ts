import { createRoute, lazyRouteComponent } from '@tanstack/react-router';

import { root, signedIn } from '../app/root';

/**
 * Only places of this app: a link from elsewhere must not send a signed-in human on. Says `undefined` outright, as the
 * router lays what is said here over the address as it came, and would keep what is merely left out.
 */
const safeNext = (search: Record<string, unknown>): { next?: string | undefined } => {
  const next = search['next'];
  return { next: typeof next === 'string' && /^\/(?![/\\])/.test(next) ? next : undefined };
};

export const identityOpenRoutes = [
  createRoute({
    getParentRoute: () => root,
    path: '/sign-in',
    validateSearch: safeNext,
    component: lazyRouteComponent(() => import('./sign-in-page'), 'SignInPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/pledge',
    validateSearch: safeNext,
    component: lazyRouteComponent(() => import('./pledge-page'), 'PledgePage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/invite',
    component: lazyRouteComponent(() => import('./invite-page'), 'InvitePage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/oidc/callback',
    component: lazyRouteComponent(() => import('./oidc-callback-page'), 'OidcCallbackPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/reset',
    component: lazyRouteComponent(() => import('./reset-page'), 'ResetPage'),
  }),
] as const;

export const identityRoutes = [
  createRoute({
    getParentRoute: () => signedIn,
    path: '/account',
    component: lazyRouteComponent(() => import('./account-page'), 'AccountPage'),
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/manage/directories',
    component: lazyRouteComponent(() => import('./oidc-providers-page'), 'OidcProvidersPage'),
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/more',
    component: lazyRouteComponent(() => import('./more-page'), 'MorePage'),
  }),
] as const;
