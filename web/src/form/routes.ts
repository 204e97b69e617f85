import { createRoute, lazyRouteComponent } from '@tanstack/react-router';

import { signedIn } from '../app/root';

export const formRoutes = [
  createRoute({
    getParentRoute: () => signedIn,
    path: '/manage/forms',
    component: lazyRouteComponent(() => import('./forms-page'), 'FormsPage'),
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/manage/forms/$form',
    component: lazyRouteComponent(() => import('./form-page'), 'FormPage'),
  }),
] as const;
