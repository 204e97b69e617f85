import { useMutation } from '@tanstack/react-query';

import { api } from '../api/client';
import type { EntryView } from '../api/types';
import { queryClient, usePost } from '../app/session';
import { Badge } from '../parts/badge';
import { Button } from '../parts/button';
import { explain } from '../parts/form';
import { toast } from '../parts/toast';
import { usePerson } from '../person/person-layout';
import { t } from '../words';

export function refreshEntries(person: string): void {
  for (const part of ['entries', 'entry', 'search'])
    void queryClient.invalidateQueries({ queryKey: ['person', person, part] });
  void queryClient.invalidateQueries({ queryKey: ['today'] });
}
/** 了解 and 確認しました: what a reader answers with one press. */
export function EntryActions({ entry }: { entry: EntryView }) {
  const { id: myPost } = usePost();
  const { may } = usePerson().access;
  const path = `/people/${entry.person_id}/entries/${entry.id}` as const;
  const options = {
    onSuccess: () => refreshEntries(entry.person_id),
    onError: (error: unknown) => toast(explain(error), { tone: 'bad' as const }),
  };
  const acknowledge = useMutation({
    mutationFn: (on: boolean) => api.put(`${path}/acknowledge`, { on }),
    ...options,
  });
  const confirm = useMutation({ mutationFn: () => api.put(`${path}/confirm`), ...options });
  if (entry.hidden || entry.author.post_id === myPost || !may.includes('respond')) return null;
  const { acknowledged, confirmed } = entry.mine;
  return (
    <span className="ml-auto flex flex-wrap gap-2">
      {entry.asks_confirmation &&
        (confirmed ? (
          <Badge tone="good" icon="check">
            {t('entry.confirmed')}
          </Badge>
        ) : (
          <Button kind="primary" busy={confirm.isPending} onClick={() => confirm.mutate()}>
            {t('entry.confirm')}
          </Button>
        ))}
      <Button
        kind={acknowledged ? 'primary' : 'secondary'}
        icon="check"
        aria-pressed={acknowledged}
        disabled={acknowledge.isPending}
        onClick={() => acknowledge.mutate(!acknowledged)}
      >
        {t('entry.acknowledge')}
      </Button>
    </span>
  );
}
