import { createRoute, lazyRouteComponent } from '@tanstack/react-router';

import { signedIn } from '../app/root';
import { personRoute } from '../person/routes';

/** Pages under `/people/$person`. */
export const signPages = [
  createRoute({
    getParentRoute: () => personRoute,
    path: '/signs',
    component: lazyRouteComponent(() => import('./signs-page'), 'SignsPage'),
  }),
] as const;
export const signRoutes = [
  createRoute({
    getParentRoute: () => signedIn,
    path: '/manage/sign-rules',
    component: lazyRouteComponent(() => import('./rules-page'), 'RulesPage'),
  }),
] as const;
