import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';

import { api } from '../api/client';
import { newId } from '../api/ids';
import type { InfoClass } from '../api/types';
import { entryQuery } from '../notebook/queries';
import { useForm } from '../parts/form';
import { EmptyState, Loaded, Note, Page } from '../parts/page';
import { toast } from '../parts/toast';
import { usePerson } from '../person/person-layout';
import { signsQuery } from '../sign/queries';
import { pick, t } from '../words';
import { refreshTasks } from './queries';
import { inAWeek } from './rules';
import { checkTask, contentOf, TaskForm } from './task-form';

function NewTask({
  infoClass,
  entry,
  record,
  title = '',
}: {
  infoClass: InfoClass;
  entry?: string;
  record?: string;
  title?: string;
}) {
  const person = usePerson();
  const navigate = useNavigate();
  const [id] = useState(newId);
  const form = useForm({
    initial: {
      title,
      body: '',
      info_class: infoClass,
      owner: 'coordinators||',
      due_on: inAWeek(),
      with_guardians: false,
    },
    check: checkTask,
    send: (v) =>
      api.post(`/people/${person.id}/tasks`, {
        id,
        content: contentOf(v),
        entry_id: entry ?? null,
        record_id: record ?? null,
      }),
    done: () => {
      toast(t('task.added'));
      refreshTasks(person.id);
      void navigate({ to: '/people/$person/tasks', params: { person: person.id } });
    },
  });
  return <TaskForm form={form} submit={t('task.save')} />;
}
/** Of an entry: its class is kept, and its text stands above the form. */
function OfEntry({ entry }: { entry: string }) {
  const person = usePerson();
  const detail = useQuery(entryQuery(person.id, entry));
  return (
    <Loaded query={detail}>
      {(d) => (
        <>
          <Note>
            <p className="line-clamp-4">{d.entry.body}</p>
          </Note>
          <NewTask infoClass={d.entry.info_class} entry={entry} />
        </>
      )}
    </Loaded>
  );
}
/** Of an early sign: its next step is a first wording, and the class the narrowest that plans. The sign itself stays unsaid. */
function OfSign({ sign }: { sign: string }) {
  const person = usePerson();
  const signs = useQuery(signsQuery(person.id));
  return (
    <Loaded query={signs}>
      {(list) => {
        const found = list.find((s) => s.id === sign);
        if (!found) return <EmptyState icon="lock" title={t('write.mayNot')} />;
        return (
          <>
            <Note tone="warn">
              <p>{t('sign.taskNote')}</p>
            </Note>
            <NewTask
              infoClass={found.classes.find((c) => c !== 'basic') ?? 'basic'}
              title={pick({ ja: found.next_ja, en: found.next_en }).slice(0, 120)}
            />
          </>
        );
      }}
    </Loaded>
  );
}
export function NewTaskPage() {
  const person = usePerson();
  const { entry, record, sign } = useSearch({ from: '/signed-in/people/$person/tasks/new' });
  const back = {
    to: { to: '/people/$person/tasks', params: { person: person.id } } as const,
    label: t('task.title'),
  };
  const first = person.access.classes[0];
  return (
    <Page title={t('task.new')} back={back} narrow>
      {!person.access.may.includes('write_task') || !first ? (
        <EmptyState icon="lock" title={t('write.mayNot')} />
      ) : (
        <div className="card p-4 sm:p-5">
          {entry ? (
            <OfEntry entry={entry} />
          ) : sign ? (
            <OfSign sign={sign} />
          ) : (
            <NewTask
              infoClass={record && person.access.classes.includes('health') ? 'health' : first}
              {...(record && { record })}
            />
          )}
        </div>
      )}
    </Page>
  );
}
