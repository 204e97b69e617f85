import type { ReactNode } from 'react';

export interface Column<T> {
  title: string;
  cell: (row: T) => ReactNode;
  /** The cell that names the row. */
  head?: boolean;
  narrow?: boolean;
  /** What can be done with the row: a control that says so itself, so its heading stands in the table only. */
  action?: boolean;
}
/** A value with its heading; nothing where there is no value, for a heading alone says nothing. */
function Fact({ title, children }: { title: string; children: ReactNode }) {
  if (children === '' || children === null || children === undefined) return null;
  return (
    <div className="flex flex-wrap gap-x-3">
      <span className="text-sm leading-7 text-ink-soft">{title}</span>
      <span>{children}</span>
    </div>
  );
}
/** A table on wide screens; on phones each row becomes a card with its headers beside the values. */
export function Table<T>({
  caption,
  columns,
  rows,
  rowKey,
}: {
  caption: string;
  columns: readonly Column<T>[];
  rows: readonly T[];
  rowKey: (row: T) => string;
}) {
  return (
    <>
      <table className="w-full border-collapse max-md:hidden">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr className="border-b border-line-strong text-left text-sm text-ink-soft">
            {columns.map((c) => (
              <th
                key={c.title}
                scope="col"
                className={`px-3 py-2 font-bold ${c.narrow ? 'w-px whitespace-nowrap' : ''}`}
              >
                {c.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)} className="border-b border-line last:border-b-0 hover:bg-sunken">
              {columns.map((c) =>
                c.head ? (
                  <th key={c.title} scope="row" className="px-3 py-2.5 text-left font-bold">
                    {c.cell(row)}
                  </th>
                ) : (
                  <td key={c.title} className={`px-3 py-2.5 ${c.narrow ? 'w-px whitespace-nowrap' : ''}`}>
                    {c.cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
      <ul className="grid md:hidden" aria-label={caption}>
        {rows.map((row) => (
          <li key={rowKey(row)} className="grid gap-1 border-b border-line px-4 py-3 last:border-b-0">
            {columns.map((c) =>
              c.head || c.action ? (
                <div key={c.title} className={c.head ? 'text-lg font-bold' : ''}>
                  {c.cell(row)}
                </div>
              ) : (
                <Fact key={c.title} title={c.title}>
                  {c.cell(row)}
                </Fact>
              ),
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
