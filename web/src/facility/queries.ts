import { queryOptions } from '@tanstack/react-query';

import { api } from '../api/client';

export const facilitiesQuery = (q = '', type = '') =>
  queryOptions({
    queryKey: ['facilities', q, type],
    queryFn: ({ signal }) => api.get('/facilities', { q, type }, signal),
  });
export const facilityQuery = (id: string) =>
  queryOptions({ queryKey: ['facility', id], queryFn: () => api.get(`/facilities/${id}`) });
export const staffQuery = (facility: string) =>
  queryOptions({
    queryKey: ['facility', facility, 'staff'],
    queryFn: () => api.get(`/facilities/${facility}/staff`),
  });
/** Asked afresh each time: what rests on a post changes in other hands. */
export const dutiesQuery = (post: string) =>
  queryOptions({
    queryKey: ['staff-duties', post],
    queryFn: () => api.get(`/staff/${post}/duties`),
    staleTime: 0,
  });
