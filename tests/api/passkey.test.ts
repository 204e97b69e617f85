// Passkeys over HTTP: what a browser does, and what somebody does who has read along.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Authenticator } from '../support/passkey.ts';
import { Client, signIn, signInWeakly } from '../support/client.ts';
import { type DemoAccount, engines, type Server, startServer } from '../support/server.ts';

describe.each(engines)('a passkey on %s', (engine) => {
  let server: Server;
  let device: Authenticator;
  let account: DemoAccount;
  beforeAll(async () => {
    server = await startServer(engine, {}, { localhost: true });
    account = server.accounts.find((a) => a.login === 'nurse')!;
    device = new Authenticator(server.origin);
    const owner = await signIn(server, account);
    const creation = await owner.post('/account/passkeys/begin');
    const added = await owner.post('/account/passkeys', device.register(creation.body));
    expect(added.status).toBe(201);
    expect(added.body.recovery_codes).toEqual([]);
  });
  afterAll(() => server?.stop());

  async function attempt(change: (body: Record<string, string>, client: Client) => void = () => undefined) {
    const client = new Client(server.origin);
    const question = await client.post('/session/passkey/begin');
    expect(question.body.allow).toEqual([]);
    device.counter++;
    const body = device.answer(question.body);
    change(body, client);
    return { client, body, answer: await client.post('/session/passkey', body) };
  }

  test('signs in without a name, as fresh as after a code', async () => {
    const { client, answer } = await attempt();
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ state: 'ready', strength: 'fresh', account: { login: 'nurse' } });
    expect((await client.get('/people')).status).toBe(200);
    const cookies = answer.headers.getSetCookie();
    expect(cookies.every((c) => /HttpOnly/.test(c) && /Secure/.test(c))).toBe(true);
  });

  test('is good once', async () => {
    const { body, answer } = await attempt();
    expect(answer.status).toBe(200);
    const thief = new Client(server.origin);
    await thief.post('/session/passkey/begin');
    expect((await thief.post('/session/passkey', body)).status).toBe(401);
  });

  test('is answered from the browser that asked', async () => {
    const { answer } = await attempt((_, client) => (client.cookie = ''));
    expect(answer.status).toBe(401);
  });

  test('that is unknown, forged or of another site is refused in the same words', async () => {
    const stranger = new Authenticator(server.origin);
    const answers = [
      await attempt((body) => (body.id = stranger.id.toString('base64url'))),
      await attempt((body) => (body.signature = stranger.answer({ challenge: 'AAAA' }).signature!)),
      await attempt((body) => (body.authenticator_data = body.authenticator_data!.replace(/^./, 'A'))),
      await attempt((body) => (body.user_handle = 'AAAAAAAAAAAAAAAAAAAAAA')),
      await attempt((body) => (body.client_data = 'e30')),
    ].map(({ answer }) => [answer.status, answer.text]);
    expect(new Set(answers.map((a) => JSON.stringify(a))).size).toBe(1);
    expect(answers[0]![0]).toBe(401);
  });

  test('whose counter went back is refused, and its owner sees it', async () => {
    const kept = device.counter;
    device.counter = 0;
    expect((await attempt()).answer.status).toBe(401);
    device.counter = kept + 10;
    const { client, answer } = await attempt();
    expect(answer.status).toBe(200);
    const lines = (await client.get('/account/sign-ins')).body as { outcome: string }[];
    expect(lines.some((l) => l.outcome === 'copied_passkey')).toBe(true);
  });

  test('is the second factor after the password', async () => {
    const half = await signInWeakly(server, account);
    const question = await half.post('/session/passkey/confirm/begin');
    expect(question.body.allow).toHaveLength(1);
    device.counter++;
    const done = await half.post('/session/passkey/confirm', device.answer(question.body));
    expect(done.body).toMatchObject({ strength: 'fresh' });
  });

  test('too large or garbled is refused at the door', async () => {
    for (const [field, value] of [['client_data', 'A'.repeat(6001)], ['signature', ''], ['signature', 7]] as const) {
      const { answer } = await attempt((body) => ((body as Record<string, unknown>)[field] = value));
      expect([400, 422], field).toContain(answer.status);
    }
  });

  test('leaves nothing of itself in the log', () => {
    expect(server.log()).not.toContain(device.id.toString('base64url').slice(0, 12));
  });
});

describe('without a configured name', () => {
  test('passkeys work at localhost only', async () => {
    const server = await startServer('sqlite');
    try {
      const view = await new Client(server.origin).get('/session');
      expect(view.body.passkey_origin).toBe(server.origin.replace('127.0.0.1', 'localhost'));
    } finally {
      await server.stop();
    }
  });
});
