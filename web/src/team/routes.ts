import { createRoute, lazyRouteComponent } from '@tanstack/react-router';

import { personRoute } from '../person/routes';

/** Pages under `/people/$person`. */
export const teamPages = [
  createRoute({
    getParentRoute: () => personRoute,
    path: '/team',
    component: lazyRouteComponent(() => import('./team-page'), 'TeamPage'),
  }),
] as const;
