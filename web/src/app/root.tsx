// The two roots of all pages: open ones, and those behind sign-in (with the shell around them).
import {
  createRootRoute,
  createRoute,
  lazyRouteComponent,
  Outlet,
  redirect,
  type ErrorComponentProps,
} from '@tanstack/react-router';

import { Loading, Page, Trouble } from '../parts/page';
import { Toasts } from '../parts/toast';
import { LinkButton } from '../parts/button';
import { allWords, t } from '../words';
import { nextStep, queryClient, sessionQuery } from './session';
import { StepUp } from './step-up';
import { useCovered } from '../identity/locked';

function Root() {
  // While a terminal locks or somebody signs out, nothing of the page is left to look at.
  if (useCovered()) return <Loading />;
  return (
    <>
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:absolute focus:top-2 focus:left-2 focus:z-50 focus:rounded-lg focus:bg-surface focus:p-3"
      >
        {t('app.skip')}
      </a>
      <Outlet />
      <Toasts />
      <StepUp />
    </>
  );
}
export function NotFound() {
  return (
    <main id="main">
      <Page title={t('error.pageNotFound')} narrow>
        <p>{t('error.notFound')}</p>
        <div>
          <LinkButton to="/">{t('error.home')}</LinkButton>
        </div>
      </Page>
    </main>
  );
}
function Broken({ error, reset }: ErrorComponentProps) {
  return (
    <main id="main">
      <Page title={t('error.pageBroken')} narrow>
        <Trouble error={error} retry={reset} />
      </Page>
    </main>
  );
}
export const root = createRootRoute({ component: Root, notFoundComponent: NotFound, errorComponent: Broken });

/** Everything behind sign-in hangs here. */
export const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  beforeLoad: async ({ location }) => {
    const [session] = await Promise.all([queryClient.ensureQueryData(sessionQuery), allWords()]);
    const step = nextStep(session);
    if (step) throw redirect({ to: step, search: { next: location.href } });
  },
  component: lazyRouteComponent(() => import('./shell'), 'Shell'),
});
