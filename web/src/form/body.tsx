// A form with its answers: one column, groups as cards that fold, a list of them to jump, rows with buttons. Who keeps
// the answers is no matter of this file: it says what was changed.
import { createContext, useContext, useId, useState, type ReactNode } from 'react';

import { Button, IconButton } from '../parts/button';
import { ErrorText } from '../parts/field';
import { Icon } from '../parts/icon';
import { announce } from '../parts/toast';
import { t } from '../words';
import { Field, FixedField, problemText } from './fields';
import { calculatedOf, controlOf, hintOf, isTable, labelOf, type Item } from './model';
import { addedRow, movedRow, rowsOf, type Change, type ProblemCode, type Sheet } from './rules';

export interface BodyProps {
  /** What the ids of its controls begin with, for those who lead to them. */
  id?: string;
  sheet: Sheet;
  onChange: (changes: readonly Change[]) => void;
  /** What is wrong, by path; shown at the fields. */
  problems?: ReadonlyMap<string, ProblemCode>;
  /** What stands with a field: comments, what somebody else wrote. */
  beside?: (path: string, label: string) => ReactNode;
}
const Context = createContext<(BodyProps & { id: string }) | null>(null);
function useBody() {
  const body = useContext(Context);
  if (!body) throw new Error('a form item outside of FormBody');
  return body;
}
/** The id of the control of an answer: paths hold signs that ids should not. */
export const fieldId = (form: string, path: string): string =>
  `${form}-${path.replaceAll(/[^A-Za-z0-9_]/g, '-')}`;

function Row({ item, path, row, at, of }: { item: Item; path: string; row: string; at: number; of: number }) {
  const { sheet, onChange, beside } = useBody();
  const name = t('form.rowName', { label: labelOf(item), n: at + 1 });
  const move = (by: -1 | 1) => {
    onChange(movedRow(sheet.values, path, row, by));
    announce(t('form.moved', { name, n: at + 1 + by }));
  };
  return (
    <li>
      <fieldset className="grid gap-4 rounded-xl border border-line p-3 sm:p-4">
        <legend className="float-left w-full">
          <span className="flex flex-wrap items-center justify-between gap-2">
            <span className="text-lg font-bold">{name}</span>
            <span className="flex">
              {at > 0 && (
                <IconButton
                  name={t('form.up', { name })}
                  icon="down"
                  className="rotate-180"
                  onClick={() => move(-1)}
                />
              )}
              {at < of - 1 && (
                <IconButton name={t('form.downward', { name })} icon="down" onClick={() => move(1)} />
              )}
              <IconButton
                name={t('form.removeRow', { name })}
                icon="close"
                onClick={() => {
                  onChange([[`${path}:${row}`, {}]]);
                  announce(t('form.rowRemoved', { name }));
                }}
              />
            </span>
          </span>
        </legend>
        {beside?.(`${path}:${row}`, name)}
        <Items items={item.item ?? []} rows={`${path}:${row}/`} />
      </fieldset>
    </li>
  );
}
function Rows({ item, path }: { item: Item; path: string }) {
  const { sheet, onChange, problems, id } = useBody();
  const rows = rowsOf(sheet.values, path);
  const code = problems?.get(path);
  return (
    <div id={fieldId(id, path)} tabIndex={-1} className="grid gap-3">
      {hintOf(item) && <p className="text-sm text-ink-soft">{hintOf(item)}</p>}
      {rows.length > 0 && (
        <ol className="grid gap-3">
          {rows.map((row, at) => (
            <Row key={row} {...{ item, path, row, at }} of={rows.length} />
          ))}
        </ol>
      )}
      {code && <ErrorText>{problemText(item, code)}</ErrorText>}
      <div>
        <Button icon="plus" onClick={() => onChange([addedRow(sheet.values, path)])}>
          {t('form.addRow', { label: labelOf(item) })}
        </Button>
      </div>
    </div>
  );
}
function Question({ item, path, rows }: { item: Item; path: string; rows: string }) {
  const { id, sheet, onChange, problems, beside } = useBody();
  const code = problems?.get(path);
  const props = {
    item,
    id: fieldId(id, path),
    value: sheet.valueAt(item, rows),
    error: code && problemText(item, code),
  };
  return (
    <div className="grid gap-1.5">
      {calculatedOf(item) || item.readOnly ? (
        <FixedField {...props} />
      ) : (
        <Field {...props} onValue={(value) => onChange([[path, value]])} />
      )}
      {beside?.(path, labelOf(item))}
    </div>
  );
}
function Items({ items, rows }: { items: readonly Item[]; rows: string }) {
  const { sheet } = useBody();
  return items
    .filter((item) => sheet.isAsked(item, rows) && controlOf(item) !== 'signature')
    .map((item) => {
      const path = `${rows}${item.linkId}`;
      if (item.type === 'display')
        return (
          <p key={path} className="rounded-lg bg-info-soft px-3 py-2 text-info-ink">
            {labelOf(item)}
          </p>
        );
      if (item.type !== 'group') return <Question key={path} {...{ item, path, rows }} />;
      return (
        <fieldset key={path} className="grid gap-4 border-l-4 border-line pl-3">
          <legend className="float-left w-full font-bold">{labelOf(item)}</legend>
          {isTable(item) ? <Rows item={item} path={path} /> : <Items items={item.item ?? []} rows={rows} />}
        </fieldset>
      );
    });
}

