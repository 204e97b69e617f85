import { createRoute, lazyRouteComponent } from '@tanstack/react-router';

import { signedIn } from '../app/root';
import { queryClient } from '../app/session';
import { beside, onceOpen } from '../person/beside';
import { personRoute } from '../person/routes';
import { codesQuery } from '../region/queries';
import { entriesQuery, noFilters } from './queries';

function askForEntries(person: string): void {
  void queryClient.prefetchQuery(codesQuery);
  void onceOpen(person, () => queryClient.prefetchInfiniteQuery(entriesQuery(person, noFilters)));
}

/** Pages under `/people/$person`. */
export const notebookPages = [
  createRoute({
    getParentRoute: () => personRoute,
    path: '/',
    ...beside(askForEntries),
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
