// One question as a control. What it is called, its hint and its error are tied to it by parts/field.
import { useState } from 'react';

import { Button } from '../parts/button';
import { CheckGroup, DateField, ErrorText, RadioGroup, Select, TextArea, TextField } from '../parts/field';
import { t } from '../words';
import { longDate } from '../words/dates';
import { boundOf, controlOf, hintOf, isChoice, isNumber, labelOf, unitOf, type Item } from './model';
import { wordsOf, type ProblemCode, type Value } from './rules';

export const said = (item: Item, value: Value | undefined): string =>
  wordsOf(item, value, { yes: t('common.yes'), no: t('common.no'), date: longDate });

export function problemText(item: Item, code: ProblemCode): string {
  if (code === 'too_long') return t('form.problem.too_long', { n: item.maxLength ?? 0 });
  if (code === 'range') {
    const [least, most] = [boundOf(item, 'min'), boundOf(item, 'max')];
    if (least === undefined) return t('form.problem.most', { most: most ?? '' });
    if (most === undefined) return t('form.problem.least', { least });
    return t('form.problem.between', { least, most });
  }
  return t(`form.problem.${code}`);
}

export interface FieldProps {
  item: Item;
  id: string;
  value: Value | undefined;
  onValue: (value: Value) => void;
  error?: string | undefined;
}
/** What most controls take. */
const common = ({ item, id, error }: FieldProps) => ({
  id,
  label: labelOf(item),
  optional: !item.required,
  error,
  ...(hintOf(item) && { hint: hintOf(item) }),
});

function NumberField(props: FieldProps) {
  const { item, value, onValue, error } = props;
  const shown = value?.number == null ? '' : String(value.number);
  // While somebody types `1.` there is no other number yet than 1: the letters are kept beside it.
  const [typed, setTyped] = useState({ text: shown, number: value?.number ?? null });
  const text = typed.number === (value?.number ?? null) ? typed.text : shown;
  const meant = text.normalize('NFKC').trim();
  const strange = meant !== '' && !/^-?\d+(\.\d*)?$/.test(meant);
  const unit = unitOf(item);
  const base = common(props);
  return (
    <TextField
      {...base}
      label={unit ? t('form.withUnit', { label: base.label, unit }) : base.label}
      error={strange ? t('form.problem.type') : error}
      inputMode={item.type === 'integer' ? 'numeric' : 'decimal'}
      className="max-w-40"
      value={text}
      onValue={(next) => {
        const clean = next.normalize('NFKC').trim();
        const number = /^-?\d+(\.\d*)?$/.test(clean) ? Number(clean) : null;
        setTyped({ text: next, number });
        onValue(number === null ? {} : { number });
      }}
    />
  );
}
/** A radio once chosen cannot be unchosen: what need not be answered can be cleared. */
function Clear({ item, onClear }: { item: Item; onClear: () => void }) {
  return (
    <div>
      <Button
        kind="quiet"
        icon="close"
        onClick={onClear}
        aria-label={t('form.clearOf', { label: labelOf(item) })}
      >
        {t('form.clear')}
      </Button>
    </div>
  );
}
function ChoiceField(props: FieldProps) {
  const { item, value, onValue } = props;
  const choices = (item.answerOption ?? []).map(({ valueCoding: o }) => ({
    value: o.code,
    label: o.display ?? o.code,
  }));
  const codes = value?.codes ?? [];
  const text = value?.text ?? '';
  const put = (next: { codes?: string[]; text?: string }) => {
    const now = { codes, text, ...next };
    onValue({ ...(now.codes.length > 0 && { codes: now.codes }), ...(now.text && { text: now.text }) });
  };
  const open = item.type === 'open-choice';
  const radio = controlOf(item) !== 'drop-down' && choices.length <= 6;
  const base = common(props);
  return (
    <div className="grid gap-2">
      {item.repeats ? (
        <CheckGroup {...base} value={codes} choices={choices} onValue={(next) => put({ codes: next })} />
      ) : radio ? (
        <RadioGroup
          {...base}
          value={codes[0] ?? ''}
          choices={choices}
          onValue={(code) => put({ codes: [code] })}
        />
      ) : (
        <Select
          {...base}
          value={codes[0] ?? ''}
          empty={t('common.choose')}
          choices={choices}
          onValue={(code) => put({ codes: code ? [code] : [] })}
        />
      )}
      {!item.repeats && radio && !item.required && codes.length > 0 && (
        <Clear item={item} onClear={() => put({ codes: [] })} />
      )}
      {open && (
        <TextField
          id={`${props.id}-own`}
          label={t('form.ownWords', { label: base.label })}
          optional
          value={text}
          onValue={(next) => put({ text: next })}
        />
      )}
    </div>
  );
}
function YesNo(props: FieldProps) {
  const { item, value, onValue } = props;
  return (
    <div className="grid gap-2">
      <RadioGroup
        {...common(props)}
        value={value?.flag == null ? '' : String(value.flag)}
        choices={[
          { value: 'true', label: t('common.yes') },
          { value: 'false', label: t('common.no') },
        ]}
        onValue={(flag) => onValue({ flag: flag === 'true' })}
      />
      {!item.required && value?.flag != null && <Clear item={item} onClear={() => onValue({})} />}
    </div>
  );
}
/** What is worked out, or stands for paper only: to be read. */
export function FixedField({ item, id, value, error }: Omit<FieldProps, 'onValue'>) {
  return (
    <div id={id} tabIndex={-1}>
      <p className="font-bold">
        {labelOf(item)}
        <span className="ml-2 text-sm font-normal text-ink-soft">{t('form.calculated')}</span>
      </p>
      <p className="min-h-11 rounded-lg bg-sunken px-3 py-2">{said(item, value) || t('form.notYet')}</p>
      {error && <ErrorText>{error}</ErrorText>}
    </div>
  );
}
export function Field(props: FieldProps) {
  const { item, value, onValue } = props;
  if (isChoice(item)) return <ChoiceField {...props} />;
  if (isNumber(item)) return <NumberField {...props} />;
  if (item.type === 'boolean') return <YesNo {...props} />;
  const base = common(props);
  if (item.type === 'date')
    return (
      <DateField {...base} value={value?.date ?? ''} onValue={(date) => onValue(date ? { date } : {})} />
    );
  const text = { value: value?.text ?? '', onValue: (next: string) => onValue(next ? { text: next } : {}) };
  return item.type === 'text' ? <TextArea {...base} {...text} rows={2} /> : <TextField {...base} {...text} />;
}
