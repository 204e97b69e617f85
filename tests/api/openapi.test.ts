// The program answers what it declares: real answers of the running program are held against the schemas of its own
// description, on both engines, as the people who use it.
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { v7 as uuid } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { day, exactFacts, openedBy } from '../support/cast.ts';
import { type Answer, Client, signIn } from '../support/client.ts';
import { Documents, publishForm } from '../support/documents.ts';
import { formOf, pdf, png } from '../support/files.ts';
import { engines, type Server, startServer } from '../support/server.ts';

interface Operation {
  operationId: string;
  responses: Record<string, { content?: Record<string, { schema: object }> }>;
}
interface Description {
  paths: Record<string, Record<string, Operation>>;
  components: object;
}

/** Holds answers against a description. */
class Checker {
  private readonly ajv = new Ajv2020({ strict: false, allErrors: true });
  private readonly known = new Map<string, ValidateFunction>();
  readonly seen = new Set<string>();
  constructor(readonly description: Description) {
    // ajv-formats is CommonJS: its function is under `default` once more.
    (addFormats as unknown as { default: (ajv: Ajv2020) => void }).default(this.ajv);
    this.ajv.addSchema({ $id: 'api', components: description.components });
  }
  /** The declared route of a path: a literal segment wins over a parameter, as in the router. */
  private routeOf(method: string, path: string): string | undefined {
    const parts = path.split('?')[0]!.split('/');
    return Object.keys(this.description.paths)
      .filter((p) => this.description.paths[p]![method] !== undefined)
      .filter((p) => {
        const declared = p.split('/');
        return declared.length === parts.length && declared.every((d, i) => d.startsWith('{') || d === parts[i]);
      })
      .sort((a, b) => a.split('{').length - b.split('{').length)[0];
  }
  /** Every objection to one answer; none where it is as declared. */
  objections(method: string, path: string, answer: Answer): string[] {
    const route = this.routeOf(method.toLowerCase(), path);
    const where = `${method} ${route ?? path} → ${answer.status}`;
    if (!route) return [`${where}: not described`];
    const operation = this.description.paths[route]![method.toLowerCase()]!;
    const declared = operation.responses[String(answer.status)];
    if (!declared) return [`${where}: status not declared (${answer.text.slice(0, 200)})`];
    if (answer.status < 400) this.seen.add(operation.operationId);
    const type = (answer.headers.get('content-type') ?? '').split(';')[0]!;
    const contents = declared.content ?? {};
    if (Object.keys(contents).length === 0) return answer.text === '' ? [] : [`${where}: a body where none is declared`];
    const schema = contents[type]?.schema;
    if (!schema) return 'application/octet-stream' in contents ? [] : [`${where}: ${type} is not declared`];
    const key = JSON.stringify(schema);
    let validate = this.known.get(key);
    if (!validate) {
      validate = this.ajv.compile(JSON.parse(key.replaceAll('#/components/', 'api#/components/')));
      this.known.set(key, validate);
    }
    if (validate(answer.body)) return [];
    return (validate.errors ?? []).slice(0, 5).map((e) => `${where}: ${e.instancePath} ${e.message} ${JSON.stringify(e.params)}`);
  }
}

