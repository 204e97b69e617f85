import { createRoute, lazyRouteComponent } from '@tanstack/react-router';

import { signedIn } from '../app/root';
import { queryClient } from '../app/session';
import { beside } from './beside';
import { personQuery } from './queries';

/** Every page about one person hangs here: the layout keeps name, age and allergy mark in sight. */
export const personRoute = createRoute({
  getParentRoute: () => signedIn,
  path: '/people/$person',
  ...beside((person) => queryClient.prefetchQuery(personQuery(person))),
  component: lazyRouteComponent(() => import('./person-layout'), 'PersonLayout'),
});

export const personRoutes = [
  createRoute({
    getParentRoute: () => signedIn,
    path: '/people',
    component: lazyRouteComponent(() => import('./people-page'), 'PeoplePage'),
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/people/new',
    component: lazyRouteComponent(() => import('./register-page'), 'RegisterPage'),
  }),
] as const;

export const personPages = [
  createRoute({
    getParentRoute: () => personRoute,
    path: '/profile',
    component: lazyRouteComponent(() => import('./profile-page'), 'ProfilePage'),
  }),
  createRoute({
    getParentRoute: () => personRoute,
    path: '/profile/edit',
    component: lazyRouteComponent(() => import('./edit-person-page'), 'EditPersonPage'),
  }),
  createRoute({
    getParentRoute: () => personRoute,
    path: '/profile/history',
    component: lazyRouteComponent(() => import('./history-page'), 'HistoryPage'),
  }),
  createRoute({
    getParentRoute: () => personRoute,
    path: '/watch',
    component: lazyRouteComponent(() => import('./watch-page'), 'WatchPage'),
  }),
  createRoute({
    getParentRoute: () => personRoute,
    path: '/access-log',
    component: lazyRouteComponent(() => import('./access-log-page'), 'AccessLogPage'),
  }),
] as const;
