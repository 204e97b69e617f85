import { createRoute, lazyRouteComponent } from '@tanstack/react-router';

import { signedIn } from '../app/root';

export const staffRoutes = [
  createRoute({
    getParentRoute: () => signedIn,
    path: '/manage/staff',
    component: lazyRouteComponent(() => import('./staff-page'), 'StaffPage'),
  }),
] as const;
