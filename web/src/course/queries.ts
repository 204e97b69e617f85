import { queryOptions } from '@tanstack/react-query';

import { api } from '../api/client';
import { queryClient } from '../app/session';

export const courseQuery = (person: string) =>
  queryOptions({
    queryKey: ['person', person, 'course', 'line'],
    queryFn: () => api.get(`/people/${person}/course`),
  });
export const courseEventQuery = (person: string, event: string) =>
  queryOptions({
    queryKey: ['person', person, 'course', event],
    queryFn: () => api.get(`/people/${person}/course/${event}`),
  });
export function refreshCourse(person: string): void {
  for (const part of ['course', 'tasks'])
    void queryClient.invalidateQueries({ queryKey: ['person', person, part] });
}
