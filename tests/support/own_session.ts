// The routes that change the caller's own session need something only its owner has (a code, a second session), so they
// are asked one after the other. The caller is signed out afterwards.
import { codeAt, codeFor } from './authenticator.ts';
import { Client } from './client.ts';
import { Authenticator } from './passkey.ts';
import type { DemoAccount } from './server.ts';

/** Status by name of the route. `account`: whose login and codes are given; the caller may be nobody at all. */
export async function walkOwnSession(caller: Client, account: DemoAccount): Promise<Record<string, number>> {
  const status: Record<string, number> = {};
  const ask = async (name: string, sending: Promise<{ status: number; body: any }>): Promise<any> => {
    const answer = await sending;
    status[name] = answer.status;
    return answer.body;
  };
  // A second session, signed in as the first one was; `nobody` stays nobody.
  const second = new Client(caller.origin, account);
  await ask('sign_in', second.post('/session', { login: account.login, password: account.password }));
  const anonymous = caller.cookie === '';
  const fresh = { code: await codeFor(caller.origin, account) };
  const signing = anonymous ? caller : second;
  await ask('confirm_code', signing.post('/session/totp', fresh));
  if (anonymous) await second.post('/session/totp', fresh);
  const weak = caller.account !== undefined && (await caller.get('/session')).body.strength === 'password';
  if ((await second.get('/session')).body.strength !== 'fresh') throw new Error(`the second session of ${account.login} is not signed in`);
  const codes = (await second.post('/account/recovery-codes')).body.recovery_codes as string[];
  const sessions = (await second.get('/account/sessions')).body as { id: string; current: boolean }[];
  const secret = (await second.post('/account/totp')).body.secret as string;
  const stepping = anonymous || weak ? caller : second;
  await ask('step_up', stepping.post('/session/step-up', { code: await codeFor(caller.origin, account) }));

  const passkey = await walkPasskeys(ask, caller, second, { anonymous, weak }, account);

  await ask('end_session', caller.delete(`/account/sessions/${sessions.find((s) => s.current)!.id}`));
  // The second session is over; the caller's own is the one to stay.
  await ask('rename_passkey', caller.put(`/account/passkeys/${passkey}`, { name: '試験の鍵2' }));
  await ask('remove_passkey', caller.delete(`/account/passkeys/${passkey}`));
  const renewed = await ask('confirm_totp', caller.post('/account/totp/confirm', { code: codeAt(secret) }));
  await ask('change_password', caller.put('/account/password', { current: account.password, new_password: 'hoshinohikari-2026' }));
  await ask('use_recovery_code', caller.post('/session/recovery', { code: renewed?.recovery_codes?.[0] ?? codes[0] }));
  await ask('sign_out', caller.delete('/session'));
  return status;
}

type Asked = (name: string, sending: Promise<{ status: number; body: any }>) => Promise<any>;

/** A passkey of the account, made and used: what is asked is right, only who asks differs. Answers its id. */
async function walkPasskeys(
  ask: Asked, caller: Client, second: Client, is: { anonymous: boolean; weak: boolean }, account: DemoAccount,
): Promise<string> {
  const stranger = is.anonymous || is.weak;
  const device = new Authenticator((await second.get('/session')).body.passkey_origin as string);
  const answer = (question: { challenge: string }): object => {
    device.counter++;
    return device.answer(question);
  };
  const body = device.register((await second.post('/account/passkeys/begin')).body);
  if (stranger) await ask('register_passkey', caller.post('/account/passkeys', body));
  const registering = second.post('/account/passkeys', body);
  const { passkey } = stranger ? (await registering).body : await ask('register_passkey', registering);

  // After the password alone a passkey confirms; but the weak caller is to stay weak, so a session like it asks.
  const half = new Client(caller.origin, account);
  if (is.weak) await half.post('/session', { login: account.login, password: account.password });
  const confirming = is.anonymous ? caller : is.weak ? half : second;
  const question = await ask('begin_passkey_confirmation', confirming.post('/session/passkey/confirm/begin'));
  await ask('confirm_with_passkey', confirming.post('/session/passkey/confirm', answer(is.anonymous ? { challenge: 'AAAA' } : question)));

  const browser = new Client(caller.origin);
  const asked = await browser.post('/session/passkey/begin');
  await ask('sign_in_with_passkey', browser.post('/session/passkey', answer(asked.body)));
  return passkey.id as string;
}
