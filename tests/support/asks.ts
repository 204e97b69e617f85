// One valid request a route, by the route's name in the program's own OpenAPI. What is asked for exists; what is sent
// would be accepted from somebody who may. So any refusal that the matrix sees is about who asks, never about what.
import { v7 } from 'uuid';
import type { Client } from './client.ts';
import { enrolled, tokenOf } from './cast.ts';
import { questionnaire, value } from './documents.ts';
import { formOf, named, png } from './files.ts';
import { day, ok, type Things, upload } from './things.ts';

export interface Ask {
  /** Values for the `{…}` of the path. */
  values?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
  headers?: Record<string, string>;
}
type Builder = (things: Things, caller: Client) => Ask | Promise<Ask>;

const about = (values: Record<string, string> = {}, more: Ask = {}): Ask => ({ values, ...more });
const ifMatch = (version: number): Record<string, string> => ({ 'if-match': `"${version}"` });
const csv = { 'content-type': 'text/csv' };
/** What the caller's own region has now, where they run one: a version of another region's would only clash. */
const office = (t: Things, caller: Client): Client => (caller.account?.kind === 'operator' ? caller : t.cast.operator);

const person: Record<string, Builder> = {
  see_person: () => about(),
  change_person: async (t) => {
    const p = await t.profile();
    const { family_name, given_name, family_kana, given_kana, birth_date, sex, postal_code, address, phone, language, alert, note } = p;
    return about({}, {
      body: { family_name, given_name, family_kana, given_kana, birth_date, sex, postal_code, address, phone, language, alert, note: `${note}・` },
      headers: ifMatch(p.version),
    });
  },
  change_allergies: async (t) => {
    const p = await t.profile();
    return about({}, { body: { items: p.allergies }, headers: ifMatch(p.version) });
  },
  change_schools: async (t) => {
    const p = await t.profile();
    const item = { id: v7(), facility_id: t.cast.facility, facility_name: '', grade: '', class_name: '', starts_on: day(-1), ends_on: day(-1) };
    return about({}, { body: { items: p.schools.length ? p.schools : [item] }, headers: ifMatch(p.version) });
  },
  list_person_versions: () => about(),
  read_access_log: () => about(),
  prove_look: async (t) => about({ row: await t.sealedLook() }),
  ask_about_look: async (t) => about({}, { body: { id: v7(), look: await t.look(), body: 'なぜ見たのですか。' } }),
  list_own_look_questions: () => about(),
  put_photo: () => about({}, { body: png(16, 16), headers: upload }),
  get_photo: async (t) => {
    await ok(t.cast.coordinator.send('PUT', `/api/v1/people/${t.person}/photo`, png(16, 16), upload));
    return about();
  },
  remove_photo: () => about(),
  add_guardian: (t) => about({}, { body: t.newGuardian() }),
  change_guardian: async (t) => {
    const g = await t.guardian();
    const { name, kana, relation, phone, lives_together, verified_how } = g;
    return about({ guardian: g.id }, {
      body: { name, kana, relation, phone, lives_together, has_custody: false, verified_how, restricted: true, restriction_reason: '試験' },
      headers: ifMatch(g.version),
    });
  },
  invite_guardian: async (t) => about({ guardian: (await t.guardian()).id }),
  end_guardian: async (t) => about({ guardian: (await t.guardian()).id }, { body: { reason: '試験' } }),
};

const consent: Record<string, Builder> = {
  list_consents: () => about(),
  record_consent: async (t, caller) => about({}, { body: await t.newConsent(caller) }),
  withdrawal_effects: async (t) => about({ consent: (await t.consent()).id }),
  withdraw_consent: async (t) => about({ consent: (await t.consent()).id }, { body: { reason: '試験', withdrawn_by: '', facility_ids: [] } }),
};

const team: Record<string, Builder> = {
  list_team: () => about(),
  add_seat: (t) => about({}, { body: t.newSeat({ profession: 'dentist' }) }),
  add_team_from_template: async (t) => {
    const templates = await ok(t.cast.coordinator.get('/team-templates'));
    return about({}, {
      body: { template: templates[0].code, starts_on: day(0), choices: [{ place: 0, facility_id: t.cast.facility, post_id: null, id: v7() }] },
    });
  },
  change_seat: async (t) => {
    const s = await t.seat();
    return about({ seat: s.id }, { body: { role: 'viewer', duty: '給食', classes: ['basic'], starts_on: day(0) }, headers: ifMatch(s.version) });
  },
  end_seat: async (t) => about({ seat: (await t.seat()).id }, { body: { on: day(-1), reason: '試験' } }),
  list_seat_suggestions: () => about(),
  list_places: () => about({}, { query: { q: '園' } }),
  suggest_seat: (t) => about({}, { body: t.newSuggestion() }),
  withdraw_seat_suggestion: async (t, caller) => about({ suggestion: (await t.suggestion(caller)).id }),
  answer_seat_suggestion: async (t) => about({ suggestion: (await t.suggestion(t.cast.clients.mother)).id }, { body: { take_up: false, reason: '試験' } }),
  answer_seat_invitation: async (t) => about({ seat: (await t.seat()).id }, { body: { accept: false, reason: '試験' } }),
  leave_seat: async (t) => about({ seat: await t.acceptedSeat() }, { body: { on: day(0), reason: '試験' } }),
};

