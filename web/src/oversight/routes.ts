import { createRoute, lazyRouteComponent } from '@tanstack/react-router';

import { signedIn } from '../app/root';

export const oversightRoutes = [
  createRoute({
    getParentRoute: () => signedIn,
    path: '/manage/audit',
    component: lazyRouteComponent(() => import('./audit-page'), 'AuditPage'),
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/manage/questions',
    component: lazyRouteComponent(() => import('./questions-page'), 'QuestionsPage'),
  }),
] as const;
