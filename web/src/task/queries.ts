import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';

import { api } from '../api/client';
import { queryClient } from '../app/session';

export const tasksQuery = (person: string) =>
  queryOptions({
    queryKey: ['person', person, 'tasks', 'open'],
    queryFn: () => api.get(`/people/${person}/tasks`),
  });
export const closedTasksQuery = (person: string) =>
  infiniteQueryOptions({
    queryKey: ['person', person, 'tasks', 'closed'],
    queryFn: ({ pageParam }) => api.get(`/people/${person}/tasks`, { closed: true, before: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
export const taskQuery = (person: string, task: string) =>
  queryOptions({
    queryKey: ['person', person, 'tasks', task],
    queryFn: () => api.get(`/people/${person}/tasks/${task}`),
  });
export const ownersQuery = (person: string) =>
  queryOptions({
    queryKey: ['person', person, 'tasks', 'owners'],
    queryFn: () => api.get(`/people/${person}/tasks/owners`),
  });
export const todayTasksQuery = queryOptions({
  queryKey: ['today', 'tasks'],
  queryFn: () => api.get('/today/tasks'),
});

export function refreshTasks(person: string): void {
  void queryClient.invalidateQueries({ queryKey: ['person', person, 'tasks'] });
  void queryClient.invalidateQueries({ queryKey: ['today', 'tasks'] });
}
