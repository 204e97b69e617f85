import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';

import { api } from '../api/client';
import { Badge } from '../parts/badge';
import { Button } from '../parts/button';
import { explain } from '../parts/form';
import { toast } from '../parts/toast';
import { useCodes } from '../region/queries';
import { t } from '../words';
import { refreshTasks } from './queries';
import { dueText, ownerName, titleOf } from './rules';
import type { TaskView } from './types';

export function DueMark({ task }: { task: TaskView }) {
  if (task.state !== 'open')
    return (
      <Badge
        tone={task.state === 'done' ? 'good' : 'plain'}
        {...(task.state === 'done' && { icon: 'check' })}
      >
        {t(`task.state.${task.state}`)}
      </Badge>
    );
  const text = dueText(task.due_on, task.overdue);
  return task.overdue ? (
    <Badge tone="danger" icon="alert">
      {text}
    </Badge>
  ) : (
    <span className="text-sm whitespace-nowrap text-ink-soft">{text}</span>
  );
}
/** One press: done. What was pressed by mistake is reopened on the task's own page. */
export function DoneButton({ task }: { task: TaskView }) {
  const done = useMutation({
    mutationFn: () =>
      api.put(
        `/people/${task.person_id}/tasks/${task.id}/state`,
        { state: 'done', reason: '' },
        { version: task.version },
      ),
    onSuccess: () => {
      toast(t('task.finished', { title: titleOf(task) }));
      refreshTasks(task.person_id);
    },
    onError: (error) => {
      toast(explain(error), { tone: 'bad' });
      refreshTasks(task.person_id);
    },
  });
  if (!task.may_finish) return null;
  return (
    <Button
      icon="check"
      busy={done.isPending}
      aria-label={t('task.doneOf', { title: titleOf(task) })}
      onClick={() => done.mutate()}
    >
      {t('task.done')}
    </Button>
  );
}
/** A task in a list; `of`: whom it is about, where the list is not one person's. */
export function TaskLine({ task, of }: { task: TaskView; of?: string }) {
  const { profession } = useCodes();
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-4 py-2 last:border-b-0 sm:px-5">
      <Link
        to="/people/$person/tasks/$task"
        params={{ person: task.person_id, task: task.id }}
        className="grid min-h-11 min-w-0 flex-1 basis-56 content-center gap-0.5 text-ink no-underline hover:underline"
      >
        {of && <span className="text-sm font-bold text-ink-soft">{of}</span>}
        <span className="font-bold break-words">{titleOf(task)}</span>
        {!(of && task.mine) && (
          <span className="text-sm text-ink-soft">{ownerName(task.owner, profession)}</span>
        )}
        {task.owner_gone && (
          <span>
            <Badge tone="warn" icon="warn">
              {t('task.ownerGone')}
            </Badge>
          </span>
        )}
      </Link>
      <span className="ml-auto flex flex-wrap items-center justify-end gap-x-3 gap-y-1">
        <DueMark task={task} />
        <DoneButton task={task} />
      </span>
    </li>
  );
}
