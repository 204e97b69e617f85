import { queryOptions } from '@tanstack/react-query';

import { api } from '../api/client';
import { queryClient } from '../app/session';

export const handoversQuery = (person: string) =>
  queryOptions({
    queryKey: ['person', person, 'handovers', 'list'],
    queryFn: () => api.get(`/people/${person}/handovers`),
  });
export const handoverQuery = (person: string, handover: string) =>
  queryOptions({
    queryKey: ['person', person, 'handovers', handover],
    queryFn: () => api.get(`/people/${person}/handovers/${handover}`),
  });
export const suggestionsQuery = (person: string) =>
  queryOptions({
    queryKey: ['person', person, 'handovers', 'suggestions'],
    queryFn: () => api.get(`/people/${person}/handovers/suggestions`),
    staleTime: Infinity, // each reading makes new ids
  });
export const incomingQuery = queryOptions({
  queryKey: ['handovers', 'incoming'],
  queryFn: () => api.get('/handovers'),
});
export const receivedQuery = (person: string, handover: string) =>
  queryOptions({
    queryKey: ['handovers', person, handover],
    queryFn: () => api.get(`/people/${person}/handovers/${handover}/received`),
  });

export function refreshHandovers(person: string): void {
  void queryClient.invalidateQueries({
    predicate: ({ queryKey: [, whom, part, which] }) =>
      whom === person && part === 'handovers' && which !== 'suggestions',
  });
  void queryClient.invalidateQueries({ queryKey: ['handovers'] });
}
