import { queryOptions } from '@tanstack/react-query';

import { api } from '../api/client';

export const agreementsQuery = queryOptions({
  queryKey: ['agreements'],
  queryFn: () => api.get('/agreements'),
});
export const partnerFacilitiesQuery = (q: string) =>
  queryOptions({
    queryKey: ['partner-facilities', q],
    queryFn: () => api.get('/partner-facilities', { q }),
  });
/** Regions whose teams this facility was invited into. */
export const guestRegionsQuery = queryOptions({
  queryKey: ['guest-regions'],
  queryFn: () => api.get('/guest-regions'),
});
