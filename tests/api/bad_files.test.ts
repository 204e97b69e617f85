// Files that lie, and tables that trick: what is handed in is judged by what it is, and what goes out is harmless.
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { account, day, hinataOf, ok } from '../support/cast.ts';
import { type Answer, Client, signIn } from '../support/client.ts';
import { formOf, named, papers, pdf, png, withComment } from '../support/files.ts';
import { newEntry } from '../support/notebook.ts';
import { slowness } from '../support/patience.ts';
import { engines, type Server, startServer } from '../support/server.ts';
import { snapshot } from '../support/snapshot.ts';

const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
const cut = (bytes: Buffer): Buffer => bytes.subarray(0, bytes.length / 2);
const uploads: [what: string, bytes: Buffer | string, status: number, code: string][] = [
  ['an SVG with script', svg, 415, 'unsupported_type'],
  ['an SVG that begins like XML', `<?xml version="1.0"?>\n${svg}`, 415, 'unsupported_type'],
  ['a page under the name of a photo', '<!doctype html><script>alert(1)</script>', 415, 'unsupported_type'],
  ['a program', Buffer.from('7f454c460201010000000000000000000200', 'hex'), 415, 'unsupported_type'],
  ['a GIF', Buffer.from('GIF89a\x01\x00\x01\x00\x00\x00\x00;', 'latin1'), 415, 'unsupported_type'],
  ['a signature and nothing behind it', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), 415, 'unsupported_type'],
  ['a picture cut off', cut(png(300, 300)), 422, 'invalid'],
  ['a picture with a page inside its head', Buffer.concat([png(2, 2), Buffer.from('<script>alert(1)</script>')]), 415, 'unsupported_type'],
  ['a picture that is an archive as well', Buffer.concat([png(300, 300), Buffer.from('PK\x05\x06'.padEnd(22, '\0'), 'latin1')]), 415, 'unsupported_type'],
  ['a bomb of 60,000 × 60,000 points', png(60_000, 60_000, 10), 413, 'too_large'],
  ['a bomb wider than a number', png(0x7fffffff, 0x7fffffff, 0), 422, 'invalid'],
  ['a picture that promises more than it holds', png(6000, 6000, 10), 422, 'invalid'],
  ['a PDF cut off', cut(pdf), 422, 'invalid'],
  ['a PDF behind a password', papers.encrypted, 422, 'invalid'],
  ['a PDF without a page', papers.pageless, 422, 'invalid'],
  ['an empty file', '', 422, 'invalid'],
];
const filenames: [given: string, kept: string][] = [
  ['../../../etc/passwd', 'passwd.png'], ['C:\\Windows\\写真.exe', '写真.png'], ['写真.jpg', '写真.png'], ['..', '無題.png'], ['.htaccess', 'htaccess.png'],
  ['a\u202egpj.exe', '無題.png'], ['"><script>.png', '___script_.png'], ['a'.repeat(300), `${'a'.repeat(120)}.png`],
];

