import { queryOptions } from '@tanstack/react-query';

import { api } from '../api/client';

export const todayQuery = queryOptions({ queryKey: ['today'], queryFn: () => api.get('/today') });
export const invitationsQuery = queryOptions({
  queryKey: ['seat-invitations'],
  queryFn: () => api.get('/seat-invitations'),
});
