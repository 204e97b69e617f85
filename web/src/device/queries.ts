import { queryOptions } from '@tanstack/react-query';

import { api } from '../api/client';

/** Of a facility; without one, of the whole region. */
export const devicesQuery = (facility: string | null) =>
  queryOptions({
    queryKey: ['devices', facility],
    queryFn: () => (facility ? api.get(`/facilities/${facility}/devices`) : api.get('/region/devices')),
  });
/** The device one works on, and the ways of signing in still to be shown. */
export const ownQuery = queryOptions({ queryKey: ['own-device'], queryFn: () => api.get('/account/device') });
/** Certificates that end soon, of the devices one runs. Days pass without a word over the stream. */
export const renewalsQuery = queryOptions({
  queryKey: ['devices', 'renewals'],
  queryFn: () => api.get('/device-renewals'),
});
export const waysQuery = queryOptions({
  queryKey: ['sign-in-policies'],
  queryFn: () => api.get('/region/sign-in-policies'),
});
