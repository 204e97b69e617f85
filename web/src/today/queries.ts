import { queryOptions } from '@tanstack/react-query';

import { api } from '../api/client';
import type { SeatInvitation, TodayView } from '../api/types';

export const todayQuery = queryOptions({ queryKey: ['today'], queryFn: () => api.get<TodayView>('/today') });
export const invitationsQuery = queryOptions({
  queryKey: ['seat-invitations'],
  queryFn: () => api.get<SeatInvitation[]>('/seat-invitations'),
});