const notebook: Record<string, Builder> = {
  list_entries: () => about({}, { query: { limit: '5' } }),
  get_entry: async (t) => about({ entry: (await t.entry()).id }),
  list_entry_versions: async (t) => about({ entry: (await t.entry()).id }),
  list_reply_versions: async (t) => {
    const { entry, reply } = await t.replied();
    return about({ entry, reply: reply.id });
  },
  search_entries: () => about({}, { body: { q: '築山' } }),
  get_digest: () => about(),
  get_audience: () => about(),
  export_entries: () => about({}, { query: { from: day(-3), to: day(0) } }),
  post_entry: async (t, caller) => about({}, { body: t.newEntry({ file_ids: [await t.fileOf(caller)] }) }),
  edit_entry: async (t) => {
    const e = await t.entry();
    return about({ entry: e.id }, {
      body: { category: 'report', info_class: 'basic', importance: 'normal', body: '直した文', reason: '' }, headers: ifMatch(e.version),
    });
  },
  hide_entry: async (t) => about({ entry: (await t.entry()).id }, { body: { reason: '試験' } }),
  limit_entry: async (t) => about({ entry: (await t.entry()).id }, { body: { guardian_ids: [(await t.guardian()).id] } }),
  post_reply: async (t) => about({ entry: (await t.entry()).id }, { body: { id: v7(), body: '返信します。' } }),
  edit_reply: async (t) => {
    const { entry, reply } = await t.replied();
    return about({ entry, reply: reply.id }, { body: { body: '直した返信', reason: '' }, headers: ifMatch(reply.version) });
  },
  hide_reply: async (t) => {
    const { entry, reply } = await t.replied();
    return about({ entry, reply: reply.id }, { body: { reason: '試験' } });
  },
  mark_read: async (t) => about({}, { body: { entry_ids: [(await t.entry()).id] } }),
  visit: () => about(),
  acknowledge_entry: async (t, caller) => about({ entry: await markable(t, caller) }, { body: { on: true } }),
  confirm_entry: async (t, caller) => about({ entry: await markable(t, caller) }),
  pin_entry: async (t) => about({ entry: (await t.entry()).id }, { body: { on: true } }),
  upload_file: () => about({}, { body: png(8, 8), headers: { ...upload, ...named('a.png') } }),
  get_file: async (t) => about({ file: await t.sharedFile() }),
  get_file_thumbnail: async (t) => about({ file: await t.sharedFile() }),
};

const records: Record<string, Builder> = {
  list_records: () => about({}, { query: { limit: '5' } }),
  get_record_series: () => about({}, { query: { type: 'temperature' } }),
  get_record_start: () => about(),
  list_record_versions: async (t) => about({ record: (await t.record()).id }),
  add_records: (t) => about({}, { body: { items: [t.newRecord()] } }),
  edit_record: async (t) => {
    const r = await t.record();
    return about({ record: r.id }, { body: { state: t.newRecord({ value: 36.4 }).state, reason: '' }, headers: ifMatch(r.version) });
  },
  hide_record: async (t) => about({ record: (await t.record()).id }, { body: { reason: '試験' } }),
  see_record_alert: async (t) => about({ record: (await t.record()).id }),
  set_record_limit: async (t) => {
    const { limits } = await ok(t.cast.coordinator.get(`/people/${t.person}/records/start`));
    const now = limits.find((l: { type: string }) => l.type === 'drink');
    return about({ type: 'drink' }, { body: { low: 100, high: null, low2: null, high2: null, note: '' }, headers: ifMatch(now?.version ?? 0) });
  },
  import_records: () => about({}, { body: '日付,種類,値\n2026/2/3,体温,36.6\n', headers: csv }),
  print_record_day: () => about({}, { query: { on: day(0) } }),
  print_record_month: () => about({}, { query: { on: day(0) } }),
  get_growth: () => about(),
  list_growth_profile_versions: () => about(),
  edit_growth_profile: async (t) => {
    const { profile } = await ok(t.cast.coordinator.get(`/people/${t.person}/growth`));
    return about({}, {
      body: { gestation_weeks: 39, gestation_days: 2, mother_height_cm: 158, father_height_cm: 171, reference: '', reason: '' },
      headers: ifMatch(profile.version),
    });
  },
  print_growth: () => about(),
};

const tasks: Record<string, Builder> = {
  list_tasks: () => about(),
  list_task_owners: () => about(),
  get_task: async (t) => about({ task: (await t.task()).id }),
  add_task: (t) => about({}, { body: t.newTask() }),
  edit_task: async (t) => {
    const { id, version } = await t.task();
    return about({ task: id }, { body: { content: { ...t.newTask().content, title: '築山の下見（変更）' }, reason: '' }, headers: ifMatch(version) });
  },
  set_task_state: async (t) => {
    const { id, version } = await t.task();
    return about({ task: id }, { body: { state: 'done', reason: '' }, headers: ifMatch(version) });
  },
  get_today_tasks: () => about(),
};

