import { queryOptions } from '@tanstack/react-query';

import { api } from '../api/client';
import { queryClient } from '../app/session';

export const careQuery = (person: string) =>
  queryOptions({
    queryKey: ['person', person, 'care', 'view'],
    queryFn: () => api.get(`/people/${person}/care`),
  });
export const careVersionsQuery = (person: string, part: string) =>
  queryOptions({
    queryKey: ['person', person, 'care', 'versions', part],
    queryFn: () => api.get(`/people/${person}/care/${part}/versions`),
  });
export const instructionQuery = (person: string, id: string) =>
  queryOptions({
    queryKey: ['person', person, 'care', 'instruction', id],
    queryFn: () => api.get(`/people/${person}/care/instructions/${id}`),
  });
export function refreshCare(person: string): void {
  for (const part of ['care', 'tasks'])
    void queryClient.invalidateQueries({ queryKey: ['person', person, part] });
}
