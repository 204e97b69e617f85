import { queryOptions } from '@tanstack/react-query';

import { api } from '../api/client';

export const teamQuery = (person: string) =>
  queryOptions({
    queryKey: ['person', person, 'team'],
    queryFn: () => api.get(`/people/${person}/team`),
  });
export const suggestionsQuery = (person: string) =>
  queryOptions({
    queryKey: ['person', person, 'seat-suggestions'],
    queryFn: () => api.get(`/people/${person}/seat-suggestions`),
  });
export const placesQuery = (person: string, q: string) =>
  queryOptions({
    queryKey: ['places', person, q],
    queryFn: ({ signal }) => api.get(`/people/${person}/team/places`, { q }, signal),
  });
export const templatesQuery = queryOptions({
  queryKey: ['team-templates'],
  queryFn: () => api.get('/team-templates'),
  staleTime: Infinity,
});
