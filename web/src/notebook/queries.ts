import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';

import { api } from '../api/client';
import type { Category, InfoClass } from '../api/types';

export interface Filters {
  category: string;
  class: string;
  author_post: string;
  facility: string;
  pinned: boolean;
  mine_unread: boolean;
  from: string;
  to: string;
}
export const noFilters: Filters = {
  category: '',
  class: '',
  author_post: '',
  facility: '',
  pinned: false,
  mine_unread: false,
  from: '',
  to: '',
};
export const filtered = (f: Filters): boolean => JSON.stringify(f) !== JSON.stringify(noFilters);

/** Above every list of a notebook's entries, whatever it was filtered by. */
export const entriesKey = (person: string) => ['person', person, 'entries'] as const;
export const entriesQuery = (person: string, f: Filters) =>
  infiniteQueryOptions({
    queryKey: [...entriesKey(person), f],
    queryFn: ({ pageParam, signal }) =>
      api.get(
        `/people/${person}/entries`,
        {
          ...f,
          category: f.category as Category | '',
          class: f.class as InfoClass | '',
          pinned: f.pinned || null,
          mine_unread: f.mine_unread || null,
          before: pageParam,
          limit: 30,
        },
        signal,
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
export const searchQuery = (person: string, q: string) =>
  infiniteQueryOptions({
    queryKey: ['person', person, 'search', q],
    queryFn: ({ pageParam, signal }) =>
      api.post(`/people/${person}/search`, { q, before: pageParam ?? null, limit: 30 }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    enabled: q !== '',
  });
export const entryQuery = (person: string, entry: string) =>
  queryOptions({
    queryKey: ['person', person, 'entry', entry],
    queryFn: () => api.get(`/people/${person}/entries/${entry}`),
  });
export const entryVersionsQuery = (person: string, entry: string) =>
  queryOptions({
    queryKey: ['person', person, 'entry', entry, 'versions'],
    queryFn: () => api.get(`/people/${person}/entries/${entry}/versions`),
  });
export const replyVersionsQuery = (person: string, entry: string, reply: string) =>
  queryOptions({
    queryKey: ['person', person, 'entry', entry, 'replies', reply, 'versions'],
    queryFn: () => api.get(`/people/${person}/entries/${entry}/replies/${reply}/versions`),
  });
/** Asked once a visit: the visit itself empties it. */
export const digestQuery = (person: string) =>
  queryOptions({
    queryKey: ['digest', person],
    queryFn: async () => {
      const digest = await api.get(`/people/${person}/digest`);
      await api.post(`/people/${person}/visit`);
      return digest;
    },
    staleTime: 30 * 60_000,
    refetchOnWindowFocus: false,
  });
export const audienceQuery = (person: string) =>
  queryOptions({
    queryKey: ['person', person, 'audience'],
    queryFn: () => api.get(`/people/${person}/audience`),
  });
