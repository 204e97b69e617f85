import { createRouter } from '@tanstack/react-router';

import { assessmentPages } from '../assessment/routes';
import { breakGlassRoutes } from '../breakglass/routes';
import { consentPages } from '../consent/routes';
import { coursePages } from '../course/routes';
import { facilityRoutes } from '../facility/routes';
import { identityOpenRoutes, identityRoutes } from '../identity/routes';
import { notebookPages, notebookRoutes } from '../notebook/routes';
import { oversightRoutes } from '../oversight/routes';
import { personPages, personRoute, personRoutes } from '../person/routes';
import { recordPages } from '../record/routes';
import { regionOpenRoutes, regionRoutes } from '../region/routes';
import { staffRoutes } from '../staff/routes';
import { taskPages, taskRoutes } from '../task/routes';
import { teamPages } from '../team/routes';
import { todayRoutes } from '../today/routes';
import { Loading } from '../parts/page';
import { root, signedIn } from './root';

const tree = root.addChildren([
  ...regionOpenRoutes,
  ...identityOpenRoutes,
  signedIn.addChildren([
    ...todayRoutes,
    ...personRoutes,
    personRoute.addChildren([
      ...personPages,
      ...notebookPages,
      ...recordPages,
      ...assessmentPages,
      ...taskPages,
      ...coursePages,
      ...teamPages,
      ...consentPages,
    ]),
    ...notebookRoutes,
    ...taskRoutes,
    ...regionRoutes,
    ...oversightRoutes,
    ...breakGlassRoutes,
    ...facilityRoutes,
    ...staffRoutes,
    ...identityRoutes,
  ]),
]);

export const router = createRouter({
  routeTree: tree,
  defaultPreload: 'intent',
  defaultPreloadStaleTime: 0,
  scrollRestoration: true,
  defaultPendingComponent: Loading,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
