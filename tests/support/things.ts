// Fresh real things of the child in the matrix, each made by somebody who may: so that a request about one of them is
// valid whoever sends it, and a granted one uses up nothing that the next caller needs.
import { v7 } from 'uuid';
import { allClasses, allPurposes, cardTokenOf, type Cast, day, exactFacts, ok, openedBy } from './cast.ts';
import type { Client } from './client.ts';
import { Documents, publishForm } from './documents.ts';
import { formOf, png } from './files.ts';

export const upload = { 'content-type': 'application/octet-stream' };

export class Things {
  constructor(readonly cast: Cast) {}
  get person() { return this.cast.person; }
  private get coordinator() { return this.cast.coordinator; }
  private get operator() { return this.cast.operator; }
  private at(path: string) { return `/people/${this.person}${path}`; }

  /** Another child of the same coordinator's, with a basis for everything and nothing of its own. */
  async otherChild(): Promise<string> {
    const child = await ok(this.coordinator.post('/people', {
      id: v7(), family_name: '試験', given_name: '二', family_kana: 'シケン', given_kana: 'フタツ', birth_date: '2019-02-03', sex: 'unknown',
      postal_code: '', address: '', phone: '', language: 'ja', not_a_double: true,
    }));
    await ok(this.coordinator.post(`/people/${child.id}/consents`, {
      id: v7(), basis: 'statutory', article: '児童福祉法 25条の2', classes: allClasses, purposes: allPurposes, whole_team: true, facility_ids: [], starts_on: day(0),
    }));
    return child.id as string;
  }
  otherRegion(caller: Client): string { return caller.account?.region === 'tonarino' ? 'yuino' : 'tonarino'; }
  newAgreement(caller: Client) {
    return { id: v7(), partner_slug: this.otherRegion(caller), title: '試験の協定', professions: ['nurse'], classes: ['basic'], starts_on: day(0) };
  }
  /** That the neighbours proposed to this region. */
  async proposedAgreement(): Promise<string> {
    const neighbour = this.cast.clients.neighbour_operator;
    return (await ok(neighbour.post('/agreements', this.newAgreement(neighbour)))).id;
  }
  async agreement(): Promise<string> {
    const id = await this.proposedAgreement();
    await ok(this.operator.post(`/agreements/${id}/answer`, { accept: true }));
    return id;
  }
  partnerFacility(caller: Client) {
    const region_slug = this.otherRegion(caller);
    return { region_slug, facility_id: region_slug === 'yuino' ? this.cast.facility : this.cast.clients.neighbour.account!.facility_id };
  }
  newEntry(more: object = {}) {
    return {
      id: v7(), category: 'report', info_class: 'basic', importance: 'normal', body: '今日は園庭の築山で遊びました。',
      asks_confirmation: false, whole_team: true, with_guardians: true, seat_ids: [], mention_post_ids: [], file_ids: [], ...more,
    };
  }
  /** An entry of the coordinator's, shared with the family. */
  entry(more: object = {}) { return ok(this.coordinator.post(this.at('/entries'), this.newEntry(more))); }
  async reply(entry: string) {
    return ok(this.coordinator.post(this.at(`/entries/${entry}/replies`), { id: v7(), body: '築山の件、承知しました。' }));
  }
  async replied() {
    const entry = await this.entry();
    return { entry: entry.id as string, reply: await this.reply(entry.id) };
  }
  /** Uploads refused while making things: they left audit records too. */
  readonly refusedUploads = new Map<Client, number>();
  /** A picture of the caller's, or, where they may not hand one in, of the coordinator's. */
  async fileOf(caller: Client): Promise<string> {
    const path = `/api/v1${this.at('/files')}`;
    const own = await caller.copy().send('POST', path, png(8, 8), upload);
    if (own.status === 201) return own.body.id;
    this.refusedUploads.set(caller, (this.refusedUploads.get(caller) ?? 0) + 1);
    return (await ok(this.coordinator.send('POST', path, png(8, 8), upload))).id;
  }
  async sharedFile(): Promise<string> {
    const file = await this.fileOf(this.coordinator);
    await this.entry({ file_ids: [file] });
    return file;
  }
  newRecord(more: object = {}) {
    return {
      id: v7(), type: 'temperature',
      state: {
        at: new Date().toISOString(), info_class: 'basic', value: 36.8, value2: null, kind: '', what: '', before: '', after: '', note: '',
        with_guardians: true, ...more,
      },
    };
  }
  /** A record of the coordinator's, shared with the family. */
  async record() { return (await ok(this.coordinator.post(this.at('/records'), { items: [this.newRecord()] })))[0]; }
  newTask(more: object = {}) {
    return {
      id: v7(), entry_id: null, record_id: null,
      content: {
        title: '築山の下見', body: '', info_class: 'basic', owner: { kind: 'coordinators', id: null, profession: '' }, due_on: day(7),
        with_guardians: true, ...more,
      },
    };
  }
  /** A task of the coordinators, shared with the family. */
  task() { return ok(this.coordinator.post(this.at('/tasks'), this.newTask())); }
  newEvent(more: object = {}) {
    return {
      id: v7(), follow_up: null,
      content: {
        kind: 'hospital', checkup: '', title: '築山で骨折', body: '', place: '', starts_on: day(-20), ends_on: null, info_class: 'basic',
        with_guardians: true, ...more,
      },
    };
  }
  /** An event of the course of life, the coordinator's, shared with the family. */
  event() { return ok(this.coordinator.post(this.at('/course'), this.newEvent())); }
  newHandover() {
    return {
      id: v7(),
      content: {
        terms: {
          kind: 'school_entry', to_facility_id: this.cast.clients.elsewhere.account!.facility_id, to_post_id: this.cast.clients.elsewhere.account!.post_id,
          to_name: '', starts_on: day(20), looks_back_to: day(20), duty: '', words: '', ends: [],
        },
        items: [{ id: v7(), kind: 'note', source_id: null, info_class: 'basic', title: '築山での遊び', body: '' }],
      },
    };
  }
  /** A handover of the coordinator's to `elsewhere`, brought as far as asked; the mother agrees. */
  async handover(state: 'draft' | 'asked' | 'sent') {
    let view = await ok(this.coordinator.post(this.at('/handovers'), this.newHandover()));
    const path = this.at(`/handovers/${view.line.id}`);
    const at = () => ({ 'if-match': `"${view.line.version}"` });
    if (state === 'draft') return view;
    view = await ok(this.coordinator.put(`${path}/state`, { state: 'asked', reason: '' }, at()));
    if (state === 'asked') return view;
    view = await ok(this.coordinator.post(`${path}/answer`, { id: v7(), agree: true, left_out: [], words: '書面' }, at()));
    return ok(this.coordinator.put(`${path}/state`, { state: 'sent', reason: '' }, at()));
  }
  newSchoolEntry(more: object = {}) {
    return {
      id: v7(), kind: 'change', for_year: Number(day(0).slice(0, 4)) + 2, wishes: { child: '', guardian: '築山のある学校へ', hopes: ['regular'], asks: '' },
      ...more,
    };
  }
  /** The open case of the coordinator's: one at a time. */
  async schoolEntry() {
    const cases = (await ok(this.coordinator.get(this.at('/school-entries')))) as { id: string; kind: string; stage: string }[];
    const open = cases.find((c) => c.kind === 'change' && c.stage !== 'withdrawn');
    return open ? ok(this.coordinator.get(this.at(`/school-entries/${open.id}`))) : ok(this.coordinator.post(this.at('/school-entries'), this.newSchoolEntry()));
  }
  /** None is open, so that one can be. */
  async noSchoolEntry() {
    const { line } = await this.schoolEntry();
    await ok(this.coordinator.put(this.at(`/school-entries/${line.id}/withdrawn`), { content: {}, reason: '試験' }, { 'if-match': `"${line.version}"` }));
  }
  newSheet(more: object = {}) {
    return {
      asker_name: '試験 春', relation: 'mother', family_name: '試験', given_name: '築', family_kana: 'シケン', given_kana: v7().slice(-6).replace(/[0-9]/g, 'ア'),
      birth_date: day(-1200), district: '', worries: ['speech'], words: '築山でひとりで遊んでいます。', supporters: '', reach: 'phone', contact: '090-0000-0000',
      contact_when: '', ...more,
    };
  }
  newIntake() { return { id: v7(), channel: 'phone', caller: '', received_on: day(0), sheet: this.newSheet() }; }
  /** A request for help, taken by the coordinator at the desk and, if asked for, given to themselves. */
  async intake(state: 'received' | 'assigned' = 'received') {
    const view = await ok(this.coordinator.post('/intakes', this.newIntake()));
    if (state === 'received') return view;
    return ok(this.coordinator.put(`/intakes/${view.line.id}/state`, {
      state, note: '', coordinator_post: this.coordinator.account!.post_id, close_reason: null,
    }, { 'if-match': '"1"' }));
  }
  waiting() { return ok(this.coordinator.get(this.at('/waiting'))); }
  newInstruction(more: object = {}) {
    return {
      id: v7(),
      content: {
        kind: 'other', doctor: '築山 医師', facility: '試験病院', issued_on: day(-5), valid_from: day(-5), valid_until: day(200), file_id: null,
        covers: [], note: '', ...more,
      },
    };
  }
  /** An instruction sheet of the coordinator's. */
  instruction(more: object = {}) { return ok(this.coordinator.post(this.at('/care/instructions'), this.newInstruction(more))); }
  /** The token in the QR code of the card in force. */
  cardToken(): Promise<string> { return cardTokenOf(this.coordinator, this.person); }
  async careVersion(part: string): Promise<number> {
    return (await ok(this.coordinator.get(this.at('/care')))).parts.find((p: { part: string }) => p.part === part).version;
  }
  private published: Promise<Documents> | undefined;
  /** Documents of a form of the region's own, published once. */
  documents(): Promise<Documents> {
    return (this.published ??= publishForm(this.operator, 'matrix_plan').then(() => new Documents(this.coordinator, this.person, 'matrix_plan')));
  }
  private readonly kept = new Map<string, Promise<string>>();
  /** A document that is looked at only: the same for all. */
  lookedAt(stage: 'draft' | 'shared'): Promise<string> {
    if (!this.kept.has(stage)) this.kept.set(stage, this.documents().then((made) => made[stage]()));
    return this.kept.get(stage)!;
  }
  /** A form of the region's own with a draft, and its revision. */
  async draftedForm(): Promise<{ form: string; revision: number }> {
    const form = `draft_${v7().replaceAll('-', '').slice(-12)}`;
    const view = await ok(this.operator.post('/region/forms', { key: form, title: '築山の様式', copy_of: (await this.documents()).form }));
    return { form, revision: view.form.draft_revision };
  }
  newAssessment(more: object = {}) {
    return {
      id: v7(), instrument: 'gmfcs',
      state: {
        tested_on: day(-3), edition: 'E&R 2007', reporter: 'examiner', outside: false, facility: '', examiner: '', place: '', conditions: '',
        info_class: 'health', findings: '', for_guardians: '築山を歩いて登れました。', for_teachers: '', with_guardians: true,
        numbers_with_guardians: false, file_ids: [],
        values: [{
          domain: 'level', value: 1, age_months: null, low: null, high: null, band_level: null, standard_error: null, percentile: null,
          described_as: '', note: '',
        }],
        ...more,
      },
    };
  }
  /** A result of the coordinator's, its summary shared with the family. */
  assessment() { return ok(this.coordinator.post(this.at('/assessments'), this.newAssessment())); }
  /** What the demo's screening of 佐藤ひなた raises. */
  async sign() { return (await ok(this.coordinator.get(this.at('/signs'))))[0]; }
  async signRule(code: string, operator = this.operator) {
    return (await ok(operator.get('/region/sign-rules'))).find((r: { code: string }) => r.code === code);
  }
  newSeat(more: object = {}) {
    return {
      id: v7(), facility_id: this.cast.facility, post_id: null, profession: 'dietitian', role: 'viewer', duty: '給食', classes: ['basic'],
      starts_on: day(0), ...more,
    };
  }
  /** Invited only: one facility can be asked again and again. */
  seat() { return ok(this.coordinator.post(this.at('/team'), this.newSeat())); }
  newSuggestion(more: object = {}) {
    return { id: v7(), facility_id: null, name: 'ことばの教室の先生', kind: '通級指導教室', why: '毎週通っています。', ...more };
  }
  /** One that waits for an answer: the caller's where they are a guardian of the child, else the mother's. */
  async suggestion(caller: Client) {
    const { mother, restricted } = this.cast.clients;
    const whose = caller === restricted ? restricted : mother;
    const open = (await ok(whose.get(this.at('/seat-suggestions')))).find((s: { state: string }) => s.state === 'open');
    return open ?? ok(whose.post(this.at('/seat-suggestions'), this.newSuggestion()));
  }
  /** A seat of the whole facility, which its manager accepted. */
  async acceptedSeat(): Promise<string> {
    const { id } = await this.seat();
    await ok(this.cast.clients.manager.post(`/seat-invitations/${id}`, { accept: true }));
    return id;
  }
  async endSeat(seat: string) {
    await this.coordinator.post(this.at(`/team/${seat}/end`), { on: day(-1), reason: '試験の片付け' });
  }
  /** The newest look at the child, in its access history … */
  async look(): Promise<string> { return (await ok(this.coordinator.get(this.at('/access-log')))).items[0].id; }
  private sealed: Promise<string> | undefined;
  /** … and one that is sealed already, as any is within a second; the same for all. */
  sealedLook(): Promise<string> { return (this.sealed ??= this.untilSealed()); }
  private async untilSealed(): Promise<string> {
    const look = await this.look();
    for (let tries = 0; tries < 200; ++tries) {
      if ((await this.coordinator.get(this.at(`/access-log/${look}/proof`))).status === 200) return look;
      await new Promise((next) => setTimeout(next, 50));
    }
    throw new Error('the look was not sealed');
  }
  /** A question of the coordinator's that waits for its answer. */
  async lookQuestion(): Promise<string> {
    return (await ok(this.coordinator.post(this.at('/access-log/questions'), { id: v7(), look: await this.look(), body: 'なぜ見たのですか。' }))).id;
  }
  facts() { return exactFacts(this.coordinator, this.person); }
  /** An emergency look that is open. */
  async opening(): Promise<string> {
    const [newest] = await ok(this.cast.spare.get('/break-glass/mine'));
    return newest?.open ? newest.id : openedBy(this.cast.spare, this.person, await this.facts());
  }
  /** The number of its newest review, 0 where there is none. */
  async reviewed(opening: string): Promise<number> {
    return (await ok(this.operator.get(`/break-glass/${opening}`))).reviews[0]?.version ?? 0;
  }
  newReview(more: object = {}) {
    return { outcome: 'not_justified', measures: ['training'], comment: '試験のため', end_now: false, bar: false, ...more };
  }
  /** A post barred from emergency looks. */
  async bar(): Promise<string> {
    const bars = () => ok(this.operator.get('/break-glass/bars'));
    if ((await bars()).length === 0) {
      const opening = (await ok(this.cast.spare.get('/break-glass/mine')))[0].id;
      await ok(this.operator.post(`/break-glass/${opening}/review`, this.newReview({ bar: true }), { 'if-match': `"${await this.reviewed(opening)}"` }));
    }
    return (await bars())[0].id;
  }
  newGuardian(more: object = {}) {
    return {
      id: v7(), name: '佐藤 はるえ', kana: 'サトウ ハルエ', relation: 'grandparent', phone: '', lives_together: false, has_custody: false,
      verified_how: '窓口で確認', ...more,
    };
  }
  guardian() { return ok(this.coordinator.post(this.at('/guardians'), this.newGuardian())); }
  /** A guardian gives an own consent, on paper; anybody else records that a law allows it. */
  async newConsent(caller: Client) {
    const sent = { id: v7(), classes: ['basic'], purposes: allPurposes, whole_team: false, facility_ids: [this.cast.facility], starts_on: day(0) };
    const { guardians } = await this.profile();
    const guardian = guardians.find((g: { name: string }) => g.name === caller.account?.name);
    if (!guardian) return { ...sent, basis: 'statutory', article: '児童福祉法 25条の2' };
    return {
      ...sent, basis: 'consent', giver_name: guardian.name, guardian_id: guardian.id, method: 'paper', scan_file_id: await this.fileOf(caller), wording_version: 1,
    };
  }
  /** The mother's. */
  async consent() {
    const { mother } = this.cast.clients;
    return ok(mother.post(this.at('/consents'), await this.newConsent(mother)));
  }
  async profile() { return ok(this.coordinator.get(`/people/${this.person}`)); }

