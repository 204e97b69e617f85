import { useInfiniteQuery } from '@tanstack/react-query';

import type { AccessLogItem } from '../api/types';
import { Badge } from '../parts/badge';
import { Button } from '../parts/button';
import { EmptyState, Loading, Page, Trouble } from '../parts/page';
import { Table, type Column } from '../parts/table';
import { useCodes } from '../region/queries';
import { t } from '../words';
import { dateTime } from '../words/dates';
import { usePerson } from './person-layout';
import { accessLogPage } from './queries';
import { accessLogWord } from './words';

/** 閲覧履歴: who looked at this person's record. */
export function AccessLogPage() {
  const person = usePerson();
  const { profession } = useCodes();
  const log = useInfiniteQuery({
    queryKey: ['person', person.id, 'access-log'],
    queryFn: ({ pageParam }) => accessLogPage(person.id, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const rows = log.data?.pages.flatMap((page) => page.items) ?? [];
  const columns: Column<AccessLogItem>[] = [
    { title: t('accessLog.when'), cell: (r) => dateTime(r.at), narrow: true },
    {
      title: t('accessLog.who'),
      head: true,
      cell: (r) => (
        <>
          {[r.facility_name, r.profession && profession(r.profession)].filter(Boolean).join('・') ||
            t(`postKind.guardian`)}
          {r.actor_name && <span className="block font-normal">{r.actor_name}</span>}
        </>
      ),
    },
    { title: t('accessLog.what'), cell: (r) => accessLogWord('action', r.action) },
    { title: t('accessLog.classes'), cell: (r) => r.classes.map((c) => t(`class.${c}`)).join('、') },
    {
      title: t('accessLog.outcome'),
      narrow: true,
      cell: (r) =>
        r.outcome === 'granted' ? (
          <span className="text-sm">{accessLogWord('accessLog.basis', r.basis)}</span>
        ) : (
          <Badge tone="warn" icon="lock">
            {t('accessLog.refused')}
          </Badge>
        ),
    },
  ];
  return (
    <Page title={t('person.tab.accessLog')} lead={t('accessLog.lead')}>
      {log.isError && <Trouble error={log.error} retry={() => void log.refetch()} />}
      {log.isLoading && <Loading />}
      {log.isSuccess && rows.length === 0 && (
        <EmptyState icon="eye" title={t('accessLog.empty')}>
          {t('accessLog.emptyLead')}
        </EmptyState>
      )}
      {rows.length > 0 && (
        <div className="card">
          <Table caption={t('person.tab.accessLog')} columns={columns} rows={rows} rowKey={(r) => r.id} />
        </div>
      )}
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
