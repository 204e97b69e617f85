import { queryOptions } from '@tanstack/react-query';

import { api } from '../api/client';
import type { components } from '../api/schema';
import { queryClient } from '../app/session';

type Schemas = components['schemas'];
export type KeptKindState = Schemas['KeptKindState'];
export type RetentionPeriod = Schemas['RetentionPeriod'];
export type EndedLine = Schemas['EndedLine'];
export type EndedCase = Schemas['EndedCase'];
export type Hold = Schemas['HoldView'];
export type Shredding = Schemas['ShreddingView'];
export type EndCause = Schemas['SupportEnd']['cause'];

export const causes = ['grown_up', 'recovered', 'moved', 'declined', 'died', 'other'] as const;
export const holdKinds = ['disclosure', 'lawsuit', 'inquiry', 'other'] as const;

// Days pass and colleagues decide without a word over the stream: asked again whenever a page is opened.
export const settingsQuery = queryOptions({
  queryKey: ['retention', 'settings'],
  queryFn: () => api.get('/retention'),
  refetchOnMount: 'always',
});
export const endedQuery = queryOptions({
  queryKey: ['retention', 'ended'],
  queryFn: () => api.get('/retention/ended'),
  refetchOnMount: 'always',
});
export const caseQuery = (ended: string) =>
  queryOptions({
    queryKey: ['retention', 'ended', ended],
    queryFn: () => api.get(`/retention/ended/${ended}`),
    refetchOnMount: 'always',
  });
export const certificatesQuery = queryOptions({
  queryKey: ['retention', 'certificates'],
  queryFn: () => api.get('/retention/certificates'),
  refetchOnMount: 'always',
});
export const certificateQuery = (shredding: string) =>
  queryOptions({
    queryKey: ['retention', 'certificates', shredding],
    queryFn: () => api.get(`/retention/certificates/${shredding}`),
    refetchOnMount: 'always',
  });
export const refresh = (): Promise<void> => queryClient.invalidateQueries({ queryKey: ['retention'] });

export const supportEndsQuery = (person: string) =>
  queryOptions({
    queryKey: ['person', person, 'support-end'],
    queryFn: () => api.get(`/people/${person}/support-end`),
    refetchOnMount: 'always',
  });
