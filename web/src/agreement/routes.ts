import { createRoute, lazyRouteComponent } from '@tanstack/react-router';

import { signedIn } from '../app/root';

export const agreementRoutes = [
  createRoute({
    getParentRoute: () => signedIn,
    path: '/manage/agreements',
    component: lazyRouteComponent(() => import('./agreements-page'), 'AgreementsPage'),
  }),
] as const;
