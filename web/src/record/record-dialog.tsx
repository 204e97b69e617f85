import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { api, ApiError } from '../api/client';
import { queryClient } from '../app/session';
import type { InfoClass } from '../api/types';
import { Button, LinkButton } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { Facts, Loaded, Note } from '../parts/page';
import { PastVersion, WithReason } from '../parts/past';
import { toast } from '../parts/toast';
import { usePerson } from '../person/person-layout';
import { pick, t } from '../words';
import { dateTime } from '../words/dates';
import { AlertMark } from './alert-mark';
import { recordVersionsQuery, useTypes } from './queries';
import { RecordForm } from './record-form';
import { summary } from './rules';
import type { RecordState, RecordType, RecordView } from './types';

function Versions({ record, type }: { record: RecordView; type: RecordType }) {
  const versions = useQuery(recordVersionsQuery(record.person_id, record.id));
  return (
    <Loaded query={versions}>
      {(list) => (
        <ol className="grid gap-2">
          {list.map((v) => (
            <PastVersion key={v.version} version={v}>
              <p>
                {dateTime(v.state.at)} {summary(type, v.state)}
              </p>
              {v.state.note && <p className="prose">{v.state.note}</p>}
            </PastVersion>
          ))}
        </ol>
      )}
    </Loaded>
  );
}

function HideForm({ record, onDone }: { record: RecordView; onDone: () => void }) {
  return (
    <WithReason
      kind="danger"
      words={{ lead: t('record.hideLead'), act: t('record.hide'), done: t('record.hiddenDone') }}
      send={(why) => api.post(`/people/${record.person_id}/records/${record.id}/hide`, why)}
      onDone={onDone}
    />
  );
}

/** A record in full, with what can be done about it. */
export function RecordDialog({
  record,
  held,
  guardian,
  coordinator,
  onClose,
}: {
  record: RecordView;
  held: readonly InfoClass[];
  guardian: boolean;
  coordinator: boolean;
  onClose: () => void;
}) {
  const { typeOf } = useTypes();
  const { may } = usePerson().access;
  const [at, setAt] = useState<'view' | 'edit' | 'hide' | 'versions'>('view');
  const [base, setBase] = useState(record);
  const [theirs, setTheirs] = useState<RecordView | null>(null);
  const type = typeOf(record.type);
  if (!type) return null;
  const done = () => {
    void queryClient.invalidateQueries({ queryKey: ['person', record.person_id, 'records'] });
    void queryClient.invalidateQueries({ queryKey: ['person', record.person_id, 'growth'] });
    onClose();
  };
  const save = async (_: string, state: RecordState) => {
    try {
      await api.put(
        `/people/${record.person_id}/records/${record.id}`,
        { state, reason: '' },
        { version: base.version },
      );
    } catch (error) {
      if (error instanceof ApiError && error.code === 'conflict' && error.current) {
        setTheirs(error.current as RecordView);
        setBase(error.current as RecordView);
      }
      throw error;
    }
    toast(t('common.saved'));
    done();
  };
  return (
    <Dialog title={`${pick(type)} ${dateTime(record.at)}`} open onClose={onClose} held={at === 'edit'}>
      {at === 'view' && (
        <div className="grid gap-4">
          {record.hidden ? (
            <p>
              {t('record.hidden', {
                name: record.hidden.by_name,
                time: dateTime(record.hidden.at),
                reason: record.hidden.reason,
              })}
            </p>
          ) : (
            <>
              <p className="text-2xl font-bold">{summary(type, record)}</p>
              <AlertMark record={record} />
              {type.abc && (
                <Facts
                  items={[
                    [t('record.before'), record.before],
                    [t('record.what'), record.what],
                    [t('record.after'), record.after],
                  ]}
                />
              )}
              {record.note && <p className="prose">{record.note}</p>}
            </>
          )}
          <p className="text-sm text-ink-soft">
            {record.author.facility_name} {record.author.name} {dateTime(record.posted_at)}
          </p>
          {!record.hidden && (
            <div className="flex flex-wrap gap-2">
              {record.may_edit && (
                <Button icon="pencil" onClick={() => setAt('edit')}>
                  {t('record.edit')}
                </Button>
              )}
              {may.includes('write_task') && (
                <LinkButton
                  kind="quiet"
                  icon="check"
                  to="/people/$person/tasks/new"
                  params={{ person: record.person_id }}
                  search={{ record: record.id }}
                >
                  {t('task.fromEntry')}
                </LinkButton>
              )}
              <Button kind="quiet" icon="history" onClick={() => setAt('versions')}>
                {t('record.versions')}
              </Button>
              {(record.may_edit || coordinator) && (
                <Button kind="quiet" icon="hide" onClick={() => setAt('hide')}>
                  {t('record.hide')}
                </Button>
              )}
            </div>
          )}
        </div>
      )}
      {at === 'edit' && (
        <>
          {theirs && (
            <Note tone="warn">
              {t('error.conflict')} {summary(type, theirs)}
            </Note>
          )}
          <RecordForm
            type={type}
            held={held}
            guardian={guardian}
            state={record}
            submitLabel={t('common.save')}
            onSend={save}
          />
        </>
      )}
      {at === 'hide' && <HideForm record={record} onDone={done} />}
      {at === 'versions' && <Versions record={record} type={type} />}
    </Dialog>
  );
}
