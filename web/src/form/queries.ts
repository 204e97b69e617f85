import { queryOptions } from '@tanstack/react-query';

import { api } from '../api/client';
import type { FormView } from '../api/types';
import { queryClient } from '../app/session';

export const formsQuery = queryOptions({
  queryKey: ['region-forms'],
  queryFn: () => api.get('/region/forms'),
});
/** Only when asked for: an open builder is not to be changed behind somebody's back. */
export const formQuery = (key: string) =>
  queryOptions({ queryKey: ['region-form', key], queryFn: () => api.get(`/region/forms/${key}`) });

export function adoptForm(view: FormView): void {
  queryClient.setQueryData(formQuery(view.form.key).queryKey, view);
  void queryClient.invalidateQueries({ queryKey: formsQuery.queryKey });
}
