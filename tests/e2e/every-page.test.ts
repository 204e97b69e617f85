// No page of the web app without axe: each is looked at closely (tests/e2e/pages/look.ts) in a story, or here as it opens.
// A new route is named in one of the two tables, or the first test fails.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { openDevice, phone } from '../support/browser.ts';
import { cardTokenOf, hinataOf } from '../support/cast.ts';
import { type Client, signIn } from '../support/client.ts';
import { pagesOfTheApp } from '../support/markup.ts';
import { lookClosely, settled } from './pages/look.ts';
import { Stage } from './pages/stage.ts';

const stage = new Stage({ entries: 60 });

/** The look that a story takes of it, by its name there. */
const inStories: Record<string, string> = {
  '/': 'regions',
  '/account': 'account',
  '/break-glass': 'break-glass-not-found',
  '/card/open': 'card-scanned',
  '/device': 'device-enrol',
  '/handovers/$person/$handover': 'handover-received',
  '/intakes/$intake': 'intake',
  '/intakes/closed': 'intakes-closed',
  '/intakes/new': 'intake-new',
  '/invitations': 'team-invitation',
  '/invite': 'invitation-gone',
  '/manage/agreements': 'agreements',
  '/manage/applications': 'applications',
  '/manage/applications/$application': 'application',
  '/manage/audit': 'audit',
  '/manage/break-glass': 'break-glass-queue',
  '/manage/break-glass/$opening': 'break-glass-case',
  '/manage/devices': 'devices',
  '/manage/directories': 'directories',
  '/manage/facilities/$facility': 'facility',
  '/manage/forms': 'forms',
  '/manage/forms/$form': 'form-builder',
  '/manage/intake': 'intake-settings',
  '/manage/questions': 'look-questions',
  '/manage/region': 'region',
  '/manage/retention': 'retention',
  '/manage/retention/$ended': 'retention-person',
  '/manage/school-entry': 'school-entry-dates',
  '/manage/sign-in-ways': 'sign-in-ways',
  '/manage/sign-rules': 'sign-rules',
  '/manage/staff': 'staff',
  '/p/$slug': 'portal',
  '/p/$slug/apply': 'apply',
  '/p/$slug/ask': 'ask-child',
  '/p/$slug/status': 'application-status',
  '/people': 'people',
  '/people/$person': 'notebook',
  '/people/$person/access-log': 'access-log',
  '/people/$person/assessments': 'assessments',
  '/people/$person/assessments/$assessment': 'assessment',
  '/people/$person/assessments/new': 'assessment-form',
  '/people/$person/consents': 'consents',
  '/people/$person/consents/$consent/withdraw': 'withdrawal',
  '/people/$person/consents/new': 'consent',
  '/people/$person/course': 'course',
  '/people/$person/documents': 'documents',
  '/people/$person/documents/$document': 'document-draft',
  '/people/$person/documents/$document/compare': 'document-compare',
  '/people/$person/documents/new': 'document-new',
  '/people/$person/emergency': 'card',
  '/people/$person/entries/$entry': 'entry',
  '/people/$person/handovers': 'handovers',
  '/people/$person/handovers/$handover': 'handover-sent',
  '/people/$person/handovers/new': 'handover-new',
  '/people/$person/profile': 'profile',
  '/people/$person/profile/care': 'care',
  '/people/$person/profile/care/$part': 'care-edit',
  '/people/$person/records': 'records',
  '/people/$person/records/charts': 'record-charts',
  '/people/$person/records/growth': 'growth',
  '/people/$person/records/limits': 'record-limits',
  '/people/$person/records/new': 'record-new',
  '/people/$person/school-entries/$entry': 'school-entry-case',
  '/people/$person/signs': 'signs',
  '/people/$person/support-end': 'support-end',
  '/people/$person/tasks': 'tasks',
  '/people/$person/tasks/$task': 'task',
  '/people/$person/tasks/new': 'task-new',
  '/people/$person/team': 'team',
  '/people/$person/team/suggestions': 'team-suggestions',
  '/people/$person/waiting': 'person-waiting',
  '/people/$person/watch': 'guardian-watch',
  '/people/$person/write': 'write',
  '/people/new': 'register',
  '/pledge': 'pledge',
  '/reset': 'reset',
  '/school-entries': 'school-entry-board',
  '/sign-in': 'sign-in',
  '/tasks': 'tasks-mine',
  '/today': 'today',
  '/waiting': 'waiting-board',
};

