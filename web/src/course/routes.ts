import { createRoute, lazyRouteComponent } from '@tanstack/react-router';

import { personRoute } from '../person/routes';

/** Pages under `/people/$person`. */
export const coursePages = [
  createRoute({
    getParentRoute: () => personRoute,
    path: '/course',
    component: lazyRouteComponent(() => import('./course-page'), 'CoursePage'),
  }),
] as const;
