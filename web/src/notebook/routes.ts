import { createRoute, lazyRouteComponent } from '@tanstack/react-router';

import { signedIn } from '../app/root';
import { personRoute } from '../person/routes';

/** Pages under `/people/$person`. */
export const notebookPages = [
  createRoute({
    getParentRoute: () => personRoute,
    path: '/',
    component: lazyRouteComponent(() => import('./timeline-page'), 'TimelinePage'),
  }),
  createRoute({
    getParentRoute: () => personRoute,
    path: '/write',
    component: lazyRouteComponent(() => import('./write-page'), 'WritePage'),
  }),
  createRoute({
    getParentRoute: () => personRoute,
    path: '/entries/$entry',
    component: lazyRouteComponent(() => import('./entry-page'), 'EntryPage'),
  }),
] as const;

export const notebookRoutes = [
  createRoute({
    getParentRoute: () => signedIn,
    path: '/write',
    component: lazyRouteComponent(() => import('./choose-person-page'), 'ChoosePersonPage'),
  }),
] as const;
