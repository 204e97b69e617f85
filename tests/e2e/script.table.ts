// What script.test.ts cannot work out by itself, reviewed: who asks, what a page is about, and the fields that are kept and
// shown on no page as it opens, each with its reason.
import type { Caller } from '../support/cast.ts';

export interface Touched {
  name: string;
  values: Record<string, string>;
}
/** Where another caller than the first who may is needed. */
export const openers: Record<string, Caller> = {
  open_break_glass: 'breakglass',
  find_in_emergency: 'breakglass',
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
  shredding: about('shredding', 'propose_shredding'),
  intake: about('intake', 'add_intake', 'ask_for_help'),
};

/** Routes that take text and stand in no row of the matrix that a builder asks. */
export const beyondMatrix: Record<string, string> = {
  sign_in: 'the login is looked up and never given back',
  confirm_code: 'a code is compared, never kept',
  step_up: 'a code is compared, never kept',
  use_recovery_code: 'a code is compared, never kept',
  confirm_totp: 'a code is compared, never kept',
  register_passkey: 'asked by `passkeys`',
  rename_passkey: 'asked by `passkeys`',
  confirm_with_passkey: 'signatures of a device',
  sign_in_with_passkey: 'signatures of a device',
};

/** Kept, and on no page as it opens. */
export const notShown: Record<string, string> = {};
