import { queryOptions } from '@tanstack/react-query';

import { api } from '../api/client';

export const consentsQuery = (person: string) =>
  queryOptions({
    queryKey: ['person', person, 'consents'],
    queryFn: () => api.get(`/people/${person}/consents`),
  });
export const wordingQuery = queryOptions({
  queryKey: ['consent-wording'],
  queryFn: () => api.get('/consent-wording'),
  staleTime: Infinity,
});
export const effectsQuery = (person: string, consent: string, facility: string) =>
  queryOptions({
    queryKey: ['person', person, 'consents', consent, 'effects', facility],
    queryFn: () => api.get(`/people/${person}/consents/${consent}/effects`, { facility }),
  });
