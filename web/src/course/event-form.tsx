import { useState } from 'react';

import { api } from '../api/client';
import { newId } from '../api/ids';
import type { InfoClass } from '../api/types';
import { Button } from '../parts/button';
import { CheckBox, DateField, Select, TextArea, TextField } from '../parts/field';
import { Form, needed, useForm } from '../parts/form';
import { toast } from '../parts/toast';
import { usePerson } from '../person/person-layout';
import { inAWeek } from '../task/rules';
import { pick, t } from '../words';
import { todayText } from '../words/dates';
import { refreshCourse } from './queries';
import type { CourseCheckup, CourseContent, CourseEvent, CourseKind } from './types';

const kinds: readonly CourseKind[] = [
  'checkup',
  'diagnosis',
  'hospital',
  'therapy',
  'certificate',
  'family',
  'other',
];
const usualClass: Record<CourseKind, InfoClass> = {
  checkup: 'health',
  diagnosis: 'health',
  hospital: 'health',
  therapy: 'development',
  certificate: 'welfare',
  family: 'family',
  other: 'basic',
};

/** A new event, with `checkup` already chosen, or an `event` to be changed. */
export function EventForm({
  checkups,
  checkup,
  event,
  onDone,
}: {
  checkups: readonly CourseCheckup[];
  checkup?: string;
  event?: CourseEvent;
  onDone: () => void;
}) {
  const person = usePerson();
  const { classes, is_guardian: guardian, may } = person.access;
  const [ids] = useState(() => ({ event: newId(), task: newId() }));
  const now = event?.content;
  const classFor = (kind: CourseKind): InfoClass =>
    classes.includes(usualClass[kind]) ? usualClass[kind] : (classes[0] ?? 'basic');
  const kind: CourseKind = now?.kind ?? (checkup ? 'checkup' : 'diagnosis');
  const form = useForm({
    initial: {
      kind,
      checkup: now?.checkup ?? checkup ?? '',
      title: now?.title ?? '',
      body: now?.body ?? '',
      place: now?.place ?? '',
      starts_on: now?.starts_on ?? todayText(),
      ends_on: now?.ends_on ?? '',
      info_class: now?.info_class ?? classFor(kind),
      with_guardians: now?.with_guardians ?? true,
      follows: false,
      follow_up: '',
      due_on: inAWeek(),
    },
    check: (v) =>
      needed(v, [
        'starts_on',
        ...(v.kind === 'checkup' && v.checkup ? [] : (['title'] as const)),
        ...(v.follows ? (['follow_up', 'due_on'] as const) : []),
      ]),
    send: (v) => {
      const content: CourseContent = {
        kind: v.kind,
        checkup: v.kind === 'checkup' ? v.checkup : '',
        title: v.title,
        body: v.body,
        place: v.place,
        starts_on: v.starts_on,
        ends_on: v.ends_on || null,
        info_class: v.info_class,
        with_guardians: v.with_guardians,
      };
      if (event)
        return api.put(
          `/people/${person.id}/course/${event.id}`,
          { content, reason: '' },
          { version: event.version },
        );
      return api.post(`/people/${person.id}/course`, {
        id: ids.event,
        content,
        follow_up: v.follows ? { id: ids.task, title: v.follow_up, due_on: v.due_on } : null,
      });
    },
    done: () => {
      toast(t(event ? 'common.saved' : 'course.saved'));
      refreshCourse(person.id);
      onDone();
    },
  });
  const { values } = form;
  const choose = (next: CourseKind) => form.setAll({ ...values, kind: next, info_class: classFor(next) });
  return (
    <Form form={form}>
      <Select
        id={form.field('kind').id}
        value={values.kind}
        onValue={(v) => choose(v as CourseKind)}
        label={t('course.kind')}
        choices={kinds.map((value) => ({ value, label: t(`course.kind.${value}`) }))}
      />
      {values.kind === 'checkup' && (
        <Select
          {...form.field('checkup')}
          label={t('course.which')}
          empty={t('course.whichOther')}
          choices={checkups.map((c) => ({ value: c.code, label: pick(c) }))}
        />
      )}
      {!(values.kind === 'checkup' && values.checkup) && (
        <TextField {...form.field('title')} label={t('course.heading')} maxLength={120} />
      )}
      <DateField {...form.field('starts_on')} label={t('course.from')} />
      {values.kind !== 'checkup' && values.kind !== 'diagnosis' && (
        <DateField {...form.field('ends_on')} label={t('course.to')} optional />
      )}
      <TextField {...form.field('place')} label={t('course.place')} optional maxLength={120} />
      <TextArea
        {...form.field('body')}
        label={t('course.result')}
        hint={t('course.resultHint')}
        optional
        maxLength={2000}
      />
      {classes.length > 1 && (
        <Select
          id={form.field('info_class').id}
          value={values.info_class}
          onValue={(v) => form.set('info_class', v as InfoClass)}
          label={t('task.class')}
          hint={t('task.classHint')}
          choices={classes.map((c) => ({ value: c, label: t(`class.${c}`) }))}
        />
      )}
      {!guardian && <CheckBox {...form.field('with_guardians')} label={t('course.share')} />}
      {!event && may.includes('write_task') && (
        <CheckBox {...form.field('follows')} label={t('course.needsFollowUp')} />
      )}
      {values.follows && (
        <>
          <TextField
            {...form.field('follow_up')}
            label={t('course.followUp')}
            hint={t('course.followUpHint')}
            maxLength={120}
          />
          <DateField {...form.field('due_on')} label={t('course.followUpDue')} />
        </>
      )}
      <div>
        <Button type="submit" kind="primary" busy={form.busy}>
          {t(event ? 'common.save' : 'course.add')}
        </Button>
      </div>
    </Form>
  );
}
