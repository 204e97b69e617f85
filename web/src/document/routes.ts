import { createRoute, lazyRouteComponent } from '@tanstack/react-router';

import { queryClient } from '../app/session';
import { beside, onceOpen } from '../person/beside';
import { personRoute } from '../person/routes';
import { documentsQuery } from './queries';

const versions = (search: Record<string, unknown>): { from?: number; to?: number } => ({
  ...(typeof search['from'] === 'number' && { from: search['from'] }),
  ...(typeof search['to'] === 'number' && { to: search['to'] }),
});
/** An earlier version to be read; without it, what is there now. */
const version = (search: Record<string, unknown>): { version?: number } =>
  typeof search['version'] === 'number' ? { version: search['version'] } : {};

/** Pages under `/people/$person`. */
export const documentPages = [
  createRoute({
    getParentRoute: () => personRoute,
    path: '/documents',
    ...beside((person) => onceOpen(person, () => queryClient.prefetchQuery(documentsQuery(person)))),
    component: lazyRouteComponent(() => import('./documents-page'), 'DocumentsPage'),
  }),
  createRoute({
    getParentRoute: () => personRoute,
    path: '/documents/new',
    component: lazyRouteComponent(() => import('./new-document-page'), 'NewDocumentPage'),
  }),
  createRoute({
    getParentRoute: () => personRoute,
    path: '/documents/$document',
    validateSearch: version,
    component: lazyRouteComponent(() => import('./document-page'), 'DocumentPage'),
  }),
  createRoute({
    getParentRoute: () => personRoute,
    path: '/documents/$document/compare',
    validateSearch: versions,
    component: lazyRouteComponent(() => import('./compare-page'), 'ComparePage'),
  }),
] as const;
