import { createRoute, lazyRouteComponent } from '@tanstack/react-router';

import { signedIn } from '../app/root';

export const breakGlassRoutes = [
  createRoute({
    getParentRoute: () => signedIn,
    path: '/break-glass',
    component: lazyRouteComponent(() => import('./open-page'), 'OpenPage'),
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/manage/break-glass',
    component: lazyRouteComponent(() => import('./queue-page'), 'QueuePage'),
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/manage/break-glass/$opening',
    component: lazyRouteComponent(() => import('./case-page'), 'CasePage'),
  }),
] as const;
