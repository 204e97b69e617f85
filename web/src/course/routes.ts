import { createRoute, lazyRouteComponent } from '@tanstack/react-router';

import { queryClient } from '../app/session';
import { beside, onceOpen } from '../person/beside';
import { personRoute } from '../person/routes';
import { courseQuery } from './queries';

/** Pages under `/people/$person`. */
export const coursePages = [
  createRoute({
    getParentRoute: () => personRoute,
    path: '/course',
    ...beside((person) => onceOpen(person, () => queryClient.prefetchQuery(courseQuery(person)))),
    component: lazyRouteComponent(() => import('./course-page'), 'CoursePage'),
  }),
] as const;
