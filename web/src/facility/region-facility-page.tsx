import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';

import type { FacilityView } from '../api/types';
import { usePost } from '../app/session';
import { Button } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { EmptyState, Facts, Loaded, Page, Section } from '../parts/page';
import { useCodes } from '../region/queries';
import { StaffButtons, StaffList, type StaffOpen } from '../staff/staff-list';
import { t } from '../words';
import { FacilityForm } from './facility-form';
import { facilityQuery } from './queries';

function FacilityFacts({ facility: f }: { facility: FacilityView }) {
  const { facilityType } = useCodes();
  return (
    <Facts
      items={[
        [t('facility.type'), facilityType(f.facility_type)],
        [t('facility.address'), [f.postal_code && `〒${f.postal_code}`, f.address].filter(Boolean).join(' ')],
        [t('facility.phone'), f.phone],
        [t('facility.officialNumber'), f.official_number],
        [t('facility.schoolDistrict'), f.school_district],
      ]}
    />
  );
}
function Staff({ facility }: { facility: string }) {
  const [open, setOpen] = useState<StaffOpen>(null);
  return (
    <section className="grid grid-cols-1 gap-4" aria-label={t('staff.title')}>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 className="text-lg font-bold">{t('staff.title')}</h2>
        <div className="flex flex-wrap gap-2">
          <StaffButtons onOpen={setOpen} />
        </div>
      </div>
      <StaffList facility={facility} open={open} onOpen={setOpen} />
    </section>
  );
}

/** A facility of the region as its operators administer it: its facts, and the staff whose links they can issue anew. */
export function RegionFacilityPage() {
  const { facility: id } = useParams({ from: '/signed-in/manage/facilities/$facility' });
  const { isOperator } = usePost();
  const facility = useQuery({ ...facilityQuery(id), enabled: isOperator });
  // As it was when the form opened: a change by another hand is a conflict, not lost.
  const [editing, setEditing] = useState<FacilityView | null>(null);
  if (!isOperator) return <EmptyState icon="building" title={t('signIn.noPost')} />;
  return (
    <Page
      title={facility.data?.name ?? t('facilities.title')}
      back={{ to: { to: '/manage/facilities' }, label: t('facilities.title') }}
    >
      <Loaded query={facility}>
        {(f) => (
          <>
            <Section
              title={t('facility.profile')}
              actions={
                <Button kind="quiet" icon="pencil" onClick={() => setEditing(f)}>
                  {t('facility.correct')}
                </Button>
              }
            >
              <FacilityFacts facility={f} />
            </Section>
            <Staff facility={f.id} />
          </>
        )}
      </Loaded>
      <Dialog title={t('facility.correct')} open={editing !== null} onClose={() => setEditing(null)} held>
        {editing && <FacilityForm facility={editing} onDone={() => setEditing(null)} />}
      </Dialog>
    </Page>
  );
}
