import { useState } from 'react';

import type { InfoClass } from '../api/types';
import { OptionalWord, TextField } from '../parts/field';
import { useTypes } from '../record/queries';
import { doubt, readNumber, unitText } from '../record/rules';
import type { RecordType } from '../record/types';
import { pick, t } from '../words';
import { anyVital, type Vital } from './typed-vitals';
import { vitalCodes, vitalProblem, withVital } from './vitals';

/** The kinds somebody with these classes can record, and the class theirs go into. */
export function useVitalTypes(classes: readonly InfoClass[]): { type: RecordType; into: InfoClass }[] {
  const { typeOf } = useTypes();
  return vitalCodes.flatMap((code) => {
    const type = typeOf(code);
    const into = type?.classes.find((c) => classes.includes(c));
    return type && into ? [{ type, into }] : [];
  });
}
/** What is wrong, in one line; the first field is the one an error leads to, so that its name stands before it. */
export const vitalProblems = (types: readonly { type: RecordType }[], vitals: readonly Vital[]): string =>
  types
    .flatMap(({ type }) =>
      Object.values(
        vitalProblem(
          type,
          vitals.find((v) => v.type === type.code),
        ),
      ).map((text) => ({ name: pick(type), text })),
    )
    .map(({ name, text }, i) => (i === 0 ? text : `${name}：${text}`))
    .join(' ');

/** Temperature, pulse … beside the words: they become records as well. */
export function VitalsFields({
  id,
  types,
  vitals,
  shownProblems,
  onVitals,
}: {
  /** Of the first field with a problem, else of the first: where an error leads. */
  id: string;
  types: readonly { type: RecordType; into: InfoClass }[];
  vitals: readonly Vital[];
  shownProblems: boolean;
  onVitals: (vitals: Vital[]) => void;
}) {
  const [open, setOpen] = useState(() => anyVital(vitals));
  if (types.length === 0) return null;
  const of = (code: string) => vitals.find((v) => v.type === code);
  const objections = types.map(({ type }) => (shownProblems ? vitalProblem(type, of(type.code)) : {}));
  const first = Math.max(
    0,
    objections.findIndex((o) => Object.keys(o).length > 0),
  );
  const classes = [...new Set(types.map((x) => t(`class.${x.into}`)))].join('、');
  return (
    // Open for an objection, and not closed under the fingers of who answers it.
    <details
      className="card p-4"
      open={open || shownProblems}
      onToggle={(e) => setOpen(e.currentTarget.open)}
    >
      <summary className="flex min-h-11 items-center font-bold">
        {t('write.vitals')}
        <OptionalWord />
      </summary>
      <div className="mt-3 grid gap-4">
        <div className="grid grid-cols-2 gap-x-4 gap-y-3 sm:grid-cols-3">
          {types.map(({ type }, index) => {
            const now = of(type.code);
            const unit = unitText(type);
            const named = (name: string) => (unit ? `${name}（${unit}）` : name);
            const problem = objections[index] ?? {};
            const fine = Object.keys(vitalProblem(type, now)).length === 0;
            const question = fine ? doubt(type, readNumber(now?.value ?? '')) : null;
            const field = (part: 'value' | 'value2', label: string) => (
              <TextField
                key={`${type.code} ${part}`}
                {...(index === first && (part === 'value') === !problem.value2 && { id })}
                label={named(label)}
                inputMode="decimal"
                autoComplete="off"
                required={false}
                className="text-right"
                value={now?.[part] ?? ''}
                error={problem[part]}
                {...(part === 'value' && question && { hint: question })}
                onValue={(text) => onVitals(withVital(vitals, type.code, { [part]: text.slice(0, 8) }))}
              />
            );
            if (type.need !== 'values') return field('value', pick(type));
            return (
              <fieldset key={type.code} className="col-span-2">
                <legend className="sr-only">{pick(type)}</legend>
                <div className="grid grid-cols-2 gap-4">
                  {field('value', `${pick(type)} ${pick({ ja: type.value_ja, en: type.value_en })}`)}
                  {field('value2', `${pick(type)} ${pick({ ja: type.value2_ja, en: type.value2_en })}`)}
                </div>
              </fieldset>
            );
          })}
        </div>
        <p className="text-sm text-ink-soft">{t('write.vitalsReach', { class: classes })}</p>
      </div>
    </details>
  );
}
