import { createRouter } from '@tanstack/react-router';

import { agreementRoutes } from '../agreement/routes';
import { assessmentPages } from '../assessment/routes';
import { breakGlassRoutes } from '../breakglass/routes';
import { careOpenRoutes, carePages, careRoutes } from '../care/routes';
import { consentPages } from '../consent/routes';
import { coursePages } from '../course/routes';
import { deviceOpenRoutes, deviceRoutes } from '../device/routes';
import { documentPages } from '../document/routes';
import { facilityRoutes } from '../facility/routes';
import { handoverPages, handoverRoutes } from '../handover/routes';
import { intakeOpenRoutes, intakePages, intakeRoutes } from '../intake/routes';
import { formRoutes } from '../form/routes';
import { identityOpenRoutes, identityRoutes } from '../identity/routes';
import { notebookPages, notebookRoutes } from '../notebook/routes';
import { oversightRoutes } from '../oversight/routes';
import { personPages, personRoute, personRoutes } from '../person/routes';
import { recordPages } from '../record/routes';
import { regionOpenRoutes, regionRoutes } from '../region/routes';
import { retentionPages, retentionRoutes } from '../retention/routes';
import { schoolEntryPages, schoolEntryRoutes } from '../schoolentry/routes';
import { signPages, signRoutes } from '../sign/routes';
import { staffRoutes } from '../staff/routes';
import { taskPages, taskRoutes } from '../task/routes';
import { teamPages } from '../team/routes';
import { todayRoutes } from '../today/routes';
import { Loading } from '../parts/page';
import { root, signedIn } from './root';

const tree = root.addChildren([
  ...regionOpenRoutes,
  ...identityOpenRoutes,
  ...careOpenRoutes,
  ...intakeOpenRoutes,
  ...deviceOpenRoutes,
  signedIn.addChildren([
    ...todayRoutes,
    ...personRoutes,
    personRoute.addChildren([
      ...personPages,
      ...notebookPages,
      ...recordPages,
      ...assessmentPages,
      ...signPages,
      ...retentionPages,
      ...taskPages,
      ...documentPages,
      ...coursePages,
      ...handoverPages,
      ...carePages,
      ...intakePages,
      ...schoolEntryPages,
      ...teamPages,
      ...consentPages,
    ]),
    ...notebookRoutes,
    ...taskRoutes,
    ...handoverRoutes,
    ...intakeRoutes,
    ...schoolEntryRoutes,
    ...regionRoutes,
    ...formRoutes,
    ...signRoutes,
    ...retentionRoutes,
    ...oversightRoutes,
    ...breakGlassRoutes,
    ...careRoutes,
    ...facilityRoutes,
    ...staffRoutes,
    ...agreementRoutes,
    ...identityRoutes,
    ...deviceRoutes,
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
