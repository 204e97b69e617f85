import { queryOptions } from '@tanstack/react-query';

import { api } from '../api/client';
import type { Purpose } from '../api/types';

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
/** `part`: one facility or one purpose; neither for the whole consent. */
export const effectsQuery = (
  person: string,
  consent: string,
  part: { facility?: string; purpose?: Purpose },
) =>
  queryOptions({
    queryKey: ['person', person, 'consents', consent, 'effects', part],
    queryFn: () => api.get(`/people/${person}/consents/${consent}/effects`, part),
  });
