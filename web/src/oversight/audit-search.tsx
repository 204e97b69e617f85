import { useInfiniteQuery, useQuery } from '@tanstack/react-query';

import { api } from '../api/client';
import type { AuditLine } from '../api/types';
import { facilitiesQuery } from '../facility/queries';
import { Button } from '../parts/button';
import { Select, TextField } from '../parts/field';
import { explain } from '../parts/form';
import { EmptyState, Loading, Section, Trouble } from '../parts/page';
import { saveText } from '../parts/save-text';
import { Table } from '../parts/table';
import { toast } from '../parts/toast';
import { t } from '../words';
import { dateTime, todayText } from '../words/dates';
import { What, Who } from './line-words';
import { PersonFinder } from './person-finder';
import { auditPage, noFilter, type AuditFilter } from './queries';

function Narrow({ label, onPress }: { label: string; onPress: () => void }) {
  return (
    <button type="button" className="min-h-11 text-left text-sm text-accent underline" onClick={onPress}>
      {label}
    </button>
  );
}

export function AuditSearch({
  filter,
  onFilter,
}: {
  filter: AuditFilter;
  onFilter: (filter: AuditFilter) => void;
}) {
  const facilities = useQuery(facilitiesQuery());
  const log = useInfiniteQuery({
    queryKey: ['audit-log', 'rows', filter],
    queryFn: ({ pageParam }) => auditPage(filter, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const rows = log.data?.pages.flatMap((page) => page.items) ?? [];
  const set = (part: Partial<AuditFilter>) => onFilter({ ...filter, ...part });
  const exportRows = () =>
    api.text('/audit/rows.csv', { ...filter }).then(
      (text) => saveText(`${t('audit.fileName')}_${todayText()}.csv`, text, 'text/csv'),
      (error: unknown) => toast(explain(error)),
    );
  const filtered = Object.values(filter).some(Boolean);
  return (
    <Section
      id="audit-search"
      title={t('audit.search')}
      flush
      actions={
        <Button icon="download" onClick={() => void exportRows()}>
          {t('audit.export')}
        </Button>
      }
    >
      <div className="grid gap-4 border-b border-line p-4 sm:grid-cols-2 sm:p-5 lg:grid-cols-3">
        <TextField
          label={t('audit.from')}
          type="date"
          value={filter.from}
          onValue={(from) => set({ from })}
          optional
        />
        <TextField
          label={t('audit.to')}
          type="date"
          value={filter.to}
          onValue={(to) => set({ to })}
          optional
        />
        <Select
          label={t('accessLog.outcome')}
          optional
          value={filter.outcome}
          onValue={(outcome) => set({ outcome: outcome as AuditFilter['outcome'] })}
          empty={t('common.all')}
          choices={[
            { value: 'granted', label: t('accessLog.granted') },
            { value: 'refused', label: t('accessLog.refused') },
          ]}
        />
        <Select
          label={t('audit.facility')}
          optional
          value={filter.facility}
          onValue={(facility) => set({ facility })}
          empty={t('common.all')}
          choices={(facilities.data ?? []).map((f) => ({ value: f.id, label: f.name }))}
        />
        <TextField
          label={t('audit.person')}
          hint={t('audit.idHint')}
          value={filter.person}
          onValue={(person) => set({ person: person.trim() })}
          optional
          autoComplete="off"
          spellCheck={false}
        />
        <TextField
          label={t('audit.account')}
          hint={t('audit.idHint')}
          value={filter.account}
          onValue={(account) => set({ account: account.trim() })}
          optional
          autoComplete="off"
          spellCheck={false}
        />
        <PersonFinder onFound={(person) => set({ person })} />
        <p className="text-sm text-ink-soft sm:col-span-2 lg:col-span-3">
          {t('audit.searchHint')}{' '}
          {filtered && (
            <button
              type="button"
              className="min-h-11 text-accent underline"
              onClick={() => onFilter(noFilter)}
            >
              {t('audit.clear')}
            </button>
          )}
        </p>
      </div>
      {log.isError && (
        <div className="p-4">
          <Trouble error={log.error} retry={() => void log.refetch()} />
        </div>
      )}
      {log.isLoading && <Loading />}
      {log.isSuccess && rows.length === 0 && <EmptyState icon="search" title={t('audit.none')} />}
      {rows.length > 0 && (
        <Table<AuditLine>
          caption={t('audit.search')}
          rows={rows}
          rowKey={(row) => row.id}
          columns={[
            { title: t('accessLog.when'), narrow: true, cell: (row) => dateTime(row.at) },
            {
              title: t('accessLog.who'),
              head: true,
              cell: (row) => (
                <>
                  <Who line={row} />
                  {!filter.account && (
                    <Narrow label={t('audit.onlyAccount')} onPress={() => set({ account: row.account_id })} />
                  )}
                </>
              ),
            },
            { title: t('accessLog.what'), cell: (row) => <What line={row} /> },
            {
              title: t('audit.person'),
              cell: (row) =>
                row.person_id && (
                  <>
                    <code className="text-sm break-all">{row.person_id}</code>{' '}
                    {!filter.person && (
                      <Narrow
                        label={t('audit.onlyPerson')}
                        onPress={() => set({ person: row.person_id ?? '' })}
                      />
                    )}
                  </>
                ),
            },
            {
              title: t('audit.leaf'),
              narrow: true,
              cell: (row) =>
                row.leaf_index === null || row.leaf_index === undefined
                  ? t('audit.soon')
                  : row.leaf_index + 1,
            },
          ]}
        />
      )}
      {log.hasNextPage && (
        <div className="p-4 text-center">
          <Button busy={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
            {t('common.more')}
          </Button>
        </div>
      )}
    </Section>
  );
}
