import { useState } from 'react';

import { usePost } from '../app/session';
import { EmptyState, Page } from '../parts/page';
import { t } from '../words';
import { StaffButtons, StaffList, type StaffOpen } from './staff-list';

/** A manager's staff. */
export function StaffPage() {
  const { facilityId } = usePost();
  const [open, setOpen] = useState<StaffOpen>(null);
  if (!facilityId) return <EmptyState icon="building" title={t('signIn.noPost')} />;
  return (
    <Page title={t('staff.title')} actions={<StaffButtons onOpen={setOpen} />}>
      <StaffList facility={facilityId} open={open} onOpen={setOpen} />
    </Page>
  );
}