const handovers: Record<string, Builder> = {
  list_handovers: () => about(),
  suggest_handover_items: () => about(),
  get_handover: async (t) => about({ handover: (await t.handover('asked')).line.id }),
  add_handover: (t) => about({}, { body: t.newHandover() }),
  edit_handover: async (t) => {
    const { line } = await t.handover('draft');
    return about({ handover: line.id }, { body: { content: t.newHandover().content, reason: '' }, headers: ifMatch(line.version) });
  },
  move_handover: async (t) => {
    const { line } = await t.handover('draft');
    return about({ handover: line.id }, { body: { state: 'asked', reason: '' }, headers: ifMatch(line.version) });
  },
  answer_handover: async (t) => {
    const { line } = await t.handover('asked');
    return about({ handover: line.id }, { body: { id: v7(), agree: true, left_out: [], words: '書面' }, headers: ifMatch(line.version) });
  },
  add_handover_step: async (t) => {
    const { line } = await t.handover('asked');
    return about({ handover: line.id }, { body: { id: v7(), kind: 'meeting', item_id: null, on: null, words: '築山の話' } });
  },
  list_incoming_handovers: () => about(),
  get_incoming_handover: async (t) => about({ handover: (await t.handover('sent')).line.id }),
  receive_handover_item: async (t) => {
    const { line, items } = await t.handover('sent');
    return about({ handover: line.id }, { body: { id: v7(), kind: 'confirmed', item_id: items[0].item.id, on: null, words: '' } });
  },
  print_handover: async (t) => about({ handover: (await t.handover('asked')).line.id }),
  export_handover: async (t) => about({ handover: (await t.handover('asked')).line.id }),
};

const course: Record<string, Builder> = {
  get_course: () => about(),
  get_course_event: async (t) => about({ event: (await t.event()).id }),
  print_course: () => about(),
  add_course_event: (t) => about({}, { body: t.newEvent() }),
  edit_course_event: async (t) => {
    const { id, version } = await t.event();
    return about({ event: id }, { body: { content: t.newEvent({ title: '築山で骨折（右手）' }).content, reason: '' }, headers: ifMatch(version) });
  },
  hide_course_event: async (t) => about({ event: (await t.event()).id }, { body: { reason: '試験' } }),
};

const care: Record<string, Builder> = {
  get_care: () => about(),
  edit_care: async (t) => about({ part: 'contacts' }, {
    body: { content: { contacts: [{ name: '築山', relation: '', phone: `090-${v7().slice(-8)}`, note: '' }] }, reason: '' },
    headers: ifMatch(await t.careVersion('contacts')),
  }),
  list_care_versions: () => about({ part: 'contacts' }),
  add_care_instruction: (t) => about({}, { body: t.newInstruction() }),
  get_care_instruction: async (t) => about({ instruction: (await t.instruction()).id }),
  edit_care_instruction: async (t) => {
    const { id, version } = await t.instruction();
    return about({ instruction: id }, { body: { content: t.newInstruction({ note: '築山' }).content, reason: '' }, headers: ifMatch(version) });
  },
  hide_care_instruction: async (t) => about({ instruction: (await t.instruction()).id }, { body: { reason: '試験' } }),
  get_care_instruction_scan: async (t) => about({ instruction: (await t.instruction({ file_id: await t.fileOf(t.cast.coordinator) })).id }),
  print_care_card: () => about(),
  renew_care_card: () => about({}, { body: { reason: '試験' } }),
  open_care_card: async (t) => about({}, { body: { token: await t.cardToken() } }),
};

const step = async (t: Things, stage: 'draft' | 'waiting' | 'shared' | 'agreed', body?: unknown): Promise<Ask> =>
  about({ document: await (await t.documents())[stage]() }, body === undefined ? {} : { body });
/** Whoever looks, looks at the same: a person has a limit of documents. */
const seen = async (t: Things, stage: 'draft' | 'shared'): Promise<Ask> => about({ document: await t.lookedAt(stage) });
const documents: Record<string, Builder> = {
  list_person_documents: () => about(),
  get_person_document: (t) => seen(t, 'shared'),
  compare_document_versions: async (t) => ({ ...(await seen(t, 'shared')), query: { from: '1' } }),
  print_document: (t) => seen(t, 'draft'),
  export_document: (t) => seen(t, 'draft'),
  begin_document: async (t) => about({}, { body: (await t.documents()).newDocument() }),
  save_document_answers: (t) => step(t, 'draft', { saves: [{ path: 'wish', revision: 1, value: value({ text: '築山' }) }] }),
  add_document_comment: (t) => step(t, 'draft', { id: v7(), path: 'wish', reply_to: null, words: '築山のことも' }),
  resolve_document_comment: async (t) => {
    const made = await t.documents();
    const document = await made.draft();
    const comment = v7();
    await ok(t.cast.coordinator.post(made.at(document, '/comments'), { id: comment, path: 'wish', reply_to: null, words: '築山' }));
    return about({ document, comment }, { body: { resolved: true } });
  },
  update_document_form: (t) => step(t, 'draft'),
  submit_document: (t) => step(t, 'draft', { words: '', from: null, until: null, next_review_on: null }),
  approve_document: (t) => step(t, 'waiting', { version: 1, words: '' }),
  return_document: (t) => step(t, 'shared', { version: 1, words: 'もう少し' }),
  agree_document: async (t, caller) => {
    const file = await t.fileOf(caller);
    return step(t, 'shared', { version: 1, signature_file_id: file, scan_file_id: file, guardian_id: null, giver_name: '佐藤 あかり' });
  },
  redraft_document: (t) => step(t, 'agreed', { words: '見直し' }),
  take_back_document: (t) => step(t, 'draft', { words: '試験' }),
  review_document: (t) => step(t, 'agreed', { id: v7(), words: 'よい', results: [], next_review_on: null }),
};

