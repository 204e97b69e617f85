// The routes that change the caller's own session need something only its owner has (a code, a second session), so they
// are asked one after the other. The caller is signed out afterwards.
import { Secret, TOTP } from 'otpauth';
import { Client, codeFor } from './client.ts';
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
  const fresh = { code: codeFor(account.login, account.totp_secret) };
  const signing = anonymous ? caller : second;
  await ask('confirm_code', signing.post('/session/totp', fresh));
  if (anonymous) await second.post('/session/totp', fresh);
  const weak = caller.account !== undefined && (await caller.get('/session')).body.strength === 'password';
  if ((await second.get('/session')).body.strength !== 'fresh') throw new Error(`the second session of ${account.login} is not signed in`);
  const codes = (await second.post('/account/recovery-codes')).body.recovery_codes as string[];
  const sessions = (await second.get('/account/sessions')).body as { id: string; current: boolean }[];
  const secret = (await second.post('/account/totp')).body.secret as string;
  const stepping = anonymous || weak ? caller : second;
  await ask('step_up', stepping.post('/session/step-up', { code: codeFor(account.login, account.totp_secret) }));

  await ask('end_session', caller.delete(`/account/sessions/${sessions.find((s) => s.current)!.id}`));
  const code = new TOTP({ secret: Secret.fromBase32(secret), digits: 6, period: 30 }).generate();
  const renewed = await ask('confirm_totp', caller.post('/account/totp/confirm', { code }));
  await ask('change_password', caller.put('/account/password', { current: account.password, new_password: 'hoshinohikari-2026' }));
  await ask('use_recovery_code', caller.post('/session/recovery', { code: renewed?.recovery_codes?.[0] ?? codes[0] }));
  await ask('sign_out', caller.delete('/session'));
  return status;
}
