import { createRoute, lazyRouteComponent } from '@tanstack/react-router';

import { personRoute } from '../person/routes';

/** Pages under `/people/$person`. */
export const consentPages = [
  createRoute({
    getParentRoute: () => personRoute,
    path: '/consents',
    component: lazyRouteComponent(() => import('./consents-page'), 'ConsentsPage'),
  }),
  createRoute({
    getParentRoute: () => personRoute,
    path: '/consents/new',
    component: lazyRouteComponent(() => import('./record-page'), 'RecordConsentPage'),
  }),
  createRoute({
    getParentRoute: () => personRoute,
    path: '/consents/$consent/withdraw',
    component: lazyRouteComponent(() => import('./withdraw-page'), 'WithdrawPage'),
  }),
] as const;
