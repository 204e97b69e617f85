// A result: when and how, its domains, the summaries and who gets them. For a new one and for changes.
import { useState } from 'react';

import type { FileView, InfoClass } from '../api/types';
import { Attach } from '../notebook/attach';
import { Button } from '../parts/button';
import { CheckBox, DateField, ErrorText, RadioGroup, Select, TextArea, TextField } from '../parts/field';
import { Form, needed, useForm, type FormHandle } from '../parts/form';
import { Note, Section } from '../parts/page';
import { usePerson } from '../person/person-layout';
import { pick, t } from '../words';
import { ageOn, todayText } from '../words/dates';
import { asked, exactAge, fits, scaleOf, typedOf, untyped, valueOf, type Typed } from './rules';
import type { AssessmentState, AssessmentValue, Instrument, InstrumentDomain } from './types';
import { ValueFields } from './value-fields';

interface Values {
  tested_on: string;
  edition: string;
  reporter: AssessmentState['reporter'];
  outside: boolean;
  facility: string;
  examiner: string;
  place: string;
  conditions: string;
  info_class: InfoClass;
  level: string;
  values: Record<string, Typed>;
  findings: string;
  for_guardians: string;
  for_teachers: string;
  with_guardians: boolean;
  numbers_with_guardians: boolean;
  reason: string;
}
const classFor = (instrument: Instrument, held: readonly InfoClass[]): InfoClass =>
  instrument.classes.find((c) => held.includes(c)) ?? instrument.classes[0] ?? 'development';

function initial(
  instrument: Instrument,
  held: readonly InfoClass[],
  day: string,
  now?: AssessmentState,
): Values {
  const typed = (now?.values ?? []).flatMap((v) => {
    const domain = instrument.domains.find((d) => d.code === v.domain);
    return domain ? [[v.domain, typedOf(v, scaleOf(instrument, domain))] as const] : [];
  });
  return {
    tested_on: now?.tested_on ?? day,
    edition: now?.edition ?? instrument.editions[0] ?? '',
    reporter: now?.reporter ?? instrument.reporters[0] ?? 'examiner',
    outside: now?.outside ?? false,
    facility: now?.facility ?? '',
    examiner: now?.examiner ?? '',
    place: now?.place ?? '',
    conditions: now?.conditions ?? '',
    info_class: now?.info_class ?? classFor(instrument, held),
    level: String(now?.values.find((v) => v.band_level != null)?.band_level ?? 90),
    values: Object.fromEntries(typed),
    findings: now?.findings ?? '',
    for_guardians: now?.for_guardians ?? '',
    for_teachers: now?.for_teachers ?? '',
    with_guardians: now?.with_guardians ?? false,
    numbers_with_guardians: now?.numbers_with_guardians ?? false,
    reason: '',
  };
}
/** The values in the instrument's order, or the first sentence about what is wrong. */
function readAll(instrument: Instrument, v: Values): AssessmentValue[] | string {
  const out: AssessmentValue[] = [];
  for (const domain of instrument.domains) {
    const read = valueOf(
      domain,
      scaleOf(instrument, domain),
      v.values[domain.code] ?? untyped,
      Number(v.level),
    );
    if (typeof read === 'string') return read;
    if (read) out.push(read);
  }
  return out.length > 0 ? out : t('assessment.noneYet');
}
function check(instrument: Instrument, v: Values) {
  const read = readAll(instrument, v);
  return {
    ...needed(v, [
      'tested_on',
      ...(v.outside ? (['facility'] as const) : []),
      ...(v.with_guardians && !v.numbers_with_guardians ? (['for_guardians'] as const) : []),
    ]),
    ...(typeof read === 'string' && { values: read }),
  };
}

