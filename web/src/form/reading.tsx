// A filled form to be read: only what was answered, under its headings, in the order of the form.
import type { ReactNode } from 'react';

import { Section } from '../parts/page';
import { t } from '../words';
import { sectionsOf } from './body';
import { said } from './fields';
import { controlOf, isTable, labelOf, type Item } from './model';
import { isEmpty, rowsOf, type Sheet } from './rules';

type Beside = (path: string, label: string) => ReactNode;

/** Whether there is anything to read in it. */
function isFilled(sheet: Sheet, item: Item, rows: string): boolean {
  if (!sheet.isAsked(item, rows) || controlOf(item) === 'signature' || item.type === 'display') return false;
  if (isTable(item)) return rowsOf(sheet.values, `${rows}${item.linkId}`).length > 0;
  if (item.type === 'group') return (item.item ?? []).some((x) => isFilled(sheet, x, rows));
  return !isEmpty(sheet.valueAt(item, rows));
}
function Facts({
  sheet,
  items,
  rows,
  beside,
}: {
  sheet: Sheet;
  items: readonly Item[];
  rows: string;
  beside: Beside | undefined;
}) {
  return items
    .filter((item) => isFilled(sheet, item, rows))
    .map((item) => {
      const path = `${rows}${item.linkId}`;
      if (item.type === 'group')
        return (
          <div key={path} role="group" aria-label={labelOf(item)} className="grid gap-3">
            <h3 className="font-bold">{labelOf(item)}</h3>
            {isTable(item) ? (
              <Rows {...{ sheet, item, path, beside }} />
            ) : (
              <Facts {...{ sheet, rows, beside }} items={item.item ?? []} />
            )}
          </div>
        );
      return (
        <div key={path} className="grid gap-1">
          <dl>
            <dt className="text-sm text-ink-soft">{labelOf(item)}</dt>
            <dd className="prose">{said(item, sheet.valueAt(item, rows))}</dd>
          </dl>
          {beside?.(path, labelOf(item))}
        </div>
      );
    });
}
function Rows({
  sheet,
  item,
  path,
  beside,
}: {
  sheet: Sheet;
  item: Item;
  path: string;
  beside: Beside | undefined;
}) {
  return (
    <ol className="grid gap-3">
      {rowsOf(sheet.values, path).map((row, i) => (
        <li key={row} className="grid gap-3 rounded-xl border border-line p-3 sm:p-4">
          <p className="font-bold">{t('form.rowName', { label: labelOf(item), n: i + 1 })}</p>
          <Facts {...{ sheet, beside }} items={item.item ?? []} rows={`${path}:${row}/`} />
        </li>
      ))}
    </ol>
  );
}
export function FormReading({ sheet, beside }: { sheet: Sheet; beside?: Beside }) {
  return sectionsOf(sheet)
    .filter(({ item, items }) =>
      item ? isFilled(sheet, item, '') : items.some((x) => isFilled(sheet, x, '')),
    )
    .map(({ item, items }) =>
      item ? (
        <Section key={item.linkId} title={labelOf(item)}>
          <div className="grid gap-4">
            {isTable(item) ? (
              <Rows {...{ sheet, item, beside }} path={item.linkId} />
            ) : (
              <Facts {...{ sheet, items, beside }} rows="" />
            )}
          </div>
        </Section>
      ) : (
        <div key={items[0]!.linkId} className="card grid gap-4 p-4 sm:p-5">
          <Facts {...{ sheet, items, beside }} rows="" />
        </div>
      ),
    );
}
