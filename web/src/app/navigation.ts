// Which places a post sees in its navigation. Showing a place grants nothing: the server decides.
import type { IconName } from '../parts/icon';
import { t } from '../words';
import { usePost } from './session';

export interface Place {
  to: string;
  icon: IconName;
  title: string;
}
export function useNavigation(): { main: Place[]; manage: Place[]; bar: Place[]; more: Place[] } {
  const { isOperator, isAuditor, isGuardian, isGuest, isManager, own } = usePost();
  const today: Place = {
    to: '/today',
    icon: isGuardian ? 'home' : 'today',
    title: t(isGuardian ? 'nav.home' : 'nav.today'),
  };
  const people: Place = {
    to: '/people',
    icon: 'people',
    title: t(own ? 'nav.self' : isGuardian ? 'nav.child' : 'nav.people'),
  };
  const write: Place = { to: '/write', icon: 'plus', title: t('nav.write') };
  const tasks: Place = { to: '/tasks', icon: 'check', title: t('nav.tasks') };
  const notices: Place = { to: '/notices', icon: 'bell', title: t('nav.notices') };
  const more: Place = { to: '/more', icon: 'more', title: t('nav.more') };
  const account: Place = { to: '/account', icon: 'gear', title: t('nav.account') };
  const applications: Place = { to: '/manage/applications', icon: 'file', title: t('nav.applications') };
  const facilities: Place = { to: '/manage/facilities', icon: 'building', title: t('nav.facilities') };
  const region: Place = { to: '/manage/region', icon: 'gear', title: t('nav.region') };
  const staff: Place = { to: '/manage/staff', icon: 'team', title: t('nav.staff') };
  const breakGlass: Place = { to: '/break-glass', icon: 'alert', title: t('nav.breakGlass') };
  const facility: Place = { to: '/manage/facility', icon: 'building', title: t('nav.facility') };

  const board: Place = { to: '/waiting', icon: 'history', title: t('nav.board') };
  const schoolEntry: Place = { to: '/school-entries', icon: 'building', title: t('nav.schoolEntry') };

  const audit: Place = { to: '/manage/audit', icon: 'shield', title: t('nav.audit') };
  if (isAuditor)
    return { main: [audit, notices], manage: [account], more: [account], bar: [audit, notices, more] };
  if (isOperator) {
    const manage: Place[] = [
      region,
      { to: '/manage/notices', icon: 'bell', title: t('nav.manageNotices') },
      { to: '/manage/intake', icon: 'today', title: t('nav.intakeSettings') },
      { to: '/manage/school-entry', icon: 'today', title: t('nav.schoolEntryDates') },
      { to: '/manage/forms', icon: 'file', title: t('nav.forms') },
      { to: '/manage/sign-rules', icon: 'eye', title: t('nav.signRules') },
      { to: '/manage/break-glass', icon: 'alert', title: t('nav.breakGlassReviews') },
      { to: '/manage/retention', icon: 'lock', title: t('nav.retention') },
      { to: '/manage/questions', icon: 'question', title: t('nav.lookQuestions') },
      audit,
      { to: '/manage/devices', icon: 'key', title: t('nav.devices') },
      { to: '/manage/sign-in-ways', icon: 'lock', title: t('nav.ways') },
      { to: '/manage/operators', icon: 'team', title: t('nav.operators') },
      { to: '/manage/agreements', icon: 'team', title: t('nav.agreements') },
      { to: '/manage/directories', icon: 'key', title: t('nav.directories') },
      account,
    ];
    return {
      main: [applications, facilities, notices],
      manage,
      more: manage,
      bar: [applications, facilities, notices, more],
    };
  }
  const mayHaveTasks = !own || own.adult;
  // A guest has people here, and no part in how the region works.
  const staffOnly = isGuardian || isGuest ? [] : [board, schoolEntry, breakGlass];
  const devices: Place = { to: '/manage/devices', icon: 'key', title: t('nav.devices') };
  const manage = isManager && !isGuest ? [staff, facility, devices, account] : [account];
  return {
    main: [today, people, ...(mayHaveTasks ? [tasks] : []), notices, ...staffOnly],
    manage,
    more: [...(mayHaveTasks ? [tasks] : []), ...staffOnly, ...manage],
    bar: [today, people, write, notices, more],
  };
}
