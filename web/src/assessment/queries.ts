import { queryOptions, useQuery } from '@tanstack/react-query';

import { api } from '../api/client';
import { queryClient } from '../app/session';

export const instrumentsQuery = queryOptions({
  queryKey: ['instruments'],
  queryFn: () => api.get('/instruments'),
  staleTime: Infinity,
});
/** All instruments, and one by its code. */
export function useInstruments() {
  const query = useQuery(instrumentsQuery);
  const all = query.data ?? [];
  return { query, all, named: (code: string) => all.find((x) => x.code === code) };
}
export const assessmentsQuery = (person: string) =>
  queryOptions({
    queryKey: ['person', person, 'assessments', 'list'],
    queryFn: () => api.get(`/people/${person}/assessments`),
  });
export const assessmentVersionsQuery = (person: string, assessment: string) =>
  queryOptions({
    queryKey: ['person', person, 'assessments', assessment, 'versions'],
    queryFn: () => api.get(`/people/${person}/assessments/${assessment}/versions`),
  });
/** Done once what the open page shows is new. */
export async function refreshAssessments(person: string): Promise<void> {
  await Promise.all(
    ['assessments', 'course'].map((part) =>
      queryClient.invalidateQueries({ queryKey: ['person', person, part] }),
    ),
  );
}
