import { useQuery } from '@tanstack/react-query';

import { EmptyState, Loaded, Page, Section } from '../parts/page';
import { t } from '../words';
import { todayTasksQuery } from './queries';
import { TaskList } from './today-tasks';

/** All of one's people: one's own tasks, and what of others is overdue. */
export function MyTasksPage() {
  const tasks = useQuery(todayTasksQuery);
  return (
    <Page title={t('task.allTitle')} lead={t('task.lead')} narrow>
      <Loaded query={tasks}>
        {({ mine, overdue }) =>
          mine.length + overdue.length === 0 ? (
            <div className="card">
              <EmptyState icon="check" title={t('task.empty')}>
                <p>{t('task.emptyLead')}</p>
              </EmptyState>
            </div>
          ) : (
            <>
              <Section title={t('task.mine')} flush>
                {mine.length > 0 ? (
                  <TaskList items={mine} label={t('task.mine')} />
                ) : (
                  <p className="p-4 text-ink-soft sm:px-5">{t('task.mineEmpty')}</p>
                )}
              </Section>
              {overdue.length > 0 && (
                <Section title={t('task.others')} flush>
                  <TaskList items={overdue} label={t('task.others')} />
                </Section>
              )}
            </>
          )
        }
      </Loaded>
    </Page>
  );
}
