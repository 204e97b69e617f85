import { queryOptions } from '@tanstack/react-query';

import { api } from '../api/client';
import type { FacilityView, StaffView } from '../api/types';

export const facilitiesQuery = (q = '', type = '') =>
  queryOptions({
    queryKey: ['facilities', q, type],
    queryFn: ({ signal }) => api.get<FacilityView[]>('/facilities', { q, type }, signal),
  });
export const facilityQuery = (id: string) =>
  queryOptions({ queryKey: ['facility', id], queryFn: () => api.get<FacilityView>(`/facilities/${id}`) });
export const staffQuery = (facility: string) =>
  queryOptions({
    queryKey: ['facility', facility, 'staff'],
    queryFn: () => api.get<StaffView[]>(`/facilities/${facility}/staff`),
  });