describe.each(engines)('files and tables on %s', (engine) => {
  let server: Server;
  let coordinator: Client;
  let person: string;
  beforeAll(async () => {
    server = await startServer(engine, { staff: 24, entries: 60 }, { env: { MUSUBI_LISTEN_TRUSTED_PROXIES: '127.0.0.1' } });
    coordinator = await signIn(server, account(server, 'coordinator'));
    person = await hinataOf(coordinator);
  });
  afterAll(() => server?.stop());

  const upload = (bytes: Buffer | string, filename = 'photo.png'): Promise<Answer> => coordinator.send(
    'POST', `/api/v1/people/${person}/files`, bytes, { 'content-type': 'image/png', ...named(filename) });

  test('files that lie are refused and change nothing', async () => {
    const before = await snapshot(coordinator, person);
    for (const [what, bytes, status, code] of uploads) {
      const answer = await upload(bytes);
      expect(answer.body, what).toMatchObject({ status, code, field: 'file' });
      expect(answer.status, what).toBe(status);
      expect(answer.body.title, what).toMatch(/[ぁ-ん].*。$/);
      expect(answer.body.detail, what).toMatch(/[ぁ-ん].*。$/);
    }
    expect(await snapshot(coordinator, person)).toBe(before);
    const memory = execFileSync('grep', ['VmHWM', `/proc/${server.process.pid}/status`], { encoding: 'utf8' });
    expect(Number(memory.match(/\d+/)![0])).toBeLessThan(600_000 * slowness); // kB: a bomb is never unpacked
  });

  test('names of files lose paths, tricks and false endings, and come back in a header that holds one name', async () => {
    for (const [given, kept] of filenames) {
      const file = await ok(upload(png(8, 8), given));
      expect(file.filename, given).toBe(kept);
      const answer = await coordinator.get(`/people/${person}/files/${file.id}`);
      expect(answer.headers.get('content-type')).toBe('image/png');
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      expect(answer.headers.get('content-security-policy')).toMatch(/sandbox|default-src 'none'/);
    }
    const split = await upload(png(8, 8), 'a\r\nSet-Cookie: x=y');
    expect(split.body).toMatchObject({ status: 400, code: 'malformed' });
    const inAddress = await coordinator.post(`/people/${person}/files?filename=himitsu.png`, png(8, 8), { 'content-type': 'image/png' });
    expect(inAddress.body, 'a name does not travel in the address').toMatchObject({ status: 422, code: 'unknown_field', field: 'filename' });
  });

  test('what a picture tells of its place and its maker is gone', async () => {
    const file = await ok(upload(withComment(png(40, 40), 'himitsu')));
    const answer = await fetch(`${server.origin}/api/v1/people/${person}/files/${file.id}`, { headers: { cookie: coordinator.cookie } });
    const bytes = Buffer.from(await answer.arrayBuffer()).toString('latin1');
    expect(bytes).not.toMatch(/tEXt|himitsu/);
  });

  const paper = (bytes: Buffer): Promise<Answer> => coordinator.send(
    'POST', `/api/v1/people/${person}/files`, bytes, { 'content-type': 'application/octet-stream', ...named('紙.pdf') });
  const bytesOf = async (id: string, part = ''): Promise<Buffer> =>
    Buffer.from(await (await fetch(`${server.origin}/api/v1/people/${person}/files/${id}${part}`, { headers: { cookie: coordinator.cookie } })).arrayBuffer());

  test('what a PDF tells, runs and hides is gone, and its first page is shown small', async () => {
    const file = await ok(paper(papers.talkative));
    expect(file).toMatchObject({ content_type: 'application/pdf', has_thumbnail: true, filename: '紙.pdf' });
    const kept = (await bytesOf(file.id)).toString('latin1');
    expect(kept).toMatch(/^%PDF-/);
    expect(kept).not.toMatch(/himitsu|JavaScript|EmbeddedFile|\/Info/);
    expect((await bytesOf(file.id, '/thumbnail')).subarray(8, 12).toString('latin1')).toBe('WEBP');
    const refused = await paper(papers.encrypted);
    expect(refused.body.detail).toMatch(/制限/);
  });

  test('a PDF that explodes, or is drawn for hours, gets no picture and ends nothing but its own reading', async () => {
    for (const [what, bytes] of Object.entries({ huge: papers.huge, bomb: papers.bomb, endless: papers.endless })) {
      const answer = await paper(bytes);
      expect(answer.status, `${what} ${answer.text}`).toBe(201);
      if (what !== 'bomb') expect(answer.body.has_thumbnail, what).toBe(false);
      expect((await bytesOf(answer.body.id)).toString('latin1', 0, 5), what).toBe('%PDF-');
    }
    expect((await ok(paper(pdf))).has_thumbnail).toBe(true);
    const memory = execFileSync('grep', ['VmHWM', `/proc/${server.process.pid}/status`], { encoding: 'utf8' });
    expect(Number(memory.match(/\d+/)![0])).toBeLessThan(600_000 * slowness); // kB
  }, 120_000);

  /** Applicants are nobody: each comes from an address of its own. */
  let addresses = 0;
  const application = (more: object = {}): object => ({
    id: v7(), facility_name: `申請の園${v7().slice(-6)}`, facility_type: 'nursery', postal_code: '', address: '', phone: '', official_number: '',
    applicant_name: '申請 太郎', applicant_kana: '', applicant_profession: 'nursery_teacher', applicant_login: 'shinsei', note: '', pledge_version: 1, ...more,
  });
  const apply = (files: { name: string; bytes: Buffer | string; type?: string }[], more: object = {}, method = 'POST', filesPart = 'documents'): Promise<Answer> => {
    const { body, type } = formOf('application', application(more), filesPart, files);
    return new Client(server.origin).send(method, '/api/v1/portal/yuino/applications', body, {
      ...type, 'x-forwarded-for': `2001:db8:${(++addresses).toString(16)}::1`,
    });
  };
  const inFolder = (name: string): string[] =>
    readdirSync(join(server.directory, 'files', name), { recursive: true, withFileTypes: true }).filter((f) => f.isFile()).map((f) => join(f.parentPath, f.name));

  test('an application with a document that lies is refused, by the document, and leaves nothing', async () => {
    const operator = await signIn(server, account(server, 'operator'));
    const count = async (): Promise<number> => (await ok(operator.get('/applications'))).length;
    const [before, sealed] = [await count(), inFolder('files').length];
    for (const [what, bytes, status, code] of uploads) {
      const answer = await apply([{ name: '指定通知書.pdf', bytes: pdf, type: 'application/pdf' }, { name: '写真.png', bytes, type: 'image/png' }]);
      expect(answer.body, what).toMatchObject({ status, code, field: 'documents[1]' });
      expect(answer.body.detail, what).toMatch(/^「写真.png」：.*。$/);
    }
    const paper = { name: 'a.pdf', bytes: pdf };
    const six = await apply(Array.from({ length: 6 }, () => paper));
    expect(six.body).toMatchObject({ status: 422, code: 'too_long', field: 'documents' });
    expect(six.body.detail).toMatch(/5件まで/);
    const large = await apply([paper, { name: 'b.pdf', bytes: Buffer.alloc(25 * 1024 * 1024 + 1, 'x') }]);
    expect(large.body).toMatchObject({ status: 413, code: 'too_large', field: 'documents[1]' });
    expect(large.body.detail).toMatch(/25MB/);
    // A little over 50 MB: much more is refused by its length alone, before it is sent.
    const together = await apply(Array.from({ length: 3 }, () => ({ name: 'c.pdf', bytes: Buffer.alloc(17_600_000, 'x') })));
    expect(together.body).toMatchObject({ status: 413, code: 'too_large', field: 'documents' });
    expect((await apply([paper], {}, 'POST', 'papers')).body).toMatchObject({ status: 422, code: 'unknown_field', field: 'papers' });
    expect((await apply([paper], { state: 'approved' })).body).toMatchObject({ status: 422, code: 'unknown_field' });
    const cutOff = formOf('application', application(), 'documents', [paper]);
    const half = await new Client(server.origin).send(
      'POST', '/api/v1/portal/yuino/applications', cutOff.body.subarray(0, -20), { ...cutOff.type, 'x-forwarded-for': '2001:db8:ffff::1' });
    expect(half.body).toMatchObject({ status: 400, code: 'malformed' });
    expect(await count()).toBe(before);
    expect(inFolder('files').length).toBe(sealed);
    expect(inFolder('incoming')).toEqual([]);
  });

  test('documents of an application are opened by the operator alone, harmless and without their place', async () => {
    const operator = await signIn(server, account(server, 'operator'));
    const sent = await ok(apply([
      { name: '../../指定通知書.exe', bytes: pdf }, { name: '看板.png', bytes: withComment(png(40, 40), 'himitsu') },
    ]));
    const list = await ok(operator.get(`/applications/${sent.id}/documents`));
    expect(list.map((d: { filename: string }) => d.filename)).toEqual(['指定通知書.pdf', '看板.png']);
    const nobody = new Client(server.origin);
    for (const { id, content_type: type } of list) {
      const path = `/applications/${sent.id}/documents/${id}`;
      const answer = await operator.get(path);
      expect(answer.headers.get('content-type')).toBe(type);
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      expect(answer.headers.get('content-disposition')).toMatch(/^inline; filename="/);
      expect(answer.headers.get('content-security-policy')).toMatch(/sandbox|default-src 'none'/);
      expect(answer.text).not.toMatch(/tEXt|himitsu/);
      expect((await nobody.get(path)).status).toBe(401);
      expect((await coordinator.get(path)).status).toBe(403);
      expect((await nobody.get(`/portal/yuino/documents/${id}`)).status).toBe(404);
      expect((await coordinator.get(`/people/${person}/files/${id}`)).status).toBe(404);
    }
    const status = await ok(nobody.post('/portal/yuino/applications/status', { tracking_code: sent.tracking_code }));
    expect(status.documents.map((d: { filename: string }) => d.filename)).toEqual(['指定通知書.pdf', '看板.png']);
    for (const file of inFolder('files')) expect(file).not.toMatch(/指定|看板|pdf|png/);
  });

  const importStaff = (bytes: Buffer | string, query = '?dry_run=false'): Promise<Answer> => coordinator.send(
    'POST', `/api/v1/facilities/${coordinator.account!.facility_id}/staff/import${query}`, bytes, { 'content-type': 'text/csv' });

  test('tables in a wrong encoding or with bad lines are told line by line and change nothing', async () => {
    const before = await snapshot(coordinator, person);
    const utf16 = Buffer.from('\ufeff氏名,職種\n試験 花子,保育士\n', 'utf16le');
    const neither = Buffer.concat([Buffer.from('氏名,職種\n'), Buffer.from([0xff, 0xfe, 0x80, 0x0a])]);
    for (const bytes of [utf16, neither]) {
      const answer = await importStaff(bytes);
      expect(answer.body, answer.text).toMatchObject({ status: 400, code: 'malformed' });
      expect(answer.body.title).toMatch(/[ぁ-ん].*。$/);
    }
    const report = await importStaff('氏名,職種,開始日\n試験 花子,保育士,2023-02-30\n,魔法使い,2024-04-01\n"開いた引用符');
    expect(report.status === 200 ? report.body.errors.length : 3, report.text).toBeGreaterThanOrEqual(3);
    expect(report.body.created ?? 0).toBe(0);
    expect(await snapshot(coordinator, person)).toBe(before);
  });

  test('Shift_JIS is read, and formulas are kept from opening as formulas', async () => {
    const sjis = Buffer.concat([
      Buffer.from([0x8e, 0x81, 0x96, 0xbc, 0x2c, 0x90, 0x45, 0x8e, 0xed, 0x0a]), // 氏名,職種
      Buffer.from([0x8e, 0x8e, 0x8c, 0xb1, 0x20, 0x89, 0xd4, 0x8e, 0x71, 0x2c, 0x95, 0xdb, 0x88, 0xe7, 0x8e, 0x6d, 0x0a]), // 試験 花子,保育士
    ]);
    const report = await ok(importStaff(sjis));
    expect(report).toMatchObject({ encoding: 'cp932', created: 1 });

    const formulas = ['=HYPERLINK("http://example.jp","押す")', '+1+1', '-2+3', '@SUM(A1)', '\t=1+1', '＝1+1'];
    for (const body of formulas) await ok(coordinator.post(`/people/${person}/entries`, newEntry(body)));
    const csv = await coordinator.get(`/people/${person}/entries.csv?from=${day(0)}&to=${day(0)}`);
    expect(csv.status).toBe(200);
    expect(csv.headers.get('content-disposition')).toMatch(/^attachment/);
    const cells = [...csv.text.matchAll(/(?<=^|,|\n)("(?:[^"]|"")*"|[^,\n]*)/g)].map((m) => m[1]!.replace(/^"|"$/g, ''));
    expect(cells.filter((cell) => /^[=+\-@\t\r＝＋－＠]/.test(cell))).toEqual([]);
    expect(csv.text).toContain('HYPERLINK');

    const named = await importStaff('氏名,職種,役職\n"=cmd|\'/c calc\'!A1",保育士,"@SUM(1)"\n');
    if (named.status === 200 && named.body.created === 1) {
      const staff = await coordinator.get(`/facilities/${coordinator.account!.facility_id}/staff.csv`);
      expect(staff.text).not.toMatch(/(^|[,\n])"?[=@]/);
    }
  });
});
