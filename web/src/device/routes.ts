import { createRoute, lazyRouteComponent } from '@tanstack/react-router';

import { root, signedIn } from '../app/root';
import { portalWords } from '../words';

export const deviceOpenRoutes = [
  createRoute({
    getParentRoute: () => root,
    path: '/device',
    beforeLoad: portalWords,
    component: lazyRouteComponent(() => import('./enrol-page'), 'EnrolPage'),
  }),
] as const;

export const deviceRoutes = [
  createRoute({
    getParentRoute: () => signedIn,
    path: '/manage/devices',
    component: lazyRouteComponent(() => import('./devices-page'), 'DevicesPage'),
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/manage/sign-in-ways',
    component: lazyRouteComponent(() => import('./ways-page'), 'WaysPage'),
  }),
] as const;
