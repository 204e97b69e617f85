import { Link } from '@tanstack/react-router';

import type { EntryView } from '../api/types';
import { AlertMark } from '../record/alert-mark';
import { useTypes } from '../record/queries';
import { summary } from '../record/rules';
import { pick, t } from '../words';
import type { Measure } from './typed-vitals';

type Shown = EntryView['records'][number];
/** 体温 37.2 ℃, one beside the other. */
export function Measured({ records }: { records: readonly (Measure | Shown)[] }) {
  const { typeOf } = useTypes();
  return (
    <dl aria-label={t('entry.measured')} className="flex flex-wrap gap-x-5 gap-y-1">
      {records.map((r) => {
        const type = typeOf(r.type);
        return (
          <div key={r.id} className="flex flex-wrap items-baseline gap-x-2">
            <dt className="text-sm text-ink-soft">{type ? pick(type) : r.type}</dt>
            <dd className="flex flex-wrap items-center gap-2 font-bold">
              {type &&
                summary(type, { value: r.value ?? null, value2: r.value2 ?? null, kind: '', what: '' })}
              {'alert' in r && <AlertMark record={r} />}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
/** What was measured while the entry was written, as far as the reader may read it. */
export function EntryRecords({ entry }: { entry: Pick<EntryView, 'person_id' | 'records'> }) {
  if (entry.records.length === 0) return null;
  return (
    <div className="flex flex-wrap items-center gap-x-5 gap-y-1 rounded-lg bg-sunken px-3 py-1">
      <Measured records={entry.records} />
      <Link
        to="/people/$person/records"
        params={{ person: entry.person_id }}
        className="inline-flex min-h-11 items-center text-sm"
      >
        {t('entry.toRecords')}
      </Link>
    </div>
  );
}
