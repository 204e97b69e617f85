// Moving a child on, by a form: nothing has to be dragged.
import { useState } from 'react';

import { api } from '../api/client';
import { queryClient } from '../app/session';
import { Button } from '../parts/button';
import { DateField, Select, TextArea, TextField } from '../parts/field';
import { Form, needed, useForm } from '../parts/form';
import { Note } from '../parts/page';
import { toast } from '../parts/toast';
import { t } from '../words';
import { todayText } from '../words/dates';
import { refreshWaiting, waitingQuery } from './queries';
import { nextStage, stages } from './board';
import type { WaitStage } from './types';

export function MoveForm({
  person,
  stage,
  version: seen,
  onDone,
}: {
  person: string;
  stage: WaitStage | undefined;
  version: number;
  onDone: () => void;
}) {
  const [version, setVersion] = useState(seen);
  const [lost, setLost] = useState<WaitStage | null>(null);
  const form = useForm({
    initial: { stage: nextStage(stage) as string, since: todayText(), note: '', referred_to: '' },
    check: (v) => needed(v, ['since']),
    send: async (v) => {
      try {
        return await api.put(`/people/${person}/waiting`, { ...v, stage: v.stage as WaitStage }, { version });
      } catch (error) {
        const now = await queryClient.fetchQuery({ ...waitingQuery(person), staleTime: 0 });
        if (now.version !== version) {
          setVersion(now.version);
          setLost(now.wait?.stage ?? null);
        }
        throw error;
      }
    },
    done: (now) => {
      toast(t('wait.moved'));
      queryClient.setQueryData(waitingQuery(person).queryKey, now);
      refreshWaiting();
      onDone();
    },
  });
  return (
    <Form form={form}>
      {lost && (
        <Note tone="warn">{t('race.now', { field: t('wait.stage'), value: t(`wait.stage.${lost}`) })}</Note>
      )}
      <Select
        {...form.field('stage')}
        label={t('wait.stage')}
        choices={stages.map((value) => ({ value, label: t(`wait.stage.${value}`) }))}
      />
      <DateField {...form.field('since')} label={t('wait.since')} max={todayText()} />
      <TextField {...form.field('referred_to')} label={t('wait.referredTo')} optional maxLength={120} />
      <TextArea {...form.field('note')} label={t('wait.note')} optional maxLength={1000} />
      <div>
        <Button type="submit" kind="primary" busy={form.busy}>
          {t('wait.move')}
        </Button>
      </div>
    </Form>
  );
}
