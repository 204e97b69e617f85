import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { api } from '../api/client';
import type { StaffView } from '../api/types';
import { queryClient, usePost } from '../app/session';
import { staffQuery } from '../facility/queries';
import { Badge } from '../parts/badge';
import { Button } from '../parts/button';
import { CsvImport } from '../parts/csv-import';
import { Dialog } from '../parts/dialog';
import { CheckBox, TextField } from '../parts/field';
import { LinkBox } from '../parts/link-box';
import { EmptyState, Loaded, Page } from '../parts/page';
import { explain } from '../parts/form';
import { saveText } from '../parts/save-text';
import { Table } from '../parts/table';
import { toast } from '../parts/toast';
import { useCodes } from '../region/queries';
import { t } from '../words';
import { AddStaff, EditStaff } from './staff-forms';
import { staffTone } from './tones';

type Open =
  | { at: 'add' }
  | { at: 'import' }
  | { at: 'edit'; staff: StaffView }
  | { at: 'link'; name: string; url: string }
  | null;

/** A manager's staff: who is here, in which state, and the links that let them in. */
export function StaffPage() {
  const { facilityId } = usePost();
  const staff = useQuery({ ...staffQuery(facilityId ?? ''), enabled: facilityId !== null });
  const { profession } = useCodes();
  const [typed, setTyped] = useState('');
  const [showLeft, setShowLeft] = useState(false);
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  if (!facilityId) return <EmptyState icon="building" title={t('signIn.noPost')} />;
  const refresh = () => void queryClient.invalidateQueries({ queryKey: ['facility', facilityId] });
  const exportStaff = () =>
    api.text(`/facilities/${facilityId}/staff.csv`).then(
      (text) => saveText(`${t('staff.fileName')}.csv`, text, 'text/csv'),
      (error: unknown) => toast(explain(error)),
    );
  const fits = (s: StaffView) =>
    (showLeft || s.state !== 'left') &&
    `${s.name} ${s.kana}`.normalize('NFKC').includes(typed.trim().normalize('NFKC'));

  return (
    <Page
      title={t('staff.title')}
      actions={
        <>
          <Button icon="plus" onClick={() => setOpen({ at: 'add' })}>
            {t('staff.add')}
          </Button>
          <Button icon="upload" onClick={() => setOpen({ at: 'import' })}>
            {t('staff.import')}
          </Button>
        </>
      }
    >
      <Loaded query={staff}>
        {(list) =>
          list.length === 0 ? (
            <EmptyState icon="team" title={t('staff.empty')}>
              {t('staff.emptyLead')}
            </EmptyState>
          ) : (
            <>
              <div className="flex flex-wrap items-end gap-x-6 gap-y-2">
                <div className="flex-1 basis-60">
                  <TextField
                    label={t('staff.search')}
                    value={typed}
                    onValue={setTyped}
                    optional
                    type="search"
                  />
                </div>
                <CheckBox label={t('staff.showLeft')} value={showLeft} onValue={setShowLeft} />
                <Button kind="quiet" icon="download" onClick={() => void exportStaff()}>
                  {t('staff.export')}
                </Button>
              </div>
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
                            onClick={() => setOpen({ at: 'edit', staff: s })}
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
                      cell: (s) => <Badge tone={staffTone[s.state]}>{t(`staff.state.${s.state}`)}</Badge>,
                      narrow: true,
                    },
                  ]}
                  rows={list.filter(fits)}
                  rowKey={(s) => s.post_id}
                />
              </div>
            </>
          )
        }
      </Loaded>
      <Dialog title={t('staff.add')} open={open?.at === 'add'} onClose={close}>
        <AddStaff
          facility={facilityId}
          onAdded={(name, url) => {
            refresh();
            setOpen({ at: 'link', name, url });
          }}
        />
      </Dialog>
      <Dialog title={t('staff.edit')} open={open?.at === 'edit'} onClose={close}>
        {open?.at === 'edit' && (
          <EditStaff
            staff={open.staff}
            onDone={() => {
              refresh();
              close();
            }}
            onLink={(url) => setOpen({ at: 'link', name: open.staff.name, url })}
          />
        )}
      </Dialog>
      <Dialog
        title={open?.at === 'link' ? t('staff.linkFor', { name: open.name }) : ''}
        open={open?.at === 'link'}
        onClose={close}
        alert
      >
        {open?.at === 'link' && <LinkBox url={open.url} label={t('invitation.link')} />}
      </Dialog>
      {open?.at === 'import' && (
        <CsvImport
          path={`/facilities/${facilityId}/staff/import`}
          title={t('staff.import')}
          lead={t('staff.importLead')}
          onClose={close}
          onDone={refresh}
        />
      )}
    </Page>
  );
}
