import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { api } from '../api/client';
import { queryClient } from '../app/session';
import { Button } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { TextField } from '../parts/field';
import { Form, useForm } from '../parts/form';
import { Loaded, Note, Page } from '../parts/page';
import { Table } from '../parts/table';
import { toast } from '../parts/toast';
import { usePerson } from '../person/person-layout';
import { fullName } from '../person/queries';
import { pick, t } from '../words';
import { dateTime } from '../words/dates';
import { startQuery, useTypes } from './queries';
import { RecordTabs } from './record-tabs';
import { readNumber, unitText } from './rules';
import type { LimitView, RecordType } from './types';

const range = (low: number | null | undefined, high: number | null | undefined): string =>
  (low ?? null) === null && (high ?? null) === null
    ? ''
    : t('limits.range', { low: low ?? '', high: high ?? '' });

function LimitForm({
  person,
  type,
  now,
  onDone,
}: {
  person: string;
  type: RecordType;
  now: LimitView | undefined;
  onDone: () => void;
}) {
  const text = (n: number | null | undefined) => n?.toString() ?? '';
  const form = useForm({
    initial: {
      low: text(now?.low),
      high: text(now?.high),
      low2: text(now?.low2),
      high2: text(now?.high2),
      note: now?.note ?? '',
    },
    send: (v) =>
      api.put(
        `/people/${person}/record-limits/${type.code}`,
        {
          low: readNumber(v.low) ?? null,
          high: readNumber(v.high) ?? null,
          low2: readNumber(v.low2) ?? null,
          high2: readNumber(v.high2) ?? null,
          note: v.note,
        },
        { version: now?.version ?? 0 },
      ),
    done: () => {
      toast(t('limits.saved'));
      onDone();
    },
  });
  const unit = unitText(type);
  return (
    <Form form={form}>
      <TextField
        {...form.field('low')}
        label={t('limits.low')}
        hint={unit}
        inputMode="decimal"
        optional
        className="max-w-48"
      />
      <TextField
        {...form.field('high')}
        label={t('limits.high')}
        hint={unit}
        inputMode="decimal"
        optional
        className="max-w-48"
      />
      {type.need === 'values' && (
        <>
          <TextField
            {...form.field('low2')}
            label={`${pick({ ja: type.value2_ja, en: type.value2_en })} ${t('limits.low')}`}
            inputMode="decimal"
            optional
            className="max-w-48"
          />
          <TextField
            {...form.field('high2')}
            label={`${pick({ ja: type.value2_ja, en: type.value2_en })} ${t('limits.high')}`}
            inputMode="decimal"
            optional
            className="max-w-48"
          />
        </>
      )}
      <TextField {...form.field('note')} label={t('limits.note')} optional maxLength={300} />
      <div>
        <Button type="submit" kind="primary" busy={form.busy}>
          {t('common.save')}
        </Button>
      </div>
    </Form>
  );
}

/** This person's own limits: what raises an alert. */
export function LimitsPage() {
  const person = usePerson();
  const { types } = useTypes();
  const start = useQuery(startQuery(person.id));
  const [editing, setEditing] = useState<RecordType | null>(null);
  return (
    <Page title={t('limits.title', { name: fullName(person) })} lead={t('limits.lead')}>
      <RecordTabs />
      <Loaded query={start}>
        {(data) => {
          const of = (code: string) => data.limits.find((l) => l.type === code);
          const numbered = types.filter(
            (x) => x.need !== 'none' && x.classes.some((c) => data.classes.includes(c)),
          );
          return (
            <>
              {!data.may_set_limits && <Note>{t('limits.mayNot')}</Note>}
              <div className="card">
                <Table
                  caption={t('limits.title', { name: fullName(person) })}
                  columns={[
                    { title: t('record.type'), head: true, cell: (x) => `${pick(x)} ${unitText(x)}` },
                    {
                      title: t('record.limits'),
                      cell: (x) => {
                        const limit = of(x.code);
                        const said = [range(limit?.low, limit?.high), range(limit?.low2, limit?.high2)]
                          .filter(Boolean)
                          .join(' / ');
                        return said || <span className="text-ink-soft">{t('limits.none')}</span>;
                      },
                    },
                    {
                      title: t('limits.note'),
                      cell: (x) => {
                        const limit = of(x.code);
                        return limit ? (
                          <>
                            {limit.note}
                            <span className="block text-sm text-ink-soft">
                              {t('limits.setBy', { name: limit.set_by_name, time: dateTime(limit.set_at) })}
                            </span>
                          </>
                        ) : (
                          ''
                        );
                      },
                    },
                    ...(data.may_set_limits
                      ? [
                          {
                            title: t('record.edit'),
                            narrow: true,
                            action: true,
                            cell: (x: RecordType) => (
                              <Button kind="quiet" icon="pencil" onClick={() => setEditing(x)}>
                                {t('record.edit')}
                                <span className="sr-only">{` (${pick(x)})`}</span>
                              </Button>
                            ),
                          },
                        ]
                      : []),
                  ]}
                  rows={numbered}
                  rowKey={(x) => x.code}
                />
              </div>
              {editing && (
                <Dialog
                  title={t('limits.edit', { what: pick(editing) })}
                  open
                  onClose={() => setEditing(null)}
                  held
                >
                  <LimitForm
                    person={person.id}
                    type={editing}
                    now={of(editing.code)}
                    onDone={() => {
                      setEditing(null);
                      void queryClient.invalidateQueries({ queryKey: ['person', person.id, 'records'] });
                    }}
                  />
                </Dialog>
              )}
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}
