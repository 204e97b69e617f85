import { useQuery } from '@tanstack/react-query';

import type { InfoClass } from '../api/types';
import { Button } from '../parts/button';
import { CheckBox, DateField, Select, TextArea, TextField } from '../parts/field';
import { Form, needed, type FormHandle, type Problems } from '../parts/form';
import { usePerson } from '../person/person-layout';
import { useCodes } from '../region/queries';
import { t } from '../words';
import { ownersQuery } from './queries';
import { ownerKey, ownerName, ownerOf } from './rules';
import type { TaskContent, TaskOwnerView, TaskView } from './types';

export interface TaskValues {
  title: string;
  body: string;
  info_class: InfoClass;
  owner: string;
  due_on: string;
  with_guardians: boolean;
}
export const valuesOf = (task: TaskView): TaskValues => ({
  title: task.title,
  body: task.body,
  info_class: task.info_class,
  owner: ownerKey(task.owner),
  due_on: task.due_on,
  with_guardians: task.with_guardians,
});
export const contentOf = (v: TaskValues): TaskContent => ({ ...v, owner: ownerOf(v.owner) });
export const checkTask = (v: TaskValues): Problems<TaskValues> => needed(v, ['title', 'owner', 'due_on']);
/** What is wrong with `content.owner` belongs to the field `owner`. */
export const fieldLabels: Record<keyof TaskValues, () => string> = {
  title: () => t('task.what'),
  body: () => t('task.body'),
  info_class: () => t('task.class'),
  owner: () => t('task.owner'),
  due_on: () => t('task.due'),
  with_guardians: () => t('task.share'),
};

/** `now`: the present owner, who may have left the team. */
export function TaskForm({
  form,
  submit,
  now,
}: {
  form: FormHandle<TaskValues>;
  submit: string;
  now?: TaskOwnerView;
}) {
  const person = usePerson();
  const { profession } = useCodes();
  const owners = useQuery(ownersQuery(person.id)).data ?? [];
  const choices = owners
    .filter((choice) => choice.classes.includes(form.values.info_class))
    .map(({ owner }) => ({ value: ownerKey(owner), label: ownerName(owner, profession) }));
  if (now && !choices.some((c) => c.value === ownerKey(now)))
    choices.push({ value: ownerKey(now), label: ownerName(now, profession) });
  return (
    <Form form={form}>
      <TextField {...form.field('title')} label={t('task.what')} hint={t('task.whatHint')} maxLength={120} />
      <Select {...form.field('owner')} label={t('task.owner')} choices={choices} />
      <DateField {...form.field('due_on')} label={t('task.due')} />
      <Select
        id={form.field('info_class').id}
        value={form.values.info_class}
        onValue={(v) => form.set('info_class', v as InfoClass)}
        error={form.problems.info_class}
        label={t('task.class')}
        hint={t('task.classHint')}
        choices={person.access.classes.map((c) => ({ value: c, label: t(`class.${c}`) }))}
      />
      <CheckBox {...form.field('with_guardians')} label={t('task.share')} />
      <TextArea {...form.field('body')} label={t('task.body')} optional maxLength={2000} />
      <div>
        <Button type="submit" kind="primary" busy={form.busy}>
          {submit}
        </Button>
      </div>
    </Form>
  );
}
