import { createRoute, lazyRouteComponent } from '@tanstack/react-router';

import { signedIn } from '../app/root';
import { personRoute } from '../person/routes';

export const schoolEntryRoutes = [
  createRoute({
    getParentRoute: () => signedIn,
    path: '/school-entries',
    component: lazyRouteComponent(() => import('./board-page'), 'EntryBoardPage'),
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/manage/school-entry',
    component: lazyRouteComponent(() => import('./calendar-page'), 'CalendarPage'),
  }),
] as const;
/** Pages under `/people/$person`. */
export const schoolEntryPages = [
  createRoute({
    getParentRoute: () => personRoute,
    path: '/school-entries',
    component: lazyRouteComponent(() => import('./entries-page'), 'EntriesPage'),
  }),
  createRoute({
    getParentRoute: () => personRoute,
    path: '/school-entries/$entry',
    component: lazyRouteComponent(() => import('./entry-page'), 'EntryPage'),
  }),
] as const;
