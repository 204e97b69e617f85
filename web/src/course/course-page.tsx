import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useMemo, useState } from 'react';

import { Badge } from '../parts/badge';
import { Button } from '../parts/button';
import { useFirst } from '../parts/first';
import { Loaded, Page, Section } from '../parts/page';
import { saveFile } from '../parts/save-file';
import { Table } from '../parts/table';
import { usePerson } from '../person/person-layout';
import { fullName } from '../person/queries';
import { t } from '../words';
import { CourseLine } from './line';
import { courseQuery } from './queries';
import { itemsOf, periodText, titleOf, type Item } from './rules';
import type { CourseCheckup, CourseView } from './types';

const AddDialog = lazy(() => import('./add-dialog').then((m) => ({ default: m.AddDialog })));
const ItemDialog = lazy(() => import('./item-dialog').then((m) => ({ default: m.ItemDialog })));

function kindOf(item: Item): string {
  if (item.is === 'place') return t(item.place.kind === 'school' ? 'course.school' : 'course.facility');
  if (item.is === 'assessment') return t('assessment.one');
  return t(item.is === 'checkup' ? 'course.kind.checkup' : `course.kind.${item.event.content.kind}`);
}
function whenOf(item: Item): string {
  if (item.is === 'place') return periodText(item.place.from, item.place.to, true);
  if (item.is === 'checkup') return periodText(item.checkup.from, item.checkup.to);
  if (item.is === 'assessment') return periodText(item.from);
  return periodText(item.event.content.starts_on, item.event.content.ends_on);
}
function What({ item }: { item: Item }) {
  if (item.is === 'place') return <>{item.place.detail}</>;
  if (item.is === 'checkup')
    return item.checkup.state === 'missing' ? (
      <Badge tone="warn" icon="warn">
        {t('course.state.missing')}
      </Badge>
    ) : (
      <>{t(`course.state.${item.checkup.state}`)}</>
    );
  if (item.is === 'assessment') return null;
  const { hidden, content } = item.event;
  if (hidden) return <>{t('course.hidden', { name: hidden.by_name, reason: hidden.reason })}</>;
  return <span className="line-clamp-2">{content.body}</span>;
}
function List({
  view,
  checkups,
  onOpen,
}: {
  view: CourseView;
  checkups: readonly CourseCheckup[];
  onOpen: (item: Item) => void;
}) {
  const items = useMemo(() => itemsOf(view), [view]);
  const rows = useFirst(items, 0, `course ${usePerson().id}`); // the drawing fills a phone
  return (
    <Table
      caption={t('course.list')}
      columns={[
        {
          title: t('course.heading'),
          head: true,
          cell: (item: Item) => (
            <button
              type="button"
              className="min-h-11 min-w-11 text-left text-accent underline"
              onClick={() => onOpen(item)}
            >
              {titleOf(item, checkups)}
              <span className="sr-only"> {periodText(item.from)}</span>
            </button>
          ),
        },
        { title: t('course.when'), cell: whenOf },
        { title: t('course.kind'), cell: kindOf },
        { title: t('course.what'), cell: (item) => <What item={item} /> },
      ]}
      rows={rows}
      rowKey={(item) => item.key}
    />
  );
}

/** From birth to adulthood: the line, and the same as a list. */
export function CoursePage() {
  const person = usePerson();
  const course = useQuery(courseQuery(person.id));
  const [opened, setOpened] = useState<Item | null>(null);
  const [adding, setAdding] = useState(false);
  const { may } = person.access;
  const actions = (
    <>
      {may.includes('export_data') && (
        <Button
          icon="print"
          onClick={() => void saveFile(`/people/${person.id}/course.pdf`, `${t('person.tab.course')}.pdf`)}
        >
          {t('course.print')}
        </Button>
      )}
      {may.includes('post') && (
        <Button kind="primary" icon="plus" onClick={() => setAdding(true)}>
          {t('course.add')}
        </Button>
      )}
    </>
  );
  return (
    <Page title={t('course.title', { name: fullName(person) })} lead={t('course.lead')} actions={actions}>
      <Loaded query={course}>
        {(view) => (
          <>
            <Section title={t('course.line')} flush>
              <CourseLine view={view} onOpen={setOpened} />
            </Section>
            <Section title={t('course.list')} flush>
              <List view={view} checkups={view.checkups} onOpen={setOpened} />
            </Section>
            <Suspense fallback={null}>
              {opened && (
                <ItemDialog
                  key={opened.key}
                  item={opened}
                  checkups={view.checkups}
                  onClose={() => setOpened(null)}
                />
              )}
              {adding && <AddDialog checkups={view.checkups} onClose={() => setAdding(false)} />}
            </Suspense>
          </>
        )}
      </Loaded>
    </Page>
  );
}