const forms: Record<string, Builder> = {
  list_forms: () => about(),
  get_form: async (t) => about({ form: (await t.documents()).form }),
  get_form_version: async (t) => about({ form: (await t.documents()).form, version: '1' }),
  add_form: () => about({}, { body: { key: `new_${v7().replaceAll('-', '').slice(-12)}`, title: '築山の様式', copy_of: null } }),
  save_form_draft: async (t) => {
    const { form, revision } = await t.draftedForm();
    return about({ form }, { body: { questionnaire: questionnaire() }, headers: ifMatch(revision) });
  },
  publish_form: async (t) => {
    const { form, revision } = await t.draftedForm();
    return about({ form }, { body: { note: '試験' }, headers: ifMatch(revision) });
  },
  discard_form_draft: async (t) => {
    const { form, revision } = await t.draftedForm();
    return about({ form }, { headers: ifMatch(revision) });
  },
  retire_form: async (t) => about({ form: (await t.draftedForm()).form }, { body: { retired: true, reason: '試験' } }),
};

const signs: Record<string, Builder> = {
  list_signs: () => about(),
  list_sign_versions: async (t) => about({ sign: (await t.sign()).id }),
  set_sign_state: async (t) => {
    const { id, version, state } = await t.sign();
    return about({ sign: id }, { body: { state: state === 'open' ? 'dismissed' : 'open', reason: '試験' }, headers: ifMatch(version) });
  },
  list_sign_rules: () => about(),
  switch_sign_rule: async (t, caller) => {
    const { version, is_on } = await t.signRule('vision_follow_up', office(t, caller));
    return about({ rule: 'vision_follow_up' }, { body: { is_on: !is_on, reason: '試験' }, headers: ifMatch(version) });
  },
};

const assessments: Record<string, Builder> = {
  list_instruments: () => about(),
  list_assessments: () => about(),
  list_assessment_versions: async (t) => about({ assessment: (await t.assessment()).id }),
  print_assessment: async (t) => about({ assessment: (await t.assessment()).id }),
  add_assessment: (t) => about({}, { body: t.newAssessment() }),
  edit_assessment: async (t) => {
    const { id, version } = await t.assessment();
    return about({ assessment: id }, { body: { state: t.newAssessment({ place: '外来' }).state, reason: '' }, headers: ifMatch(version) });
  },
  hide_assessment: async (t) => about({ assessment: (await t.assessment()).id }, { body: { reason: '試験' } }),
};

/** Somebody of the coordinator's whose support ended today; the same one each time. */
const endedOnes = new WeakMap<Things, Promise<string>>();
const newEnded = async (t: Things): Promise<string> => {
  const id = v7();
  const { coordinator } = t.cast;
  await ok(coordinator.post('/people', {
    id, family_name: '保存', given_name: id.slice(-6), family_kana: 'ホゾン', given_kana: 'タメシ', birth_date: '2008-02-29', sex: 'unknown',
    postal_code: '', address: '', phone: '', language: '', not_a_double: true,
  }));
  await ok(coordinator.post(`/people/${id}/support-end`, { cause: 'grown_up', on: day(0), reason: '試験' }));
  return id;
};
const endedOne = (t: Things): Promise<string> => {
  if (!endedOnes.has(t)) endedOnes.set(t, newEnded(t));
  return endedOnes.get(t)!;
};
const supportEnd = (t: Things) => `/people/${t.person}/support-end`;

