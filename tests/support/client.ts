// A caller as a browser would be: one cookie, one CSRF token, JSON in and out. Nothing of the program's inside.
import { codeFor } from './authenticator.ts';
import type { DemoAccount, Server } from './server.ts';

export interface Answer<T = any> {
  status: number;
  body: T;
  headers: Headers;
  text: string;
}

export class Client {
  cookie = '';
  csrf = '';
  constructor(readonly origin: string, readonly account?: DemoAccount) {}

  async send<T = any>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer<T>> {
    const all: Record<string, string> = { accept: 'application/json', ...headers };
    if (this.cookie) all.cookie = this.cookie;
    if (this.csrf && method !== 'GET') all['x-csrf-token'] ??= this.csrf;
    let sent: BodyInit | undefined;
    if (body instanceof Uint8Array || typeof body === 'string') sent = body as BodyInit;
    else if (body !== undefined) {
      sent = JSON.stringify(body);
      all['content-type'] ??= 'application/json';
    }
    const response = await fetch(path.startsWith('http') ? path : `${this.origin}${path}`, {
      method, headers: all, redirect: 'manual', ...(sent === undefined ? {} : { body: sent }),
    });
    const set = response.headers.getSetCookie()[0];
    if (set) this.cookie = set.split(';')[0] ?? '';
    const text = await response.text();
    let parsed: any;
    try {
      parsed = text ? JSON.parse(text) : undefined;
    } catch {
      parsed = undefined;
    }
    if (parsed && typeof parsed === 'object' && typeof parsed.csrf_token === 'string') this.csrf = parsed.csrf_token;
    return { status: response.status, body: parsed, headers: response.headers, text };
  }
  /** The same session in other hands: what is set here stays here. */
  copy(): Client {
    return Object.assign(new Client(this.origin, this.account), { cookie: this.cookie, csrf: this.csrf });
  }
  get<T = any>(path: string, headers?: Record<string, string>) { return this.send<T>('GET', `/api/v1${path}`, undefined, headers); }
  post<T = any>(path: string, body?: unknown, headers?: Record<string, string>) { return this.send<T>('POST', `/api/v1${path}`, body ?? {}, headers); }
  put<T = any>(path: string, body?: unknown, headers?: Record<string, string>) { return this.send<T>('PUT', `/api/v1${path}`, body ?? {}, headers); }
  delete<T = any>(path: string, headers?: Record<string, string>) { return this.send<T>('DELETE', `/api/v1${path}`, undefined, headers); }
}

/** Password only: the session of somebody who has not given a code yet. */
export async function signInWeakly(server: Server, account: DemoAccount): Promise<Client> {
  const client = new Client(server.origin, account);
  const first = await client.post('/session', { login: account.login, password: account.password });
  if (first.status !== 200) throw new Error(`sign-in of ${account.login}: ${first.status} ${first.text}`);
  return client;
}

export async function signIn(server: Server, account: DemoAccount): Promise<Client> {
  const client = await signInWeakly(server, account);
  const second = await client.post('/session/totp', { code: await codeFor(server.origin, account) });
  if (second.status !== 200) throw new Error(`code of ${account.login}: ${second.status} ${second.text}`);
  if (second.body.state === 'choose_post') await client.put('/session/post', { post_id: account.post_id });
  return client;
}
/** A fresh second factor in the session there is, as a page asks for it before what needs one. */
export async function stepUp(client: Client): Promise<void> {
  const answer = await client.post('/session/step-up', { code: await codeFor(client.origin, client.account!) });
  if (answer.status >= 300) throw new Error(`step-up of ${client.account!.login}: ${answer.status} ${answer.text}`);
}
