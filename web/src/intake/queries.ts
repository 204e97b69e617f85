import { queryOptions } from '@tanstack/react-query';

import { api } from '../api/client';
import { queryClient } from '../app/session';

export const intakePortalQuery = (slug: string) =>
  queryOptions({
    queryKey: ['portal', slug, 'intakes'],
    queryFn: () => api.get(`/portal/${slug}/intakes`),
  });
export const intakesQuery = (closed = false) =>
  queryOptions({ queryKey: ['intakes', 'list', closed], queryFn: () => api.get('/intakes', { closed }) });
export const intakeQuery = (id: string) =>
  queryOptions({ queryKey: ['intakes', 'one', id], queryFn: () => api.get(`/intakes/${id}`) });
export const boardQuery = queryOptions({ queryKey: ['waiting'], queryFn: () => api.get('/waiting') });
export const waitingQuery = (person: string) =>
  queryOptions({
    queryKey: ['person', person, 'waiting'],
    queryFn: () => api.get(`/people/${person}/waiting`),
  });
export const suggestedTeamQuery = (person: string) =>
  queryOptions({
    queryKey: ['person', person, 'team-suggestions'],
    queryFn: () => api.get(`/people/${person}/team/suggestions`),
  });
export const intakeSettingsQuery = queryOptions({
  queryKey: ['intake-settings'],
  queryFn: () => api.get('/intake-settings'),
});
export const vacanciesQuery = (facility: string) =>
  queryOptions({
    queryKey: ['facility', facility, 'vacancies'],
    queryFn: () => api.get(`/facilities/${facility}/vacancies`),
  });

/** After anything moved: the lists and the board are asked again. */
export function refreshWaiting(): void {
  for (const key of ['intakes', 'waiting']) void queryClient.invalidateQueries({ queryKey: [key] });
}
