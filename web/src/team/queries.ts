import { queryOptions } from '@tanstack/react-query';

import { api } from '../api/client';

export const teamQuery = (person: string) =>
  queryOptions({
    queryKey: ['person', person, 'team'],
    queryFn: () => api.get(`/people/${person}/team`),
  });
export const templatesQuery = queryOptions({
  queryKey: ['team-templates'],
  queryFn: () => api.get('/team-templates'),
  staleTime: Infinity,
});
