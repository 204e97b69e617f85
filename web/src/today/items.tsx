import { Link } from '@tanstack/react-router';

import type { TodayItem } from '../api/types';
import { CategoryMark } from '../notebook/marks';
import { shortTime } from '../words/dates';

/** Entries that wait for the reader, each a door to itself. */
export function Items({ items }: { items: readonly TodayItem[] }) {
  return (
    <ul>
      {items.map(({ person_id, person_name, entry }) => (
        <li key={entry.id} className="border-b border-line last:border-b-0">
          <Link
            to={`/people/${person_id}/entries/${entry.id}` as string}
            className="grid gap-1 px-4 py-3 text-ink no-underline hover:bg-sunken sm:px-5"
          >
            <span className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
              <CategoryMark category={entry.category} />
              <span className="font-bold">{person_name}</span>
              <span className="ml-auto text-sm text-ink-soft">{shortTime(entry.posted_at)}</span>
            </span>
            <span className="line-clamp-2">{entry.body}</span>
            <span className="text-sm text-ink-soft">
              {entry.author.facility_name} {entry.author.name}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
