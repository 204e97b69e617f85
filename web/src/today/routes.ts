import { createRoute, lazyRouteComponent } from '@tanstack/react-router';

import { signedIn } from '../app/root';

export const todayRoutes = [
  createRoute({
    getParentRoute: () => signedIn,
    path: '/today',
    component: lazyRouteComponent(() => import('./today-page'), 'TodayPage'),
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/invitations',
    component: lazyRouteComponent(() => import('./invitations-page'), 'InvitationsPage'),
  }),
] as const;
