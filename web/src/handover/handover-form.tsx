// Whom it goes to, from which day, and what goes along: one form for a new draft and for a change of one.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import type { FacilityView, InfoClass } from '../api/types';
import { newId } from '../api/ids';
import { ClassMark } from '../notebook/marks';
import { Button } from '../parts/button';
import { CheckBox, DateField, RadioGroup, Select, TextArea, TextField } from '../parts/field';
import { Form, needed, type FormHandle, type Problems } from '../parts/form';
import { Loaded, Note } from '../parts/page';
import { usePerson } from '../person/person-layout';
import { FacilityPicker, StaffPicker } from '../team/facility-picker';
import { teamQuery } from '../team/queries';
import { t } from '../words';
import { longDate } from '../words/dates';
import { suggestionsQuery } from './queries';
import { byClass, chosenItems, keyOf } from './rules';
import type { HandoverContent, HandoverItem, HandoverView } from './types';

export interface Values {
  kind: HandoverContent['terms']['kind'];
  facility: FacilityView | null;
  to_post_id: string;
  to_name: string;
  starts_on: string;
  past: 'all' | 'none';
  duty: string;
  words: string;
  ends: string[];
  /** Items of the draft as it was, and what was written by hand. */
  kept: HandoverItem[];
  /** Offered items that were picked. */
  offered: HandoverItem[];
  picked: string[];
}
const kinds = ['school_entry', 'grade', 'school', 'adult', 'city'] as const;

export const emptyValues = (startsOn: string): Values => ({
  kind: 'school_entry',
  facility: null,
  to_post_id: '',
  to_name: '',
  starts_on: startsOn,
  past: 'none',
  duty: '',
  words: '',
  ends: [],
  kept: [],
  offered: [],
  picked: [],
});
/** `facility`: as it is known today, if it is one of the region. */
export function valuesOf(view: HandoverView, facility: FacilityView | null): Values {
  const { terms } = view;
  const kept = view.items.map((each) => each.item);
  return {
    kind: terms.kind,
    facility,
    to_post_id: terms.to_post_id ?? '',
    to_name: terms.to_name,
    starts_on: terms.starts_on,
    past: terms.looks_back_to ? 'none' : 'all',
    duty: terms.duty,
    words: terms.words,
    ends: [...terms.ends],
    kept,
    offered: [],
    picked: kept.map((item) => item.id),
  };
}
export function contentOf(v: Values): HandoverContent {
  const outside = v.kind === 'city';
  return {
    terms: {
      kind: v.kind,
      to_facility_id: outside ? null : (v.facility?.id ?? null),
      to_post_id: outside ? null : v.to_post_id || null,
      to_name: outside ? v.to_name : '',
      starts_on: v.starts_on,
      looks_back_to: v.past === 'all' ? null : v.starts_on,
      duty: v.duty,
      words: v.words,
      ends: v.ends,
    },
    items: chosenItems(v.offered, v.kept, new Set(v.picked)),
  };
}
export function checkHandover(v: Values): Problems<Values> {
  if (v.kind === 'city') return needed(v, ['to_name', 'starts_on']);
  return { ...(!v.facility && { facility: t('error.needed') }), ...needed(v, ['starts_on']) };
}

