import { queryOptions } from '@tanstack/react-query';

import { api } from '../api/client';
import type { PersonDocument } from '../api/types';
import { queryClient } from '../app/session';

export const documentsQuery = (person: string) =>
  queryOptions({
    queryKey: ['person', person, 'documents', 'list'],
    queryFn: () => api.get(`/people/${person}/documents`),
  });
export const documentQuery = (person: string, document: string) =>
  queryOptions({
    queryKey: ['person', person, 'documents', document],
    queryFn: () => api.get(`/people/${person}/documents/${document}`),
  });
/** A version as it was handed in; it changes no more but for what became of it. */
export const versionQuery = (person: string, document: string, version: number) =>
  queryOptions({
    queryKey: ['person', person, 'documents', document, 'version', version],
    queryFn: () => api.get(`/people/${person}/documents/${document}`, { version }),
  });
export const comparisonQuery = (person: string, document: string, from: number, to?: number) =>
  queryOptions({
    queryKey: ['person', person, 'documents', document, 'compare', from, to ?? 0],
    queryFn: () => api.get(`/people/${person}/documents/${document}/compare`, { from, to: to ?? null }),
  });

/** What the server answered is what is there now; the lists that show a line of it are asked again. */
export function adopt(person: string, view: PersonDocument): void {
  queryClient.setQueryData(documentQuery(person, view.document.id).queryKey, view);
  void queryClient.invalidateQueries({ queryKey: documentsQuery(person).queryKey });
  void queryClient.invalidateQueries({ queryKey: ['person', person, 'tasks'] });
  void queryClient.invalidateQueries({ queryKey: ['today'] });
}
