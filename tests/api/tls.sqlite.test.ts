// TLS as the program speaks it by itself, asked by testssl.sh (a Debian package): protocols, ciphers, forward secrecy, the
// certificate, and every vulnerability it knows. Nothing of severity LOW or above may be found but what a certificate that
// signed itself lacks. The same for both databases, so asked once.
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { patience } from '../support/patience.ts';
import { type Server, startServer } from '../support/server.ts';
import { TlsClient } from '../support/tls.ts';

/** What is found about any certificate that nobody else signed. */
const selfSigned: Record<string, RegExp> = {
  cert_chain_of_trust: /self signed/,
  cert_revocation: /Neither CRL nor OCSP URI provided/,
};
/** Of the machine that asks, not of the program. */
const ofThisMachine = ['engine_problem', 'scanTime'];

interface Finding {
  id: string;
  severity: string;
  finding: string;
}

let server: Server;
const folder = mkdtempSync(join(tmpdir(), 'musubi-tls-'));
beforeAll(async () => {
  server = await startServer('sqlite', { staff: 24, entries: 5 }, { tls: true });
});
afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function findings(path: string, ...checks: string[]): Promise<Finding[]> {
  const file = join(folder, `${checks.join('')}.json`);
  const asked = new Promise<string>((done, failed) => {
    // Its exit status counts findings of any severity.
    execFile('testssl', ['--quiet', '--color', '0', '--warnings', 'off', '--ip', '127.0.0.1', '--nodns', 'none', '--jsonfile', file, ...checks, `${server.origin}${path}`],
      { maxBuffer: 1 << 24 }, (error, said) => (error?.code === 'ENOENT' ? failed(error) : done(said)));
  });
  const said = await asked;
  expect(said, said).toMatch(/Done \d{4}-/);
  return JSON.parse(readFileSync(file, 'utf8')) as Finding[];
}
const faults = (found: Finding[]): string[] =>
  found.filter(({ id, severity, finding }) => !['OK', 'INFO'].includes(severity) && !ofThisMachine.includes(id) && !selfSigned[id]?.test(finding))
    .map(({ id, severity, finding }) => `${severity} ${id}: ${finding}`);

// A minute of a machine's own; many small programs, so several where it has other work.
test('testssl.sh finds nothing beyond a certificate that signed itself', { timeout: patience(900_000) }, async () => {
  // An address of the API: what is in its answers is nobody else's, so they must not be compressed (BREACH).
  const found = await findings('/api/v1/session', '-p', '-s', '-f', '-S', '-U');
  expect(faults(found)).toEqual([]);
  // It did ask: these answers are there, and good.
  const said = Object.fromEntries(found.map(({ id, severity }) => [id, severity]));
  for (const id of ['SSLv2', 'SSLv3', 'TLS1_2', 'TLS1_3', 'cipherlist_NULL', 'cipherlist_3DES_IDEA', 'cipherlist_STRONG', 'heartbleed', 'CCS', 'secure_renego', 'CRIME_TLS', 'BREACH', 'SWEET32', 'LUCKY13', 'cert_validityPeriod'])
    expect(['OK', 'INFO'], `${id} ${said[id]}`).toContain(said[id]);
  for (const id of Object.keys(selfSigned)) expect(said, 'the certificate signed itself').toHaveProperty(id);
});

test('compressed is only what is the same for everybody', async () => {
  const asked = { 'accept-encoding': 'gzip, br' };
  const client = new TlsClient(server.origin);
  const app = await client.send('GET', '/', undefined, asked);
  expect([app.status, app.headers.get('content-encoding'), app.headers.get('set-cookie')]).toEqual([200, 'br', null]);
  const { login, password } = server.accounts.find((a) => a.login === 'coordinator')!;
  for (const answer of [
    await client.send('POST', '/api/v1/session', { login, password }, asked), await client.send('GET', '/api/v1/session', undefined, asked),
    await client.send('GET', '/api/v1/openapi.json', undefined, asked),
  ]) {
    expect(answer.status, answer.text.slice(0, 200)).toBe(200);
    expect(answer.headers.get('content-encoding')).toBe(null);
  }
  client.close();
});