const retention: Record<string, Builder> = {
  get_support_ends: () => about(),
  end_support: async (t) => {
    if ((await ok(t.cast.coordinator.get(supportEnd(t)))).ended) await ok(t.cast.coordinator.post(`${supportEnd(t)}/resume`, { reason: '試験' }));
    return about({}, { body: { cause: 'moved', on: day(0), reason: '試験' } });
  },
  resume_support: async (t, caller) => {
    // Only where it is answered: everybody else is refused before, and the child is not left behind as gone.
    if (caller === t.cast.coordinator) await ok(t.cast.coordinator.post(supportEnd(t), { cause: 'moved', on: day(0), reason: '試験' }));
    return about({}, { body: { reason: '試験' } });
  },
  get_retention: () => about(),
  decide_retention_period: async (t, caller) => {
    const { kinds } = await ok(office(t, caller).get('/retention'));
    const { version } = kinds.find((k: { kind: string }) => k.kind === 'moved');
    return about({ kind: 'moved' }, { body: { years: 5, source: '試験の規程', reason: '試験' }, headers: ifMatch(version) });
  },
  list_ended: () => about(),
  see_ended: async (t) => about({ ended: await endedOne(t) }),
  hold_records: async (t) => about({ ended: await endedOne(t) }, { body: { id: v7(), kind: 'other', reason: '試験' } }),
  release_hold: async (t) => {
    const [ended, hold] = [await endedOne(t), v7()];
    await ok(t.cast.operator.post(`/retention/ended/${ended}/holds`, { id: hold, kind: 'other', reason: '試験' }));
    return about({ ended, hold }, { body: { reason: '試験' } });
  },
  propose_shredding: async (t) => about({ ended: await endedOne(t) }, { body: { id: v7(), reason: '試験' } }),
  confirm_shredding: async (t) => about({ ended: await endedOne(t), shredding: v7() }),
  withdraw_shredding: async (t) => about({ ended: await endedOne(t), shredding: v7() }, { body: { reason: '試験' } }),
  list_shredding_certificates: () => about(),
  see_shredding_certificate: () => about({ shredding: v7() }),
};

const breakGlass: Record<string, Builder> = {
  list_own_break_glass: () => about(),
  list_break_glass_notices: () => about(),
  confirm_own_break_glass: async (t) => about({ opening: (await ok(t.cast.clients.breakglass.get('/break-glass/mine')))[0].id }),
  find_in_emergency: async (t) => about({}, { body: await t.facts() }),
  list_break_glass: () => about(),
  confirm_break_glass_seen: async (t) => about({ opening: await t.opening() }),
  list_break_glass_queue: () => about({}, { query: { state: 'waiting' } }),
  count_break_glass: () => about(),
  get_break_glass: async (t) => about({ opening: await t.opening() }),
  review_break_glass: async (t) => {
    const opening = await t.opening();
    return about({ opening }, { body: t.newReview(), headers: ifMatch(await t.reviewed(opening)) });
  },
  end_break_glass_early: async (t) => about({ opening: await t.opening() }, { body: { reason: '試験' } }),
  list_break_glass_bars: () => about(),
  lift_break_glass_bar: async (t) => about({ bar: await t.bar() }, { body: { reason: '試験' } }),
  // The caller's own where there is one, else one that exists.
  end_own_break_glass: async (t) => {
    const [own] = await ok(t.cast.clients.breakglass.get('/break-glass/mine'));
    return about({ opening: own.id });
  },
  open_break_glass: async (t, caller) => {
    await caller.copy().post('/break-glass/search', await t.facts());
    return about({}, { body: { id: v7(), kind: 'illness', reason: '試験' } });
  },
};

/** Nobody marks an own entry: the coordinator's, or, for the coordinator, one of the member with a seat. */
async function markable(t: Things, caller: Client): Promise<string> {
  const author = caller === t.cast.coordinator ? t.cast.clients.seat : t.cast.coordinator;
  return (await ok(author.post(`/people/${t.person}/entries`, t.newEntry({ asks_confirmation: true })))).id;
}

const own: Record<string, Builder> = {
  list_people: () => about(),
  search_people: () => about({}, { body: { q: 'ひなた' } }),
  find_doubles: () => about({}, { body: { family_name: '試験', given_name: '一', family_kana: 'シケン', given_kana: 'ハジメ', birth_date: '2020-02-03' } }),
  register_person: () => about({}, {
    body: {
      id: v7(), family_name: '試験', given_name: v7().slice(-6), family_kana: 'シケン', given_kana: 'ハジメ', birth_date: '2020-02-03', sex: 'unknown',
      postal_code: '', address: '', phone: '', language: 'ja', not_a_double: true,
    },
  }),
  get_today: () => about(),
  get_today_records: () => about(),
  list_record_types: () => about(),
  list_seat_invitations: () => about(),
  list_team_templates: () => about(),
  get_consent_wording: () => about(),
  list_codes: () => about(),
  list_notices: () => about(),
  get_pledge: () => about(),
  accept_pledge: () => about({}, { body: { version: 1 } }),
  sync: () => about({}, { query: { after: '0', limit: '10' } }),
  stream: () => about(),
};

/** A post somebody has taken, second factor and all. */
async function newlyTaken(t: Things): Promise<{ post: string; login: string }> {
  const { post, invitation_url } = await t.invited();
  const login = `shiken-${v7().slice(-8)}`;
  await enrolled(t.cast.server.origin, tokenOf(invitation_url), login, '試験 花子');
  return { post: post.post_id as string, login };
}
/** The same one each time. */
const taken = new WeakMap<Things, Promise<string>>();
const takenPost = async (t: Things): Promise<string> => (await newlyTaken(t)).post;

