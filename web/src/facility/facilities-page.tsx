import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useDeferredValue, useState } from 'react';

import { queryClient } from '../app/session';
import { Badge } from '../parts/badge';
import { Button } from '../parts/button';
import { CsvImport } from '../parts/csv-import';
import { Dialog } from '../parts/dialog';
import { Select, TextField } from '../parts/field';
import { EmptyState, Loaded, Page } from '../parts/page';
import { Table } from '../parts/table';
import { useCodes } from '../region/queries';
import { t } from '../words';
import { FacilityForm } from './facility-form';
import { facilitiesQuery } from './queries';

/** The operator's list of all facilities of the region; each opens its own page. */
export function FacilitiesPage() {
  const [typed, setTyped] = useState('');
  const [type, setType] = useState('');
  const [open, setOpen] = useState<'add' | 'import' | null>(null);
  const q = useDeferredValue(typed.trim());
  const facilities = useQuery({ ...facilitiesQuery(q, type), placeholderData: keepPreviousData });
  const { facilityType, facilityTypes } = useCodes();
  return (
    <Page
      title={t('facilities.title')}
      actions={
        <>
          <Button icon="plus" onClick={() => setOpen('add')}>
            {t('facilities.add')}
          </Button>
          <Button icon="upload" onClick={() => setOpen('import')}>
            {t('facilities.import')}
          </Button>
        </>
      }
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField label={t('facilities.search')} value={typed} onValue={setTyped} optional type="search" />
        <Select
          label={t('facility.type')}
          value={type}
          onValue={setType}
          choices={facilityTypes}
          empty={t('facilities.allTypes')}
          optional
        />
      </div>
      <Loaded query={facilities}>
        {(list) =>
          list.length === 0 ? (
            <EmptyState icon="building" title={t(q || type ? 'facilities.noMatch' : 'facilities.empty')}>
              {!q && !type && t('facilities.emptyLead')}
            </EmptyState>
          ) : (
            <div className="card">
              <Table
                caption={t('facilities.title')}
                columns={[
                  {
                    title: t('facility.name'),
                    head: true,
                    cell: (f) => (
                      <Link
                        to="/manage/facilities/$facility"
                        params={{ facility: f.id }}
                        className="inline-flex min-h-11 min-w-11 items-center"
                      >
                        {f.name}
                      </Link>
                    ),
                  },
                  { title: t('facility.type'), cell: (f) => facilityType(f.facility_type) },
                  { title: t('facility.address'), cell: (f) => f.address },
                  { title: t('facility.phone'), cell: (f) => f.phone, narrow: true },
                  {
                    title: t('common.state'),
                    narrow: true,
                    cell: (f) => (
                      <Badge tone={f.state === 'active' ? 'good' : 'plain'}>
                        {t(f.state === 'active' ? 'facility.state.active' : 'facility.state.other')}
                      </Badge>
                    ),
                  },
                ]}
                rows={list}
                rowKey={(f) => f.id}
              />
            </div>
          )
        }
      </Loaded>
      <Dialog title={t('facilities.add')} open={open === 'add'} onClose={() => setOpen(null)}>
        <FacilityForm facility={null} onDone={() => setOpen(null)} />
      </Dialog>
      {open === 'import' && (
        <CsvImport
          path="/facilities/import"
          title={t('facilities.import')}
          lead={t('facilities.importLead')}
          onClose={() => setOpen(null)}
          onDone={() => void queryClient.invalidateQueries({ queryKey: ['facilities'] })}
        />
      )}
    </Page>
  );
}