/** The cards of a form: each top group one; loose questions between them stand in a card without a heading. */
export function sectionsOf(sheet: Sheet): { item: Item | null; items: readonly Item[] }[] {
  const sections: { item: Item | null; items: Item[] }[] = [];
  for (const item of sheet.form.item ?? []) {
    if (!sheet.isAsked(item, '')) continue;
    if (item.type === 'group') {
      // What is signed on paper is not filled in here.
      const leaves = item.item ?? [];
      if (leaves.length > 0 && leaves.every((x) => controlOf(x) === 'signature')) continue;
      sections.push({ item, items: leaves });
    } else if (sections.at(-1)?.item === null) sections.at(-1)!.items.push(item);
    else sections.push({ item: null, items: [item] });
  }
  return sections;
}
function Card({ item, id, children }: { item: Item; id: string; children: ReactNode }) {
  const [open, setOpen] = useState(true);
  const head = labelOf(item);
  return (
    <section className="card scroll-mt-40" aria-label={head} id={id} tabIndex={-1}>
      <h2 className="text-lg font-bold">
        <button
          type="button"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          className="flex min-h-11 w-full items-center justify-between gap-2 rounded-xl px-4 py-2.5 text-left sm:px-5"
        >
          {head}
          <Icon name="down" className={`size-5 text-ink-soft ${open ? 'rotate-180' : ''}`} />
        </button>
      </h2>
      {open && <div className="grid gap-5 border-t border-line p-4 sm:p-5">{children}</div>}
    </section>
  );
}
export function FormBody(props: BodyProps) {
  const made = useId();
  const id = props.id ?? made;
  const sections = sectionsOf(props.sheet);
  const heads = sections.flatMap((s) => (s.item ? [s.item] : []));
  const sectionId = (item: Item) => `${fieldId(id, item.linkId)}-card`;
  return (
    <Context value={{ ...props, id }}>
      <div className="grid grid-cols-1 gap-4">
        {heads.length > 2 && (
          <details className="card">
            <summary className="min-h-11 px-4 py-2.5 font-bold sm:px-5">{t('form.sections')}</summary>
            <nav aria-label={t('form.sections')} className="px-2 pb-2">
              <ol>
                {heads.map((item) => (
                  <li key={item.linkId}>
                    <a
                      href={`#${sectionId(item)}`}
                      className="flex min-h-11 items-center px-3"
                      onClick={(e) => {
                        e.preventDefault();
                        const card = document.getElementById(sectionId(item));
                        card?.scrollIntoView();
                        card?.focus({ preventScroll: true });
                      }}
                    >
                      {labelOf(item)}
                    </a>
                  </li>
                ))}
              </ol>
            </nav>
          </details>
        )}
        {sections.map(({ item, items }) =>
          item ? (
            <Card key={item.linkId} item={item} id={sectionId(item)}>
              {isTable(item) ? <Rows item={item} path={item.linkId} /> : <Items items={items} rows="" />}
            </Card>
          ) : (
            <div key={items[0]!.linkId} className="card grid gap-5 p-4 sm:p-5">
              <Items items={items} rows="" />
            </div>
          ),
        )}
      </div>
    </Context>
  );
}
