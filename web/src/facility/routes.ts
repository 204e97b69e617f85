import { createRoute, lazyRouteComponent } from '@tanstack/react-router';

import { signedIn } from '../app/root';

export const facilityRoutes = [
  createRoute({
    getParentRoute: () => signedIn,
    path: '/manage/facilities',
    component: lazyRouteComponent(() => import('./facilities-page'), 'FacilitiesPage'),
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/manage/facilities/$facility',
    component: lazyRouteComponent(() => import('./region-facility-page'), 'RegionFacilityPage'),
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/manage/facility',
    component: lazyRouteComponent(() => import('./facility-page'), 'FacilityPage'),
  }),
] as const;
