import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { BreakGlassHistory } from '../breakglass/notices';
import { Button } from '../parts/button';
import { CheckBox } from '../parts/field';
import { EmptyState, Loading, Page, Trouble } from '../parts/page';
import { t } from '../words';
import { LogDays } from './log-days';
import { usePerson } from './person-layout';
import { accessLogPage } from './queries';

/** 閲覧履歴: who looked at this person's record. */
export function AccessLogPage() {
  const person = usePerson();
  const [ofOthers, setOfOthers] = useState(false);
  const log = useInfiniteQuery({
    // Not under ['person', id]: each look is a record itself, so live changes must not ask again and again.
    queryKey: ['access-log', person.id, { ofOthers }],
    queryFn: ({ pageParam }) => accessLogPage(person.id, ofOthers, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const rows = log.data?.pages.flatMap((page) => page.items) ?? [];
  const back = {
    to: { to: '/people/$person/watch', params: { person: person.id } },
    label: t('guardian.watch'),
  } as const;
  return (
    <Page
      title={t('person.tab.accessLog')}
      lead={t('accessLog.lead')}
      narrow
      {...(person.access.is_guardian && { back })}
    >
      <BreakGlassHistory person={person.id} />
      <CheckBox label={t('accessLog.ofOthers')} value={ofOthers} onValue={setOfOthers} />
      {log.isError && <Trouble error={log.error} retry={() => void log.refetch()} />}
      {log.isLoading && <Loading />}
      {log.isSuccess && rows.length === 0 && (
        <EmptyState icon="eye" title={t('accessLog.empty')}>
          {t('accessLog.emptyLead')}
        </EmptyState>
      )}
      <LogDays person={person.id} items={rows} />
      {log.hasNextPage && (
        <div className="text-center">
          <Button busy={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
            {t('common.more')}
          </Button>
        </div>
      )}
    </Page>
  );
}
