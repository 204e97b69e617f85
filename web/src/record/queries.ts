import { infiniteQueryOptions, queryOptions, useQuery } from '@tanstack/react-query';

import { api } from '../api/client';

export const typesQuery = queryOptions({
  queryKey: ['record-types'],
  queryFn: () => api.get('/record-types'),
  staleTime: Infinity,
});
/** The kinds of records, and one by its code. */
export function useTypes() {
  const { data } = useQuery(typesQuery);
  const types = data ?? [];
  return { types, ready: data !== undefined, typeOf: (code: string) => types.find((x) => x.code === code) };
}

export interface RecordFilters {
  type: string;
  alerts: boolean;
  from: string;
  to: string;
}
export const noRecordFilters: RecordFilters = { type: '', alerts: false, from: '', to: '' };

export const recordsQuery = (person: string, f: RecordFilters) =>
  infiniteQueryOptions({
    queryKey: ['person', person, 'records', 'list', f],
    queryFn: ({ pageParam, signal }) =>
      api.get(`/people/${person}/records`, { ...f, alerts: f.alerts || null, before: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
export const startQuery = (person: string) =>
  queryOptions({
    queryKey: ['person', person, 'records', 'start'],
    queryFn: () => api.get(`/people/${person}/records/start`),
  });
export const seriesQuery = (person: string, type: string) =>
  queryOptions({
    queryKey: ['person', person, 'records', 'series', type],
    queryFn: () => api.get(`/people/${person}/records/series`, { type }),
    enabled: type !== '',
  });
export const recordVersionsQuery = (person: string, record: string) =>
  queryOptions({
    queryKey: ['person', person, 'records', record, 'versions'],
    queryFn: () => api.get(`/people/${person}/records/${record}/versions`),
  });
export const todayRecordsQuery = queryOptions({
  queryKey: ['today', 'records'],
  queryFn: () => api.get('/today/records'),
});
