import { api } from '../api/client';
import { categories, type Category, type EntryView, type Importance, type InfoClass } from '../api/types';
import { RadioGroup, Select, TextArea, TextField } from '../parts/field';
import { t } from '../words';
import { EditingForm, useEditing } from './editing';

export function EditEntry({
  entry,
  classes,
  onDone,
  onCancel,
}: {
  entry: EntryView;
  classes: readonly InfoClass[];
  onDone: () => void;
  onCancel: () => void;
}) {
  const editing = useEditing({
    name: `entry-edit:${entry.id}`,
    now: entry,
    initial: {
      category: entry.category,
      info_class: entry.info_class,
      importance: entry.importance,
      body: entry.body,
      reason: '',
    },
    send: (v, version) => api.put(`/people/${entry.person_id}/entries/${entry.id}`, v, { version }),
    onDone,
    onCancel,
  });
  const { form } = editing;
  return (
    <EditingForm editing={editing}>
      <RadioGroup
        {...form.field('category')}
        onValue={(v) => form.set('category', v as Category)}
        label={t('write.category')}
        choices={categories.map((value) => ({ value, label: t(`category.${value}`) }))}
      />
      <Select
        {...form.field('info_class')}
        onValue={(v) => form.set('info_class', v as InfoClass)}
        label={t('write.class')}
        choices={classes.map((value) => ({ value, label: t(`class.${value}`) }))}
      />
      <RadioGroup
        {...form.field('importance')}
        onValue={(v) => form.set('importance', v as Importance)}
        label={t('write.importance')}
        choices={(['normal', 'important', 'urgent'] as const).map((value) => ({
          value,
          label: t(`importance.${value}`),
        }))}
      />
      <TextArea {...form.field('body')} label={t('write.body')} rows={7} maxLength={10_000} />
      <TextField
        {...form.field('reason')}
        label={t('common.reason')}
        hint={t('common.reasonHint')}
        optional
        maxLength={500}
      />
    </EditingForm>
  );
}
