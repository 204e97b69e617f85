// What one item is: its words, whether it must be answered, its choices, what it is worked out from.
import { useState } from 'react';

import { Button, IconButton } from '../parts/button';
import { CheckBox, Select, TextArea, TextField } from '../parts/field';
import { t } from '../words';
import { Conditions } from './conditions';
import { readSum, sumOf, type SumKind } from './edit';
import { parse } from './expression';
import {
  boundOf,
  calculatedOf,
  extensionOf,
  hintOf,
  indexOf,
  initialOf,
  isChoice,
  isNumber,
  isQuestion,
  isTable,
  isText,
  labelOf,
  unitOf,
  urls,
  withExtension,
  type Item,
  type Questionnaire,
} from './model';

interface Props {
  form: Questionnaire;
  item: Item;
  onItem: (item: Item) => void;
}
/** Takes the property away where it says nothing. */
function without<T extends object, K extends keyof T>(from: T, key: K): Omit<T, K> {
  const { [key]: _gone, ...rest } = from;
  return rest;
}
const flagged = (item: Item, key: 'required' | 'readOnly', on: boolean): Item =>
  on ? { ...item, [key]: true } : (without(item, key) as Item);
const withExpression = (item: Item, url: string, expression: string): Item =>
  withExtension(
    item,
    url,
    expression ? { valueExpression: { language: 'text/fhirpath', expression } } : null,
  );

function Options({ item, onItem }: Omit<Props, 'form'>) {
  const options = item.answerOption ?? [];
  const put = (answerOption: typeof options) => onItem({ ...item, answerOption });
  const freshCode = () => {
    const taken = new Set(options.map((o) => o.valueCoding.code));
    let n = options.length + 1;
    while (taken.has(String(n))) n++;
    return String(n);
  };
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1 font-bold">{t('form.options')}</legend>
      <ol className="grid gap-2">
        {options.map((o, i) => {
          const name = o.valueCoding.display ?? o.valueCoding.code;
          return (
            <li key={o.valueCoding.code} className="flex items-end gap-1">
              <div className="min-w-0 flex-1">
                <TextField
                  label={t('form.optionN', { n: i + 1 })}
                  value={o.valueCoding.display ?? ''}
                  onValue={(display) =>
                    put(options.with(i, { ...o, valueCoding: { ...o.valueCoding, display } }))
                  }
                />
              </div>
              {i > 0 && (
                <IconButton
                  name={t('form.up', { name })}
                  icon="down"
                  className="rotate-180"
                  onClick={() => put(options.with(i, options[i - 1]!).with(i - 1, o))}
                />
              )}
              {options.length > 1 && (
                <IconButton
                  name={t('form.removeRow', { name })}
                  icon="close"
                  onClick={() => put(options.toSpliced(i, 1))}
                />
              )}
            </li>
          );
        })}
      </ol>
      <div>
        <Button
          icon="plus"
          onClick={() => {
            const code = freshCode();
            put([...options, { valueCoding: { code, display: t('form.optionN', { n: code }) } }]);
          }}
        >
          {t('form.optionAdd')}
        </Button>
      </div>
    </fieldset>
  );
}
function Bound({ item, onItem, which }: Omit<Props, 'form'> & { which: 'min' | 'max' }) {
  const now = boundOf(item, which);
  const [text, setText] = useState(now === undefined ? '' : String(now));
  return (
    <TextField
      label={t(`form.${which}`)}
      optional
      inputMode="decimal"
      value={text}
      onValue={(next) => {
        setText(next);
        const clean = next.normalize('NFKC').trim();
        const number = clean === '' ? NaN : Number(clean);
        const value =
          item.type === 'integer' ? { valueInteger: Math.trunc(number) } : { valueDecimal: number };
        onItem(withExtension(item, urls[which], Number.isFinite(number) ? value : null));
      }}
    />
  );
}
const sums: readonly SumKind[] = ['sum', 'count', 'average', 'age'];
/** Worked out from other answers: in words for what forms mostly want, as an expression for the rest. */
function Calculated({ form, item, onItem }: Props) {
  const text = calculatedOf(item);
  const read = readSum(text);
  const [own, setOwn] = useState(text !== '' && !read);
  const put = (expression: string) =>
    onItem(flagged(withExpression(item, urls.calculated, expression), 'readOnly', expression !== ''));
  const questions = [...indexOf(form).values()].map((k) => k.item).filter((x) => isQuestion(x) && x !== item);
  const kind = own ? 'own' : (read?.kind ?? '');
  const fits = (x: Item, k: SumKind) => (k === 'age' ? x.type === 'date' : k === 'count' || isNumber(x));
  const offered = read ? questions.filter((x) => fits(x, read.kind)) : [];
  return (
    <div className="grid gap-3">
      <Select
        label={t('form.calculate')}
        optional
        value={kind}
        empty={t('form.calculateNot')}
        choices={[
          ...sums
            .filter((k) => questions.some((x) => fits(x, k)))
            .map((value) => ({ value, label: t(`form.sum.${value}`) })),
          { value: 'own', label: t('form.sum.own') },
        ]}
        onValue={(next) => {
          setOwn(next === 'own');
          if (next === '') put('');
          else if (next !== 'own') {
            const first = questions.find((x) => fits(x, next as SumKind));
            if (first) put(sumOf(next as SumKind, first.linkId));
          }
        }}
      />
      {read && !own && (
        <Select
          label={t('form.calculateFrom')}
          value={read.linkId}
          choices={offered.map((x) => ({ value: x.linkId, label: labelOf(x) }))}
          onValue={(linkId) => put(sumOf(read.kind, linkId))}
        />
      )}
      {own && (
        <TextArea
          label={t('form.expression')}
          hint={t('form.expressionHint')}
          error={text !== '' && !parse(text) ? t('form.expressionBad') : undefined}
          value={text}
          onValue={put}
        />
      )}
    </div>
  );
}
const facts = [
  'name',
  'kana',
  'birthDate',
  'age',
  'sex',
  'grade',
  'school',
  'className',
  'address',
  'phone',
  'guardians',
  'allergies',
  'alert',
  'team',
] as const;
const factFits = (fact: (typeof facts)[number], item: Item): boolean =>
  fact === 'birthDate' ? item.type === 'date' : fact === 'age' ? isNumber(item) : isText(item);
