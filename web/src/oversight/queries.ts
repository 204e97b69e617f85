import { queryOptions } from '@tanstack/react-query';

import { api } from '../api/client';
import type { AuditLine, QuestionState } from '../api/types';

/** What is empty does not narrow. */
export interface AuditFilter {
  person: string;
  account: string;
  facility: string;
  from: string;
  to: string;
  outcome: AuditLine['outcome'] | '';
}
export const noFilter: AuditFilter = { person: '', account: '', facility: '', from: '', to: '', outcome: '' };

// Under 'audit-log': looking at the log is itself recorded, so live changes must not ask again and again.
export const sealQuery = queryOptions({
  queryKey: ['audit-log', 'seal'],
  queryFn: () => api.get('/audit/seal'),
});
export const unusualQuery = queryOptions({
  queryKey: ['audit-log', 'unusual'],
  queryFn: () => api.get('/audit/unusual'),
});
export const auditPage = (filter: AuditFilter, before?: string) =>
  api.get('/audit/rows', { ...filter, before });
export const lookQueueQuery = (state: QuestionState) =>
  queryOptions({
    queryKey: ['look-questions', state],
    queryFn: () => api.get('/audit/questions', { state }),
  });