function stateOf(instrument: Instrument, v: Values, file_ids: string[]): AssessmentState {
  const read = readAll(instrument, v);
  return {
    tested_on: v.tested_on,
    edition: v.edition,
    reporter: v.reporter,
    outside: v.outside,
    facility: v.outside ? v.facility : '',
    examiner: v.outside ? v.examiner : '',
    place: v.place,
    conditions: v.conditions,
    info_class: v.info_class,
    values: typeof read === 'string' ? [] : read,
    findings: v.findings,
    for_guardians: v.for_guardians,
    for_teachers: v.for_teachers,
    with_guardians: v.with_guardians,
    numbers_with_guardians: v.numbers_with_guardians,
    file_ids,
  };
}

function About({
  form,
  instrument,
  held,
}: {
  form: FormHandle<Values>;
  instrument: Instrument;
  held: readonly InfoClass[];
}) {
  const person = usePerson();
  const { values } = form;
  const age = ageOn(person.birth_date, values.tested_on);
  const usable = instrument.classes.filter((c) => held.includes(c));
  return (
    <Section title={t('assessment.about')}>
      <div className="grid gap-4">
        <div>
          <DateField {...form.field('tested_on')} label={t('assessment.testedOn')} max={todayText()} />
          <p aria-live="polite">{age && t('assessment.ageAtTest', { age: exactAge(age) })}</p>
        </div>
        {age && !fits(instrument, age.years * 12 + age.months) && (
          <Note tone="warn">{t('assessment.outOfAgeNote')}</Note>
        )}
        {instrument.editions.length > 1 && (
          <RadioGroup
            {...form.field('edition')}
            label={t('assessment.edition')}
            choices={instrument.editions.map((value) => ({ value, label: value }))}
          />
        )}
        {instrument.reporters.length > 1 && (
          <RadioGroup
            id={form.field('reporter').id}
            value={values.reporter}
            onValue={(value) => form.set('reporter', value as Values['reporter'])}
            label={t('assessment.reporter')}
            choices={instrument.reporters.map((value) => ({
              value,
              label: t(`assessment.reporter.${value}`),
            }))}
          />
        )}
        <CheckBox {...form.field('outside')} label={t('assessment.outside')} />
        {values.outside && (
          <>
            <TextField {...form.field('facility')} label={t('assessment.facility')} maxLength={120} />
            <TextField
              {...form.field('examiner')}
              label={t('assessment.examiner')}
              optional
              maxLength={120}
            />
          </>
        )}
        <TextField {...form.field('place')} label={t('assessment.place')} optional maxLength={120} />
        <TextArea
          {...form.field('conditions')}
          label={t('assessment.conditions')}
          hint={t('assessment.conditionsHint')}
          optional
          maxLength={2000}
          rows={2}
        />
        {usable.length > 1 && (
          <Select
            id={form.field('info_class').id}
            value={values.info_class}
            onValue={(value) => form.set('info_class', value as InfoClass)}
            label={t('assessment.infoClass')}
            choices={usable.map((value) => ({ value, label: t(`class.${value}`) }))}
          />
        )}
      </div>
    </Section>
  );
}

