import { useQuery, type InfiniteData } from '@tanstack/react-query';
import { useState } from 'react';

import { categories, type EntryView, type Page, type PersonView } from '../api/types';
import { queryClient } from '../app/session';
import { Button } from '../parts/button';
import { CheckBox, DateField, Select } from '../parts/field';
import { Icon } from '../parts/icon';
import { teamQuery } from '../team/queries';
import { t } from '../words';
import { entriesKey, filtered, noFilters, type Filters } from './queries';
import { writersOf, type Writers } from './writers';

/** Who has written here: the team is asked for when the filter opens, as far as nothing else has loaded it. */
function useWriters(person: PersonView): Writers {
  const team = useQuery({ ...teamQuery(person.id), enabled: person.access.may.includes('see_team') });
  const loaded = queryClient
    .getQueriesData<InfiniteData<Page<EntryView>>>({ queryKey: entriesKey(person.id) })
    .flatMap(([, data]) => data?.pages.flatMap((page) => page.items) ?? []);
  return writersOf(
    team.data ?? [],
    loaded.map((entry) => entry.author),
  );
}
function FilterPanel({
  person,
  filters,
  onFilters,
}: {
  person: PersonView;
  filters: Filters;
  onFilters: (f: Filters) => void;
}) {
  const writers = useWriters(person);
  const set = <K extends keyof Filters>(name: K, value: Filters[K]) =>
    onFilters({ ...filters, [name]: value });
  return (
    <div className="card grid gap-4 p-4 sm:grid-cols-2">
      <Select
        label={t('write.category')}
        optional
        value={filters.category}
        onValue={(v) => set('category', v)}
        choices={categories.map((value) => ({ value, label: t(`category.${value}`) }))}
        empty={t('common.all')}
      />
      <Select
        label={t('write.class')}
        optional
        value={filters.class}
        onValue={(v) => set('class', v)}
        choices={person.access.classes.map((value) => ({ value, label: t(`class.${value}`) }))}
        empty={t('common.all')}
      />
      {writers.people.length > 0 && (
        <Select
          label={t('notebook.author')}
          optional
          value={filters.author_post}
          onValue={(v) => set('author_post', v)}
          choices={writers.people}
          empty={t('common.all')}
        />
      )}
      {writers.facilities.length > 0 && (
        <Select
          label={t('notebook.authorFacility')}
          optional
          value={filters.facility}
          onValue={(v) => set('facility', v)}
          choices={writers.facilities}
          empty={t('common.all')}
        />
      )}
      <DateField label={t('notebook.from')} optional value={filters.from} onValue={(v) => set('from', v)} />
      <DateField label={t('notebook.to')} optional value={filters.to} onValue={(v) => set('to', v)} />
      <CheckBox
        label={t('notebook.unreadOnly')}
        value={filters.mine_unread}
        onValue={(v) => set('mine_unread', v)}
      />
      <CheckBox label={t('notebook.pinnedOnly')} value={filters.pinned} onValue={(v) => set('pinned', v)} />
      {filtered(filters) && (
        <div>
          <Button kind="quiet" onClick={() => onFilters(noFilters)}>
            {t('notebook.clearFilters')}
          </Button>
        </div>
      )}
    </div>
  );
}
export function FilterBar({
  filters,
  onFilters,
  search,
  onSearch,
  person,
}: {
  filters: Filters;
  onFilters: (f: Filters) => void;
  search: string;
  onSearch: (q: string) => void;
  person: PersonView;
}) {
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState(search);
  return (
    <div className="grid gap-3">
      <form
        role="search"
        className="flex gap-2"
        onSubmit={(e) => {
          e.preventDefault();
          onSearch(typed.trim());
        }}
      >
        <label className="relative min-w-0 flex-1">
          <span className="sr-only">{t('notebook.search')}</span>
          <Icon name="search" className="absolute top-3 left-3 size-5 text-ink-soft" />
          <input
            type="search"
            className="control pl-10!"
            placeholder={t('notebook.search')}
            value={typed}
            maxLength={100}
            onChange={(e) => {
              setTyped(e.target.value);
              if (e.target.value === '') onSearch('');
            }}
          />
        </label>
        <Button icon="filter" aria-expanded={open} onClick={() => setOpen(!open)}>
          <span className="max-sm:sr-only">{t('notebook.filter')}</span>
          {filtered(filters) && <span aria-label={t('notebook.filterOn')}>●</span>}
        </Button>
      </form>
      {open && <FilterPanel person={person} filters={filters} onFilters={onFilters} />}
    </div>
  );
}
