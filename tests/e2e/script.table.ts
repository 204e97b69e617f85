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
  find_audited_person: 'a reading and a birth date are compared, never kept',
  propose_shredding: 'nothing is due; its reason is text of the same kind and page as a hold’s',
  withdraw_shredding: 'none was proposed',
  take_guest_post: 'only the short name of a region, compared and never kept; nobody of the cast was invited over the border',
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
  facility: about('facility', 'add_facility'),
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
  '/manage/facilities/$facility': ['operator'],
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

/** Kept, and on no page as it opens: by reason. Dialogs and histories show it as React text, as everything does; they are not opened here. */
const reasons: Record<string, readonly string[]> = {
  'looked up and compared, never kept as text': [
    'search_entries q', 'search_people q', 'find_doubles family_name', 'find_doubles given_name', 'find_doubles family_kana',
    'find_doubles given_kana', 'open_care_card token', 'add_document_comment path',
  ],
  'in the history of versions, which opens by a press': [
    'change_guardian reason', 'end_guardian reason', 'change_seat reason', 'end_seat reason', 'answer_seat_invitation reason',
    'leave_seat reason', 'edit_entry reason', 'edit_reply reason', 'edit_staff reason', 'change_staff_state reason', 'edit_record reason',
    'edit_growth_profile reason', 'edit_task reason', 'edit_course_event reason', 'edit_care reason', 'edit_care_instruction reason',
    'renew_care_card reason', 'retire_form reason', 'edit_intake reason', 'change_waiting_limits reason', 'name_intake_desk reason',
    'change_school_entry_calendar reason', 'edit_assessment reason', 'change_sign_in_policy reason', 'lift_break_glass_bar reason',
  ],
  'on the pages of another person than the one whose pages are opened': [
    'register_person postal_code', 'register_person address', 'register_person phone', 'register_person language',
    'accept_intake person.postal_code', 'accept_intake person.address', 'accept_intake person.phone', 'accept_intake person.language',
  ],
  'in a form or dialog that opens by a press': [
    'add_staff licence_number', 'edit_staff licence_number', 'add_oidc_provider client_id', 'add_oidc_provider scopes',
    'add_oidc_provider strong_acr', 'add_oidc_provider strong_amr', 'change_oidc_provider client_id', 'change_oidc_provider scopes',
    'change_oidc_provider strong_acr', 'change_oidc_provider strong_amr',
  ],
  'on a part that opens by a press, on a page of another account, or replaced since by a later request': [
    'record_consent giver_relation', 'add_seat duty', 'change_seat duty', 'answer_look_question body',
    'add_handover content.terms.to_name', 'add_handover content.terms.duty', 'edit_handover content.terms.to_name',
    'edit_handover content.terms.duty', 'receive_handover_item words', 'add_care_instruction content.doctor',
    'add_care_instruction content.note', 'edit_care_instruction content.doctor', 'edit_care_instruction content.note',
    'save_document_answers saves[].value.text', 'add_document_comment words', 'redraft_document words',
    'save_form_draft questionnaire.title', 'save_form_draft questionnaire.extension[].valueCoding.display', 'publish_form note',
    'ask_for_help sheet.asker_name', 'ask_for_help sheet.family_kana', 'ask_for_help sheet.given_kana', 'ask_for_help sheet.district',
    'ask_for_help sheet.words', 'ask_for_help sheet.supporters', 'ask_for_help sheet.contact', 'ask_for_help sheet.contact_when',
    'add_intake caller', 'add_intake sheet.asker_name', 'add_intake sheet.family_kana', 'add_intake sheet.given_kana',
    'add_intake sheet.district', 'add_intake sheet.words', 'add_intake sheet.supporters', 'add_intake sheet.contact',
    'add_intake sheet.contact_when', 'edit_intake sheet.asker_name', 'edit_intake sheet.family_kana', 'edit_intake sheet.given_kana',
    'edit_intake sheet.district', 'edit_intake sheet.words', 'edit_intake sheet.supporters', 'edit_intake sheet.contact',
    'edit_intake sheet.contact_when', 'change_school_entry_calendar calendar.days[].title', 'add_assessment state.place',
    'add_assessment state.conditions', 'add_assessment state.values[].described_as', 'add_assessment state.values[].note',
    'add_assessment state.findings', 'add_assessment state.for_teachers', 'edit_assessment state.place',
    'edit_assessment state.conditions', 'edit_assessment state.values[].described_as', 'edit_assessment state.values[].note',
    'edit_assessment state.findings', 'edit_assessment state.for_teachers', 'resubmit_application postal_code',
    'resubmit_application address', 'resubmit_application phone', 'resubmit_application official_number',
    'resubmit_application applicant_kana', 'resubmit_application note', 'accept_invitation display_name', 'accept_invitation kana',
    'upload_file filename',
  ],
};
export const notShown: Record<string, string> = Object.fromEntries(
  Object.entries(reasons).flatMap(([why, names]) => names.map((name) => [name, why])),
);
