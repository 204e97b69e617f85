import { useQuery } from '@tanstack/react-query';

import { usePost } from '../app/session';
import { Vacancies } from '../intake/vacancies';
import { EmptyState, Loaded, Page } from '../parts/page';
import { t } from '../words';
import { FacilityForm } from './facility-form';
import { facilityQuery } from './queries';

/** A manager's own facility. */
export function FacilityPage() {
  const { facilityId } = usePost();
  const facility = useQuery({ ...facilityQuery(facilityId ?? ''), enabled: facilityId !== null });
  if (!facilityId) return <EmptyState icon="building" title={t('signIn.noPost')} />;
  return (
    <Page title={t('facility.title')} narrow>
      <Loaded query={facility}>
        {(f) => (
          <>
            <div className="card p-5">
              <FacilityForm key={f.version} facility={f} />
            </div>
            <Vacancies facility={f.id} />
          </>
        )}
      </Loaded>
    </Page>
  );
}
