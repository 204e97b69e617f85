import { useQuery } from '@tanstack/react-query';

import { LinkButton } from '../parts/button';
import { Section } from '../parts/page';
import { t } from '../words';
import { todayTasksQuery } from './queries';
import { TaskLine } from './task-line';
import type { TodayTask } from './types';

const kShown = 5;

export function TaskList({ items, label }: { items: readonly TodayTask[]; label: string }) {
  return (
    <ul aria-label={label}>
      {items.map(({ person_name, task }) => (
        <TaskLine key={task.id} task={task} of={person_name} />
      ))}
    </ul>
  );
}
/** The reader's own open tasks, overdue first, and what is overdue where they coordinate; nothing where there are none. */
export function TodayTasks() {
  const { data } = useQuery(todayTasksQuery);
  if (!data) return null;
  const { mine, overdue } = data;
  const all = mine.length + overdue.length;
  const more = mine.length > kShown || overdue.length > kShown;
  if (all === 0) return null;
  return (
    <>
      {mine.length > 0 && (
        <Section title={`${t('task.mine')} ${mine.length}`} flush>
          <TaskList items={mine.slice(0, kShown)} label={t('task.mine')} />
        </Section>
      )}
      {overdue.length > 0 && (
        <Section title={`${t('task.others')} ${overdue.length}`} flush>
          <TaskList items={overdue.slice(0, kShown)} label={t('task.others')} />
        </Section>
      )}
      {more && (
        <div>
          <LinkButton to="/tasks">{t('task.all', { n: all })}</LinkButton>
        </div>
      )}
    </>
  );
}
