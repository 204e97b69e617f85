// Callers over TLS: with a client certificate or without, from an address of their own choice among the loopback ones.
import { Agent, request, type RequestOptions } from 'node:https';
import { codeFor } from './authenticator.ts';
import { type Answer, Client } from './client.ts';
import type { DemoAccount } from './server.ts';

export interface Pass {
  pfx?: Buffer;
  passphrase?: string;
  /** PEM instead of PKCS#12. */
  cert?: string;
  key?: string;
  /** Where the connection comes from: `127.0.0.2`. */
  localAddress?: string;
}

/** A file as the program answers it. */
export const passOf = (file: { pkcs12: string; password: string }): Pass => ({
  pfx: Buffer.from(file.pkcs12, 'base64url'), passphrase: file.password,
});

/** One connection that is kept, as a browser keeps it. */
export class TlsClient extends Client {
  private readonly agent: Agent;
  constructor(origin: string, account?: DemoAccount, readonly pass: Pass = {}) {
    super(origin, account);
    this.agent = new Agent({ keepAlive: true, maxSockets: 1, rejectUnauthorized: false, ...pass });
  }
  override async send<T = any>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer<T>> {
    const all: Record<string, string> = { accept: 'application/json', ...headers };
    if (this.cookie) all.cookie = this.cookie;
    if (this.csrf && method !== 'GET') all['x-csrf-token'] ??= this.csrf;
    const sent = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
    if (sent) Object.assign(all, { 'content-type': 'application/json', 'content-length': String(sent.length) });
    const options: RequestOptions = { method, headers: all, agent: this.agent };
    const { status, text, fields, bytes } = await new Promise<{ status: number; text: string; bytes: Buffer; fields: Headers }>((done, failed) => {
      const asking = request(new URL(path, this.origin), options, (answer) => {
        const pieces: Buffer[] = [];
        answer.on('data', (piece: Buffer) => pieces.push(piece));
        answer.on('end', () => {
          const whole = Buffer.concat(pieces);
          const got = new Headers();
          for (const [name, value] of Object.entries(answer.headers))
            for (const one of Array.isArray(value) ? value : [value ?? '']) got.append(name, one);
          done({ status: answer.statusCode ?? 0, text: whole.toString('utf8'), bytes: whole, fields: got });
        });
        answer.on('error', failed);
      });
      asking.on('error', failed);
      asking.end(sent);
    });
    const set = fields.getSetCookie()[0];
    if (set) this.cookie = set.split(';')[0] ?? '';
    let parsed: any;
    try {
      parsed = text ? JSON.parse(text) : undefined;
    } catch {
      parsed = bytes;
    }
    if (parsed && typeof parsed === 'object' && typeof parsed.csrf_token === 'string') this.csrf = parsed.csrf_token;
    return { status, body: parsed, headers: fields, text };
  }
  /** The same session in other hands: another device, or none. */
  override copy(pass: Pass = this.pass): TlsClient {
    return Object.assign(new TlsClient(this.origin, this.account, pass), { cookie: this.cookie, csrf: this.csrf });
  }
  /** The same person's password alone. */
  async givePassword(): Promise<Answer> {
    return await this.post('/session', { login: this.account!.login, password: this.account!.password });
  }
  close(): void {
    this.agent.destroy();
  }
}

export async function signInOver(origin: string, account: DemoAccount, pass: Pass = {}): Promise<TlsClient> {
  const client = new TlsClient(origin, account, pass);
  const first = await client.givePassword();
  if (first.status !== 200) throw new Error(`sign-in of ${account.login}: ${first.status} ${first.text}`);
  const second = await client.post('/session/totp', { code: await codeFor(origin, account) });
  if (second.status !== 200) throw new Error(`code of ${account.login}: ${second.status} ${second.text}`);
  if (second.body.state === 'choose_post') await client.put('/session/post', { post_id: account.post_id });
  return client;
}
