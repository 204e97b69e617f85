import { createRoute, lazyRouteComponent } from '@tanstack/react-router';

import { personRoute } from '../person/routes';

/** Pages under `/people/$person`. */
export const recordPages = [
  createRoute({
    getParentRoute: () => personRoute,
    path: '/records',
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
