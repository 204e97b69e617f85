// 監査: the operators' view of who did what. No notebook is seen by it: the log holds ids, codes and classes.
import { useState } from 'react';

import { Page } from '../parts/page';
import { t } from '../words';
import { AuditSearch } from './audit-search';
import { noFilter, type AuditFilter } from './queries';
import { SealCard } from './seal-card';
import { UnusualCard } from './unusual-card';

export function AuditPage() {
  const [filter, setFilter] = useState<AuditFilter>(noFilter);
  const show = (account: string) => {
    setFilter({ ...noFilter, account });
    document.getElementById('audit-search')?.scrollIntoView();
  };
  return (
    <Page title={t('audit.title')} lead={t('audit.lead')}>
      <SealCard />
      <UnusualCard onShow={show} />
      <AuditSearch filter={filter} onFilter={setFilter} />
    </Page>
  );
}
