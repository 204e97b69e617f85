import { useQuery } from '@tanstack/react-query';
import { Outlet, useParams } from '@tanstack/react-router';
import { useEffect } from 'react';

import { ApiError } from '../api/client';
import { queryClient } from '../app/session';
import { BreakGlassBanner, BreakGlassLimits } from '../breakglass/banner';
import { EmptyState, Loading, Page, Trouble } from '../parts/page';
import { PersonHeader } from '../parts/person-header';
import { PageTabs } from '../parts/page-tabs';
import { LinkButton } from '../parts/button';
import { plain } from '../parts/ruby';
import { t } from '../words';
import { headerOf, personQuery } from './queries';

export function PersonLayout() {
  const { person: id } = useParams({ from: '/signed-in/people/$person' });
  const person = useQuery(personQuery(id));
  const problem = person.error;
  const refused = problem instanceof ApiError && problem.status < 500;
  // Sharing may end while the page stands open: then what it showed goes, from the screen and from memory.
  const closed = refused && (problem.status === 403 || problem.status === 404);
  useEffect(() => {
    if (closed)
      queryClient.removeQueries({
        predicate: ({ queryKey: [kind, whom, part] }) =>
          kind === 'person' && whom === id && part !== 'profile',
      });
  }, [closed, id]);
  if (person.isLoading) return <Loading />;
  if (closed || !person.data) {
    return (
      <Page title={t('person.notOpen')} narrow back={{ to: { to: '/people' }, label: t('people.title') }}>
        {refused ? (
          <EmptyState icon="lock" title={problem.message || t('person.notOpenLead')}>
            {problem.status === 404 && <p>{t('person.notOpenAsk')}</p>}
            <LinkButton to="/people">{t('people.back')}</LinkButton>
          </EmptyState>
        ) : (
          <Trouble error={problem} retry={() => void person.refetch()} />
        )}
      </Page>
    );
  }
  const may = new Set(person.data.access.may);
  const look = person.data.access.break_glass;
  const base = `/people/${id}`;
  const guardian = person.data.access.is_guardian;
  const { classes } = person.data.access;
  // Early signs are for who plans development or education (the server decides; this keeps the tab away from others).
  const plans =
    may.has('draft_document') && (classes.includes('development') || classes.includes('education'));
  const { is_own: own } = person.data.access;
  const minor = own && !may.has('manage_consent'); // what is not theirs yet is not offered
  const tabs = minor
    ? [
        { to: base, title: plain(t('own.book')), exact: true },
        { to: `${base}/team`, title: t('own.team') },
        { to: `${base}/watch`, title: t('own.watch') },
      ]
    : guardian
      ? [
          { to: base, title: own ? plain(t('own.book')) : t('guardian.diary'), exact: true },
          { to: `${base}/records`, title: t('guardian.records') },
          { to: `${base}/documents`, title: t('guardian.plans') },
          { to: `${base}/assessments`, title: t('person.tab.assessments') },
          { to: `${base}/tasks`, title: t('person.tab.tasks') },
          { to: `${base}/course`, title: t('person.tab.course') },
          { to: `${base}/handovers`, title: t('person.tab.handovers') },
          { to: `${base}/school-entries`, title: t('guardian.schoolEntry') },
          { to: `${base}/profile`, title: t(own ? 'own.me' : 'guardian.us') },
          { to: `${base}/watch`, title: t('guardian.watch') },
          ...(may.has('see_team') ? [{ to: `${base}/team`, title: t('person.tab.team') }] : []),
        ]
      : [
          { to: base, title: t('person.tab.notebook'), exact: true },
          ...(may.has('read') ? [{ to: `${base}/records`, title: t('person.tab.records') }] : []),
          ...(may.has('read_plans') ? [{ to: `${base}/assessments`, title: t('person.tab.assessments') }] : []),
          ...(plans ? [{ to: `${base}/signs`, title: t('person.tab.signs') }] : []),
          ...(may.has('see_tasks') ? [{ to: `${base}/tasks`, title: t('person.tab.tasks') }] : []),
          ...(may.has('read_plans') ? [{ to: `${base}/documents`, title: t('person.tab.documents') }] : []),
          ...(may.has('read') ? [{ to: `${base}/course`, title: t('person.tab.course') }] : []),
          ...(may.has('see_handovers')
            ? [{ to: `${base}/handovers`, title: t('person.tab.handovers') }]
            : []),
          ...(may.has('read_plans') && classes.includes('education')
            ? [{ to: `${base}/school-entries`, title: t('person.tab.schoolEntry') }]
            : []),
          { to: `${base}/profile`, title: t('person.tab.profile') },
          ...(may.has('see_team') ? [{ to: `${base}/team`, title: t('person.tab.team') }] : []),
          ...(person.data.access.role === 'coordinator'
            ? [{ to: `${base}/waiting`, title: t('person.tab.waiting') }]
            : []),
          ...(may.has('see_past') ? [{ to: `${base}/consents`, title: t('person.tab.consents') }] : []),
          ...(may.has('see_access_log')
            ? [{ to: `${base}/access-log`, title: t('person.tab.accessLog') }]
            : []),
        ];
  return (
    <>
      <PersonHeader
        person={headerOf(person.data)}
        above={look && <BreakGlassBanner person={id} look={look} />}
      >
        <PageTabs label={t('person.tabs')} tabs={tabs} />
      </PersonHeader>
      {look && <BreakGlassLimits look={look} />}
      <Outlet />
    </>
  );
}
/** For pages under the layout: the person is there, or the layout would not have drawn them. */
export function usePerson() {
  const { person: id } = useParams({ from: '/signed-in/people/$person' });
  const { data } = useQuery(personQuery(id));
  if (!data) throw new Error('usePerson outside of PersonLayout');
  return data;
}
