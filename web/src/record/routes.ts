import { createRoute, lazyRouteComponent } from '@tanstack/react-router';

import { queryClient } from '../app/session';
import { beside, onceOpen } from '../person/beside';
import { personRoute } from '../person/routes';
import { noRecordFilters, recordsQuery, typesQuery } from './queries';

function askForRecords(person: string): void {
  void queryClient.prefetchQuery(typesQuery);
  void onceOpen(person, () => queryClient.prefetchInfiniteQuery(recordsQuery(person, noRecordFilters)));
}

/** Pages under `/people/$person`. */
export const recordPages = [
  createRoute({
    getParentRoute: () => personRoute,
    path: '/records',
    ...beside(askForRecords),
    component: lazyRouteComponent(() => import('./records-page'), 'RecordsPage'),
  }),
  createRoute({
    getParentRoute: () => personRoute,
    path: '/records/new',
    component: lazyRouteComponent(() => import('./quick-entry-page'), 'QuickEntryPage'),
  }),
  createRoute({
    getParentRoute: () => personRoute,
    path: '/records/charts',
    component: lazyRouteComponent(() => import('./charts-page'), 'ChartsPage'),
  }),
  createRoute({
    getParentRoute: () => personRoute,
    path: '/records/limits',
    component: lazyRouteComponent(() => import('./limits-page'), 'LimitsPage'),
  }),
  createRoute({
    getParentRoute: () => personRoute,
    path: '/records/growth',
    component: lazyRouteComponent(() => import('../growth/growth-page'), 'GrowthPage'),
  }),
] as const;
