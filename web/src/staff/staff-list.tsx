import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { api } from '../api/client';
import type { StaffView } from '../api/types';
import { queryClient } from '../app/session';
import { staffQuery } from '../facility/queries';
import { Badge } from '../parts/badge';
import { Button } from '../parts/button';
import { CsvImport } from '../parts/csv-import';
import { Dialog } from '../parts/dialog';
import { CheckBox, TextField } from '../parts/field';
import { explain } from '../parts/form';
import { EmptyState, Loaded } from '../parts/page';
import { saveText } from '../parts/save-text';
import { Table } from '../parts/table';
import { toast } from '../parts/toast';
import { useCodes } from '../region/queries';
import { t } from '../words';
import { StaffDialogs, type OpenPost } from './staff-dialogs';
import { AddStaff } from './staff-forms';
import { StateBadge } from './state-badge';

export type StaffOpen = OpenPost | { at: 'add' } | { at: 'import' } | null;

/** What stands beside the heading of a list of staff. */
export function StaffButtons({ onOpen }: { onOpen: (open: StaffOpen) => void }) {
  return (
    <>
      <Button icon="plus" onClick={() => onOpen({ at: 'add' })}>
        {t('staff.add')}
      </Button>
      <Button icon="upload" onClick={() => onOpen({ at: 'import' })}>
        {t('staff.import')}
      </Button>
    </>
  );
}

function StaffTable({ rows, onEdit }: { rows: readonly StaffView[]; onEdit: (staff: StaffView) => void }) {
  const { profession } = useCodes();
  return (
    <div className="card">
      <Table
        caption={t('staff.title')}
        columns={[
          {
            title: t('staff.name'),
            head: true,
            cell: (s) => (
              <>
                <button
                  type="button"
                  className="min-h-11 text-left text-accent underline"
                  onClick={() => onEdit(s)}
                >
                  {s.name}
                </button>
                <span className="block text-sm font-normal text-ink-soft">{s.kana}</span>
              </>
            ),
          },
          {
            title: t('staff.profession'),
            cell: (s) => [profession(s.profession), s.title].filter(Boolean).join('・'),
          },
          {
            title: t('staff.isManager'),
            cell: (s) => (s.is_manager ? <Badge icon="shield">{t('staff.isManager')}</Badge> : ''),
          },
          {
            title: t('common.state'),
            cell: (s) => <StateBadge staff={s} />,
            narrow: true,
          },
        ]}
        rows={rows}
        rowKey={(s) => s.post_id}
      />
    </div>
  );
}
function SomeStaff({
  facility,
  list,
  onEdit,
}: {
  facility: string;
  list: readonly StaffView[];
  onEdit: (staff: StaffView) => void;
}) {
  const [typed, setTyped] = useState('');
  const [showLeft, setShowLeft] = useState(false);
  const fits = (s: StaffView) =>
    (showLeft || s.state !== 'left') &&
    `${s.name} ${s.kana}`.normalize('NFKC').includes(typed.trim().normalize('NFKC'));
  const exportStaff = () =>
    api.text(`/facilities/${facility}/staff.csv`).then(
      (text) => saveText(`${t('staff.fileName')}.csv`, text, 'text/csv'),
      (error: unknown) => toast(explain(error)),
    );
  return (
    <>
      <div className="flex flex-wrap items-end gap-x-6 gap-y-2">
        <div className="flex-1 basis-60">
          <TextField label={t('staff.search')} value={typed} onValue={setTyped} optional type="search" />
        </div>
        <CheckBox label={t('staff.showLeft')} value={showLeft} onValue={setShowLeft} />
        <Button kind="quiet" icon="download" onClick={() => void exportStaff()}>
          {t('staff.export')}
        </Button>
      </div>
      <StaffTable rows={list.filter(fits)} onEdit={onEdit} />
    </>
  );
}

/** The staff of a facility, for its manager and for the region's operators: who is here, in which state, and their links. */
export function StaffList({
  facility,
  open,
  onOpen,
}: {
  facility: string;
  open: StaffOpen;
  onOpen: (open: StaffOpen) => void;
}) {
  const staff = useQuery(staffQuery(facility));
  const close = () => onOpen(null);
  const refresh = () => void queryClient.invalidateQueries({ queryKey: ['facility', facility] });
  return (
    <>
      <Loaded query={staff}>
        {(list) =>
          list.length === 0 ? (
            <EmptyState icon="team" title={t('staff.empty')}>
              {t('staff.emptyLead')}
            </EmptyState>
          ) : (
            <SomeStaff facility={facility} list={list} onEdit={(one) => onOpen({ at: 'edit', staff: one })} />
          )
        }
      </Loaded>
      <Dialog title={t('staff.add')} open={open?.at === 'add'} onClose={close}>
        <AddStaff
          facility={facility}
          onAdded={(name, url) => {
            refresh();
            onOpen({ at: 'link', name, url });
          }}
        />
      </Dialog>
      <StaffDialogs
        facility={facility}
        open={open?.at === 'edit' || open?.at === 'link' ? open : null}
        onOpen={onOpen}
        onChanged={refresh}
      />
      {open?.at === 'import' && (
        <CsvImport
          path={`/facilities/${facility}/staff/import`}
          title={t('staff.import')}
          lead={t('staff.importLead')}
          onClose={close}
          onDone={refresh}
        />
      )}
    </>
  );
}
