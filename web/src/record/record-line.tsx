import { useState } from 'react';

import { api } from '../api/client';
import { queryClient } from '../app/session';
import { Badge } from '../parts/badge';
import { Button } from '../parts/button';
import { Icon } from '../parts/icon';
import { toast } from '../parts/toast';
import { pick, t } from '../words';
import { clock, dateTime } from '../words/dates';
import { AlertMark } from './alert-mark';
import { useTypes } from './queries';
import { summary } from './rules';
import type { RecordView } from './types';

export async function markSeen(record: RecordView): Promise<void> {
  await api.put(`/people/${record.person_id}/records/${record.id}/alert-seen`);
  void queryClient.invalidateQueries({ queryKey: ['person', record.person_id, 'records'] });
  void queryClient.invalidateQueries({ queryKey: ['today'] });
  toast(t('record.markedSeen'));
}

/** One record in the list of a day; opens its details. */
export function RecordLine({
  record,
  mayRespond,
  onOpen,
}: {
  record: RecordView;
  mayRespond: boolean;
  onOpen: () => void;
}) {
  const { typeOf } = useTypes();
  const [busy, setBusy] = useState(false);
  const type = typeOf(record.type);
  const name = type ? pick(type) : record.type;
  const open = record.alert !== 'none' && !record.alert_seen;
  return (
    <li className="border-b border-line px-4 py-2 last:border-b-0 sm:px-5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="w-13 shrink-0 text-sm text-ink-soft">{clock(record.at)}</span>
        <button type="button" className="min-h-11 min-w-0 flex-1 text-left" onClick={onOpen}>
          <strong>{name}</strong>{' '}
          {record.hidden ? (
            <span className="text-ink-soft">
              {t('record.hidden', {
                name: record.hidden.by_name,
                time: dateTime(record.hidden.at),
                reason: record.hidden.reason,
              })}
            </span>
          ) : (
            <span className="text-lg">{type && summary(type, record)}</span>
          )}
          {record.note && <span className="block text-sm">{record.note}</span>}
          <span className="sr-only">{t('record.open', { time: dateTime(record.at) })}</span>
        </button>
        <AlertMark record={record} />
        {record.edited_at && !record.hidden && <Badge>{t('record.edited')}</Badge>}
        {!record.with_guardians && !record.hidden && (
          <span className="text-ink-soft" title={t('record.notShared')}>
            <Icon name="hide" />
            <span className="sr-only">{t('record.notShared')}</span>
          </span>
        )}
        {open && mayRespond && (
          <Button
            icon="check"
            busy={busy}
            onClick={() => {
              setBusy(true);
              void markSeen(record).finally(() => setBusy(false));
            }}
          >
            {t('record.markSeen')}
          </Button>
        )}
      </div>
      <p className="pl-16 text-sm text-ink-soft">
        {record.author.facility_name} {record.author.name}
        {record.alert_seen && ` ・ ${t('record.seen', { name: record.alert_seen.by_name })}`}
      </p>
    </li>
  );
}