describe.each(engines)('answers and their description on %s', (engine) => {
  let server: Server;
  let check: Checker;
  const who = new Map<string, Client>();
  const found: string[] = [];
  const as = async (login: string): Promise<Client> => {
    let client = who.get(login);
    if (!client) {
      client = await signIn(server, server.accounts.find((a) => a.login === login)!);
      who.set(login, client);
    }
    return client;
  };
  /** Calls, holds the answer against the description, and hands it on. */
  const call = async (client: Client, method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> => {
    const full = path.startsWith('/healthz') || path.startsWith('/readyz') || path === '/metrics' ? path : `/api/v1${path}`;
    const answer = await client.send(method, full, body, headers);
    found.push(...check.objections(method, full, answer));
    return answer;
  };
  const reportNothing = (): void => {
    const objections = [...new Set(found)];
    found.length = 0;
    expect(objections).toEqual([]);
  };

  beforeAll(async () => {
    server = await startServer(engine);
    const answer = await fetch(`${server.origin}/api/v1/openapi.json`);
    check = new Checker((await answer.json()) as Description);
  });
  afterAll(() => server?.stop());

  test('what differs from the description is objected to', () => {
    const answer = (status: number, body: unknown): Answer => ({
      status, body, text: JSON.stringify(body), headers: new Headers({ 'content-type': 'application/json' }),
    });
    const portals = '/api/v1/portal';
    expect(check.objections('GET', portals, answer(200, [{ slug: 'a', name: 'b' }]))).toEqual([]);
    expect(check.objections('GET', portals, answer(200, [{ slug: 'a' }]))).toHaveLength(1);
    expect(check.objections('GET', portals, answer(200, [{ slug: 'a', name: 'b', more: 1 }]))).toHaveLength(1);
    expect(check.objections('GET', portals, answer(200, [{ slug: 'a', name: 2 }]))).toHaveLength(1);
    expect(check.objections('GET', portals, answer(202, []))).toHaveLength(1);
    expect(check.objections('GET', '/api/v1/nowhere', answer(200, []))).toHaveLength(1);
    check.seen.clear();
  });

  test('every GET route, as coordinator, guardian, operator and nobody', async () => {
    const coordinator = await as('coordinator');
    const hinata = (await coordinator.get('/people')).body.find((p: { name: string }) => p.name === '佐藤 ひなた').id as string;
    const entries = (await coordinator.get(`/people/${hinata}/entries?limit=50`)).body.items as { id: string; files: { id: string }[] }[];
    const consents = (await coordinator.get(`/people/${hinata}/consents`)).body as { id: string }[];
    const records = (await coordinator.get(`/people/${hinata}/records`)).body.items as { id: string; type: string; at: string }[];
    const task = (await coordinator.post(`/people/${hinata}/tasks`, {
      id: uuid(), entry_id: null, record_id: null,
      content: {
        title: '書類の確認', body: '', info_class: 'basic', owner: { kind: 'coordinators', id: null, profession: '' }, due_on: '2030-04-01',
        with_guardians: true,
      },
    })).body as { id: string };
    const course = (await coordinator.get(`/people/${hinata}/course`)).body as { events: { id: string }[] };
    const care = (await coordinator.get(`/people/${hinata}/care`)).body as { instructions: { id: string }[] };
    const assessments = (await coordinator.get(`/people/${hinata}/assessments`)).body as { items: { id: string }[] };
    const signs = (await coordinator.get(`/people/${hinata}/signs`)).body as { id: string }[];
    const schoolEntry = (await call(coordinator, 'POST', `/people/${hinata}/school-entries`, {
      id: uuid(), kind: 'change', for_year: Number(day(0).slice(0, 4)) + 2, wishes: { child: '', guardian: '近くの学校へ', hopes: [], asks: '' },
    })).body as { line: { id: string } };
    const nurse = server.accounts.find((a) => a.login === 'nurse')!;
    const handover = (await call(coordinator, 'POST', `/people/${hinata}/handovers`, {
      id: uuid(),
      content: {
        terms: {
          kind: 'grade', to_facility_id: coordinator.account!.facility_id, to_post_id: coordinator.account!.post_id, to_name: '', starts_on: day(0),
          looks_back_to: null, duty: '', words: '', ends: [],
        },
        items: [{ id: uuid(), kind: 'note', source_id: null, info_class: 'basic', title: '好きな遊び', body: '' }],
      },
    })).body as { line: { id: string } };
    const handed = `/people/${hinata}/handovers/${handover.line.id}`;
    const headers = (n: number) => ({ 'if-match': `"${n}"` });
    await call(coordinator, 'PUT', `${handed}/state`, { state: 'asked', reason: '' }, headers(1));
    await call(coordinator, 'POST', `${handed}/answer`, { id: uuid(), agree: true, left_out: [], words: '書面で' }, headers(2));
    await call(coordinator, 'PUT', `${handed}/state`, { state: 'sent', reason: '' }, headers(3));
    const team = (await coordinator.get(`/people/${hinata}/team`)).body as { facility_id: string }[];
    const outsider = server.accounts.find((a) => a.kind === 'professional' && a.region === 'yuino' && !team.some((s) => s.facility_id === a.facility_id))!;
    const opening = await openedBy(await signIn(server, outsider), hinata, await exactFacts(coordinator, hinata));
    await publishForm(await as('operator'), 'walk_plan');
    const document = await new Documents(coordinator, hinata, 'walk_plan').shared();
    const intake = ((await coordinator.get('/intakes')).body as { items: { id: string }[] }).items[0]!.id;
    const reply = (await call(coordinator, 'POST', `/people/${hinata}/entries/${entries[0]!.id}/replies`, { id: uuid(), body: '分かりました。' })).body as { id: string };
    const values: Record<string, string> = {
      intake, reply: reply.id,
      person: hinata, entry: entries[0]!.id, consent: consents[0]!.id, facility: nurse.facility_id!, post: nurse.post_id, slug: 'yuino',
      file: entries.flatMap((e) => e.files)[0]?.id ?? uuid(), application: uuid(), document, form: 'walk_plan', version: '1', seat: uuid(), opening,
      record: records[0]!.id, school_entry: schoolEntry.line.id, year: '2031', task: task.id, event: course.events[0]!.id, handover: handover.line.id,
      instruction: care.instructions[0]!.id, part: 'contacts',
      assessment: assessments.items[0]!.id, sign: signs[0]!.id,
    };
    const recorded = records[0]!.at.slice(0, 10);
    const needed: Record<string, string> = {
      list_operators: '?kind=operator', list_places: '?q=園', export_entries: '?from=2020-01-01&to=2020-01-31',
      get_record_series: `?type=${records[0]!.type}`, print_record_day: `?on=${recorded}`, print_record_month: `?on=${recorded}`, compare_document_versions: '?from=1',
    };
    const callers = [await as('coordinator'), await as('mother'), await as('operator'), new Client(server.origin)];
    for (const [path, methods] of Object.entries(check.description.paths)) {
      const operation = methods.get;
      if (!operation || path.endsWith('/stream')) continue;
      const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? uuid()).replace(/^\/api\/v1/, '');
      for (const client of callers) await call(client, 'GET', filled + (needed[operation.operationId] ?? ''));
    }
    for (const client of callers) await call(client, 'POST', `/people/${hinata}/search`, { q: '様子' });
    reportNothing();
    const gets = Object.values(check.description.paths).flatMap((m) => (m.get ? [m.get.operationId] : []));
    // Those need something this walk has not made: an application, a document, an attached file, a sealed row (audit.test.ts), an ended support (retention.test.ts).
    const unanswered = gets.filter((id) => !check.seen.has(id) && id !== 'stream');
    expect(unanswered.sort(), 'GET routes without one good answer').toEqual(
      unanswered.filter((id) => ['get_application', 'list_application_documents', 'get_application_document', 'get_application_document_thumbnail', 'get_portal_document', 'get_file', 'get_file_thumbnail', 'get_photo', 'get_care_instruction_scan', 'get_person_photo', 'prove_audit_growth', 'prove_audit_row', 'prove_look', 'get_device_authority', 'get_device_revocations', 'see_ended', 'see_shredding_certificate'].includes(id)),
    );
  });

  test('the main writes: an application, a person with family, consent and team, a notebook', async () => {
    const today = new Date(Date.now() + 9 * 3600e3).toISOString().slice(0, 10);
    const nobody = new Client(server.origin);
    const portal = (await call(nobody, 'GET', '/portal/yuino')).body;
    const application = await call(nobody, 'POST', '/portal/yuino/applications', {
      id: uuid(), facility_name: 'ひだまり薬局', facility_type: 'pharmacy', postal_code: '', address: '', phone: '', official_number: '',
      applicant_name: '山本 薫', applicant_kana: 'ヤマモト カオル', applicant_profession: 'pharmacist', applicant_login: 'kaoru-y', note: '',
      pledge_version: portal.pledge_version,
    });
    await call(nobody, 'POST', '/portal/yuino/applications/status', { tracking_code: application.body.tracking_code });
    const operator = await as('operator');
    const waiting = (await call(operator, 'GET', '/applications?state=submitted')).body;
    await call(operator, 'GET', `/applications/${waiting[0].id}`);
    const form = formOf('application', {
      id: uuid(), facility_name: 'ひなぎく薬局', facility_type: 'pharmacy', postal_code: '', address: '', phone: '', official_number: '',
      applicant_name: '山本 薫', applicant_kana: '', applicant_profession: 'pharmacist', applicant_login: 'kaoru-z', note: '', pledge_version: portal.pledge_version,
    }, 'documents', [{ name: '許可証.pdf', bytes: pdf }, { name: '看板.png', bytes: png(8, 8) }]);
    const documented = await call(nobody, 'POST', '/portal/yuino/applications', form.body, form.type);
    await call(nobody, 'POST', '/portal/yuino/applications/status', { tracking_code: documented.body.tracking_code });
    const documents = (await call(operator, 'GET', `/applications/${documented.body.id}/documents`)).body;
    expect(documents).toHaveLength(2);
    await call(operator, 'GET', `/applications/${documented.body.id}/documents/${documents[0].id}`);
    await call(operator, 'GET', `/applications/${documented.body.id}/documents/${documents[1].id}/thumbnail`);
    const decided = await call(operator, 'POST', `/applications/${waiting[0].id}/decision`, { decision: 'approve', reason: '' });
    const token = String(decided.body.invitation_url).split('#').pop()!;
    await call(nobody, 'POST', '/invitations/look', { token });

    const region = (await call(operator, 'GET', '/region')).body;
    await call(operator, 'PUT', '/region', {
      name: region.name, greeting: 'ようこそ', how_to_join: region.how_to_join, contact: region.contact,
      names_in_access_log: region.names_in_access_log, reason: '新年度のあいさつ',
    }, { 'if-match': `"${region.version}"` });
    const notice = (await call(operator, 'POST', '/region/notices', { id: uuid(), title: '点検', body: '夜間に止まります', is_public: true, published_on: '2026-01-05' })).body;
    await call(operator, 'PUT', `/region/notices/${notice.id}`, { title: '点検', body: '早朝に止まります', is_public: true, published_on: '2026-01-05' }, { 'if-match': '"1"' });
    await call(operator, 'POST', `/region/notices/${notice.id}/remove`, { reason: '終了' });
    const history = (await call(operator, 'GET', '/region/history')).body;
    expect(history.items.map((line: { reason: string }) => line.reason)).toContain('新年度のあいさつ');

    const coordinator = await as('coordinator');
    const who = { family_name: '髙橋', given_name: '𠮷乃', family_kana: 'タカハシ', given_kana: 'ヨシノ', birth_date: '2021-05-05' };
    await call(coordinator, 'POST', '/people/doubles', who);
    await call(coordinator, 'POST', '/people/search', { q: '髙橋' });
    const person = (await call(coordinator, 'POST', '/people', {
      id: uuid(), ...who, sex: 'female', postal_code: '', address: '', phone: '', language: 'ja', not_a_double: true,
    })).body;
    const people = `/people/${person.id}`;
    await call(coordinator, 'POST', `${people}/guardians`, {
      id: uuid(), name: '髙橋 母', kana: 'タカハシ ハハ', relation: 'mother', phone: '', lives_together: true, has_custody: true, verified_how: '住民票',
    });
    const profile = (await call(coordinator, 'GET', people)).body;
    const signature = await call(coordinator, 'POST', `${people}/files`, onePixel, { 'content-type': 'image/png' });
    const wording = (await call(coordinator, 'GET', '/consent-wording')).body;
    const consent = (await call(coordinator, 'POST', `${people}/consents`, {
      id: uuid(), basis: 'consent', guardian_id: profile.guardians[0].id, giver_name: '髙橋 母', method: 'on_screen',
      classes: ['basic', 'health', 'development', 'education', 'welfare', 'family'], purposes: ['support', 'planning', 'handover'], whole_team: true, facility_ids: [],
      starts_on: today, signature_file_id: signature.body.id, wording_version: wording.version,
    })).body;
    const nurse = server.accounts.find((a) => a.login === 'nurse')!;
    const seat = (await call(coordinator, 'POST', `${people}/team`, {
      id: uuid(), facility_id: nurse.facility_id, post_id: nurse.post_id, role: 'member', duty: '訪問看護', starts_on: today,
    })).body;
    await call(await as('nurse'), 'GET', '/seat-invitations');
    await call(await as('nurse'), 'POST', `/seat-invitations/${seat.id}`, { accept: true, reason: '' });
    const photo = (await call(coordinator, 'POST', `${people}/files`, onePixel, { 'content-type': 'image/png' })).body;
    const entry = (await call(coordinator, 'POST', `${people}/entries`, {
      id: uuid(), category: 'contact', info_class: 'basic', importance: 'normal', body: 'はじめまして。', asks_confirmation: true, whole_team: true,
      with_guardians: false, seat_ids: [], mention_post_ids: [], file_ids: [photo.id],
    })).body;
    const at = `${people}/entries/${entry.id}`;
    await call(coordinator, 'GET', `${people}/files/${photo.id}`);
    await call(coordinator, 'GET', `${people}/files/${photo.id}/thumbnail`);
    await call(await as('nurse'), 'POST', `${people}/read`, { entry_ids: [entry.id] });
    await call(await as('nurse'), 'PUT', `${at}/acknowledge`, { on: true });
    await call(await as('nurse'), 'PUT', `${at}/confirm`, {});
    await call(await as('nurse'), 'POST', `${at}/replies`, { id: uuid(), body: 'よろしくお願いします。' });
    await call(coordinator, 'PUT', at, { category: 'contact', info_class: 'basic', importance: 'normal', body: 'はじめまして。田中です。', reason: '' }, { 'if-match': '"1"' });
    await call(coordinator, 'PUT', at, { category: 'contact', info_class: 'basic', importance: 'normal', body: '競争に負けた', reason: '' }, { 'if-match': '"1"' });
    for (const path of ['', '/versions']) await call(coordinator, 'GET', at + path);
    await call(coordinator, 'POST', `${at}/hide`, { reason: '試しに' });
    await call(coordinator, 'POST', `${people}/visit`, {});
    await call(coordinator, 'POST', `${people}/consents/${consent.id}/withdraw`, { reason: '転居', withdrawn_by: '母', facility_ids: [] });
    await call(await as('nurse'), 'GET', people);
    await call(coordinator, 'GET', `/staff/${nurse.post_id}/duties`);
    reportNothing();
    for (const name of ['apply', 'decide_application', 'change_region', 'add_notice', 'edit_notice', 'remove_notice', 'list_amendments', 'record_consent',
      'withdraw_consent', 'add_seat', 'answer_seat_invitation', 'upload_file', 'post_entry', 'edit_entry'])
      expect([...check.seen], name).toContain(name);
  });
});

const onePixel = Uint8Array.from(
  Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64'),
);
