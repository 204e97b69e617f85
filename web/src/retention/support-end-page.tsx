// 支援の終了: the coordinator ends support with day and reason, or goes on with it while everything is kept.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { api } from '../api/client';
import type { components } from '../api/schema';
import { queryClient } from '../app/session';
import { Button } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { DateField, RadioGroup, TextField } from '../parts/field';
import { Form, needed, useForm } from '../parts/form';
import { Loaded, Note, Page, Section } from '../parts/page';
import { PastVersion, WithReason } from '../parts/past';
import { toast } from '../parts/toast';
import { usePerson } from '../person/person-layout';
import { dateProblem } from '../person/rules';
import { t } from '../words';
import { longDate, todayText } from '../words/dates';
import { causes, supportEndsQuery, type EndCause } from './queries';

type SupportEnds = components['schemas']['SupportEnds'];

const refreshPerson = (person: string) => {
  void queryClient.invalidateQueries({ queryKey: ['people'] });
  void queryClient.invalidateQueries({ queryKey: ['person', person] });
};

function EndForm({ person }: { person: string }) {
  const form = useForm({
    initial: { cause: 'grown_up', on: todayText(), reason: '' },
    check: (v) => ({ ...needed(v, ['reason']), on: dateProblem(v.on) }),
    send: ({ cause, on, reason }) =>
      api.post(`/people/${person}/support-end`, { cause: cause as EndCause, on, reason }),
    done: () => {
      toast(t('supportEnd.done'));
      refreshPerson(person);
    },
  });
  return (
    <Form form={form}>
      <RadioGroup
        {...form.field('cause')}
        label={t('supportEnd.cause')}
        choices={causes.map((value) => ({ value, label: t(`retention.cause.${value}`) }))}
      />
      <DateField {...form.field('on')} label={t('supportEnd.on')} max={todayText()} />
      <TextField {...form.field('reason')} label={t('common.reason')} maxLength={500} />
      <div>
        <Button type="submit" kind="danger" busy={form.busy}>
          {t('supportEnd.act')}
        </Button>
      </div>
    </Form>
  );
}
function Ended({ person, ends }: { person: string; ends: SupportEnds }) {
  const [open, setOpen] = useState(false);
  const last = ends.items[0];
  if (!last) return null;
  return (
    <>
      <Note tone="warn">
        <p>
          {t('supportEnd.isEnded', { day: longDate(last.on), cause: t(`retention.cause.${last.cause}`) })}
        </p>
        <p>
          {ends.kept_until
            ? t('supportEnd.keptUntil', { day: longDate(ends.kept_until) })
            : t('supportEnd.keptEndless')}
        </p>
      </Note>
      <div>
        <Button onClick={() => setOpen(true)}>{t('supportEnd.resume')}</Button>
      </div>
      <Dialog title={t('supportEnd.resume')} open={open} onClose={() => setOpen(false)}>
        <WithReason
          kind="primary"
          words={{
            lead: t('supportEnd.resumeLead'),
            act: t('supportEnd.resume'),
            done: t('supportEnd.resumed'),
          }}
          send={(why) => api.post(`/people/${person}/support-end/resume`, why)}
          onDone={() => {
            setOpen(false);
            refreshPerson(person);
          }}
        />
      </Dialog>
    </>
  );
}

export function SupportEndPage() {
  const person = usePerson();
  const ends = useQuery(supportEndsQuery(person.id));
  return (
    <Page
      title={t('supportEnd.title')}
      lead={t('supportEnd.lead')}
      narrow
      back={{
        to: { to: '/people/$person/profile', params: { person: person.id } },
        label: t('person.tab.profile'),
      }}
    >
      <Loaded query={ends}>
        {(found) => (
          <>
            {found.ended ? <Ended person={person.id} ends={found} /> : <EndForm person={person.id} />}
            {found.items.length > 0 && (
              <Section title={t('supportEnd.history')}>
                <ol className="grid gap-2">
                  {found.items.map((one) => (
                    <PastVersion key={one.number} version={{ ...one, version: one.number }}>
                      <p>
                        {one.ended
                          ? t('supportEnd.line.ended', {
                              cause: t(`retention.cause.${one.cause}`),
                              day: longDate(one.on),
                            })
                          : t('supportEnd.line.resumed', { day: longDate(one.on) })}
                      </p>
                    </PastVersion>
                  ))}
                </ol>
              </Section>
            )}
          </>
        )}
      </Loaded>
    </Page>
  );
}
