// Changing what was written makes a new version. When somebody was faster, both texts are shown and nothing typed is lost;
// what is typed stays on the device until it is saved or given up.
import { useState, type ReactNode } from 'react';

import { ApiError } from '../api/client';
import { Button } from '../parts/button';
import { Form, needed, useForm, type FormHandle } from '../parts/form';
import { Note } from '../parts/page';
import { toast } from '../parts/toast';
import { t } from '../words';
import { useKeptForm } from './kept-form';

interface Written {
  version: number;
  body: string;
}
export interface Editing<V> {
  form: FormHandle<V>;
  /** What was typed earlier stands in the form again. */
  found: boolean;
  /** What was written meanwhile, instead of what this change was begun on. */
  theirs: Written | null;
  giveUp: () => void;
}
export function useEditing<V extends { body: string }>({
  name,
  now,
  initial,
  send,
  onDone,
  onCancel,
}: {
  /** Under which it is kept. */
  name: string;
  now: Written;
  initial: V;
  send: (values: V, version: number) => Promise<unknown>;
  onDone: () => void;
  onCancel: () => void;
}): Editing<V> {
  const [base, setBase] = useState(now.version);
  const [theirs, setTheirs] = useState<Written | null>(null);
  const form = useForm({
    initial,
    check: (v) => needed(v, ['body']),
    send: async (v) => {
      try {
        await send(v, base);
      } catch (error) {
        if (error instanceof ApiError && error.code === 'conflict' && error.current) {
          const current = error.current as Written;
          setTheirs(current);
          setBase(current.version);
        }
        throw error;
      }
    },
    done: () => {
      kept.drop();
      toast(t('common.saved'));
      onDone();
    },
  });
  const kept = useKeptForm(name, form, base, (begunOn) => {
    if (begunOn !== base) setTheirs(now);
  });
  const giveUp = () => {
    kept.drop();
    onCancel();
  };
  return { form, found: kept.found, theirs, giveUp };
}

export function EditingForm<V extends { body: string }>({
  editing: { form, found, theirs, giveUp },
  children,
}: {
  editing: Editing<V>;
  children: ReactNode;
}) {
  return (
    <Form form={form}>
      {found && <Note>{t('write.draftFound')}</Note>}
      {theirs && (
        <Note tone="warn">
          <p className="font-bold">{t('error.conflict')}</p>
          <p className="prose">{theirs.body}</p>
        </Note>
      )}
      {children}
      <div className="flex flex-wrap justify-end gap-2">
        <Button kind="quiet" onClick={giveUp}>
          {t('entry.dropEdit')}
        </Button>
        <Button type="submit" kind="primary" busy={form.busy}>
          {t('common.save')}
        </Button>
      </div>
    </Form>
  );
}