function Prefill({ item, onItem }: Omit<Props, 'form'>) {
  const text = initialOf(item);
  const known = facts.find((f) => text === `%patient.${f}`);
  const offered = facts.filter((f) => factFits(f, item));
  if (offered.length === 0 && !text) return null;
  return (
    <Select
      label={t('form.prefill')}
      hint={t('form.prefillHint')}
      optional
      value={known ?? (text ? 'own' : '')}
      empty={t('form.prefillNot')}
      choices={[
        ...offered.map((value) => ({ value, label: t(`form.fact.${value}`) })),
        ...(text && !known ? [{ value: 'own', label: t('form.prefillOwn') }] : []),
      ]}
      onValue={(fact) =>
        fact !== 'own' && onItem(withExpression(item, urls.initial, fact ? `%patient.${fact}` : ''))
      }
    />
  );
}
export function Properties({ form, item, onItem }: Props) {
  const hint = hintOf(item);
  const calculates = isNumber(item) || isText(item) || item.type === 'date';
  return (
    <div className="grid gap-4">
      <TextArea
        label={t(item.type === 'display' ? 'form.displayText' : 'form.text')}
        rows={1}
        value={item.text ?? ''}
        onValue={(text) => onItem({ ...item, text })}
      />
      {item.type !== 'display' && (
        <TextField
          label={t('form.hint')}
          hint={t('form.hintHint')}
          optional
          value={hint}
          onValue={(next) => onItem(withExtension(item, urls.hint, next ? { valueString: next } : null))}
        />
      )}
      {(isQuestion(item) || isTable(item)) && !calculatedOf(item) && (
        <CheckBox
          label={t(isTable(item) ? 'form.requiredRows' : 'form.required')}
          value={item.required ?? false}
          onValue={(on) => onItem(flagged(item, 'required', on))}
        />
      )}
      {isChoice(item) && <Options item={item} onItem={onItem} />}
      {item.type === 'quantity' && (
        <TextField
          label={t('form.unit')}
          value={unitOf(item)}
          onValue={(unit) =>
            onItem(
              withExtension(item, urls.unit, unit ? { valueCoding: { code: unit, display: unit } } : null),
            )
          }
        />
      )}
      {isNumber(item) && !calculatedOf(item) && (
        <div className="grid grid-cols-2 gap-3">
          <Bound item={item} onItem={onItem} which="min" />
          <Bound item={item} onItem={onItem} which="max" />
        </div>
      )}
      {isTable(item) && (
        <CheckBox
          label={t('form.asTable')}
          value={extensionOf(item, urls.control)?.valueCodeableConcept?.coding[0]?.code === 'gtable'}
          onValue={(on) =>
            onItem(
              withExtension(
                item,
                urls.control,
                on ? { valueCodeableConcept: { coding: [{ code: 'gtable' }] } } : null,
              ),
            )
          }
        />
      )}
      {calculates && <Calculated form={form} item={item} onItem={onItem} />}
      {isQuestion(item) && !calculatedOf(item) && <Prefill item={item} onItem={onItem} />}
      <Conditions form={form} item={item} onItem={onItem} />
    </div>
  );
}
