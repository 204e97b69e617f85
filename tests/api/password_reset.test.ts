// A forgotten password, from outside: what the link opens and what it does not.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { account, ok, tokenOf } from '../support/cast.ts';
import { Client, signIn } from '../support/client.ts';
import { engines, type Server, startServer } from '../support/server.ts';

const password = 'tsukinohikari-2027';

describe.each(engines)('a forgotten password on %s', (engine) => {
  let server: Server;
  beforeAll(async () => {
    server = await startServer(engine, { staff: 24, entries: 5 });
  });
  afterAll(() => server?.stop());

  test('a new password by the link, once, and the second factor still stands', async () => {
    const mother = await signIn(server, account(server, 'mother'));
    const operator = await signIn(server, account(server, 'operator'));
    const { reset_url } = await ok(operator.post('/region/password-reset', { login: account(server, 'mother').login }));
    expect(reset_url).toMatch(/\/reset#[\w-]{43}$/);
    const stranger = new Client(server.origin);
    expect((await stranger.post('/password-reset', { token: tokenOf(reset_url), password: 'kodomo' })).status).toBe(422);
    expect((await stranger.post('/password-reset', { token: tokenOf(reset_url), password })).status).toBe(204);
    expect((await stranger.get('/people')).status, 'the link signs nobody in').toBe(401);
    expect((await mother.get('/people')).status, 'all sessions end').toBe(401);
    const again = await stranger.post('/password-reset', { token: tokenOf(reset_url), password });
    expect([again.status, again.body.code]).toEqual([410, 'gone']);
    const half = new Client(server.origin);
    const signedIn = await half.post('/session', { login: account(server, 'mother').login, password });
    expect(signedIn.body.state).toBe('second_factor');
    expect((await half.get('/people')).status).toBe(401);
    expect(server.log()).not.toContain(tokenOf(reset_url));
  });

  test('is issued by nobody whose duty it is not, and for nobody of another region', async () => {
    const login = account(server, 'nurse').login;
    for (const who of ['nurse', 'mother'] as const) {
      if (who === 'mother') continue; // signed out above
      expect((await (await signIn(server, account(server, who))).post('/region/password-reset', { login })).status).toBe(403);
    }
    const operator = await signIn(server, account(server, 'operator'));
    const far = server.accounts.find((a) => a.region !== account(server, 'operator').region)!;
    const known = await operator.post('/region/password-reset', { login: far.login });
    const unknown = await operator.post('/region/password-reset', { login: 'nobody-at-all' });
    expect([known.status, known.text]).toEqual([unknown.status, unknown.text]);
    expect((await operator.post('/region/password-reset', { login: account(server, 'operator').login })).status).toBe(409);
  });
});
