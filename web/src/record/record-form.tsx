// One record: number, kind, texts, time. Used for quick entry and for changes.
import { useState } from 'react';

import { newId } from '../api/ids';
import { explain } from '../parts/form';
import type { InfoClass } from '../api/types';
import { Button } from '../parts/button';
import { CheckBox, RadioGroup, TextArea, TextField } from '../parts/field';
import { Note } from '../parts/page';
import { pick, t } from '../words';
import { locale } from '../words';
import { NumberPad } from './number-pad';
import { doubt, localMinute, readNumber } from './rules';
import type { RecordState, RecordType } from './types';

type Problems = Partial<Record<'value' | 'kind' | 'what' | 'at', string>>;

/** The class to use: the type's usual one, or the first that the writer holds. */
export const classFor = (type: RecordType, held: readonly InfoClass[]): InfoClass =>
  type.classes.find((c) => held.includes(c)) ?? type.classes[0] ?? 'basic';

export function RecordForm({
  type,
  held,
  guardian,
  state,
  submitLabel,
  onSend,
}: {
  type: RecordType;
  held: readonly InfoClass[];
  guardian: boolean;
  /** What is changed; absent for a new record. */
  state?: RecordState;
  submitLabel: string;
  onSend: (id: string, state: RecordState) => Promise<void>;
}) {
  const [id] = useState(newId);
  const [value, setValue] = useState(state?.value?.toString() ?? '');
  const [value2, setValue2] = useState(state?.value2?.toString() ?? '');
  const [active, setActive] = useState(0);
  const [kind, setKind] = useState(state?.kind ?? (type.kinds.length === 1 ? type.kinds[0]!.code : ''));
  const [what, setWhat] = useState(state?.what ?? '');
  const [before, setBefore] = useState(state?.before ?? '');
  const [after, setAfter] = useState(state?.after ?? '');
  const [note, setNote] = useState(state?.note ?? '');
  const [noteOpen, setNoteOpen] = useState(Boolean(state?.note));
  const [shared, setShared] = useState(state?.with_guardians ?? true);
  const [at, setAt] = useState(state ? localMinute(new Date(state.at)) : '');
  const [problems, setProblems] = useState<Problems>({});
  const [asked, setAsked] = useState('');
  const [trouble, setTrouble] = useState('');
  const [busy, setBusy] = useState(false);

  const send = async () => {
    if (busy) return;
    const number = readNumber(value);
    const number2 = readNumber(value2);
    const found: Problems = {};
    const needed = type.need === 'value' || type.need === 'values';
    if (needed && number === undefined) found.value = t('record.needValue');
    else if (type.need === 'values' && number2 === undefined) found.value = t('record.needValue2');
    if (type.kind_need === 'required' && !kind) found.kind = t('record.needKind');
    if (type.abc && !what.trim()) found.what = t('record.needWhat');
    setProblems(found);
    setTrouble('');
    if (Object.keys(found).length > 0) return;
    const question = doubt(type, number);
    if (question && asked !== `${value} ${question}`) {
      setAsked(`${value} ${question}`);
      return;
    }
    setBusy(true);
    try {
      await onSend(id, {
        at: (at ? new Date(at) : new Date()).toISOString(),
        info_class: state?.info_class ?? classFor(type, held),
        value: type.need === 'none' ? null : (number ?? null),
        value2: type.need === 'values' ? (number2 ?? null) : null,
        kind,
        what,
        before,
        after,
        note,
        with_guardians: guardian || shared,
      });
    } catch (error) {
      setTrouble(explain(error));
    } finally {
      setBusy(false);
    }
  };
  const ja = locale() === 'ja';
  const question = doubt(type, readNumber(value));
  const fields =
    type.need === 'none'
      ? []
      : [
          {
            label: pick({ ja: type.value_ja || type.ja, en: type.value_en || type.en }),
            value,
            onValue: setValue,
          },
          ...(type.need === 'values'
            ? [{ label: pick({ ja: type.value2_ja, en: type.value2_en }), value: value2, onValue: setValue2 }]
            : []),
        ];
  const whatLabel = type.abc ? t('record.what') : pick({ ja: type.what_ja, en: type.what_en });
  return (
    <form
      noValidate
      className="grid gap-4"
      aria-label={pick(type)}
      onSubmit={(e) => {
        e.preventDefault();
        void send();
      }}
    >
      {trouble && <Note tone="danger">{trouble}</Note>}
      {type.abc && (
        <TextArea
          label={t('record.before')}
          value={before}
          onValue={setBefore}
          optional
          maxLength={2000}
          rows={2}
        />
      )}
      {(type.abc || type.what_ja) && (
        <TextField
          label={whatLabel}
          value={what}
          onValue={setWhat}
          optional={!type.abc}
          error={problems.what}
          maxLength={200}
        />
      )}
      {type.abc && (
        <TextArea
          label={t('record.after')}
          value={after}
          onValue={setAfter}
          optional
          maxLength={2000}
          rows={2}
        />
      )}
      {type.kinds.length > 0 && (
        <RadioGroup
          label={t('record.kind')}
          value={kind}
          onValue={setKind}
          error={problems.kind}
          choices={type.kinds.map((k) => ({ value: k.code, label: ja ? k.ja : k.en }))}
        />
      )}
      {fields.length > 0 && (
        <NumberPad
          type={type}
          fields={fields}
          active={Math.min(active, fields.length - 1)}
          onActive={setActive}
          error={problems.value}
        />
      )}
      {asked !== '' && question && <Note tone="warn">{question}</Note>}
      {at === '' ? (
        <p className="flex flex-wrap items-center gap-x-3">
          <span className="font-bold">{t('record.when')}</span>
          <span>{t('record.now')}</span>
          <Button kind="quiet" onClick={() => setAt(localMinute(new Date()))}>
            {t('record.otherTime')}
          </Button>
        </p>
      ) : (
        <TextField
          label={t('record.when')}
          type="datetime-local"
          value={at}
          onValue={setAt}
          max={localMinute(new Date())}
          className="max-w-72"
        />
      )}
      {noteOpen ? (
        <TextArea
          label={t('record.note')}
          value={note}
          onValue={setNote}
          optional
          maxLength={2000}
          rows={2}
        />
      ) : (
        <div>
          <Button kind="quiet" icon="plus" onClick={() => setNoteOpen(true)}>
            {t('record.addNote')}
          </Button>
        </div>
      )}
      {!guardian && <CheckBox label={t('record.withGuardians')} value={shared} onValue={setShared} />}
      <div className="max-md:sticky max-md:bottom-16 max-md:z-10 max-md:bg-surface max-md:py-2">
        <Button type="submit" kind="primary" icon="check" busy={busy} className="min-h-14 w-full text-lg">
          {submitLabel}
        </Button>
      </div>
    </form>
  );
}
