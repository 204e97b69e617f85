import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { Button, LinkButton } from '../parts/button';
import { EmptyState, Loaded, Loading, Page, Section, Trouble } from '../parts/page';
import { usePerson } from '../person/person-layout';
import { fullName } from '../person/queries';
import { t } from '../words';
import { closedTasksQuery, tasksQuery } from './queries';
import { TaskLine } from './task-line';

function Closed({ person }: { person: string }) {
  const closed = useInfiniteQuery(closedTasksQuery(person));
  if (closed.isError) return <Trouble error={closed.error} retry={() => void closed.refetch()} />;
  if (!closed.data) return <Loading />;
  const tasks = closed.data.pages.flatMap((page) => page.items);
  if (tasks.length === 0) return <p className="p-4 text-ink-soft sm:px-5">{t('task.closedEmpty')}</p>;
  return (
    <>
      <ul>
        {tasks.map((task) => (
          <TaskLine key={task.id} task={task} />
        ))}
      </ul>
      {closed.hasNextPage && (
        <div className="p-3">
          <Button busy={closed.isFetchingNextPage} onClick={() => void closed.fetchNextPage()}>
            {t('task.more')}
          </Button>
        </div>
      )}
    </>
  );
}

/** One person's tasks: what is open by due date; what is closed when asked for. */
export function TasksPage() {
  const person = usePerson();
  const open = useQuery(tasksQuery(person.id));
  const [past, setPast] = useState(false);
  const add = person.access.may.includes('write_task') && (
    <LinkButton
      kind="primary"
      icon="plus"
      floats
      to="/people/$person/tasks/new"
      params={{ person: person.id }}
      search={{}}
    >
      {t('task.add')}
    </LinkButton>
  );
  return (
    <Page title={t('task.of', { name: fullName(person) })} lead={t('task.lead')} actions={add} narrow>
      <Loaded query={open}>
        {({ items }) => (
          <div className="card">
            {items.length === 0 ? (
              <EmptyState icon="check" title={t('task.empty')}>
                {!person.access.is_guardian && <p>{t('task.emptyLead')}</p>}
              </EmptyState>
            ) : (
              <ul aria-label={t('task.title')}>
                {items.map((task) => (
                  <TaskLine key={task.id} task={task} />
                ))}
              </ul>
            )}
          </div>
        )}
      </Loaded>
      {past ? (
        <Section title={t('task.closed')} flush>
          <Closed person={person.id} />
        </Section>
      ) : (
        <div>
          <Button kind="quiet" icon="history" onClick={() => setPast(true)}>
            {t('task.closed')}
          </Button>
        </div>
      )}
    </Page>
  );
}
