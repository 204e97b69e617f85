import { createRoute, lazyRouteComponent } from '@tanstack/react-router';

import { signedIn } from '../app/root';
import { personRoute } from '../person/routes';

/** Pages under `/people/$person`. */
export const retentionPages = [
  createRoute({
    getParentRoute: () => personRoute,
    path: '/support-end',
    component: lazyRouteComponent(() => import('./support-end-page'), 'SupportEndPage'),
  }),
] as const;
export const retentionRoutes = [
  createRoute({
    getParentRoute: () => signedIn,
    path: '/manage/retention',
    component: lazyRouteComponent(() => import('./retention-page'), 'RetentionPage'),
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/manage/retention/$ended',
    component: lazyRouteComponent(() => import('./ended-page'), 'EndedPage'),
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/manage/retention/certificates/$shredding',
    component: lazyRouteComponent(() => import('./certificate-page'), 'CertificatePage'),
  }),
] as const;
