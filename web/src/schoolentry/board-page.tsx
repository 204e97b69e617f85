// The desk's board: children of a year among one's own people, where each stands, what is overdue.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';

import { Button } from '../parts/button';
import { EmptyState, Loaded, Note, Page, Section } from '../parts/page';
import { Table } from '../parts/table';
import { t } from '../words';
import { longDate, todayText } from '../words/dates';
import { Dates, StageBadge } from './parts';
import { boardQuery } from './queries';
import { comingYear } from './rules';
import type { EntryBoardRow } from './types';

function Name({ row }: { row: EntryBoardRow }) {
  const text = (
    <>
      {row.name} <span className="text-sm font-normal">{t('age.years', { years: row.age_years })}</span>
    </>
  );
  const look = 'inline-flex min-h-11 flex-wrap items-center gap-x-1.5 font-bold';
  return row.line ? (
    <Link
      to="/people/$person/school-entries/$entry"
      params={{ person: row.person_id, entry: row.line.id }}
      className={look}
    >
      {text}
    </Link>
  ) : (
    <Link to="/people/$person/school-entries" params={{ person: row.person_id }} className={look}>
      {text}
    </Link>
  );
}
const keyOf = (row: EntryBoardRow): string => row.person_id + (row.line?.id ?? '');

export function EntryBoardPage() {
  const coming = comingYear(todayText());
  const [year, setYear] = useState(coming);
  const found = useQuery(boardQuery(year));
  return (
    <Page title={t('schoolEntry.board', { year })} lead={t('schoolEntry.boardLead')}>
      <div role="group" aria-label={t('schoolEntry.year')} className="flex flex-wrap gap-2">
        {[coming - 1, coming, coming + 1].map((each) => (
          <Button
            key={each}
            kind={each === year ? 'primary' : 'secondary'}
            aria-pressed={each === year}
            onClick={() => setYear(each)}
          >
            {t('schoolEntry.yearOf', { year: each })}
          </Button>
        ))}
      </div>
      <Loaded query={found}>
        {(board) => (
          <>
            <div className="card">
              {board.rows.length === 0 ? (
                <EmptyState icon="history" title={t('schoolEntry.boardEmpty')}>
                  {t('schoolEntry.boardEmptyLead')}
                </EmptyState>
              ) : (
                <Table
                  caption={t('schoolEntry.board', { year })}
                  rows={board.rows}
                  rowKey={keyOf}
                  columns={[
                    { title: t('schoolEntry.child'), head: true, cell: (row) => <Name row={row} /> },
                    {
                      title: t('schoolEntry.stands'),
                      cell: (row) =>
                        row.line ? (
                          <span className="flex flex-wrap gap-1.5">
                            <StageBadge line={row.line} />
                          </span>
                        ) : (
                          <span className="text-ink-soft">{t('schoolEntry.noCase')}</span>
                        ),
                    },
                    {
                      title: t('schoolEntry.due'),
                      cell: (row) => (row.line?.due_on ? longDate(row.line.due_on) : ''),
                    },
                    {
                      title: t('schoolEntry.learningPlace'),
                      cell: (row) =>
                        row.line?.place
                          ? `${t(`schoolEntry.place.${row.line.place}`)}・${row.line.school}`
                          : '',
                    },
                  ]}
                />
              )}
            </div>
            <Section title={t('schoolEntry.dates')}>
              {board.calendar.is_default && <Note>{t('schoolEntry.defaultDates')}</Note>}
              <div className="mt-2">
                <Dates calendar={board.calendar} />
              </div>
            </Section>
          </>
        )}
      </Loaded>
    </Page>
  );
}
