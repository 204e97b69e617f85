import { queryOptions } from '@tanstack/react-query';

import { api } from '../api/client';
import type { BreakGlassQueueState } from '../api/types';

// Under 'break-glass': asked again when the stream says that one was opened, ended or reviewed.
export const noticesQuery = queryOptions({
  queryKey: ['break-glass', 'notices'],
  queryFn: () => api.get('/break-glass/notices'),
});
export const ownQuery = queryOptions({
  queryKey: ['break-glass', 'mine'],
  queryFn: () => api.get('/break-glass/mine'),
});
export const ofPersonQuery = (person: string) =>
  queryOptions({
    queryKey: ['break-glass', 'person', person],
    queryFn: () => api.get(`/people/${person}/break-glass`),
  });
export const waitingQuery = queryOptions({
  queryKey: ['break-glass', 'waiting'],
  queryFn: () => api.get('/break-glass/waiting'),
});
export const queueQuery = (state: BreakGlassQueueState) =>
  queryOptions({
    queryKey: ['break-glass', 'queue', state],
    queryFn: () => api.get('/break-glass', { state }),
  });
export const barsQuery = queryOptions({
  queryKey: ['break-glass', 'bars'],
  queryFn: () => api.get('/break-glass/bars'),
});
export const caseQuery = (id: string) =>
  queryOptions({
    queryKey: ['break-glass', 'case', id],
    queryFn: () => api.get(`/break-glass/${id}`),
  });