function Domains({ form, instrument }: { form: FormHandle<Values>; instrument: Instrument }) {
  const person = usePerson();
  const { values } = form;
  const age = ageOn(person.birth_date, values.tested_on);
  const domains = age ? asked(instrument, age.years * 12 + age.months) : instrument.domains;
  const fields = (domain: InstrumentDomain) => (
    <ValueFields
      key={domain.code}
      id={`${form.id}-v-${domain.code}`}
      domain={domain}
      scale={scaleOf(instrument, domain)}
      typed={values.values[domain.code] ?? untyped}
      onTyped={(typed) => form.set('values', { ...values.values, [domain.code]: typed })}
    />
  );
  const main = domains.filter((d) => !d.parent);
  const below = domains.filter((d) => d.parent);
  const banded = instrument.scales.some((s) => s.kind === 'standard');
  const problem = form.field('values').error;
  return (
    <Section title={t('assessment.results')}>
      <div id={form.field('values').id} tabIndex={-1} className="grid gap-4">
        <p className="text-ink-soft">{t('assessment.resultsLead')}</p>
        {problem && <ErrorText>{problem}</ErrorText>}
        {banded && (
          <RadioGroup
            {...form.field('level')}
            label={t('assessment.bandLevel')}
            hint={t('assessment.bandHint')}
            choices={['90', '95'].map((value) => ({ value, label: `${value}%` }))}
          />
        )}
        {main.map(fields)}
        {below.length > 0 &&
          (below.length <= 6 ? (
            below.map(fields)
          ) : (
            <details open={below.some((d) => values.values[d.code]) || undefined}>
              <summary className="inline-flex min-h-11 cursor-pointer items-center font-bold text-accent underline">
                {t('assessment.subdomains', { n: below.length })}
              </summary>
              <div className="grid gap-4 pt-2">{below.map(fields)}</div>
            </details>
          ))}
        <TextArea
          {...form.field('findings')}
          label={t('assessment.findings')}
          hint={pick({ ja: instrument.note_ja, en: instrument.note_en })}
          optional
          maxLength={4000}
        />
      </div>
    </Section>
  );
}

function Summaries({ form }: { form: FormHandle<Values> }) {
  const { values } = form;
  return (
    <Section title={t('assessment.summaries')}>
      <div className="grid gap-4">
        <p className="text-ink-soft">{t('assessment.summariesLead')}</p>
        <TextArea
          {...form.field('for_guardians')}
          label={t('assessment.forGuardians')}
          hint={t('assessment.forGuardiansHint')}
          optional={!values.with_guardians || values.numbers_with_guardians}
          maxLength={2000}
        />
        <CheckBox
          {...form.field('with_guardians')}
          label={t('assessment.withGuardians')}
          onValue={(on) =>
            form.setAll({
              ...values,
              with_guardians: on,
              numbers_with_guardians: on && values.numbers_with_guardians,
            })
          }
        />
        {values.with_guardians && (
          <CheckBox
            {...form.field('numbers_with_guardians')}
            label={t('assessment.numbersWithGuardians')}
            hint={t('assessment.numbersHint')}
          />
        )}
        <TextArea
          {...form.field('for_teachers')}
          label={t('assessment.forTeachers')}
          hint={t('assessment.forTeachersHint')}
          optional
          maxLength={2000}
        />
      </div>
    </Section>
  );
}

export function ResultForm({
  instrument,
  held,
  day = todayText(),
  now,
  nowFiles = [],
  submit,
  send,
  onDone,
}: {
  instrument: Instrument;
  held: readonly InfoClass[];
  day?: string;
  now?: AssessmentState;
  nowFiles?: readonly FileView[];
  submit: string;
  send: (state: AssessmentState, reason: string) => Promise<unknown>;
  onDone: () => void;
}) {
  const person = usePerson();
  const [files, setFiles] = useState<FileView[]>([...nowFiles]);
  const [uploading, setUploading] = useState(false);
  const form = useForm({
    initial: initial(instrument, held, day, now),
    check: (v) => check(instrument, v),
    send: (v) =>
      send(
        stateOf(
          instrument,
          v,
          files.map((f) => f.id),
        ),
        v.reason,
      ),
    done: onDone,
  });
  return (
    <Form form={form}>
      <p className="text-sm text-ink-soft">
        {pick({ ja: instrument.licence_ja, en: instrument.licence_en })}
      </p>
      <About form={form} instrument={instrument} held={held} />
      <Domains form={form} instrument={instrument} />
      <Summaries form={form} />
      <Section title={t('assessment.report')}>
        <Attach
          person={person.id}
          files={files}
          onFiles={(change) => setFiles(change)}
          onBusy={setUploading}
        />
      </Section>
      {now && <TextField {...form.field('reason')} label={t('assessment.why')} optional maxLength={500} />}
      <div>
        <Button type="submit" kind="primary" icon="check" busy={form.busy} disabled={uploading}>
          {submit}
        </Button>
      </div>
    </Form>
  );
}
