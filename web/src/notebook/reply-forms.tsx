// Answering, and changing an answer.
import { useState } from 'react';

import { api, ApiError } from '../api/client';
import { newId } from '../api/ids';
import type { ReplyView } from '../api/types';
import { Button } from '../parts/button';
import { TextArea, TextField } from '../parts/field';
import { Form, needed, useForm } from '../parts/form';
import { Note } from '../parts/page';
import { toast } from '../parts/toast';
import { t } from '../words';
import { EditingForm, useEditing } from './editing';
import { refreshEntries } from './entry-actions';
import { useKeptForm } from './kept-form';

export function NewReply({ person, entry }: { person: string; entry: string }) {
  const [id, setId] = useState(newId);
  const form = useForm({
    initial: { body: '' },
    check: (v) => needed(v, ['body']),
    send: async (v) => {
      try {
        await api.post(`/people/${person}/entries/${entry}/replies`, { id, ...v });
      } catch (error) {
        if (error instanceof ApiError && error.code === 'duplicate') setId(newId()); // this is another answer by now
        throw error;
      }
    },
    done: () => {
      kept.drop();
      setId(newId());
      form.setAll({ body: '' });
      toast(t('reply.sent'));
      refreshEntries(person);
    },
  });
  // With its id: sent before the page went away, and sent again, it is one answer.
  const kept = useKeptForm(`reply:${entry}`, form, id, setId);
  return (
    <Form form={form} label={t('entry.reply')}>
      {kept.found && <Note>{t('write.draftFound')}</Note>}
      <TextArea {...form.field('body')} label={t('reply.body')} rows={3} maxLength={10_000} />
      <div>
        <Button type="submit" kind="primary" icon="reply" busy={form.busy}>
          {t('reply.send')}
        </Button>
      </div>
    </Form>
  );
}
export function EditReply({
  path,
  reply,
  onDone,
  onCancel,
}: {
  path: `/people/${string}/entries/${string}/replies/${string}`;
  reply: ReplyView;
  onDone: () => void;
  onCancel: () => void;
}) {
  const editing = useEditing({
    name: `reply-edit:${reply.id}`,
    now: reply,
    initial: { body: reply.body, reason: '' },
    send: (v, version) => api.put(path, v, { version }),
    onDone,
    onCancel,
  });
  const { form } = editing;
  return (
    <EditingForm editing={editing}>
      <TextArea {...form.field('body')} label={t('reply.body')} rows={4} maxLength={10_000} />
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
