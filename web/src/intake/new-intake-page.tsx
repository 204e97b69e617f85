import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';

import { api } from '../api/client';
import { newId } from '../api/ids';
import { Button } from '../parts/button';
import { DateField, RadioGroup, TextField } from '../parts/field';
import { Form, useForm } from '../parts/form';
import { EmptyState, Loaded, Page } from '../parts/page';
import { toast } from '../parts/toast';
import { t } from '../words';
import { todayText } from '../words/dates';
import { intakesQuery, refreshWaiting } from './queries';
import { channels } from './board';
import { emptySheet, sheetParts, sheetProblems } from './rules';
import { SheetFields } from './sheet-fields';
import type { Worry } from './types';

function NewIntake({ worries }: { worries: readonly Worry[] }) {
  const [id] = useState(newId);
  const navigate = useNavigate();
  const form = useForm({
    initial: {
      ...emptySheet,
      channel: 'phone' as (typeof channels)[number],
      caller: '',
      received_on: todayText(),
    },
    check: (v) => sheetProblems(v),
    send: ({ channel, caller, received_on, ...sheet }) =>
      api.post('/intakes', { id, channel, caller, received_on, sheet }),
    done: () => {
      toast(t('intake.added'));
      refreshWaiting();
      void navigate({ to: '/intakes/$intake', params: { intake: id } });
    },
  });
  return (
    <Form form={form}>
      <RadioGroup
        {...form.field('channel')}
        onValue={(v) => form.set('channel', v as (typeof channels)[number])}
        label={t('intake.channel')}
        choices={channels.map((value) => ({ value, label: t(`intake.channel.${value}`) }))}
      />
      <DateField {...form.field('received_on')} label={t('intake.receivedOn')} />
      <TextField
        {...form.field('caller')}
        label={t('intake.caller')}
        hint={t('intake.callerHint')}
        optional
        maxLength={120}
      />
      {sheetParts.map((part) => (
        <fieldset key={part} className="grid gap-5 border-t border-line pt-4">
          <legend className="float-left w-full text-lg font-bold">{t(`ask.step.${part}`)}</legend>
          <SheetFields form={form} part={part} worries={worries} />
        </fieldset>
      ))}
      <div>
        <Button type="submit" kind="primary" busy={form.busy}>
          {t('intake.add')}
        </Button>
      </div>
    </Form>
  );
}
export function NewIntakePage() {
  const list = useQuery(intakesQuery());
  return (
    <Page
      title={t('intake.new')}
      lead={t('intake.newLead')}
      back={{ to: { to: '/waiting' }, label: t('intake.title') }}
      narrow
    >
      <Loaded query={list}>
        {({ at_desk, worries }) =>
          at_desk ? (
            <div className="card p-4 sm:p-5">
              <NewIntake worries={worries} />
            </div>
          ) : (
            <EmptyState icon="lock" title={t('error.notFound')} />
          )
        }
      </Loaded>
    </Page>
  );
}
