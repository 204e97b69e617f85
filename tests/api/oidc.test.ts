// Signing in through a directory, against a real provider: what a browser does, and what somebody does who has read along.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Answer, type Client, signIn } from '../support/client.ts';
import { clientId, clientSecret, Directory } from '../support/directory.ts';
import { type DemoAccount, engines, type Server, startServer } from '../support/server.ts';

/** A browser: every cookie by its name. */
class Browser {
  readonly jar = new Map<string, string>();
  csrf = '';
  constructor(readonly origin: string) {}
  static of(client: Client): Browser {
    const browser = new Browser(client.origin);
    const [name, value] = client.cookie.split('=');
    browser.jar.set(name!, value!);
    browser.csrf = client.csrf;
    return browser;
  }
  async post(path: string, body: unknown): Promise<Answer> {
    const response = await fetch(`${this.origin}/api/v1${path}`, {
      method: 'POST', body: JSON.stringify(body),
      headers: {
        'content-type': 'application/json', 'x-csrf-token': this.csrf,
        cookie: [...this.jar].map(([name, value]) => `${name}=${value}`).join('; '),
      },
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
      this.jar.set(name!, value!);
    }
    const text = await response.text();
    const answered = text ? JSON.parse(text) : undefined;
    this.csrf = answered?.session?.csrf_token ?? this.csrf;
    return { status: response.status, text, headers: response.headers, body: answered };
  }
}

describe.each(engines)('a directory on %s', (engine) => {
  let directory: Directory;
  let server: Server;
  let provider: { id: string; version: number };
  let operator: Client;
  let nurse: Client;
  let account: DemoAccount;
  const edit = (more: object = {}) => ({
    name: 'みどり市職員アカウント', issuer: directory.issuer, client_id: clientId, client_secret: clientSecret, scopes: '', strong_acr: '',
    strong_amr: 'mfa pwd+otp', facilities: [], enabled: true, reason: '職員の方のために', ...more,
  });
  const back = (at: URL, more: object = {}) => ({ ...Object.fromEntries(at.searchParams), ...more });
  /** From the button to the door, as that subject. */
  async function come(subject: string, amr: string[] = ['pwd'], body: object = {}, browser = new Browser(server.origin)) {
    Object.assign(directory, { subject, amr });
    const left = await browser.post('/session/oidc/begin', { provider_id: provider.id, ...body });
    expect(left.status, left.text).toBe(200);
    const at = await directory.visit(left.body.url);
    return { browser, left, at, arrive: (more: object = {}) => browser.post('/session/oidc', back(at, more)) };
  }
  async function link(client: Client, subject: string): Promise<Answer> {
    const browser = Browser.of(client);
    Object.assign(directory, { subject, amr: ['pwd'] });
    const left = await browser.post('/account/oidc/begin', { provider_id: provider.id });
    expect(left.status, left.text).toBe(200);
    return browser.post('/session/oidc', back(await directory.visit(left.body.url)));
  }

  beforeAll(async () => {
    directory = await Directory.listen();
    server = await startServer(engine, {}, {
      localhost: true, env: { MUSUBI_OIDC_HOSTS: directory.host, MUSUBI_OIDC_PLAIN_LOOPBACK: 'true' },
    });
    directory.open(`${server.origin}/oidc/callback`);
    const named = (login: string) => server.accounts.find((a) => a.login === login)!;
    account = named('nurse');
    operator = await signIn(server, named('operator'));
    nurse = await signIn(server, account);
  });
  afterAll(async () => {
    await server?.stop();
    await directory?.close();
  });

  test('is set up by operators, and its secret is never shown again', async () => {
    expect((await nurse.post('/region/oidc-providers', edit())).status).toBe(403);
    const added = await operator.post('/region/oidc-providers', edit());
    expect(added.status, added.text).toBe(201);
    provider = added.body;
    const listed = await operator.get('/region/oidc-providers');
    expect(listed.body).toMatchObject({ redirect_uri: `${server.origin}/oidc/callback`, hosts: [directory.host] });
    expect(listed.body.providers[0]).toMatchObject({ has_secret: true, changed_by: expect.any(String) });
    for (const answer of [added, listed]) expect(answer.text).not.toContain('himitsu');
    const choices = await nurse.get('/session/oidc/providers');
    expect(choices.body).toEqual([{ id: provider.id, name: 'みどり市職員アカウント', region_name: expect.any(String) }]);
  });

  test('is asked only where the house allows it', async () => {
    for (const issuer of ['http://127.0.0.1:1', 'https://169.254.169.254', `${directory.issuer}@evil.example`, 'file:///etc/passwd', `https://${directory.host}.evil.example`]) {
      const answer = await operator.post('/region/oidc-providers', edit({ issuer }));
      expect(answer.status, issuer).toBe(422);
      expect(answer.body.field).toBe('issuer');
    }
  });

  test('opens nothing before somebody linked it', async () => {
    const { arrive } = await come('nurse');
    const refused = await arrive();
    expect(refused.status).toBe(401);
    expect(refused.text).not.toContain(account.name);
    expect((await link(nurse, 'kiri-41')).body).toMatchObject({ purpose: 'link' });
    const stranger = await (await come('kiri-42')).arrive();
    expect([stranger.status, stranger.text]).toEqual([refused.status, refused.text]);
  });

  test('signs in as a password does, and as two factors where it says so', async () => {
    const weak = await (await come('kiri-41')).arrive();
    expect(weak.body.session).toMatchObject({ state: 'second_factor', strength: 'password' });
    const { browser, arrive } = await come('kiri-41', ['pwd', 'otp'], { next: '/tasks' });
    const strong = await arrive();
    expect(strong.body).toMatchObject({ purpose: 'sign_in', next: '/tasks', session: { state: 'ready', strength: 'two_factor' } });
    const cookies = strong.headers.getSetCookie();
    expect(cookies).toHaveLength(2);
    expect(cookies.every((c) => /HttpOnly/.test(c) && /Secure/.test(c))).toBe(true);
    // What takes a fresh second factor takes the house's own.
    expect((await browser.post('/account/recovery-codes', {})).body.code).toBe('step_up_needed');
    const lines = (await nurse.get('/account/sign-ins')).body as { device: string }[];
    expect(lines.some((l) => l.device.endsWith('・みどり市職員アカウント'))).toBe(true);
  });

  test('leaves with state, nonce and a challenge, and comes back once to the browser that left', async () => {
    const { left, at, browser, arrive } = await come('kiri-41', ['mfa']);
    const asked = new URL(left.body.url).searchParams;
    expect(Object.fromEntries(asked)).toMatchObject({
      response_type: 'code', code_challenge_method: 'S256', scope: 'openid', redirect_uri: `${server.origin}/oidc/callback`,
    });
    for (const name of ['state', 'nonce', 'code_challenge']) expect(asked.get(name)).toMatch(/^[\w-]{43}$/);
    const thief = new Browser(server.origin);
    expect((await thief.post('/session/oidc', back(at))).status).toBe(410);
    // With an attempt of the thief's own, the stolen code belongs to another verifier and another state.
    await thief.post('/session/oidc/begin', { provider_id: provider.id });
    expect((await thief.post('/session/oidc', back(at))).status).toBe(410);
    expect((await arrive()).status).toBe(200);
    expect((await browser.post('/session/oidc', back(at))).status).toBe(410);
  });

  test('whose code is put into another attempt is refused', async () => {
    const victim = await come('kiri-41', ['mfa']);
    const thief = await come('somebody', ['mfa']);
    expect((await thief.browser.post('/session/oidc', { ...back(thief.at), code: victim.at.searchParams.get('code') })).status).toBe(401);
  });

  test('is not spoken for by another issuer', async () => {
    const { arrive } = await come('kiri-41', ['mfa']);
    expect((await arrive({ iss: 'https://evil.example' })).status).toBe(401);
    const silent = await come('kiri-41', ['mfa']);
    const { iss: _, ...rest } = Object.fromEntries(silent.at.searchParams);
    expect((await silent.browser.post('/session/oidc', rest)).status).toBe(401);
  });

  test('gives a new session and takes no other page as onward', async () => {
    const planted = new Browser(server.origin);
    planted.jar.set('musubi', 'A'.repeat(43));
    const { browser, arrive } = await come('kiri-41', ['mfa'], {}, planted);
    expect((await arrive()).status).toBe(200);
    expect(browser.jar.get('musubi')).not.toBe('A'.repeat(43));
    for (const next of ['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)'])
      expect((await planted.post('/session/oidc/begin', { provider_id: provider.id, next })).status).toBe(422);
  });

  test('links nobody in a session that has not just confirmed itself, nor another', async () => {
    const half = await (await come('kiri-41')).arrive();
    const browser = new Browser(server.origin);
    browser.jar.set('musubi', /musubi=([^;]*)/.exec(half.headers.getSetCookie()[0]!)![1]!);
    browser.csrf = half.body.session.csrf_token;
    expect((await browser.post('/account/oidc/begin', { provider_id: provider.id })).body.code).toBe('weak_session');
    expect((await link(operator, 'kiri-41')).status).toBe(409);  // that subject opens the nurse's account
    const own = (await operator.get('/account/oidc')).body;
    expect(own.links).toEqual([]);
  });

  test('that hangs stalls nobody else', async () => {
    const other = await operator.post('/region/oidc-providers', edit({ name: '別の市', issuer: `${directory.issuer}/` }));
    expect(other.status).toBe(201);
    directory.silent = true;
    try {
      const waiting = Array.from({ length: 8 }, () => new Browser(server.origin).post('/session/oidc/begin', { provider_id: other.body.id }));
      await new Promise((next) => setTimeout(next, 500));
      const others = await Promise.all([nurse.get('/today'), nurse.get('/people'), new Browser(server.origin).post('/session', { login: 'nobody', password: 'not this one' })]);
      expect(others.map((a) => a.status)).toEqual([200, 200, 401]);
      for (const answer of await Promise.all(waiting)) expect(answer.status).toBe(503);
      const asked = directory.asked.get('/.well-known/openid-configuration');
      expect((await new Browser(server.origin).post('/session/oidc/begin', { provider_id: other.body.id })).status).toBe(503);
      expect(directory.asked.get('/.well-known/openid-configuration')).toBe(asked);
    } finally {
      directory.silent = false;
    }
  });

  test('lets go of an account, and of everybody when it is switched off', async () => {
    const { links } = (await nurse.get('/account/oidc')).body;
    expect(links).toHaveLength(1);
    expect((await operator.delete(`/account/oidc/${links[0].id}`)).status).toBe(404);
    expect((await nurse.delete(`/account/oidc/${links[0].id}`)).body.links).toEqual([]);
    expect((await (await come('kiri-41', ['mfa'])).arrive()).status).toBe(401);
    const under = await come('kiri-41', ['mfa']);
    const off = await operator.put(`/region/oidc-providers/${provider.id}`, edit({ client_secret: null, enabled: false }), { 'if-match': '"1"' });
    expect(off.body).toMatchObject({ version: 2, enabled: false, has_secret: true });
    expect((await under.arrive()).status).toBe(410);
    expect((await new Browser(server.origin).post('/session/oidc/begin', { provider_id: provider.id })).status).toBe(404);
  });

  test('leaves no secret, code or subject in the log', () => {
    for (const word of ['himitsu', 'code=', 'state=', 'kiri-41', 'id_token']) expect(server.log()).not.toContain(word);
    if (engine === 'sqlite') {
      const dump = execFileSync('sqlite3', [join(server.directory, 'musubi.db'), '.dump oidc_provider oidc_link oidc_attempt'], { encoding: 'utf8' });
      expect(dump).not.toContain('himitsu');
    }
  });
});
