import { createRoute, lazyRouteComponent } from '@tanstack/react-router';

import { personRoute } from '../person/routes';

/** Pages under `/people/$person`. */
export const assessmentPages = [
  createRoute({
    getParentRoute: () => personRoute,
    path: '/assessments',
    component: lazyRouteComponent(() => import('./assessments-page'), 'AssessmentsPage'),
  }),
  createRoute({
    getParentRoute: () => personRoute,
    path: '/assessments/new',
    component: lazyRouteComponent(() => import('./new-page'), 'NewAssessmentPage'),
  }),
  createRoute({
    getParentRoute: () => personRoute,
    path: '/assessments/$assessment',
    component: lazyRouteComponent(() => import('./assessment-page'), 'AssessmentPage'),
  }),
] as const;
