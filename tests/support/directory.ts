// A real OpenID provider (oidc-provider from npm), as a city would run one: on loopback, in the test's own process. It has no
// passwords: whoever is to be at its desk is said by the test, and a page with one button stands for its login.
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';

export const clientId = 'musubi';
export const clientSecret = 'himitsu/no:kotoba';

export class Directory {
  issuer = '';
  /** `127.0.0.1:PORT`, as the setting oidc.hosts takes it. */
  host = '';
  /** Who logs in next, and how the directory says it knew them. */
  subject = 'hanako';
  amr: string[] = ['pwd'];
  /** From now on every question hangs. */
  silent = false;
  /** How often each path was asked for. */
  readonly asked = new Map<string, number>();
  private http!: HttpServer;
  private handle: ((request: any, response: any) => unknown) | undefined;

  /** Listens first: the program has to be told the port before it starts. */
  static async listen(): Promise<Directory> {
    const directory = new Directory();
    directory.http = createServer((request, response) => {
      const path = (request.url ?? '').split('?')[0]!;
      directory.asked.set(path, (directory.asked.get(path) ?? 0) + 1);
      if (!directory.silent) void directory.handle?.(request, response);
    });
    await new Promise<void>((done) => directory.http.listen(0, '127.0.0.1', done));
    directory.host = `127.0.0.1:${(directory.http.address() as AddressInfo).port}`;
    directory.issuer = `http://${directory.host}`;
    return directory;
  }

  /** Serves one client, sent back to that address. */
  open(redirectUri: string): void {
    const provider = new Provider(this.issuer, {
      clients: [{
        client_id: clientId, client_secret: clientSecret, redirect_uris: [redirectUri], application_type: 'native',
        grant_types: ['authorization_code'], response_types: ['code'], token_endpoint_auth_method: 'client_secret_basic',
      }],
      pkce: { required: () => true },
      claims: { openid: ['sub', 'amr', 'acr', 'auth_time'] },
      findAccount: (_: unknown, sub: string) => ({ accountId: sub, claims: () => ({ sub }) }),
      features: { devInteractions: { enabled: false } },
      interactions: { url: (_: unknown, interaction: { uid: string }) => `/desk/${interaction.uid}` },
      cookies: { keys: ['a-key-of-the-test'] },
      ttl: { AccessToken: 60, AuthorizationCode: 60, IdToken: 60, Interaction: 600, Session: 600, Grant: 600 },
    } as any);
    const rest = provider.callback();
    this.handle = async (request, response) => {
      const path = (request.url ?? '').split('?')[0]!;
      if (!path.startsWith('/desk/')) return rest(request, response);
      if (!path.endsWith('/go')) {
        response.setHeader('content-type', 'text/html; charset=utf-8');
        response.end(`<!doctype html><html lang="ja"><title>市役所</title><a href="${path}/go">職員としてログイン</a></html>`);
        return undefined;
      }
      const { params, prompt } = await provider.interactionDetails(request, response);
      const grant = new provider.Grant({ accountId: this.subject, clientId: String(params['client_id']) });
      grant.addOIDCScope('openid');
      const login = { accountId: this.subject, amr: this.amr, ts: Math.floor(Date.now() / 1000) };
      const result = { login, consent: { grantId: await grant.save() } };
      return provider.interactionFinished(request, response, result, { mergeWithLastSubmission: prompt.name !== 'login' });
    };
  }

  async close(): Promise<void> {
    this.http.closeAllConnections();
    await new Promise((done) => this.http.close(done));
  }

  /** Goes through the directory as a browser would, from the address the program gave to the one it is sent back to. */
  async visit(start: string, jar = new Map<string, string>()): Promise<URL> {
    let at = new URL(start);
    for (let hops = 0; hops < 12; ++hops) {
      const response = await fetch(at, {
        redirect: 'manual', headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
      });
      for (const line of response.headers.getSetCookie()) {
        const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
        jar.set(name!, value!);
      }
      const location = response.headers.get('location');
      if (!location) {
        const go = /href="([^"]+\/go)"/.exec(await response.text());
        if (!go) throw new Error(`the directory stopped at ${at.pathname}: ${response.status}`);
        at = new URL(go[1]!, this.issuer);
        continue;
      }
      at = new URL(location, at);
      if (at.host !== this.host) return at;
    }
    throw new Error('the directory sent the browser round and round');
  }
}
