import { createRoute, lazyRouteComponent } from '@tanstack/react-router';

import { signedIn } from '../app/root';
import { personRoute } from '../person/routes';

/** What is addressed to somebody who may hold no seat yet: not under the person's pages. */
export const handoverRoutes = [
  createRoute({
    getParentRoute: () => signedIn,
    path: '/handovers/$person/$handover',
    component: lazyRouteComponent(() => import('./receive-page'), 'ReceivePage'),
  }),
] as const;
/** Pages under `/people/$person`. */
export const handoverPages = [
  createRoute({
    getParentRoute: () => personRoute,
    path: '/handovers',
    component: lazyRouteComponent(() => import('./handovers-page'), 'HandoversPage'),
  }),
  createRoute({
    getParentRoute: () => personRoute,
    path: '/handovers/new',
    component: lazyRouteComponent(() => import('./new-handover-page'), 'NewHandoverPage'),
  }),
  createRoute({
    getParentRoute: () => personRoute,
    path: '/handovers/$handover',
    component: lazyRouteComponent(() => import('./handover-page'), 'HandoverPage'),
  }),
] as const;
