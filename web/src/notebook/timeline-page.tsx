import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react';

import { ApiError } from '../api/client';
import type { EntryView } from '../api/types';
import { usePost } from '../app/session';
import { Button, LinkButton } from '../parts/button';
import { useFirst } from '../parts/first';
import { EmptyState, Loading, Note, Trouble } from '../parts/page';
import { announce } from '../parts/toast';
import { usePerson } from '../person/person-layout';
import { fullName } from '../person/queries';
import { t } from '../words';
import { DigestBox } from './digest';
import { EntryCard } from './entry-card';
import { FilterBar } from './filter-bar';
import { digestQuery, entriesQuery, filtered, noFilters } from './queries';
import { useReadMarks } from './read-marks';
import { SearchResults } from './search-results';
import { SidePanel } from './side-panel';
import { useOutbox } from './waiting';

const Pending = lazy(() => import('./pending').then((m) => ({ default: m.Pending })));
/** What a phone shows at once, and some more. */
const first = 5;

const none: readonly EntryView[] = [];

/** The entries, the newest at once. */
function Feed({
  person,
  entries,
  busy,
  mayRead,
}: {
  person: string;
  entries: readonly EntryView[];
  busy: boolean;
  /** What this reader sees counts as read. */
  mayRead: boolean;
}) {
  const shown = useFirst(entries, first, `notebook ${person}`);
  useReadMarks(person, mayRead ? shown : none);
  return (
    <div className="grid gap-4" role="feed" aria-busy={busy} aria-label={t('notebook.title')}>
      {shown.map((entry) => (
        <EntryCard key={entry.id} entry={entry} />
      ))}
    </div>
  );
}

/** The notebook of one person: newest first, live. */
export function TimelinePage() {
  const person = usePerson();
  const { id: myPost } = usePost();
  const [filters, setFilters] = useState(noFilters);
  const [search, setSearch] = useState('');
  const mayRespond = person.access.may.includes('respond');
  const digest = useQuery({ ...digestQuery(person.id), enabled: mayRespond });
  const timeline = useInfiniteQuery({
    ...entriesQuery(person.id, filters),
    placeholderData: keepPreviousData,
  });
  const outgoing = useOutbox(person.id);
  // A purpose may be taken back while the page stands open: then what it showed goes.
  const closed = timeline.error instanceof ApiError && timeline.error.status === 403;
  const entries = useMemo(
    () => (closed ? [] : (timeline.data?.pages.flatMap((page) => page.items) ?? [])),
    [timeline.data, closed],
  );
  const mayPost = person.access.may.includes('post');

  const newest = useRef<string | null>(null);
  useEffect(() => {
    document.title = t('app.pageTitle', { page: `${fullName(person)} ${t('notebook.title')}` });
    const first = entries[0];
    if (!first || first.id === newest.current) return;
    if (newest.current && first.author.post_id !== myPost) {
      const urgent = first.category === 'urgent' || first.importance === 'urgent';
      announce(t(urgent ? 'notebook.newUrgent' : 'notebook.new', { name: first.author.name }), urgent);
    }
    newest.current = first.id;
  }, [entries, myPost, person]);

  return (
    <div className="mx-auto grid max-w-6xl items-start gap-6 px-3 py-4 max-md:pb-20 sm:px-6 lg:grid-cols-[minmax(0,1fr)_17rem]">
      <div className="grid gap-4">
        <h1 className="sr-only">{t('notebook.heading', { name: fullName(person) })}</h1>
        {person.access.consent_missing && <Note tone="warn">{t('notebook.consentMissing')}</Note>}
        {digest.data && <DigestBox digest={digest.data} person={person.id} />}
        <div className="flex flex-wrap items-start gap-2">
          <div className="min-w-0 flex-1">
            <FilterBar
              filters={filters}
              onFilters={setFilters}
              search={search}
              onSearch={setSearch}
              person={person}
            />
          </div>
          {mayPost && (
            <LinkButton
              kind="primary"
              icon="pencil"
              to="/people/$person/write"
              params={{ person: person.id }}
              floats
            >
              {t('notebook.write')}
            </LinkButton>
          )}
        </div>
        <Suspense fallback={null}>
          {outgoing.map((item) => (
            <Pending key={item.id} item={item} />
          ))}
        </Suspense>
        {search ? (
          <SearchResults person={person.id} q={search} />
        ) : (
          <>
            {timeline.isError && <Trouble error={timeline.error} retry={() => void timeline.refetch()} />}
            {timeline.isLoading && <Loading />}
            {timeline.isSuccess && !timeline.isFetching && entries.length === 0 && outgoing.length === 0 && (
              <EmptyState icon="book" title={t(filtered(filters) ? 'notebook.noMatch' : 'notebook.empty')}>
                {!filtered(filters) && t('notebook.emptyLead')}
              </EmptyState>
            )}
            {entries.length > 0 && (
              <Feed
                person={person.id}
                entries={entries}
                busy={timeline.isFetchingNextPage}
                mayRead={mayRespond}
              />
            )}
            {timeline.hasNextPage && (
              <div className="text-center">
                <Button busy={timeline.isFetchingNextPage} onClick={() => void timeline.fetchNextPage()}>
                  {t('notebook.older')}
                </Button>
              </div>
            )}
          </>
        )}
      </div>
      <SidePanel person={person} />
    </div>
  );
}
