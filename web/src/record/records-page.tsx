import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { lazy, Suspense, useMemo, useState } from 'react';

import { queryClient } from '../app/session';
import { Button, LinkButton } from '../parts/button';
import { CheckBox, Select } from '../parts/field';
import { useFirst } from '../parts/first';
import { EmptyState, Loading, Page, Section, Trouble } from '../parts/page';
import { usePerson } from '../person/person-layout';
import { fullName } from '../person/queries';
import { pick, t } from '../words';
import { longDate, todayText } from '../words/dates';
import { noRecordFilters, recordsQuery, useTypes } from './queries';
import { RecordLine } from './record-line';
import { RecordTabs } from './record-tabs';
import type { RecordView } from './types';

const CsvImport = lazy(() => import('../parts/csv-import').then((m) => ({ default: m.CsvImport })));
const PrintMenu = lazy(() => import('./print-menu').then((m) => ({ default: m.PrintMenu })));
const RecordDialog = lazy(() => import('./record-dialog').then((m) => ({ default: m.RecordDialog })));
/** About what a phone shows of a page of records. */
const first = 6;

/** Day by day, the newest at once. */
function Days({
  records,
  mayRespond,
  onOpen,
}: {
  records: readonly RecordView[];
  mayRespond: boolean;
  onOpen: (record: RecordView) => void;
}) {
  const shown = useFirst(records, first, `records ${records[0]?.person_id}`);
  const days = useMemo(() => {
    const byDay = new Map<string, RecordView[]>();
    for (const record of shown) {
      const day = todayText(new Date(record.at));
      byDay.set(day, [...(byDay.get(day) ?? []), record]);
    }
    return [...byDay];
  }, [shown]);
  return days.map(([day, ofDay]) => (
    <Section key={day} title={longDate(day)} flush>
      <ul>
        {ofDay.map((record) => (
          <RecordLine key={record.id} record={record} mayRespond={mayRespond} onOpen={() => onOpen(record)} />
        ))}
      </ul>
    </Section>
  ));
}

/** Records day by day, newest first. */
export function RecordsPage() {
  const person = usePerson();
  const { types } = useTypes();
  const [filters, setFilters] = useState(noRecordFilters);
  const [opened, setOpened] = useState<RecordView | null>(null);
  const [open, setOpen] = useState<'import' | 'print' | null>(null);
  const list = useInfiniteQuery({ ...recordsQuery(person.id, filters), placeholderData: keepPreviousData });
  const records = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  const { may, is_guardian: guardian, classes, role } = person.access;
  const filtered = JSON.stringify(filters) !== JSON.stringify(noRecordFilters);
  return (
    <Page
      title={t('record.heading', { name: fullName(person) })}
      actions={
        may.includes('post') && (
          <LinkButton
            kind="primary"
            icon="plus"
            to="/people/$person/records/new"
            params={{ person: person.id }}
            floats
          >
            {t('record.new')}
          </LinkButton>
        )
      }
    >
      <RecordTabs />
      <div className="flex flex-wrap items-end gap-x-5 gap-y-2">
        <div className="min-w-40 flex-1 sm:max-w-64">
          <Select
            label={t('record.type')}
            optional
            value={filters.type}
            onValue={(type) => setFilters({ ...filters, type })}
            choices={types.map((x) => ({ value: x.code, label: pick(x) }))}
            empty={t('common.all')}
          />
        </div>
        {!guardian && (
          <CheckBox
            label={t('record.alertsOnly')}
            value={filters.alerts}
            onValue={(alerts) => setFilters({ ...filters, alerts })}
          />
        )}
        {may.includes('export_data') && (
          <Button icon="print" onClick={() => setOpen('print')}>
            {t('record.print')}
          </Button>
        )}
        {!guardian && may.includes('post') && (
          <Button kind="quiet" icon="upload" onClick={() => setOpen('import')}>
            {t('record.import')}
          </Button>
        )}
      </div>
      {list.isError && <Trouble error={list.error} retry={() => void list.refetch()} />}
      {list.isLoading && <Loading />}
      {list.isSuccess && records.length === 0 && (
        <EmptyState icon="file" title={t(filtered ? 'record.noMatch' : 'record.empty')}>
          {!filtered && t('record.emptyLead')}
        </EmptyState>
      )}
      {records.length > 0 && (
        <Days records={records} mayRespond={!guardian && may.includes('respond')} onOpen={setOpened} />
      )}
      {list.hasNextPage && (
        <div className="text-center">
          <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t('record.older')}
          </Button>
        </div>
      )}
      <Suspense fallback={null}>
        {opened && (
          <RecordDialog
            record={opened}
            held={classes}
            guardian={guardian}
            coordinator={role === 'coordinator'}
            onClose={() => setOpened(null)}
          />
        )}
        {open === 'print' && <PrintMenu person={person.id} onClose={() => setOpen(null)} />}
        {open === 'import' && (
          <CsvImport
            path={`/people/${person.id}/records/import`}
            title={t('record.import')}
            lead={t('record.importLead')}
            onClose={() => setOpen(null)}
            onDone={() => void queryClient.invalidateQueries({ queryKey: ['person', person.id, 'records'] })}
          />
        )}
      </Suspense>
    </Page>
  );
}
