// The authenticator app of an invented user.
import { Secret, TOTP } from 'otpauth';

const windowMs = 30_000;
/** The last used time step of each secret at each server: a code is good once only. */
const usedSteps = new Map<string, number>();

/**
 * A one-time code that was not used yet, as the app would show it. It is the present window's or the next one's, never
 * the last one's: that one is refused if the clock turns to a new window between typing and checking. Where both were
 * used, it waits for the next window, as its owner would.
 */
export async function codeFor(secret: string, server: string): Promise<string> {
  const windowAt = (at: number): number => Math.floor(at / windowMs);
  const key = `${server} ${secret}`;
  const step = Math.max(windowAt(Date.now()), (usedSteps.get(key) ?? 0) + 1);
  usedSteps.set(key, step);
  const opens = (step - 1) * windowMs; // the server accepts one window of clock difference
  if (opens > Date.now()) await new Promise((next) => setTimeout(next, opens - Date.now()));
  return new TOTP({ secret: Secret.fromBase32(secret), digits: 6, period: 30 }).generate({ timestamp: step * windowMs });
}
