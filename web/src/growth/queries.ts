import { queryOptions } from '@tanstack/react-query';

import { api } from '../api/client';

export const growthQuery = (person: string, reference: string) =>
  queryOptions({
    queryKey: ['person', person, 'growth', reference],
    queryFn: () => api.get(`/people/${person}/growth`, { reference }),
  });
