// At the door, from outside: how long an answer takes tells nobody what exists, and what was used once opens nothing again.
// The counts of hashing behind it are unit/identity/sign_in › DoesTheSameWorkForWhomeverIsNamed; passkeys, directories and
// links for a new password have their replays in their own files.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { v7 } from 'uuid';
import { account, enrolled, exactFacts, hinataOf, ok, tokenOf } from '../support/cast.ts';
import { codeFor } from '../support/authenticator.ts';
import { type Answer, Client, signIn, signInWeakly } from '../support/client.ts';
import { type DemoAccount, engines, type Server, startServer } from '../support/server.ts';

const median = (list: number[]): number => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)]!;

describe.each(engines)('at the door on %s', (engine) => {
  let server: Server;
  let addresses = 0;
  /** From another address each time: the limits of one address are another test's. */
  const elsewhere = () => ({ 'x-forwarded-for': `198.51.100.${addresses++ % 250}` });
  beforeAll(async () => {
    server = await startServer(engine, { staff: 64, entries: 20 }, { env: { MUSUBI_LISTEN_TRUSTED_PROXIES: '127.0.0.1' } });
  });
  afterAll(() => server?.stop());

  /**
   * Both ways of asking in turns, so that a machine that grows busier makes both slower; answers how much longer the one took
   * than the other, in the median. An Argon2id too many or too few is more than twenty times of the rest.
   */
  async function ratio(pairs: number, ask: (which: 'there' | 'not', i: number) => Promise<Answer>): Promise<number> {
    const took = { there: [] as number[], not: [] as number[] };
    const texts = new Set<string>();
    for (let i = 0; i < pairs; ++i)
      for (const which of i % 2 === 0 ? (['there', 'not'] as const) : (['not', 'there'] as const)) {
        const began = performance.now();
        const answer = await ask(which, i);
        took[which].push(performance.now() - began);
        texts.add(`${answer.status} ${answer.text}`);
      }
    expect([...texts].length, [...texts].join('\n')).toBe(1);
    return median(took.there) / median(took.not);
  }
  const alike = (factor: number): void => {
    expect(factor).toBeGreaterThan(1 / 3);
    expect(factor).toBeLessThan(3);
  };

  test('whose login it is takes as long as a login that nobody has', async () => {
    const known = server.accounts.filter((a) => a.region === 'yuino').slice(0, 12);
    alike(await ratio(known.length, (which, i) => new Client(server.origin).post('/session', {
      login: which === 'there' ? known[i]!.login : `nobody-${v7().slice(-10)}`, password: 'まちがいのパスワードです',
    }, elsewhere())));
  });

  test('links that were used and links that never were take as long', async () => {
    const operator = await signIn(server, account(server, 'operator'));
    const { reset_url } = await ok(operator.post('/region/password-reset', { login: account(server, 'mother').login }));
    const password = 'tsukinohikari-2027';
    expect((await new Client(server.origin).post('/password-reset', { token: tokenOf(reset_url), password }, elsewhere())).status).toBe(204);
    const invented = (): string => Buffer.from(v7().repeat(2)).toString('base64url').slice(-43);
    alike(await ratio(15, (which) => new Client(server.origin).post('/password-reset', {
      token: which === 'there' ? tokenOf(reset_url) : invented(), password,
    }, elsewhere())));
  });

  test('in an emergency, a child whose birthday was mistaken takes as long as one that nobody knows', async () => {
    const coordinator = await signIn(server, account(server, 'coordinator'));
    const person = await hinataOf(coordinator);
    const facts = await exactFacts(coordinator, person);
    const team = await ok(coordinator.get(`/people/${person}/team`));
    const inTeam = new Set(team.map((s: { facility_id: string }) => s.facility_id));
    const outsiders = server.accounts.filter((a) => a.kind === 'professional' && a.region === 'yuino' && !inTeam.has(a.facility_id!)).slice(0, 6);
    const callers = await Promise.all(outsiders.map((a) => signIn(server, a)));
    // Five searches each, and no more for a while.
    alike(await ratio(callers.length * 2, (which, i) => callers[i >> 1]!.post('/break-glass/search',
      which === 'there' ? { ...facts, birth_date: '2019-01-01' } : { family_kana: 'ダレモ', given_kana: 'シラナイ', birth_date: '2019-01-01' })));
  });

  /** Refused, and the session that tried is no stronger for it. */
  async function refusedCode(answer: Answer, client: Client, strength: string): Promise<void> {
    expect([answer.status, answer.body.code], answer.text).toEqual([422, 'invalid']);
    expect((await ok(client.get('/session'))).strength).toBe(strength);
  }

  test('a code of the app opens once, wherever it is typed again', async () => {
    const doctor = account(server, 'doctor');
    const code = await codeFor(server.origin, doctor);
    const first = await signInWeakly(server, doctor);
    expect((await first.post('/session/totp', { code })).status).toBe(200);
    const thief = await signInWeakly(server, doctor);
    await refusedCode(await thief.post('/session/totp', { code }), thief, 'password');
    expect((await thief.get('/people')).status).toBe(401);
    // The code of a step-up is neither good for a sign-in nor for another step-up.
    const stepping = await codeFor(server.origin, doctor);
    expect((await first.post('/session/step-up', { code: stepping })).status).toBe(200);
    await refusedCode(await thief.post('/session/totp', { code: stepping }), thief, 'password');
    expect((await first.post('/session/step-up', { code: stepping })).status).toBe(422);
  });

  test('a recovery code opens once', async () => {
    const hoiku = account(server, 'hoiku');
    const owner = await signIn(server, hoiku);
    const [code] = (await ok(owner.post('/account/recovery-codes'))).recovery_codes as string[];
    const lost = await signInWeakly(server, hoiku);
    expect((await lost.post('/session/recovery', { code })).status).toBe(200);
    const thief = await signInWeakly(server, hoiku);
    await refusedCode(await thief.post('/session/recovery', { code }), thief, 'password');
  });

  test('an invitation makes one account, and joins nobody afterwards', async () => {
    const operator = await signIn(server, account(server, 'operator'));
    const invited = await ok(operator.post(`/facilities/${account(server, 'nurse').facility_id}/staff`, {
      id: v7(), name: '試験 花子', kana: 'シケン ハナコ', profession: 'teacher', title: '', licence_number: '', is_manager: false, login: '',
      starts_on: new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 10),
    }));
    const token = tokenOf(invited.invitation_url);
    await enrolled(server.origin, token, 'shiken-hanako', '試験 花子');
    const thief = new Client(server.origin);
    const again = [
      await thief.post('/invitations/accept', { token, login: 'thief-2026', display_name: '泥棒', kana: '', password: 'tsukinohikari-2026' }, elsewhere()),
      await thief.post('/invitations/look', { token }, elsewhere()),
      await (await signIn(server, account(server, 'nurse'))).post('/invitations/join', { token }),
    ];
    for (const answer of again) expect([answer.status, answer.body.code], answer.text).toEqual([410, 'gone']);
    expect(thief.cookie).toBe('');
    expect((await thief.post('/session', { login: 'thief-2026', password: 'tsukinohikari-2026' }, elsewhere())).status).toBe(401);
  });

  test('a token that was exchanged for another is worthless at once', async () => {
    const owner: DemoAccount = account(server, 'nurse');
    const client = await signInWeakly(server, owner);
    const steps: [string, () => Promise<Answer>][] = [
      ['second factor', async () => client.post('/session/totp', { code: await codeFor(server.origin, owner) })],
      ['step-up', async () => client.post('/session/step-up', { code: await codeFor(server.origin, owner) })],
      ['sign-out', () => client.delete('/session')],
    ];
    for (const [what, step] of steps) {
      const before = client.copy();
      expect((await before.get('/account/sessions')).status, what).toBe(what === 'second factor' ? 401 : 200);
      const answer = await step();
      expect(answer.status, `${what}: ${answer.text}`).toBeLessThan(300);
      expect(client.cookie, what).not.toBe(before.cookie);
      const stolen = [before.copy(), Object.assign(before.copy(), { csrf: client.csrf })];
      for (const thief of stolen) {
        expect((await thief.get('/account/sessions')).status, what).toBe(401);
        expect((await thief.post('/session/step-up', { code: '000000' })).status, what).toBe(401);
        expect((await thief.get('/session')).body.state, what).toBe('none');
      }
    }
  });
});