  newFacility() {
    return {
      id: v7(), name: `試験の園${v7().slice(-6)}`, facility_type: 'nursery', postal_code: '', address: '', phone: '', official_number: '',
      school_district: '',
    };
  }
  newStaff() {
    return {
      id: v7(), name: '試験 花子', kana: 'シケン ハナコ', profession: 'teacher', title: '', licence_number: '', is_manager: false, login: '',
      starts_on: day(0),
    };
  }
  async invited() { return ok(this.operator.post(`/facilities/${this.cast.facility}/staff`, this.newStaff())); }
  newApplication() {
    return {
      id: v7(), facility_name: `申請の園${v7().slice(-6)}`, facility_type: 'nursery', postal_code: '', address: '', phone: '',
      official_number: '', applicant_name: '申請 太郎', applicant_kana: '', applicant_profession: 'nursery_teacher', applicant_login: `shinsei-${v7().slice(-8)}`,
      note: '', pledge_version: 1,
    };
  }
  /** Each from an address of its own (matrix.test.ts trusts itself as a proxy), so that no throttle stands in the way. */
  elsewhere() { return { 'x-forwarded-for': `2001:db8:${(++this.addresses).toString(16)}::1` }; }
  private addresses = 0;
  application() { return ok(this.operator.post('/portal/yuino/applications', this.newApplication(), this.elsewhere())); }
  /** With a picture, as its operator finds it. */
  async documentedApplication() {
    const { body, type } = formOf('application', this.newApplication(), 'documents', [{ name: 'a.png', bytes: png(8, 8) }]);
    const sent = await ok(this.operator.send('POST', '/api/v1/portal/yuino/applications', body, { ...type, ...this.elsewhere() }));
    const documents = await ok(this.operator.get(`/applications/${sent.id}/documents`));
    return { application: sent.id as string, document: documents[0].id as string };
  }
  newNotice() { return { id: v7(), title: '試験のお知らせ', body: '本文', is_public: true, published_on: day(0) }; }
  notice() { return ok(this.operator.post('/region/notices', this.newNotice())); }
  document() {
    return ok(this.operator.send('POST', '/api/v1/region/documents?title=手引き&is_public=true', png(8, 8), upload));
  }
}

export { allClasses, day, ok };
