import { queryOptions } from '@tanstack/react-query';

import { api } from '../api/client';
import { queryClient } from '../app/session';
import type { SchoolEntryView } from './types';

export const entriesQuery = (person: string) =>
  queryOptions({
    queryKey: ['person', person, 'school-entries', 'list'],
    queryFn: () => api.get(`/people/${person}/school-entries`),
  });
export const entryQuery = (person: string, entry: string) =>
  queryOptions({
    queryKey: ['person', person, 'school-entries', entry],
    queryFn: () => api.get(`/people/${person}/school-entries/${entry}`),
  });
export const boardQuery = (year: number | null) =>
  queryOptions({
    queryKey: ['school-entries', year],
    queryFn: () => api.get('/school-entries', { year }),
  });
export const calendarQuery = (year: number) =>
  queryOptions({
    queryKey: ['school-entry-calendar', year],
    queryFn: () => api.get(`/school-entry-calendars/${String(year)}`),
  });

/** Keeps what came back, and asks again for the lists. */
export function keep(view: SchoolEntryView): void {
  const person = view.line.person_id;
  queryClient.setQueryData(entryQuery(person, view.line.id).queryKey, view);
  void queryClient.invalidateQueries({ queryKey: entriesQuery(person).queryKey });
  void queryClient.invalidateQueries({ queryKey: ['school-entries'] });
}
