import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';

import type { SearchHit } from '../api/types';
import { Button } from '../parts/button';
import { EmptyState, Loading, Trouble } from '../parts/page';
import { t } from '../words';
import { shortTime } from '../words/dates';
import { CategoryMark, ClassMark } from './marks';
import { searchQuery } from './queries';

function Snippet({ hit }: { hit: SearchHit }) {
  const snippet = hit.snippet;
  if (!snippet) return <>{hit.body}</>;
  const parts = [];
  let at = 0;
  for (const { start, length } of snippet.matches) {
    parts.push(
      snippet.text.slice(at, start),
      <mark key={start} className="bg-warn-soft font-bold text-warn-ink">
        {snippet.text.slice(start, start + length)}
      </mark>,
    );
    at = start + length;
  }
  return (
    <>
      {parts}
      {snippet.text.slice(at)}
    </>
  );
}
export function SearchResults({ person, q }: { person: string; q: string }) {
  const results = useInfiniteQuery(searchQuery(person, q));
  if (results.isError) return <Trouble error={results.error} retry={() => void results.refetch()} />;
  if (!results.data) return <Loading />;
  const hits = results.data.pages.flatMap((page) => page.items);
  if (hits.length === 0)
    return (
      <EmptyState icon="search" title={t('search.none', { q })}>
        {t('search.noneLead')}
      </EmptyState>
    );
  return (
    <div className="grid gap-3">
      <p role="status" className="text-sm text-ink-soft">
        {t('search.total', { n: results.data.pages[0]?.total ?? hits.length })}
      </p>
      <ul className="card">
        {hits.map((hit) => (
          <li key={hit.id} className="border-b border-line last:border-b-0">
            <Link
              to="/people/$person/entries/$entry"
              params={{ person, entry: hit.id }}
              className="grid gap-1 px-4 py-3 text-ink no-underline hover:bg-sunken"
            >
              <span className="flex flex-wrap items-center gap-2 text-sm text-ink-soft">
                <CategoryMark category={hit.category} />
                <ClassMark infoClass={hit.info_class} />
                {shortTime(hit.posted_at)}・{hit.author.facility_name} {hit.author.name}
              </span>
              <span className="line-clamp-3">
                <Snippet hit={hit} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {results.hasNextPage && (
        <div className="text-center">
          <Button busy={results.isFetchingNextPage} onClick={() => void results.fetchNextPage()}>
            {t('common.more')}
          </Button>
        </div>
      )}
    </div>
  );
}
