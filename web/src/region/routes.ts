import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';

import { homeOf, nextStep, queryClient, sessionQuery } from '../app/session';
import { root, signedIn } from '../app/root';
import { portalWords } from '../words';

export const regionOpenRoutes = [
  createRoute({
    getParentRoute: () => root,
    path: '/',
    beforeLoad: async () => {
      const [session] = await Promise.all([queryClient.ensureQueryData(sessionQuery), portalWords()]);
      if (nextStep(session) === null) throw redirect({ to: homeOf(session) });
    },
    component: lazyRouteComponent(() => import('./regions-page'), 'RegionsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/p/$slug',
    beforeLoad: portalWords,
    component: lazyRouteComponent(() => import('./portal-page'), 'PortalPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/p/$slug/apply',
    beforeLoad: portalWords,
    component: lazyRouteComponent(() => import('./apply-page'), 'ApplyPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/p/$slug/status',
    beforeLoad: portalWords,
    component: lazyRouteComponent(() => import('./status-page'), 'StatusPage'),
  }),
] as const;

export const regionRoutes = [
  createRoute({
    getParentRoute: () => signedIn,
    path: '/notices',
    component: lazyRouteComponent(() => import('./notices-page'), 'NoticesPage'),
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/manage/applications',
    component: lazyRouteComponent(() => import('./applications-page'), 'ApplicationsPage'),
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/manage/applications/$application',
    component: lazyRouteComponent(() => import('./application-page'), 'ApplicationPage'),
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/manage/region',
    component: lazyRouteComponent(() => import('./region-page'), 'RegionPage'),
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/manage/notices',
    component: lazyRouteComponent(() => import('./manage-notices-page'), 'ManageNoticesPage'),
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/manage/operators',
    component: lazyRouteComponent(() => import('./operators-page'), 'OperatorsPage'),
  }),
] as const;
