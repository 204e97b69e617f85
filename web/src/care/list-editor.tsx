import { newId } from '../api/ids';
import { Button, IconButton } from '../parts/button';
import { CheckGroup, DateField, Select, TextArea, TextField } from '../parts/field';
import { pick, t } from '../words';
import { fieldsOf, type FieldSpec } from './fields';
import { emptyRow, type Row, type RowValue, type SettingRow } from './rows';
import type { CarePart, CareView, Performer } from './types';

const performers: readonly Performer[] = ['nurse', 'certified_worker', 'staff', 'guardian', 'self'];

function Settings({ rows, onRows }: { rows: readonly SettingRow[]; onRows: (rows: SettingRow[]) => void }) {
  const change = (at: number, next: Partial<SettingRow>) =>
    onRows(rows.map((row, i) => (i === at ? { ...row, ...next } : row)));
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1 font-bold">{t('care.settings')}</legend>
      {rows.map((row, i) => (
        <div
          key={i}
          className="grid grid-cols-[1fr_1fr_auto] items-end gap-2 sm:grid-cols-[2fr_2fr_1fr_auto]"
        >
          <TextField
            label={t('care.settingName')}
            value={row.name}
            onValue={(name) => change(i, { name })}
            maxLength={60}
            optional={false}
          />
          <TextField
            label={t('care.settingValue')}
            value={row.value}
            onValue={(value) => change(i, { value })}
            maxLength={60}
          />
          <div className="max-sm:col-span-2">
            <TextField
              label={t('care.settingUnit')}
              value={row.unit}
              onValue={(unit) => change(i, { unit })}
              maxLength={20}
              required={false}
            />
          </div>
          <IconButton
            name={t('care.removeSetting', { n: i + 1 })}
            icon="close"
            onClick={() => onRows(rows.filter((_, at) => at !== i))}
          />
        </div>
      ))}
      <div>
        <Button icon="plus" kind="quiet" onClick={() => onRows([...rows, { name: '', value: '', unit: '' }])}>
          {t('care.addSetting')}
        </Button>
      </div>
    </fieldset>
  );
}
function Field({
  spec,
  value,
  kinds,
  onValue,
}: {
  spec: FieldSpec;
  value: RowValue | undefined;
  kinds: CareView['kinds'];
  onValue: (value: RowValue) => void;
}) {
  const text = typeof value === 'string' ? value : '';
  const common = { label: t(spec.label), value: text, onValue, ...(spec.needed ? {} : { optional: true }) };
  if (spec.kind === 'settings') return <Settings rows={(value ?? []) as SettingRow[]} onRows={onValue} />;
  if (spec.kind === 'performers')
    return (
      <CheckGroup
        label={t(spec.label)}
        value={(value ?? []) as Performer[]}
        onValue={onValue}
        choices={performers.map((who) => ({ value: who, label: t(`care.by.${who}`) }))}
      />
    );
  if (spec.kind === 'procedure')
    return <Select {...common} choices={kinds.map((k) => ({ value: k.code, label: pick(k) }))} />;
  if (spec.kind === 'date') return <DateField {...common} />;
  if (spec.kind === 'prose') return <TextArea {...common} maxLength={spec.max} />;
  if (spec.kind === 'hours')
    return <TextField {...common} type="number" min="0" max="240" step="0.5" className="max-w-32" />;
  return (
    <TextField
      {...common}
      type={spec.kind === 'tel' ? 'tel' : 'text'}
      maxLength={spec.max}
      autoComplete="off"
    />
  );
}

/** The items of a part in their order, or the one of a passport. */
export function ListEditor({
  id,
  part,
  rows,
  kinds,
  onRows,
}: {
  id: string;
  part: CarePart;
  rows: readonly Row[];
  kinds: CareView['kinds'];
  onRows: (rows: Row[]) => void;
}) {
  const single = part === 'passport';
  const change = (key: string, name: string, value: RowValue) =>
    onRows(rows.map((row) => (row.key === key ? { ...row, [name]: value } : row)));
  const up = (at: number) =>
    onRows(rows.map((row, i) => (i === at - 1 ? rows[at]! : i === at ? rows[at - 1]! : row)));
  return (
    <div id={id} tabIndex={-1} className="grid gap-4 outline-none">
      {rows.map((row, i) => (
        <fieldset key={row.key} className={single ? '' : 'rounded-xl border border-line-strong p-4'}>
          <legend className={single ? 'sr-only' : 'px-1 font-bold'}>
            {single ? t('care.part.passport') : t('care.itemNumber', { n: i + 1 })}
          </legend>
          <div className="grid gap-4">
            {fieldsOf[part].map((spec) => (
              <Field
                key={spec.name}
                spec={spec}
                value={row[spec.name]}
                kinds={kinds}
                onValue={(value) => change(row.key, spec.name, value)}
              />
            ))}
            {!single && (
              <div className="flex flex-wrap justify-end gap-2">
                {i > 0 && (
                  <Button kind="quiet" aria-label={t('care.upOf', { n: i + 1 })} onClick={() => up(i)}>
                    {t('care.up')}
                  </Button>
                )}
                <Button
                  kind="quiet"
                  icon="close"
                  aria-label={t('care.removeOf', { n: i + 1 })}
                  onClick={() => onRows(rows.filter((r) => r.key !== row.key))}
                >
                  {t('common.remove')}
                </Button>
              </div>
            )}
          </div>
        </fieldset>
      ))}
      {!single && (
        <div>
          <Button icon="plus" onClick={() => onRows([...rows, emptyRow(part, newId())])}>
            {t('care.add')}
          </Button>
        </div>
      )}
    </div>
  );
}
