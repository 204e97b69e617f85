import { PageTabs } from '../parts/page-tabs';
import { usePerson } from '../person/person-layout';
import { t } from '../words';

/** The pages of one person's records. */
export function RecordTabs() {
  const person = usePerson();
  const base = `/people/${person.id}/records`;
  const tabs = [
    { to: base, title: t('record.list'), exact: true },
    { to: `${base}/charts`, title: t('record.charts') },
    { to: `${base}/growth`, title: t('record.growth') },
    ...(person.access.is_guardian ? [] : [{ to: `${base}/limits`, title: t('record.limits') }]),
  ];
  return <PageTabs label={t('record.pages')} tabs={tabs} />;
}