/** Who opens the others; `nobody` is not signed in, `manager` one of a facility. */
const here: Record<string, readonly string[]> = {
  '/card': ['stranger'],
  '/manage/facilities': ['operator'],
  '/manage/facility': ['manager'],
  '/manage/notices': ['operator'],
  '/manage/operators': ['operator'],
  '/manage/retention/certificates/$shredding': ['operator'], // of nothing: none is shredded on the day of the test
  '/more': ['coordinator', 'mother', 'operator', 'manager'],
  '/notices': ['coordinator', 'mother'],
  '/oidc/callback': ['nobody'],
  '/people/$person/profile/edit': ['coordinator'],
  '/people/$person/profile/history': ['coordinator'],
  '/people/$person/school-entries': ['coordinator', 'mother'],
  '/write': ['coordinator', 'mother'],
};

test('every page has its look, in a story or here', () => {
  const pages = pagesOfTheApp().map(({ path }) => path);
  expect([...Object.keys(inStories), ...Object.keys(here)].toSorted()).toEqual([...new Set(pages)].toSorted());
  const own = import.meta.filename;
  const stories = (readdirSync(import.meta.dirname, { recursive: true }) as string[]).map((file) => join(import.meta.dirname, file))
    .filter((file) => file.endsWith('.ts') && file !== own).map((file) => readFileSync(file, 'utf8')).filter((text) => /\blook(Closely)?\(/.test(text));
  // Called by name, or in a list of names and addresses that is walked.
  const taken = (name: string): boolean => stories.some((text) => new RegExp(`\\blook(?:Closely)?\\([^\\n]*'${name}'|\\['${name}', [\`'\\w]`).test(text));
  expect(Object.entries(inStories).filter(([, name]) => !taken(name)), 'looks that no story takes any more').toEqual([]);
});

/** A phone with that account's session. */
async function phoneOf(client: Client | undefined, faults: string[]): Promise<Page> {
  const page = await openDevice(stage.browser, phone, faults);
  if (client) {
    const [name, ...value] = client.cookie.split('=');
    await page.context().addCookies([{ name: name!, value: value.join('='), url: stage.server.origin, httpOnly: true, sameSite: 'Lax' }]);
  }
  return page;
}

test('the pages that no story looks at have no findings of axe, small targets or sideways scrolling', async () => {
  const { server } = stage;
  const coordinator = await signIn(server, server.accounts.find((a) => a.login === 'coordinator')!);
  const person = await hinataOf(coordinator);
  const team = new Set((await coordinator.get(`/people/${person}/team`)).body.map((s: { facility_id: string }) => s.facility_id));
  const staff = server.accounts.filter((a) => a.region === 'yuino' && a.kind === 'professional');
  const logins: Record<string, string> = {
    operator: 'operator', mother: 'mother', manager: staff.find((a) => a.is_manager)!.login,
    stranger: staff.find((a) => !a.is_manager && !team.has(a.facility_id))!.login,
  };
  const phones = new Map<string, Page>([['nobody', await phoneOf(undefined, stage.faults)], ['coordinator', await phoneOf(coordinator, stage.faults)]]);
  for (const [who, login] of Object.entries(logins))
    phones.set(who, await phoneOf(await signIn(server, server.accounts.find((a) => a.login === login)!), stage.faults));
  const token = await cardTokenOf(coordinator, person);
  for (const [path, readers] of Object.entries(here))
    for (const who of readers) {
      const page = phones.get(who)!;
      const address = path.replace('$person', person).replace('$shredding', '00000000-0000-7000-8000-000000000000') ;
      await page.goto(`${server.origin}${address}${path === '/card' ? `#${token}` : ''}`);
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      await settled(page);
      const arrived = path === '/card' ? '/card/open' : address; // the QR code's page takes the token out of the address
      expect(new URL(page.url()).pathname, `${path} for ${who}`).toBe(arrived);
      await lookClosely(page, `${path} for ${who}`, undefined, false);
    }
  expect(stage.faults).toEqual([]);
});