/** A directory to sign in through. Nobody answers there: whoever may ask is told so (503). */
const newDirectory = () => ({
  name: '試験の職員アカウント', issuer: 'http://127.0.0.1:9', client_id: 'musubi', client_secret: 'himitsu', scopes: '', strong_acr: '',
  strong_amr: 'mfa', facilities: [], enabled: true, reason: '試験',
});
const directory = async (t: Things): Promise<{ id: string; version: number }> => {
  const { providers } = await ok(t.cast.operator.get('/region/oidc-providers'));
  return providers[0] ?? await ok(t.cast.operator.post('/region/oidc-providers', newDirectory()));
};

const administration: Record<string, Builder> = {
  list_oidc_providers: () => about(),
  add_oidc_provider: () => about({}, { body: newDirectory() }),
  change_oidc_provider: async (t) => {
    const { id, version } = await directory(t);
    return about({ provider: id }, { body: newDirectory(), headers: ifMatch(version) });
  },
  list_facilities: () => about(),
  get_facility: () => about(),
  edit_facility: async (t) => {
    const { id: _, state: __, version, ...facts } = await ok(t.cast.operator.get(`/facilities/${t.cast.facility}`));
    return about({}, { body: facts, headers: ifMatch(version) });
  },
  add_facility: (t) => about({}, { body: t.newFacility() }),
  import_facilities: () => about({}, { query: { dry_run: 'true' }, body: '名称,種別\n試験の園,nursery\n', headers: csv }),
  list_applications: () => about(),
  get_application: async (t) => about({ application: (await t.application()).id }),
  list_application_documents: async (t) => about({ application: (await t.documentedApplication()).application }),
  get_application_document: async (t) => about(await t.documentedApplication()),
  get_application_document_thumbnail: async (t) => about(await t.documentedApplication()),
  decide_application: async (t) => about({ application: (await t.application()).id }, { body: { decision: 'refuse', reason: '試験' } }),
  list_staff: () => about(),
  add_staff: (t) => about({}, { body: t.newStaff() }),
  edit_staff: async (t) => {
    const { post } = await t.invited();
    const { name, kana, profession, title, is_manager, starts_on } = post;
    return about({ post: post.post_id }, {
      body: { name, kana, profession, title, licence_number: '', is_manager, starts_on, reason: '試験' }, headers: ifMatch(post.version),
    });
  },
  change_staff_state: async (t) => about({ post: (await t.invited()).post.post_id }, { body: { state: 'left', reason: '試験' } }),
  get_staff_duties: async (t) => about({ post: (await t.invited()).post.post_id }),
  reset_staff_second_factor: async (t) => {
    if (!taken.has(t)) taken.set(t, takenPost(t));
    return about({ post: await taken.get(t)! });
  },
  reset_staff_password: async (t) => about({ post: (await newlyTaken(t)).post }),
  reset_password_of: async (t) => about({}, { body: { login: (await newlyTaken(t)).login } }),
  invite_staff_again: async (t) => about({ post: (await t.invited()).post.post_id }),
  import_staff: () => about({}, { query: { dry_run: 'true' }, body: '氏名,職種\n試験 花子,teacher\n', headers: csv }),
  export_staff: () => about(),
  list_operators: () => about({}, { query: { kind: 'operator' } }),
  list_agreements: () => about(),
  propose_agreement: (t, caller) => about({}, { body: t.newAgreement(caller) }),
  answer_agreement: async (t) => about({ agreement: await t.proposedAgreement() }, { body: { accept: false, reason: '試験' } }),
  end_agreement: async (t) => about({ agreement: await t.agreement() }, { body: { reason: '試験' } }),
  find_partner_facilities: () => about({}, { query: { q: '' } }),
  add_guest_facility: (t, caller) => about({}, { body: t.partnerFacility(caller) }),
  list_guest_regions: () => about(),
  take_guest_post: (t, caller) => about({}, { body: { region_slug: t.otherRegion(caller) } }),
  add_operator: () => about({}, { body: { id: v7(), name: '試験 運', kana: '', login: '' } }),
  get_region: () => about(),
  change_region: async (t, caller) => {
    const { name, greeting, how_to_join, contact, names_in_access_log, version } = await ok(office(t, caller).get('/region'));
    return about({}, { body: { name, greeting, how_to_join, contact, names_in_access_log }, headers: ifMatch(version) });
  },
  list_amendments: () => about(),
  search_audit: () => about({}, { query: { from: day(-3), to: day(0) } }),
  find_audited_person: async (t) => about({}, { body: await t.facts() }),
  export_audit: () => about({}, { query: { from: day(-3), to: day(0) } }),
  list_unusual_looks: () => about(),
  get_seal_state: () => about(),
  list_audit_heads: () => about(),
  prove_audit_growth: async (t) => {
    await t.sealedLook();
    return about({}, { query: { from: '1' } });
  },
  prove_audit_row: async (t) => about({ row: await t.sealedLook() }),
  list_look_questions: () => about({}, { query: { state: 'open' } }),
  answer_look_question: async (t) => about({ question: await t.lookQuestion() }, { body: { body: '夜勤の引きつぎのためです。' } }),
  add_notice: (t) => about({}, { body: t.newNotice() }),
  edit_notice: async (t) => {
    const n = await t.notice();
    return about({ notice: n.id }, { body: { title: n.title, body: '直した本文', is_public: true, published_on: day(0) }, headers: ifMatch(n.version) });
  },
  remove_notice: async (t) => about({ notice: (await t.notice()).id }, { body: { reason: '試験' } }),
  list_documents: () => about(),
  add_document: () => about({}, { query: { title: '手引き', is_public: 'true' }, body: png(8, 8), headers: upload }),
  remove_document: async (t) => about({ document: (await t.document()).id }, { body: { reason: '試験' } }),
};

