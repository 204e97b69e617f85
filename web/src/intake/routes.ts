import { createRoute, lazyRouteComponent } from '@tanstack/react-router';

import { root, signedIn } from '../app/root';
import { personRoute } from '../person/routes';
import { portalWords } from '../words';

export const intakeOpenRoutes = [
  createRoute({
    getParentRoute: () => root,
    path: '/p/$slug/ask',
    beforeLoad: portalWords,
    component: lazyRouteComponent(() => import('./ask-page'), 'AskPage'),
  }),
] as const;
export const intakeRoutes = [
  createRoute({
    getParentRoute: () => signedIn,
    path: '/waiting',
    component: lazyRouteComponent(() => import('./board-page'), 'BoardPage'),
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/intakes/new',
    component: lazyRouteComponent(() => import('./new-intake-page'), 'NewIntakePage'),
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/intakes/closed',
    component: lazyRouteComponent(() => import('./closed-page'), 'ClosedIntakesPage'),
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/intakes/$intake',
    component: lazyRouteComponent(() => import('./intake-page'), 'IntakePage'),
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/manage/intake',
    component: lazyRouteComponent(() => import('./settings-page'), 'IntakeSettingsPage'),
  }),
] as const;
/** Pages under `/people/$person`. */
export const intakePages = [
  createRoute({
    getParentRoute: () => personRoute,
    path: '/waiting',
    component: lazyRouteComponent(() => import('./waiting-page'), 'WaitingPage'),
  }),
  createRoute({
    getParentRoute: () => personRoute,
    path: '/team/suggestions',
    component: lazyRouteComponent(() => import('./suggestions-page'), 'SuggestionsPage'),
  }),
] as const;
