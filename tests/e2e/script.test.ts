// Script in every text field: whatever the program takes as text, by its own description, is filled with markup that would
// act, stored, and looked at on every page of the web app in a real Chromium under the real policy. Nothing may run, and
// what is shown is shown as it was written.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { v7 } from 'uuid';
import type { Browser, Page } from 'playwright-core';
import { rows } from '../api/matrix.table.ts';
import { asks, type Ask } from '../support/asks.ts';
import { desk, openDevice, startBrowser } from '../support/browser.ts';
import { type Caller, type Cast, day, gather, ok } from '../support/cast.ts';
import { type Answer, type Client, stepUp } from '../support/client.ts';
import { formOf, named, png } from '../support/files.ts';
import { type Description, Filler, markupFor, type Operation, pagesOfTheApp, rounds, type Schema } from '../support/markup.ts';
import { Authenticator } from '../support/passkey.ts';
import { type Server, startServer } from '../support/server.ts';
import { Things, upload } from '../support/things.ts';
import { settled } from './pages/look.ts';
import { addresses, before, beyondMatrix, notShown, openers, outOfReach, readers } from './script.table.ts';

let browser: Browser;
let server: Server;
let cast: Cast;
let things: Things;
const faults: string[] = [];
const routes = new Map<string, { method: string; path: string; operation: Operation }>();
let described: Description;

/** Every field asked, by `route.path`; what it was filled with, where that was kept. */
const fields = new Map<string, { number: number; kept: string[]; refused: string[] }>();
const seen = new Map<string, Set<string>>();
/** What each route was asked about, for the pages that show it. */
const touched: { name: string; values: Record<string, string> }[] = [];

const field = (name: string) => {
  if (!fields.has(name)) fields.set(name, { number: fields.size, kept: [], refused: [] });
  return fields.get(name)!;
};

