import { useState } from 'react';

import { api, ApiError } from '../api/client';
import { categories, type Category, type EntryView, type Importance, type InfoClass } from '../api/types';
import { Button } from '../parts/button';
import { RadioGroup, Select, TextArea, TextField } from '../parts/field';
import { Form, needed, useForm } from '../parts/form';
import { Note } from '../parts/page';
import { toast } from '../parts/toast';
import { t } from '../words';

/** Editing makes a new version. When somebody was faster, both texts are shown and nothing typed is lost. */
export function EditEntry({
  entry,
  classes,
  onDone,
}: {
  entry: EntryView;
  classes: readonly InfoClass[];
  onDone: () => void;
}) {
  const [base, setBase] = useState(entry.version);
  const [theirs, setTheirs] = useState<EntryView | null>(null);
  const form = useForm({
    initial: {
      category: entry.category,
      info_class: entry.info_class,
      importance: entry.importance,
      body: entry.body,
      reason: '',
    },
    check: (v) => needed(v, ['body']),
    send: async (v) => {
      try {
        await api.put(`/people/${entry.person_id}/entries/${entry.id}`, v, { version: base });
      } catch (error) {
        if (error instanceof ApiError && error.code === 'conflict' && error.current) {
          const current = error.current as EntryView;
          setTheirs(current);
          setBase(current.version);
        }
        throw error;
      }
    },
    done: () => {
      toast(t('common.saved'));
      onDone();
    },
  });
  return (
    <Form form={form}>
      {theirs && (
        <Note tone="warn">
          <p className="font-bold">{t('error.conflict')}</p>
          <p className="prose">{theirs.body}</p>
        </Note>
      )}
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
      <div>
        <Button type="submit" kind="primary" busy={form.busy}>
          {t('common.save')}
        </Button>
      </div>
    </Form>
  );
}
