// The frame of a step's form: sends one part, keeps what was typed where somebody else was first, asks an amendment why.
import { useState, type ReactNode } from 'react';

import { api, ApiError } from '../api/client';
import { queryClient } from '../app/session';
import { Button } from '../parts/button';
import { TextField } from '../parts/field';
import { Form, needed, useForm, type FormHandle, type Problems } from '../parts/form';
import { Note } from '../parts/page';
import { toast } from '../parts/toast';
import { t } from '../words';
import { entryQuery, keep } from './queries';
import { isAmendment } from './rules';
import type { EntryContent, EntryPart, SchoolEntryView } from './types';

export interface StepProps {
  view: SchoolEntryView;
  onDone: () => void;
}
/** A form whose values become the content of one part. */
export function useStep<V extends { reason: string }>(
  { view, onDone }: StepProps,
  part: EntryPart,
  initial: V,
  check: (v: V) => Problems<V>,
  contentOf: (v: V) => EntryContent,
) {
  const [version, setVersion] = useState(view.line.version);
  const [overtaken, setOvertaken] = useState(false);
  const [amends] = useState(() => isAmendment(view, part));
  const form = useForm<V, SchoolEntryView>({
    initial,
    check: (v) => ({ ...check(v), ...(amends ? needed(v, ['reason']) : {}) }),
    send: async (v) => {
      try {
        return await api.put(
          `/people/${view.line.person_id}/school-entries/${view.line.id}/${part as string}`,
          { content: contentOf(v), reason: v.reason },
          { version },
        );
      } catch (error) {
        if (error instanceof ApiError && error.code === 'conflict') {
          const fresh = await queryClient.fetchQuery({
            ...entryQuery(view.line.person_id, view.line.id),
            staleTime: 0,
          });
          setVersion(fresh.line.version);
          setOvertaken(true);
        }
        throw error;
      }
    },
    done: (now) => {
      toast(t('schoolEntry.saved'));
      keep(now);
      onDone();
    },
  });
  return { form, amends, overtaken };
}
export function StepShell<V extends { reason: string }>({
  step: { form, amends, overtaken },
  submit,
  danger = false,
  children,
}: {
  step: { form: FormHandle<V>; amends: boolean; overtaken: boolean };
  submit?: string;
  danger?: boolean;
  children?: ReactNode;
}) {
  return (
    <Form form={form}>
      {overtaken && <Note tone="warn">{t('schoolEntry.overtaken')}</Note>}
      {children}
      {amends && (
        <TextField
          id={`${form.id}-reason`}
          label={t(danger ? 'common.reason' : 'schoolEntry.why')}
          value={form.values.reason}
          error={form.problems.reason}
          onValue={(value) => form.setAll({ ...form.values, reason: value })}
          maxLength={500}
        />
      )}
      <div>
        <Button type="submit" kind={danger ? 'danger' : 'primary'} busy={form.busy}>
          {submit ?? t('common.save')}
        </Button>
      </div>
    </Form>
  );
}