beforeAll(async () => {
  server = await startServer('sqlite', { staff: 64, entries: 60 }, {
    localhost: true,
    env: { MUSUBI_LISTEN_TRUSTED_PROXIES: '127.0.0.1,::1', MUSUBI_OIDC_HOSTS: '127.0.0.1:9', MUSUBI_OIDC_PLAIN_LOOPBACK: 'true' },
  });
  cast = await gather(server);
  things = new Things(cast);
  described = await ok<Description>(cast.coordinator.get('/openapi.json'));
  for (const [path, methods] of Object.entries(described.paths))
    for (const [method, operation] of Object.entries(methods)) routes.set(operation.operationId, { method: method.toUpperCase(), path, operation });
  browser = await startBrowser();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

/** Who may ask, by the reviewed table of who gets what. */
function openerOf(name: string): Client | undefined {
  const expected = rows.find((row) => row.name === name)!.expected;
  const who = openers[name] ?? (['coordinator', 'operator', 'mother', 'manager', 'elsewhere', 'breakglass', 'colleague', 'nobody'] as Caller[])
    .find((caller) => expected[caller] === 'ok');
  return who && cast.clients[who];
}
function callerOf(name: string): Client {
  const client = openerOf(name);
  if (!client) throw new Error(`nobody may ask ${name}`);
  return client;
}
async function send(name: string, caller: Client, ask: Ask): Promise<Answer> {
  const { method, path } = routes.get(name)!;
  const values: Record<string, string> = { person: cast.person, facility: cast.facility, slug: 'yuino', ...ask.values };
  const full = path.replace(/\{(\w+)\}/g, (_, key: string) => encodeURIComponent(values[key] ?? `no-value-for-${key}`));
  const query = ask.query && Object.keys(ask.query).length > 0 ? `?${new URLSearchParams(ask.query)}` : '';
  const hands = caller.copy();
  const answer = await hands.send(method, `${full}${query}`, ask.body, ask.headers ?? {});
  if (answer.body?.code !== 'step_up_needed') return answer;
  await stepUp(caller);
  return await caller.copy().send(method, `${full}${query}`, ask.body, ask.headers ?? {});
}
const jsonOf = (operation: Operation): Schema | undefined => operation.requestBody?.content['application/json']?.schema;
const queryTexts = (operation: Operation) =>
  (operation.parameters ?? []).filter((p) => p.in === 'query' && p.schema.type === 'string' && !p.schema.format && !p.schema.enum);

/** The same request with markup in those of its fields that `wanted` lets through; answers what went where. */
function filled(name: string, ask: Ask, round: number, wanted: (path: string) => boolean): { ask: Ask; put: Map<string, string> } {
  const { operation, method } = routes.get(name)!;
  const put = new Map<string, string>();
  const fill = (path: string, most: number): string | undefined => {
    const markup = markupFor(field(`${name} ${path}`).number, round, most);
    if (!wanted(path) || markup === undefined) return undefined;
    put.set(path, markup);
    return markup;
  };
  const schema = jsonOf(operation);
  const out = { ...ask };
  // A form carries its JSON in a part: the builders send the same as JSON where the route takes both.
  if (schema && ask.body !== undefined && !(ask.body instanceof Uint8Array) && typeof ask.body !== 'string')
    out.body = new Filler(described, fill).fill(schema, ask.body, '');
  if (method !== 'GET') out.query = { ...ask.query };
  if (method !== 'GET') for (const p of queryTexts(operation)) {
    const markup = fill(`?${p.name}`, p.schema.maxLength ?? 1000);
    if (markup !== undefined) out.query![p.name] = markup;
  }
  return { ask: out, put };
}

let openSeat: string | undefined;
/** Asks until what is refused is known and the rest is kept: all at once, then field by field where an answer does not say which. */
async function store(name: string, round: number): Promise<void> {
  const caller = callerOf(name);
  const refused = new Set<string>();
  const attempt = async (wanted: (path: string) => boolean) => {
    if (openSeat) await things.endSeat(openSeat); // one of a profession at a time
    openSeat = undefined;
    await before[name]?.(things);
    const plain = await asks[name]!(things, caller);
    const { ask, put } = filled(name, plain, round, wanted);
    const answer = await send(name, caller, ask);
    expect.soft(answer.status, `${name} ${answer.text.slice(0, 300)}`).toBeLessThan(500);
    if (answer.status < 300) {
      const id = (ask.body as { id?: string } | undefined)?.id;
      touched.push({ name, values: { ...ask.values, ...(id ? { id } : {}) } });
      openSeat = ask.values?.seat ?? (name === 'add_seat' ? id : undefined);
      for (const [path, markup] of put) field(`${name} ${path}`).kept.push(markup);
    }
    return { answer, put };
  };
  let { answer, put } = await attempt(() => true);
  for (let tries = 0; answer.status === 422 && put.has(answer.body?.field) && tries < 40; ++tries) {
    refused.add(answer.body.field);
    field(`${name} ${answer.body.field}`).refused.push(`${answer.status}`);
    ({ answer, put } = await attempt((path) => !refused.has(path)));
  }
  if (answer.status < 300) return;
  for (const path of put.keys()) {
    const alone = await attempt((one) => one === path);
    if (alone.answer.status >= 300) field(`${name} ${path}`).refused.push(`${alone.answer.status}`);
  }
  const plain = await attempt(() => false);
  expect.soft(plain.answer.status, `${name} without markup: ${plain.answer.text.slice(0, 300)}`).toBeLessThan(300);
}

const takesText = (name: string): boolean => {
  const { operation, method } = routes.get(name)!;
  let any = method !== 'GET' && queryTexts(operation).length > 0;
  const schema = jsonOf(operation);
  // Whatever the schema holds: an empty object is filled with all texts of its first level, lists and inner objects with theirs.
  const look = (s: Schema, depth: number): void => {
    if (s.$ref) return look(described.components.schemas[s.$ref.split('/').at(-1)!]!, depth);
    s.anyOf?.forEach((one) => look(one, depth));
    if (s.type === 'string' && !s.format && !s.enum) any = true;
    if (s.type === 'object' && !s.properties) any = true;
    if (depth < 8) [...Object.values(s.properties ?? {}), ...(s.items ? [s.items] : [])].forEach((one) => look(one, depth + 1));
  };
  if (schema) look(schema, 0);
  return any;
};

test('every text the program takes is filled, in several shapes', async () => {
  const named = [...routes.keys()].filter(takesText);
  expect(named.length).toBeGreaterThan(80);
  const inMatrix = new Set(rows.map((row) => row.name));
  expect(named.filter((name) => !inMatrix.has(name)).toSorted(), 'asked below, or with a reason').toEqual(Object.keys(beyondMatrix).toSorted());
  const inOrder = rows.map((row) => row.name).filter((name) => named.includes(name) && name !== 'publish_pledge' && !outOfReach[name]);
  for (let round = 0; round < rounds; ++round) for (const name of inOrder)
    await store(name, round).catch((error: unknown) => expect.soft(String(error), `${name}, round ${round}`).toBe(''));
  await filesAndTables();
  await passkeys();
});

/** What comes as a file or a table, with names of files. */
async function filesAndTables(): Promise<void> {
  const keep = (name: string, markup: string): void => void field(name).kept.push(markup);
  const markup = (name: string): string => markupFor(field(name).number, 0, 120)!;
  const at = `/api/v1/people/${cast.person}`;
  for (const extension of ['.png', '.html', '.svg']) {
    const text = markup('upload_file filename');
    const file = await ok(cast.coordinator.send('POST', `${at}/files`, png(8, 8), { ...upload, ...named(`${text}${extension}`) }));
    await things.entry({ file_ids: [file.id] });
    keep('upload_file filename', (file.filename as string) ?? text);
  }
  const paper = markup('apply filename');
  const { body, type } = formOf('application', things.newApplication(), 'documents', [{ name: `${paper}.png`, bytes: png(8, 8) }]);
  const { id } = await ok(cast.operator.send('POST', '/api/v1/portal/yuino/applications', body, { ...type, ...things.elsewhere() }));
  touched.push({ name: 'apply', values: { id } });
  keep('apply filename', (await ok(cast.operator.get(`/applications/${id}/documents`)))[0].filename);
  const csv = { 'content-type': 'text/csv' };
  const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  const tables: [string, Client, string, string][] = [
    ['import_staff name', cast.operator, `/api/v1/facilities/${cast.facility}/staff/import`, '氏名,職種,役職\n%,teacher,\n'],
    ['import_facilities name', cast.operator, '/api/v1/facilities/import', '名称,種別\n%,nursery\n'],
    ['import_records note', cast.coordinator, `${at}/records/import`, `日付,種類,値,メモ\n${day(0)},体温,36.6,%\n`],
  ];
  for (const [name, who, path, table] of tables) {
    const text = markup(name);
    const declared = [...routes.values()].some((r) => r.method === 'POST' && new RegExp(`^${r.path.replace(/\{\w+\}/g, '[^/]+')}$`).test(path));
    expect(declared, `${path} is a route`).toBe(true);
    const answer = await who.copy().send('POST', `${path}?dry_run=false`, table.replace('%', quoted(text)), csv);
    if (answer.status < 300) keep(name, text);
    else field(name).refused.push(`${answer.status} ${answer.text.slice(0, 200)}`);
  }
}
/** Passkeys are made by a device, not by a builder. */
async function passkeys(): Promise<void> {
  const { coordinator } = cast;
  const device = new Authenticator((await ok(coordinator.get('/session'))).passkey_origin as string);
  const first = markupFor(field('register_passkey name').number, 1, 60)!;
  const { passkey } = await ok(coordinator.post('/account/passkeys', device.register(await ok(coordinator.post('/account/passkeys/begin')), first)));
  field('register_passkey name').kept.push(first);
  const other = new Authenticator(device.origin);
  const second = (await ok(coordinator.post('/account/passkeys', other.register(await ok(coordinator.post('/account/passkeys/begin')))))).passkey;
  const renamed = markupFor(field('rename_passkey name').number, 1, 60)!;
  await ok(coordinator.put(`/account/passkeys/${second.id}`, { name: renamed }));
  field('rename_passkey name').kept.push(renamed);
  expect(passkey.name).toBe(first);
}

// --- what is looked at

/** A device of its own with that caller's session, and an eye on everything that must not happen. */
async function deviceOf(client: Client): Promise<Page> {
  const page = await openDevice(browser, desk, faults);
  await page.context().addInitScript(() => {
    const own = window as unknown as { ran: string[]; pwn: (mark: string) => void };
    own.ran = [];
    own.pwn = (mark) => own.ran.push(mark);
    document.addEventListener('securitypolicyviolation', (e) => own.ran.push(`policy: ${e.violatedDirective} ${e.blockedURI} ${e.sample}`));
  });
  page.on('dialog', (dialog) => {
    faults.push(`${page.url()}: a dialog`);
    void dialog.dismiss();
  });
  page.on('console', (message) => {
    if (/Content Security Policy|Refused to/.test(message.text())) faults.push(`${page.url()}: ${message.text()}`);
  });
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (['http:', 'https:'].includes(url.protocol) && url.origin !== server.origin) faults.push(`${page.url()}: asks ${url.origin}`);
  });
  page.on('popup', (popup) => faults.push(`${page.url()}: opened ${popup.url()}`));
  if (client.cookie) {
    const [name, value] = [client.cookie.slice(0, client.cookie.indexOf('=')), client.cookie.slice(client.cookie.indexOf('=') + 1)];
    await page.context().addCookies([{ name, value, url: server.origin, httpOnly: true, sameSite: 'Lax' }]);
  }
  return page;
}
/** What ran, what stands in the page as markup, and all text a reader can come to without opening a dialog. */
async function look(page: Page): Promise<string> {
  const { acted, text } = await page.evaluate(() => {
    const acted = [...((window as unknown as { ran?: string[] }).ran ?? [])];
    for (const node of document.querySelectorAll('*'))
      for (const { name, value } of node.attributes) {
        const handler = name.startsWith('on') && value.includes('pwn');
        const address = ['href', 'src', 'action', 'formaction', 'xlink:href', 'data', 'srcdoc'].includes(name) && /^\s*javascript:|x\.invalid/i.test(value);
        const style = name === 'style' && value.includes('x.invalid');
        if (handler || address || style) acted.push(`<${node.localName} ${name}="${value.slice(0, 80)}">`);
      }
    if ([...document.querySelectorAll('script, style')].some((node) => /pwn\(|x\.invalid/.test(node.textContent ?? ''))) acted.push('in a script or style');
    const typed = [...document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea')].map((node) => node.value);
    const spoken = [...document.querySelectorAll('svg title, svg desc')].map((node) => node.textContent ?? '');
    return { acted, text: [document.body?.textContent ?? '', ...typed, ...spoken, document.title].join('\n') };
  });
  expect.soft(acted, page.url()).toEqual([]);
  return text;
}
async function arrive(page: Page, path: string): Promise<void> {
  await page.goto(`${server.origin}${path}`);
  // Managers' pages say in a line, without a heading, that the reader has no such post.
  const there = await page.getByRole('heading', { level: 1 }).or(page.getByText('使える所属がありません')).first().waitFor({ timeout: 30_000 }).then(() => true, () => false);
  expect.soft(there, `${path} opens: ${there ? '' : await page.evaluate(() => document.body.innerText.slice(0, 300))}`).toBe(true);
}
/** Until nothing was asked for and nothing came for a while; the live stream never ends and does not count. */
async function quiet(page: Page): Promise<void> {
  const come = () => page.evaluate(() => performance.getEntriesByType('resource').length).catch(() => Number.NaN); // on its way elsewhere
  for (let before = -1, now = await come(); before !== now; ) {
    before = now;
    await page.waitForTimeout(250);
    now = await come();
  }
}
async function open(page: Page, path: string): Promise<string> {
  await arrive(page, path);
  await settled(page);
  await quiet(page);
  return await look(page);
}

/** The addresses of one page: one for each thing that was touched. */
function addressesOf(path: string): string[] {
  const params = [...path.matchAll(/\$(\w+)/g)].map((m) => m[1]!);
  let made = [path];
  for (const name of params) {
    const values = addresses[`${path} ${name}`]?.(touched) ?? addresses[name]?.(touched);
    if (name === 'person' || name === 'slug') {
      made = made.map((one) => one.replace(`$${name}`, name === 'person' ? cast.person : 'yuino'));
      continue;
    }
    expect.soft(values ?? [], `${path}: nothing to put for $${name}`).not.toEqual([]);
    if (!values) return [];
    made = made.flatMap((one) => [...new Set(values)].map((value) => one.replace(`$${name}`, value)));
  }
  return made;
}
/** Those who see what is on it. */
const readersOf = (path: string, signedIn: boolean): readonly Caller[] => {
  if (!signedIn) return ['nobody'];
  if (readers[path]) return readers[path];
  return path.startsWith('/manage/') ? ['operator', 'manager'] : ['coordinator', 'mother'];
};
const devices = new Map<Caller, Page>();

test('the web app has the pages that are opened here', () => {
  expect(pagesOfTheApp().length).toBeGreaterThan(70);
});
describe('on every page of the app nothing of it runs, and what is shown stands there as it was written', () => {
  test.each(pagesOfTheApp())('$path', async ({ path, signedIn }) => {
    for (const caller of readersOf(path, signedIn)) {
      if (!devices.has(caller)) devices.set(caller, await deviceOf(cast.clients[caller]));
      for (const address of addressesOf(path)) {
        const text = await open(devices.get(caller)!, address);
        for (const [name, { kept }] of fields)
          if (kept.some((markup) => text.includes(markup))) seen.set(name, (seen.get(name) ?? new Set()).add(path));
      }
    }
    expect(faults.splice(0)).toEqual([]);
  });
});

test('each field was seen, refused, or has its reason', () => {
  const unexplained: Record<string, string> = {};
  for (const [name, { kept, refused, number }] of fields) {
    if (seen.has(name) || notShown[name] !== undefined) continue;
    if (kept.length > 0) unexplained[name] = `kept and seen nowhere: ${kept.at(-1)}`;
    else if (refused.length === 0) unexplained[name] = `never asked (${number})`;
  }
  expect(unexplained).toEqual({});
  expect(Object.keys(notShown).filter((name) => !fields.has(name)), 'reasons for what is not there any more').toEqual([]);
  expect(seen.size).toBeGreaterThan(100);
});

// --- what comes straight back

const markupInAddress = markupFor(0, 0, 200)!;

test('the API gives nothing back as HTML: reflected in paths and queries, in files, papers, tables and problems', async () => {
  // The pages took a while, and builders ask for what takes a fresh second factor.
  for (const who of ['coordinator', 'operator', 'mother', 'manager', 'elsewhere'] as const) {
    await stepUp(cast.clients[who]);
  }
  const wrong: string[] = [];
  const check = (what: string, answer: Answer): void => {
    const type = answer.headers.get('content-type') ?? '';
    if (answer.status >= 500) wrong.push(`${what}: ${answer.status}`);
    if (/html|svg|xml|javascript|css/.test(type)) wrong.push(`${what}: ${type}`);
    if (answer.text !== '' && answer.headers.get('x-content-type-options') !== 'nosniff') wrong.push(`${what}: may be sniffed`);
    if (!/default-src 'none'|sandbox/.test(answer.headers.get('content-security-policy') ?? '')) wrong.push(`${what}: no policy`);
    if (/[<>]/.test(answer.headers.get('content-disposition') ?? '')) wrong.push(`${what}: markup in its file name`);
    if (answer.headers.get('location')) wrong.push(`${what}: leads to ${answer.headers.get('location')}`);
  };
  for (const { name } of rows) {
    const { method, path, operation } = routes.get(name)!;
    if (name === 'stream') continue;
    const caller = openerOf(name) ?? cast.coordinator;
    const hands = caller.copy();
    const marked = path.replace(/\{\w+\}/g, encodeURIComponent(markupInAddress));
    const query = new URLSearchParams((operation.parameters ?? []).filter((p) => p.in === 'query').map((p) => [p.name, markupInAddress]));
    const body = method === 'GET' || method === 'DELETE' ? undefined : { [markupInAddress]: markupInAddress };
    check(`${name} with marked path`, await hands.send(method, `${marked}?${query}`, body, { 'if-match': '"1"' }));
    if (method !== 'GET') continue;
    check(name, await send(name, caller, await asks[name]!(things, caller)));
  }
  check('no such route', await cast.coordinator.get(`/${encodeURIComponent(markupInAddress)}`));
  expect(wrong).toEqual([]);
});
test('addresses with markup in every part open pages that run nothing and lead nowhere else', async () => {
  const device = { open: await deviceOf(cast.clients.nobody), inside: await deviceOf(cast.coordinator) };
  const part = encodeURIComponent(markupInAddress);
  for (const { path, signedIn } of pagesOfTheApp()) {
    const page = signedIn ? device.inside : device.open;
    const marked = path.replace(/\$person/, path.includes('/people/$person/') ? cast.person : part).replace(/\$\w+/g, part);
    await page.goto(`${server.origin}${marked}?next=${part}&error=${part}&state=${part}&code=${part}&q=${part}&version=${part}#${part}`);
    await quiet(page); // most of them say that there is no such thing
    await look(page);
    expect(new URL(page.url()).origin, marked).toBe(server.origin);
  }
  for (const next of ['javascript:pwn(1)', '//x.invalid/', '/\\x.invalid', 'https://x.invalid/', 'data:text/html,<script>pwn(1)</script>']) {
    await device.inside.goto(`${server.origin}/sign-in?next=${encodeURIComponent(next)}`);
    await quiet(device.inside);
    await look(device.inside);
    expect(new URL(device.inside.url()).origin, next).toBe(server.origin);
  }
  for (const page of Object.values(device)) await page.context().close();
  expect(faults).toEqual([]);
});

test('answers opened straight from the address line run nothing', async () => {
  const page = await deviceOf(cast.coordinator);
  const at = `/api/v1/people/${cast.person}`;
  for (const path of [at, `${at}/entries`, `${at}/team`, `${at}/tasks`, `${at}/consents`, '/api/v1/portal/yuino', `/api/v1/${encodeURIComponent(markupInAddress)}`, `/nowhere/${encodeURIComponent(markupInAddress)}`]) {
    await page.goto(`${server.origin}${path}`);
    await look(page);
  }
  await page.context().close();
  expect(faults).toEqual([]);
});

test('the live stream carries ids, never what was written', async () => {
  const stop = new AbortController();
  const response = await fetch(`${server.origin}/api/v1/stream`, { headers: { cookie: cast.coordinator.cookie }, signal: stop.signal });
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  const reader = response.body!.getReader();
  const entry = await ok(cast.clients.seat.post(`/people/${cast.person}/entries`, things.newEntry({ id: v7(), body: markupInAddress })));
  let text = '';
  while (!text.includes(entry.id)) {
    const { value, done } = await reader.read();
    if (done) break;
    text += new TextDecoder().decode(value);
  }
  stop.abort();
  expect(text).toContain(entry.id);
  expect(text).not.toContain('pwn');
});

test('a pledge with markup is read by everybody before they work, as text', async () => {
  const name = 'publish_pledge body';
  const markup = markupFor(field(name).number, 0, 1000)!;
  await ok(cast.operator.post('/region/pledge', { body: markup }));
  const page = await deviceOf(cast.coordinator);
  expect(await open(page, '/pledge')).toContain(markup);
  await page.context().close();
  expect(faults).toEqual([]);
});
