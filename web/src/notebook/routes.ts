import { createRoute, lazyRouteComponent } from '@tanstack/react-router';

import { signedIn } from '../app/root';

/** Pages under `/people/$person`. */
export const notebookPages = [] as const;

export const notebookRoutes = [
  createRoute({ getParentRoute: () => signedIn, path: '/write', component: lazyRouteComponent(() => import('./choose-person-page'), 'ChoosePersonPage') }),
] as const;