/** 相談受付・待機. */
const intakes: Record<string, Builder> = {
  get_intake_portal: () => about(),
  ask_for_help: (t) => about({}, { body: { id: v7(), sheet: t.newSheet() }, headers: t.elsewhere() }),
  list_intakes: () => about(),
  add_intake: (t) => about({}, { body: t.newIntake() }),
  get_intake: async (t) => about({ intake: (await t.intake()).line.id }),
  edit_intake: async (t) => about({ intake: (await t.intake()).line.id }, { body: { sheet: t.newSheet(), reason: '聞き直した' }, headers: ifMatch(1) }),
  move_intake: async (t) => about({ intake: (await t.intake()).line.id }, {
    body: { state: 'asking', note: '築山のことを聞く', coordinator_post: null, close_reason: null }, headers: ifMatch(1),
  }),
  accept_intake: async (t) => {
    const { line, sheet } = await t.intake('assigned');
    const { family_name, given_name, family_kana, given_kana, birth_date } = sheet;
    const whole = {
      id: v7(), family_name, given_name, family_kana, given_kana, birth_date, sex: 'unknown', postal_code: '', address: '', phone: '', language: '',
      not_a_double: true,
    };
    return about({ intake: line.id }, { body: { person_id: null, person: whole, stage: 'test' }, headers: ifMatch(2) });
  },
  get_waiting_board: () => about(),
  get_waiting: () => about(),
  move_waiting: async (t) => about({}, { body: { stage: 'test', since: day(0), note: '', referred_to: '' }, headers: ifMatch((await t.waiting()).version) }),
  suggest_team: () => about(),
  get_intake_settings: () => about(),
  change_waiting_limits: async (t, caller) => {
    const { limits, version } = await ok(office(t, caller).get('/intake-settings'));
    return about({}, { body: { limits: { ...limits, test: limits.test + 1 }, reason: '話し合いで' }, headers: ifMatch(version) });
  },
  name_intake_desk: async (t) => {
    const { desks } = await ok(t.cast.operator.get('/intake-settings'));
    return about({ facility: desks[0].facility_id }, { body: { named: desks[0].named, reason: '確かめた' } });
  },
  get_vacancies: () => about(),
  state_vacancies: async (t) => {
    const { version } = await ok(t.cast.operator.get(`/facilities/${t.cast.facility}/vacancies`));
    return about({}, { body: { services: [{ service: `試験${version}`, places: 2, note: '' }], as_of: day(0) }, headers: ifMatch(version) });
  },
};

/** 就学相談. */
const schoolEntries: Record<string, Builder> = {
  list_school_entries: () => about(),
  open_school_entry: async (t) => {
    await t.noSchoolEntry();
    return about({}, { body: t.newSchoolEntry() });
  },
  get_school_entry: async (t) => about({ school_entry: (await t.schoolEntry()).line.id }),
  write_school_entry: async (t) => {
    const { line } = await t.schoolEntry();
    return about({ school_entry: line.id, part: 'wishes' }, {
      body: { content: { wishes: { child: '', guardian: '築山のある学校へ', hopes: [], asks: '' } }, reason: '聞き直した' }, headers: ifMatch(line.version),
    });
  },
  print_school_entry: async (t) => about({ school_entry: (await t.schoolEntry()).line.id }),
  get_school_entry_board: () => about(),
  get_school_entry_calendar: () => about({ year: '2031' }),
  change_school_entry_calendar: async (t, caller) => {
    const { calendar, version } = await ok(office(t, caller).get('/school-entry-calendars/2031'));
    const days = calendar.days.map((d: { kind: string }) => (d.kind === 'briefing' ? { ...d, title: `説明会${version}` } : d));
    return about({ year: '2031' }, { body: { calendar: { days }, reason: '試験' }, headers: ifMatch(version) });
  },
};

