// What script.test.ts cannot work out by itself, reviewed: who asks, what a page is about, and the fields that are kept and
// shown on no page as it opens, each with its reason.
import { type Caller, ok } from '../support/cast.ts';
import type { Things } from '../support/things.ts';

export interface Touched {
  name: string;
  values: Record<string, string>;
}
/** Where another caller than the first who may is needed. */
export const openers: Record<string, Caller> = { open_break_glass: 'elsewhere' };

/** What has to be out of the way first. */
export const before: Record<string, (things: Things) => Promise<unknown>> = {
  resume_support: (t) => t.cast.coordinator.post(`/people/${t.person}/support-end/resume`, { reason: '試験' }), // 409 where it goes on
  open_break_glass: async (t) => {
    const own = t.cast.clients.elsewhere;
    for (const { id, open } of await ok(own.get('/break-glass/mine'))) if (open) await ok(own.post(`/people/${t.person}/break-glass/${id}/end`));
  },
  add_team_from_template: async (t) => {
    const team = (await ok(t.cast.coordinator.get(`/people/${t.person}/team`))) as { id: string; facility_id: string; post_id: string | null }[];
    for (const seat of team) if (seat.facility_id === t.cast.facility && !seat.post_id) await t.endSeat(seat.id);
  },
};
/** Routes of the matrix that nobody can ask with success on the day of the test. */
export const outOfReach: Record<string, string> = {
  find_in_emergency: 'names and a birth date are compared, never kept; wrong ones slow the caller down',
  propose_shredding: 'nothing is due; its reason is text of the same kind and page as a hold’s',
  withdraw_shredding: 'none was proposed',
  begin_oidc_sign_in: 'no directory answers; e2e/oidc goes the whole way',
  finish_oidc: 'no directory answers; state and code are compared, never kept',
  begin_oidc_invitation: 'no directory answers; the names are those of accept_invitation',
};

/** The newest thing of each route that names one. */
const newest = (touched: readonly Touched[], of: (t: Touched) => string | undefined): string[] => {
  const found = new Map<string, string>();
  for (const one of touched) {
    const id = of(one);
    if (id) found.set(one.name, id);
  }
  return [...found.values()];
};
const about = (param: string, ...makers: string[]) => (touched: readonly Touched[]): string[] =>
  newest(touched, (t) => t.values[param] ?? (makers.includes(t.name) ? t.values.id : undefined));

/** What stands for `$name` in an address, or for `PAGE name` where two pages call different things so. */
export const addresses: Record<string, (touched: readonly Touched[]) => string[]> = {
  entry: about('entry', 'post_entry'),
  '/people/$person/school-entries/$entry entry': about('school_entry', 'open_school_entry'),
  task: about('task', 'add_task'),
  assessment: about('assessment', 'add_assessment'),
  document: about('document', 'begin_document'),
  handover: about('handover', 'add_handover'),
  consent: about('consent', 'record_consent'),
  part: () => ['contacts', 'respirator'],
  opening: about('opening', 'open_break_glass'),
  application: about('application', 'apply'),
  form: about('form'),
  ended: about('ended'),
  shredding: () => ['00000000-0000-7000-8000-000000000000'],
  intake: about('intake', 'add_intake', 'ask_for_help'),
};

/** Who opens a page, where it is not the coordinator and the mother, or of /manage/ the operator and a manager. */
export const readers: Record<string, readonly Caller[]> = {
  '/today': ['coordinator', 'mother', 'manager', 'elsewhere', 'breakglass'],
  '/invitations': ['manager'],
  '/break-glass': ['breakglass', 'elsewhere'],
  '/handovers/$person/$handover': ['elsewhere'],
  '/notices': ['coordinator', 'operator'],
  '/manage/facility': ['manager'],
  '/manage/staff': ['manager'],
};

/** Routes that take text and stand in no row of the matrix that a builder asks. */
export const beyondMatrix: Record<string, string> = {
  sign_in: 'the login is looked up and never given back',
  register_passkey: 'asked by `passkeys`',
  rename_passkey: 'asked by `passkeys`',
  confirm_with_passkey: 'signatures of a device',
  sign_in_with_passkey: 'signatures of a device',
};

/** Kept, and on no page as it opens. */
export const notShown: Record<string, string> = {};
