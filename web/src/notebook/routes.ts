import { createRoute, lazyRouteComponent } from '@tanstack/react-router';

import { signedIn } from '../app/root';
import { queryClient } from '../app/session';
import { personQuery, peopleQuery } from '../person/queries';
import { personRoute } from '../person/routes';
import { codesQuery } from '../region/queries';
import { entriesQuery, noFilters } from './queries';

/** Asks for the newest entries beside the page's code, once it is sure to be open: a refused look is one refusal, not two. */
async function askForEntries(person: string): Promise<void> {
  void queryClient.prefetchQuery(codesQuery);
  const listed = queryClient.getQueryData(peopleQuery('').queryKey)?.some((line) => line.id === person);
  if (!listed) await queryClient.fetchQuery(personQuery(person));
  await queryClient.prefetchInfiniteQuery(entriesQuery(person, noFilters));
}

/** Pages under `/people/$person`. */
export const notebookPages = [
  createRoute({
    getParentRoute: () => personRoute,
    path: '/',
    loader: ({ params, cause }) => {
      if (cause === 'enter') void askForEntries(params.person).catch(() => undefined); // the page says why
    },
    component: lazyRouteComponent(() => import('./timeline-page'), 'TimelinePage'),
  }),
  createRoute({
    getParentRoute: () => personRoute,
    path: '/write',
    component: lazyRouteComponent(() => import('./write-page'), 'WritePage'),
  }),
  createRoute({
    getParentRoute: () => personRoute,
    path: '/entries/$entry',
    component: lazyRouteComponent(() => import('./entry-page'), 'EntryPage'),
  }),
] as const;

export const notebookRoutes = [
  createRoute({
    getParentRoute: () => signedIn,
    path: '/write',
    component: lazyRouteComponent(() => import('./choose-person-page'), 'ChoosePersonPage'),
  }),
] as const;
