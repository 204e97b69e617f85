import { useState } from 'react';

import { api } from '../api/client';
import { newId } from '../api/ids';
import type { InfoClass } from '../api/types';
import { Button } from '../parts/button';
import { DateField } from '../parts/field';
import { explain } from '../parts/form';
import { Note } from '../parts/page';
import { pick, t } from '../words';
import { todayText } from '../words/dates';
import { classFor } from './record-form';
import { readNumber, unitText } from './rules';
import type { NewRecord, RecordType, RecordView } from './types';

interface Row {
  id: string;
  time: string;
  value: string;
  value2: string;
  kind: string;
}
const emptyRow = (): Row => ({ id: newId(), time: '', value: '', value2: '', kind: '' });

/** The same kind at several times of one day, sent at once: all or none. */
export function SeriesForm({
  person,
  type,
  held,
  onDone,
}: {
  person: string;
  type: RecordType;
  held: readonly InfoClass[];
  onDone: (views: RecordView[]) => void;
}) {
  const [day, setDay] = useState(todayText());
  const [rows, setRows] = useState<Row[]>(() => [emptyRow(), emptyRow(), emptyRow()]);
  const [trouble, setTrouble] = useState('');
  const [busy, setBusy] = useState(false);
  const set = (id: string, change: Partial<Row>) =>
    setRows((now) => now.map((row) => (row.id === id ? { ...row, ...change } : row)));
  const send = async () => {
    const filled = rows.filter((row) => row.time && (row.value || row.kind));
    if (filled.length === 0) return setTrouble(t('record.needValue'));
    const items: NewRecord[] = filled.map((row) => ({
      id: row.id,
      type: type.code,
      state: {
        at: new Date(`${day}T${row.time}`).toISOString(),
        info_class: classFor(type, held),
        value: readNumber(row.value) ?? null,
        value2: type.need === 'values' ? (readNumber(row.value2) ?? null) : null,
        kind: row.kind,
        what: '',
        before: '',
        after: '',
        note: '',
        with_guardians: true,
      },
    }));
    setBusy(true);
    setTrouble('');
    try {
      onDone(await api.post(`/people/${person}/records`, { items }));
      setRows([emptyRow(), emptyRow(), emptyRow()]);
    } catch (error) {
      setTrouble(explain(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      noValidate
      className="grid gap-4"
      aria-label={t('record.series')}
      onSubmit={(e) => {
        e.preventDefault();
        void send();
      }}
    >
      <p className="text-ink-soft">{t('record.seriesLead')}</p>
      {trouble && <Note tone="danger">{trouble}</Note>}
      <DateField label={t('record.seriesDay')} value={day} onValue={setDay} max={todayText()} />
      <ol className="grid gap-3">
        {rows.map((row, index) => (
          <li key={row.id}>
            <fieldset className="grid grid-cols-2 gap-2 sm:flex">
              <legend className="sr-only">{t('record.seriesRow', { n: index + 1 })}</legend>
              <label className="grid">
                <span className="text-sm">{t('record.seriesTime')}</span>
                <input
                  type="time"
                  className="control"
                  value={row.time}
                  onChange={(e) => set(row.id, { time: e.target.value })}
                />
              </label>
              {type.need !== 'none' && (
                <label className="grid">
                  <span className="text-sm">
                    {pick({ ja: type.value_ja || type.ja, en: type.value_en || type.en })} {unitText(type)}
                  </span>
                  <input
                    className="control"
                    inputMode="decimal"
                    value={row.value}
                    onChange={(e) => set(row.id, { value: e.target.value })}
                  />
                </label>
              )}
              {type.need === 'values' && (
                <label className="grid">
                  <span className="text-sm">{pick({ ja: type.value2_ja, en: type.value2_en })}</span>
                  <input
                    className="control"
                    inputMode="decimal"
                    value={row.value2}
                    onChange={(e) => set(row.id, { value2: e.target.value })}
                  />
                </label>
              )}
              {type.kinds.length > 0 && (
                <label className="grid">
                  <span className="text-sm">{t('record.kind')}</span>
                  <select
                    className="control"
                    value={row.kind}
                    onChange={(e) => set(row.id, { kind: e.target.value })}
                  >
                    <option value="">{t('common.choose')}</option>
                    {type.kinds.map((k) => (
                      <option key={k.code} value={k.code}>
                        {pick(k)}
                      </option>
                    ))}
                  </select>
                </label>
              )}
            </fieldset>
          </li>
        ))}
      </ol>
      <div className="flex flex-wrap gap-2">
        <Button
          icon="plus"
          disabled={rows.length >= 24}
          onClick={() => setRows((now) => [...now, emptyRow()])}
        >
          {t('record.addRow')}
        </Button>
        <Button type="submit" kind="primary" icon="check" busy={busy}>
          {t('record.seriesSave')}
        </Button>
      </div>
    </form>
  );
}