function Receiver({ form }: { form: FormHandle<Values> }) {
  const { values, set } = form;
  if (values.kind === 'city')
    return (
      <TextField
        {...form.field('to_name')}
        label={t('handover.outside')}
        hint={t('handover.outsideHint')}
        maxLength={120}
      />
    );
  return (
    <>
      <FacilityPicker
        label={t('handover.facility')}
        value={values.facility}
        error={form.problems.facility}
        onPick={(facility) => {
          set('facility', facility);
          set('to_post_id', '');
        }}
      />
      {values.facility && (
        <>
          <StaffPicker
            facility={values.facility.id}
            value={values.to_post_id}
            onPick={(post) => set('to_post_id', post)}
          />
          <p className="text-sm text-ink-soft">{t('handover.managerReads')}</p>
          <TextField
            {...form.field('duty')}
            label={t('handover.duty')}
            hint={t('handover.dutyHint')}
            optional
            maxLength={60}
          />
        </>
      )}
    </>
  );
}
/** Seats that end the day before: those of the side that hands over. */
function Ending({ form }: { form: FormHandle<Values> }) {
  const person = usePerson();
  const team = useQuery(teamQuery(person.id));
  const seats = (team.data ?? []).filter((s) => s.in_force);
  if (seats.length === 0) return null;
  return (
    <fieldset>
      <legend className="mb-1 font-bold">{t('handover.ends')}</legend>
      <p className="mb-1 text-sm text-ink-soft">
        {t('handover.endsHint', { date: form.values.starts_on ? longDate(form.values.starts_on) : '' })}
      </p>
      {seats.map((s) => (
        <CheckBox
          key={s.id}
          label={[s.facility_name, s.name, s.duty].filter(Boolean).join(' ')}
          value={form.values.ends.includes(s.id)}
          onValue={(on) =>
            form.set('ends', on ? [...form.values.ends, s.id] : form.values.ends.filter((id) => id !== s.id))
          }
        />
      ))}
    </fieldset>
  );
}
function Offered({ form, items }: { form: FormHandle<Values>; items: readonly HandoverItem[] }) {
  const { values, set } = form;
  const known = new Set(values.kept.map(keyOf));
  const all = [...values.kept, ...items.filter((item) => !known.has(keyOf(item)))];
  const pick = (item: HandoverItem, on: boolean) => {
    set('offered', [...items]);
    set('picked', on ? [...values.picked, item.id] : values.picked.filter((id) => id !== item.id));
  };
  if (all.length === 0) return <p className="text-ink-soft">{t('handover.nothingOffered')}</p>;
  return (
    <>
      {byClass(all, (item) => item.info_class).map(([infoClass, found]) => (
        <fieldset key={infoClass} className="rounded-lg border border-line px-3 py-2">
          <legend className="px-1">
            <ClassMark infoClass={infoClass} />
          </legend>
          {found.map((item) => (
            <CheckBox
              key={item.id}
              label={item.title}
              hint={<span className="line-clamp-3 whitespace-pre-line">{item.body}</span>}
              value={values.picked.includes(item.id)}
              onValue={(on) => pick(item, on)}
            />
          ))}
        </fieldset>
      ))}
    </>
  );
}
/** A word of one's own: what worked, what to watch. */
function WriteItem({ onAdd }: { onAdd: (item: HandoverItem) => void }) {
  const { classes } = usePerson().access;
  const [title, setTitle] = useState('');
  const [body, setBody] = useState('');
  const [infoClass, setInfoClass] = useState<InfoClass>(classes[0] ?? 'basic');
  const add = () => {
    onAdd({
      id: newId(),
      kind: 'note',
      source_id: null,
      info_class: infoClass,
      title: title.trim(),
      body: body.trim(),
    });
    setTitle('');
    setBody('');
  };
  return (
    <div className="grid gap-3 rounded-lg bg-sunken p-3">
      <TextField
        label={t('handover.noteTitle')}
        hint={t('handover.noteHint')}
        value={title}
        onValue={setTitle}
        maxLength={120}
      />
      <TextArea label={t('handover.noteBody')} value={body} onValue={setBody} rows={3} maxLength={4000} />
      <Select
        label={t('task.class')}
        value={infoClass}
        onValue={(c) => setInfoClass(c as InfoClass)}
        choices={classes.map((c) => ({ value: c, label: t(`class.${c}`) }))}
      />
      <div>
        <Button icon="plus" disabled={!title.trim()} onClick={add}>
          {t('handover.noteAdd')}
        </Button>
      </div>
    </div>
  );
}

export function HandoverForm({ form, submit }: { form: FormHandle<Values>; submit: string }) {
  const person = usePerson();
  const offered = useQuery(suggestionsQuery(person.id));
  return (
    <Form form={form}>
      <RadioGroup
        {...form.field('kind')}
        onValue={(kind) => form.set('kind', kind as Values['kind'])}
        label={t('handover.kind')}
        choices={kinds.map((kind) => ({ value: kind, label: t(`handover.kind.${kind}`) }))}
      />
      <Receiver form={form} />
      <DateField {...form.field('starts_on')} label={t('handover.day')} hint={t('handover.dayHint')} />
      {form.values.kind !== 'city' && (
        <RadioGroup
          {...form.field('past')}
          onValue={(past) => form.set('past', past as Values['past'])}
          label={t('handover.past')}
          choices={[
            { value: 'none', label: t('handover.past.none') },
            { value: 'all', label: t('handover.past.all') },
          ]}
        />
      )}
      <Ending form={form} />
      <TextArea
        {...form.field('words')}
        label={t('handover.words')}
        hint={t('handover.wordsHint')}
        optional
        rows={3}
        maxLength={2000}
      />
      <h3 className="text-lg font-bold">{t('handover.choose')}</h3>
      <Loaded query={offered}>{(items) => <Offered form={form} items={items} />}</Loaded>
      <WriteItem
        onAdd={(item) => {
          form.set('kept', [...form.values.kept, item]);
          form.set('picked', [...form.values.picked, item.id]);
        }}
      />
      <Note>{t('handover.previewLead', { n: form.values.picked.length })}</Note>
      <div>
        <Button type="submit" kind="primary" busy={form.busy}>
          {submit}
        </Button>
      </div>
    </Form>
  );
}
