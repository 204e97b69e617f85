import { queryOptions } from '@tanstack/react-query';

import { api } from '../api/client';
import type { components } from '../api/schema';
import { queryClient } from '../app/session';

export type Sign = components['schemas']['SignView'];
export type SignRule = components['schemas']['RuleView'];

/** The program raises signs by itself and tells nobody: what the page shows is asked again whenever it is opened. */
export const signsQuery = (person: string) =>
  queryOptions({
    queryKey: ['person', person, 'signs', 'list'],
    queryFn: () => api.get(`/people/${person}/signs`),
    refetchOnMount: 'always',
  });
export const signVersionsQuery = (person: string, sign: string) =>
  queryOptions({
    queryKey: ['person', person, 'signs', sign, 'versions'],
    queryFn: () => api.get(`/people/${person}/signs/${sign}/versions`),
  });
export const refreshSigns = (person: string): Promise<void> =>
  queryClient.invalidateQueries({ queryKey: ['person', person, 'signs'] });

export const rulesQuery = queryOptions({
  queryKey: ['sign-rules'],
  queryFn: () => api.get('/region/sign-rules'),
});
export const refreshRules = (): Promise<void> => queryClient.invalidateQueries({ queryKey: ['sign-rules'] });
