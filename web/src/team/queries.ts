import { queryOptions } from '@tanstack/react-query';

import { api } from '../api/client';
import type { SeatView, TeamTemplate } from '../api/types';

export const teamQuery = (person: string) =>
  queryOptions({
    queryKey: ['person', person, 'team'],
    queryFn: () => api.get<SeatView[]>(`/people/${person}/team`),
  });
export const templatesQuery = queryOptions({
  queryKey: ['team-templates'],
  queryFn: () => api.get<TeamTemplate[]>('/team-templates'),
  staleTime: Infinity,
});
