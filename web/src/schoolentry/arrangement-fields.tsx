// Rows of arrangements at school (合理的配慮): viewpoint, what, who, from when, when to look again.
import { Button } from '../parts/button';
import { DateField, ErrorText, Select, TextArea, TextField } from '../parts/field';
import { t } from '../words';
import { viewpointName } from './parts';
import type { EntryArrangement, Viewpoint } from './types';

export interface ArrangementRow {
  viewpoint: string;
  what: string;
  who: string;
  from: string;
  review_on: string;
}
const empty: ArrangementRow = { viewpoint: '', what: '', who: '', from: '', review_on: '' };
export const rowsOf = (items: readonly EntryArrangement[]): ArrangementRow[] =>
  items.length === 0
    ? [empty]
    : items.map((one) => ({ ...one, from: one.from ?? '', review_on: one.review_on ?? '' }));
export const arrangementsOf = (rows: readonly ArrangementRow[]): EntryArrangement[] =>
  rows.map((row) => ({ ...row, from: row.from || null, review_on: row.review_on || null }));

export function ArrangementFields({
  viewpoints,
  rows,
  error,
  onRows,
}: {
  viewpoints: readonly Viewpoint[];
  rows: readonly ArrangementRow[];
  error?: string | undefined;
  onRows: (rows: ArrangementRow[]) => void;
}) {
  const change = (i: number, part: Partial<ArrangementRow>) =>
    onRows(rows.map((row, at) => (at === i ? { ...row, ...part } : row)));
  return (
    <div className="grid gap-4">
      {rows.map((row, i) => (
        <fieldset key={i} className="grid gap-3 rounded-lg border border-line p-3">
          <legend className="px-1 font-bold">{t('schoolEntry.arrangement', { n: i + 1 })}</legend>
          <Select
            label={t('schoolEntry.viewpoint')}
            value={row.viewpoint}
            empty={t('schoolEntry.choose')}
            onValue={(viewpoint) => change(i, { viewpoint })}
            choices={viewpoints.map((v) => ({ value: v.code, label: viewpointName(viewpoints, v.code) }))}
          />
          <TextArea
            label={t('schoolEntry.what')}
            value={row.what}
            onValue={(what) => change(i, { what })}
            rows={2}
            maxLength={1000}
          />
          <TextField
            label={t('schoolEntry.who')}
            value={row.who}
            onValue={(who) => change(i, { who })}
            optional
            maxLength={120}
          />
          <div className="flex flex-wrap gap-x-4">
            <DateField
              label={t('schoolEntry.from')}
              value={row.from}
              onValue={(from) => change(i, { from })}
              optional
            />
            <DateField
              label={t('schoolEntry.reviewOn')}
              value={row.review_on}
              onValue={(review_on) => change(i, { review_on })}
              optional
            />
          </div>
          {rows.length > 1 && (
            <div>
              <Button kind="quiet" icon="close" onClick={() => onRows(rows.filter((_, at) => at !== i))}>
                {t('schoolEntry.removeRow', { n: i + 1 })}
              </Button>
            </div>
          )}
        </fieldset>
      ))}
      {error && <ErrorText>{error}</ErrorText>}
      <div>
        <Button icon="plus" onClick={() => onRows([...rows, empty])}>
          {t('schoolEntry.addRow')}
        </Button>
      </div>
    </div>
  );
}
