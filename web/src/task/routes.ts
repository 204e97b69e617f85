import { createRoute, lazyRouteComponent } from '@tanstack/react-router';

import { signedIn } from '../app/root';
import { personRoute } from '../person/routes';

/** What a new task comes from: an entry, a record, or an early sign. */
const source = (search: Record<string, unknown>): { entry?: string; record?: string; sign?: string } => ({
  ...(typeof search['entry'] === 'string' && { entry: search['entry'] }),
  ...(typeof search['record'] === 'string' && { record: search['record'] }),
  ...(typeof search['sign'] === 'string' && { sign: search['sign'] }),
});

export const taskRoutes = [
  createRoute({
    getParentRoute: () => signedIn,
    path: '/tasks',
    component: lazyRouteComponent(() => import('./my-tasks-page'), 'MyTasksPage'),
  }),
] as const;
/** Pages under `/people/$person`. */
export const taskPages = [
  createRoute({
    getParentRoute: () => personRoute,
    path: '/tasks',
    component: lazyRouteComponent(() => import('./tasks-page'), 'TasksPage'),
  }),
  createRoute({
    getParentRoute: () => personRoute,
    path: '/tasks/new',
    validateSearch: source,
    component: lazyRouteComponent(() => import('./new-task-page'), 'NewTaskPage'),
  }),
  createRoute({
    getParentRoute: () => personRoute,
    path: '/tasks/$task',
    component: lazyRouteComponent(() => import('./task-page'), 'TaskPage'),
  }),
] as const;
