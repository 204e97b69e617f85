import { queryOptions, useQuery } from '@tanstack/react-query';

import { api } from '../api/client';
import type { InfoClass, Purpose } from '../api/types';
import { pick } from '../words';

export const portalsQuery = queryOptions({
  queryKey: ['portal'],
  queryFn: () => api.get('/portal'),
});
export const portalQuery = (slug: string) =>
  queryOptions({
    queryKey: ['portal', slug],
    queryFn: () => api.get(`/portal/${encodeURIComponent(slug)}`),
  });
export const codesQuery = queryOptions({
  queryKey: ['codes'],
  queryFn: () => api.get('/codes'),
  staleTime: Infinity,
});
export const noticesQuery = queryOptions({
  queryKey: ['notices'],
  queryFn: () => api.get('/notices'),
});
export const regionQuery = queryOptions({
  queryKey: ['region'],
  queryFn: () => api.get('/region'),
});
export const documentsQuery = queryOptions({
  queryKey: ['region-documents'],
  queryFn: () => api.get('/region/documents'),
});
/** The region's own posts: who operates it, who watches. */
export const regionPostsQuery = (kind: 'operator' | 'auditor') =>
  queryOptions({
    queryKey: ['operators', kind],
    queryFn: () => api.get('/region/posts', { kind }),
  });

/** The names of coded facility types, professions and purposes, and the choices made of them. */
export function useCodes() {
  const { data, isFetched } = useQuery(codesQuery);
  const name = (list: readonly { code: string; ja: string; en: string }[] | undefined, code: string) => {
    const found = list?.find((c) => c.code === code);
    return found ? pick(found) : code;
  };
  const choices = (list: readonly { code: string; ja: string; en: string }[] | undefined) =>
    (list ?? []).map((c) => ({ value: c.code, label: pick(c) }));
  return {
    /** Loaded, or known not to come. */
    ready: isFetched,
    facilityType: (code: string) => name(data?.facility_types, code),
    profession: (code: string) => name(data?.professions, code),
    facilityTypes: choices(data?.facility_types),
    professions: choices(data?.professions),
    /** What a consent opens, in the words a family reads. */
    purpose: (code: string) => name(data?.consent_purposes, code),
    purposes: (data?.consent_purposes ?? []).map((p) => ({
      code: p.code as Purpose,
      label: pick(p),
      covers: pick({ ja: p.covers_ja, en: p.covers_en }),
      without: pick({ ja: p.without_ja, en: p.without_en }),
    })),
    defaultClasses: (profession: string): InfoClass[] =>
      data?.professions.find((p) => p.code === profession)?.default_classes ?? ['basic'],
  };
}
