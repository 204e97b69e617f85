import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';

import { root, signedIn } from '../app/root';
import { personRoute } from '../person/routes';
import { keepToken } from './token';

/** Where the QR code of a card leads. The token leaves the address at once and never reaches a server log. */
export const careOpenRoutes = [
  createRoute({
    getParentRoute: () => root,
    path: '/card',
    beforeLoad: ({ location }) => {
      keepToken(location.hash);
      throw redirect({ to: '/card/open', replace: true });
    },
  }),
] as const;

export const careRoutes = [
  createRoute({
    getParentRoute: () => signedIn,
    path: '/card/open',
    component: lazyRouteComponent(() => import('./scan-page'), 'ScanPage'),
  }),
] as const;

/** Pages under `/people/$person`. */
export const carePages = [
  createRoute({
    getParentRoute: () => personRoute,
    path: '/emergency',
    component: lazyRouteComponent(() => import('./card-page'), 'CardPage'),
  }),
  createRoute({
    getParentRoute: () => personRoute,
    path: '/profile/care',
    component: lazyRouteComponent(() => import('./care-page'), 'CarePage'),
  }),
  createRoute({
    getParentRoute: () => personRoute,
    path: '/profile/care/$part',
    component: lazyRouteComponent(() => import('./part-page'), 'PartPage'),
  }),
] as const;