const open: Record<string, Builder> = {
  healthz: () => about(),
  readyz: () => about(),
  metrics: () => about(),
  openapi: () => about(),
  list_portals: () => about(),
  get_portal: () => about(),
  get_portal_document: async (t) => about({ document: (await t.document()).id }),
  apply: (t) => {
    const { body, type } = formOf('application', t.newApplication(), 'documents', [{ name: 'a.png', bytes: png(8, 8) }]);
    return about({}, { body, headers: { ...type, ...t.elsewhere() } });
  },
  get_application_status: async (t) => about({}, { body: { tracking_code: (await t.application()).tracking_code }, headers: t.elsewhere() }),
  resubmit_application: async (t) => {
    const sent = await t.application();
    await ok(t.cast.operator.post(`/applications/${sent.id}/decision`, { decision: 'return', reason: '試験' }));
    const { id: _, ...fields } = t.newApplication();
    return about({}, { body: { tracking_code: sent.tracking_code, ...fields }, headers: t.elsewhere() });
  },
  look_at_invitation: async (t) => about({}, { body: { token: tokenOf((await t.invited()).invitation_url) } }),
  accept_invitation: async (t) => about({}, {
    body: {
      token: tokenOf((await t.invited()).invitation_url), login: `shiken-${v7().slice(-8)}`, display_name: '試験 花子', kana: '',
      password: 'tsukinohikari-2026',
    },
  }),
  redeem_password_reset: async (t) => {
    const { login } = await newlyTaken(t);
    const { reset_url } = await ok(t.cast.operator.post('/region/password-reset', { login }));
    return about({}, { body: { token: tokenOf(reset_url), password: 'tsukinohikari-2027' } });
  },
  list_oidc_choices: () => about(),
  begin_oidc_sign_in: async (t) => about({}, { body: { provider_id: (await directory(t)).id } }),
  finish_oidc: () => about({}, { body: { state: v7(), code: v7() } }),
  begin_oidc_invitation: async (t) => about({}, {
    body: {
      token: tokenOf((await t.invited()).invitation_url), provider_id: (await directory(t)).id, login: `shiken-${v7().slice(-8)}`,
      display_name: '試験 花子', kana: '',
    },
  }),
  get_session: () => about(),
  begin_passkey_sign_in: () => about(),
};

/** A device of the staff's facility, with the code that is out for it. */
const newDevice = (t: Things): Promise<{ device: { id: string }; code: string }> =>
  ok(t.cast.operator.post(`/facilities/${t.cast.facility}/devices`, { id: v7(), name: '2階ナースステーション PC' }));
const withAuthority = async (t: Things): Promise<Ask> => {
  const { code } = await newDevice(t);
  await ok(t.cast.operator.post('/device-enrolment', { code, key: 'p256', profile: 'standard' }));
  return about();
};
const devices: Record<string, Builder> = {
  list_devices: () => about(),
  list_region_devices: () => about(),
  list_device_renewals: () => about(),
  add_device: () => about({}, { body: { id: v7(), name: '診察室 PC' } }),
  add_region_device: () => about({}, { body: { id: v7(), name: '窓口 PC' } }),
  renew_device_code: async (t) => about({ device: (await newDevice(t)).device.id }),
  revoke_device: async (t) => about({ device: (await newDevice(t)).device.id }, { body: { because: 'lost', reason: '試験' } }),
  enrol_device: async (t) => about({}, { body: { code: (await newDevice(t)).code, key: 'p256', profile: 'standard' } }),
  renew_device: () => about({}, { body: { key: 'p256', profile: 'standard' } }),
  get_own_device: () => about(),
  get_device_authority: withAuthority,
  get_device_revocations: withAuthority,
  list_sign_in_policies: () => about(),
  change_sign_in_policy: async (t, caller) => {
    const list = await ok(office(t, caller).get('/region/sign-in-policies'));
    const version = list.find((p: { facility_type: string }) => p.facility_type === 'other')?.version ?? 0;
    return about({ type: 'other' }, { body: { ways: [], reason: '試験' }, headers: ifMatch(version) });
  },
};

/** The caller's own account. */
const account: Record<string, Builder> = {
  join_invitation: async (t) => about({}, { body: { token: tokenOf((await t.invited()).invitation_url) } }),
  choose_post: (_, caller) => about({}, { body: { post_id: caller.account?.post_id ?? v7() } }),
  set_terminal: () => about({}, { body: { lock_after_minutes: null } }),
  list_oidc_links: () => about(),
  begin_oidc_link: async (t) => about({}, { body: { provider_id: (await directory(t)).id } }),
  remove_oidc_link: () => about({ link: v7() }),
  list_passkeys: () => about(),
  begin_passkey_registration: () => about(),
  get_draft_key: () => about(),
  list_sessions: () => about(),
  list_sign_ins: () => about(),
  change_profile: (_, caller) => about({}, { body: { display_name: caller.account?.name ?? '試験', kana: '', locale: 'ja' } }),
  renew_recovery_codes: () => about(),
  begin_totp: () => about(),
  end_other_sessions: () => about(),
  // Last: from here on everybody of the region has to accept anew.
  publish_pledge: () => about({}, { body: { body: '知り得たことを目的の外に使いません。' } }),
};

export const asks: Record<string, Builder> = {
  ...person, ...consent, ...team, ...notebook, ...records, ...tasks, ...course, ...handovers, ...care, ...documents, ...forms, ...assessments, ...signs, ...intakes, ...schoolEntries, ...retention, ...breakGlass, ...own, ...administration, ...devices, ...open, ...account,
};
