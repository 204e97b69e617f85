// The authenticator app of an invented user.
import { Secret, TOTP } from 'otpauth';
import type { DemoAccount } from './server.ts';

const windowMs = 30_000;
export type Owner = Pick<DemoAccount, 'login' | 'totp_secret'>;
/**
 * The last used window of each account at each server: a code is good once only, whether it is typed in a browser or sent
 * over the API, so there is one list for both.
 */
const used = new Map<string, number>();
const codeOf = (secret: string, window: number): string =>
  new TOTP({ secret: Secret.fromBase32(secret), digits: 6, period: 30 }).generate({ timestamp: window * windowMs });

/** What the app shows at that time, used or not. */
export const codeAt = (secret: string, at = Date.now()): string => codeOf(secret, Math.floor(at / windowMs));

/** The first code from `earliest` on that was not used yet. Where it is not good yet, waits for it, as its owner would. */
async function next(origin: string, owner: Owner, now: number, earliest: number): Promise<string> {
  const key = `${origin} ${owner.login}`;
  const window = Math.max(earliest, (used.get(key) ?? 0) + 1);
  used.set(key, window);
  const opens = (window - 1) * windowMs; // the server accepts one window of clock difference
  if (opens > now) await new Promise((go) => setTimeout(go, opens - now));
  return codeOf(owner.totp_secret, window);
}

/**
 * A code to be sent at once: the last window's, unless a slow machine would come too late with it. `now` is for a server
 * that lives under a clock of its own.
 */
export async function codeFor(origin: string, owner: Owner, now = Date.now()): Promise<string> {
  return await next(origin, owner, now, Math.floor((now + 5_000) / windowMs) - 1);
}

/** A code for a page that is still to open: good for half a minute at least, so never the last window's. */
export async function codeToType(origin: string, owner: Owner): Promise<string> {
  const now = Date.now();
  return await next(origin, owner, now, Math.floor(now / windowMs));
}
