import { queryOptions } from '@tanstack/react-query';

import { api } from '../api/client';
import type { PersonView } from '../api/types';
import type { HeaderPerson } from '../parts/person-header';

export const peopleQuery = (q: string) =>
  queryOptions({
    queryKey: ['people', q],
    queryFn: ({ signal }) =>
      q === '' ? api.get('/people', null, signal) : api.post('/people/search', { q }, { signal }),
  });
/** Everything about one person hangs under ['person', id], so that one change refreshes what shows it. */
export const personQuery = (id: string) =>
  queryOptions({
    queryKey: ['person', id, 'profile'],
    queryFn: () => api.get(`/people/${id}`),
    retryOnMount: false, // the route asked already, and a refused look leaves a record
  });
export const personVersionsQuery = (id: string) =>
  queryOptions({
    queryKey: ['person', id, 'versions'],
    queryFn: () => api.get(`/people/${id}/versions`),
  });
/** `ofOthers`: without the reader's own looks. */
export const accessLogPage = (id: string, ofOthers: boolean, before?: string) =>
  api.get(`/people/${id}/access-log`, { before, ...(ofOthers && { of_others: true }) });

/** The reader's own questions about looks. Like the history itself, asking for them leaves a record. */
export const lookQuestionsQuery = (id: string) =>
  queryOptions({
    queryKey: ['access-log', id, 'questions'],
    queryFn: () => api.get(`/people/${id}/access-log/questions`),
  });

export const fullName = (p: { family_name: string; given_name: string }): string =>
  `${p.family_name} ${p.given_name}`.trim();
/** The school attended today, if any. */
export function currentSchool(p: PersonView) {
  return p.schools.find((s) => !s.ends_on) ?? p.schools.at(-1);
}
export function headerOf(p: PersonView): HeaderPerson {
  return {
    id: p.id,
    name: fullName(p),
    kana: `${p.family_kana} ${p.given_kana}`.trim(),
    age_years: p.age_years,
    age_months: p.age_months,
    grade: p.grade || (currentSchool(p)?.grade ?? ''),
    alert: p.alert,
    allergies: p.allergies.map((a) => a.substance),
    photo: p.photo,
  };
}
