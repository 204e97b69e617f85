import { useMutation, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';

import { api } from '../api/client';
import { queryClient } from '../app/session';
import { ClassMark } from '../notebook/marks';
import { Badge } from '../parts/badge';
import { Button, LinkButton } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { TextField } from '../parts/field';
import { explain, Form, needed, useForm } from '../parts/form';
import { RaceNote, useFollow, useRace } from '../parts/lost-race';
import { Facts, Loaded, Page, Section } from '../parts/page';
import { toast } from '../parts/toast';
import { usePerson } from '../person/person-layout';
import { useCodes } from '../region/queries';
import { t } from '../words';
import { dateTime, longDate, shortTime } from '../words/dates';
import { refreshTasks, taskQuery } from './queries';
import { ownerName, titleOf } from './rules';
import { checkTask, contentOf, fieldLabels, TaskForm, valuesOf } from './task-form';
import { DoneButton, DueMark } from './task-line';
import type { TaskVersion, TaskView } from './types';

type TaskPath = `/people/${string}/tasks/${string}`;
const pathOf = (task: TaskView): TaskPath => `/people/${task.person_id}/tasks/${task.id}`;

function EditForm({ task, onDone }: { task: TaskView; onDone: () => void }) {
  const { profession } = useCodes();
  const race = useRace(task, valuesOf, async () => {
    const query = taskQuery(task.person_id, task.id);
    return (await queryClient.fetchQuery({ ...query, staleTime: 0 })).task;
  });
  const form = useForm({
    initial: race.initial,
    check: checkTask,
    send: (v) =>
      race.attempt(v, (version) => api.put(pathOf(task), { content: contentOf(v), reason: '' }, { version })),
    done: () => {
      toast(t('task.changed'));
      onDone();
    },
  });
  useFollow(race, form.setAll);
  return (
    <div className="grid gap-4">
      <RaceNote
        race={race}
        label={(name) => fieldLabels[name]()}
        show={(name, value) => (name === 'owner' ? ownerName(task.owner, profession) : String(value))}
      />
      <TaskForm form={form} submit={t('common.save')} now={task.owner} />
    </div>
  );
}
function CancelForm({ task, onDone }: { task: TaskView; onDone: () => void }) {
  const form = useForm({
    initial: { reason: '' },
    check: (v) => needed(v, ['reason']),
    send: (v) =>
      api.put(`${pathOf(task)}/state`, { state: 'cancelled', reason: v.reason }, { version: task.version }),
    done: () => {
      toast(t('task.cancelled'));
      onDone();
    },
  });
  return (
    <Form form={form}>
      <p>{t('task.cancelLead')}</p>
      <TextField {...form.field('reason')} label={t('common.reason')} maxLength={500} />
      <div>
        <Button type="submit" kind="danger" busy={form.busy}>
          {t('task.cancel')}
        </Button>
      </div>
    </Form>
  );
}
function Tools({ task }: { task: TaskView }) {
  const [open, setOpen] = useState<'edit' | 'cancel' | null>(null);
  const reopen = useMutation({
    mutationFn: () =>
      api.put(`${pathOf(task)}/state`, { state: 'open', reason: '' }, { version: task.version }),
    onSuccess: () => {
      toast(t('task.reopened'));
      refreshTasks(task.person_id);
    },
    onError: (error) => toast(explain(error), { tone: 'bad' }),
  });
  const done = () => {
    refreshTasks(task.person_id);
    setOpen(null);
  };
  return (
    <div className="flex flex-wrap gap-2 border-t border-line pt-3">
      <DoneButton task={task} />
      {task.may_reopen && (
        <Button icon="reply" busy={reopen.isPending} onClick={() => reopen.mutate()}>
          {t('task.reopen')}
        </Button>
      )}
      {task.may_edit && (
        <>
          <Button kind="quiet" icon="pencil" onClick={() => setOpen('edit')}>
            {t('task.edit')}
          </Button>
          <Button kind="quiet" icon="close" onClick={() => setOpen('cancel')}>
            {t('task.cancel')}
          </Button>
        </>
      )}
      <Dialog title={t('task.edit')} open={open === 'edit'} onClose={() => setOpen(null)} held>
        {open === 'edit' && <EditForm task={task} onDone={done} />}
      </Dialog>
      <Dialog title={t('task.cancel')} open={open === 'cancel'} onClose={() => setOpen(null)}>
        {open === 'cancel' && <CancelForm task={task} onDone={done} />}
      </Dialog>
    </div>
  );
}
/** Where the task comes from; what is behind the link asks its own guard. */
function SourceLink({ task }: { task: TaskView }) {
  const params = { person: task.person_id };
  if (task.source === 'entry' && task.source_id)
    return (
      <LinkButton
        kind="quiet"
        icon="book"
        to="/people/$person/entries/$entry"
        params={{ ...params, entry: task.source_id }}
      >
        {t('task.open.entry')}
      </LinkButton>
    );
  if (task.source === 'record')
    return (
      <LinkButton kind="quiet" icon="file" to="/people/$person/records" params={params}>
        {t('task.open.record')}
      </LinkButton>
    );
  if (task.source === 'consent' || task.source === 'adulthood')
    return (
      <LinkButton kind="quiet" icon="heart" to="/people/$person/consents" params={params}>
        {t('task.open.consent')}
      </LinkButton>
    );
  if (task.source === 'handover' && task.source_id)
    return (
      <LinkButton
        kind="quiet"
        icon="history"
        to="/people/$person/handovers/$handover"
        params={{ ...params, handover: task.source_id }}
      >
        {t('task.open.handover')}
      </LinkButton>
    );
  if (task.source === 'school_entry' && task.source_id)
    return (
      <LinkButton
        kind="quiet"
        icon="history"
        to="/people/$person/school-entries/$entry"
        params={{ ...params, entry: task.source_id }}
      >
        {t('task.open.school_entry')}
      </LinkButton>
    );
  if (task.source === 'seat_opening' || task.source === 'suggestion')
    return (
      <LinkButton kind="quiet" icon="team" to="/people/$person/team" params={params}>
        {t(`task.open.${task.source}`)}
      </LinkButton>
    );
  if (task.source === 'instruction')
    return (
      <LinkButton kind="quiet" icon="heart" to="/people/$person/profile/care" params={params}>
        {t('task.open.instruction')}
      </LinkButton>
    );
  if (task.source === 'checkup')
    return (
      <LinkButton kind="quiet" icon="history" to="/people/$person/course" params={params}>
        {t('task.open.checkup')}
      </LinkButton>
    );
  if (task.source === 'document' && task.source_id)
    return (
      <LinkButton
        kind="quiet"
        icon="file"
        to="/people/$person/documents/$document"
        params={{ ...params, document: task.source_id }}
      >
        {t('task.open.document')}
      </LinkButton>
    );
  return null;
}
function History({ task, versions }: { task: TaskView; versions: readonly TaskVersion[] }) {
  return (
    <Section title={t('task.history')}>
      <ol className="grid gap-2">
        {versions.map((v) => (
          <li key={v.version} className="rounded-lg border border-line p-3">
            <p className="text-sm text-ink-soft">
              <strong className="text-ink">{t(`task.state.${v.state}`)}</strong> {dateTime(v.at)}{' '}
              {v.by_name || t('task.program')}
            </p>
            <p className="break-words">
              {titleOf({ ...task, title: v.content.title })}・
              {v.owner_name || t(`task.owner.${v.content.owner.kind}`)}・
              {t('task.until', { date: longDate(v.content.due_on) })}
            </p>
            {v.content.body && <p className="prose">{v.content.body}</p>}
            {v.reason && <p className="text-sm">{t('entry.reasonWas', { reason: v.reason })}</p>}
          </li>
        ))}
      </ol>
    </Section>
  );
}
/** A task in full, with what can be done about it and how it came here. */
export function TaskPage() {
  const { task: id } = useParams({ from: '/signed-in/people/$person/tasks/$task' });
  const person = usePerson();
  const { profession } = useCodes();
  const detail = useQuery(taskQuery(person.id, id));
  const back = {
    to: { to: '/people/$person/tasks', params: { person: person.id } } as const,
    label: t('task.title'),
  };
  return (
    <Page title={detail.data ? titleOf(detail.data.task) : t('task.title')} back={back} narrow>
      <Loaded query={detail}>
        {({ task, versions }) => (
          <>
            <article className="card grid gap-4 p-4 sm:p-5">
              <p className="flex flex-wrap items-center gap-2">
                <DueMark task={task} />
                <ClassMark infoClass={task.info_class} />
                <Badge>{t(`task.source.${task.source}`)}</Badge>
                {task.owner_gone && (
                  <Badge tone="warn" icon="warn">
                    {t('task.ownerGone')}
                  </Badge>
                )}
              </p>
              {task.body && <p className="prose text-lg">{task.body}</p>}
              <Facts
                items={[
                  [t('task.due'), longDate(task.due_on)],
                  [t('task.owner'), ownerName(task.owner, profession)],
                  ...(person.access.is_guardian
                    ? []
                    : ([
                        [t('task.owner.guardian'), t(task.with_guardians ? 'task.shared' : 'task.notShared')],
                      ] as [string, string][])),
                ]}
              />
              <p className="text-sm text-ink-soft">
                {t('task.createdBy', {
                  name:
                    [task.created_by_facility, task.created_by_name].filter(Boolean).join(' ') ||
                    t('task.program'),
                  time: shortTime(task.created_at),
                })}
                {task.closed_at && (
                  <span className="block">
                    {t('task.closedBy', {
                      state: t(`task.state.${task.state}`),
                      name: task.closed_by_name || t('task.program'),
                      time: shortTime(task.closed_at),
                    })}
                    {task.reason && ` ${t('entry.reasonWas', { reason: task.reason })}`}
                  </span>
                )}
              </p>
              <div>
                <SourceLink task={task} />
              </div>
              <Tools task={task} />
            </article>
            <History task={task} versions={versions} />
          </>
        )}
      </Loaded>
    </Page>
  );
}
