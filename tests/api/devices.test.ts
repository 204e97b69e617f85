// Devices with a certificate, over real TLS: what one opens, and what a stolen, foreign, forged or revoked one does not.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { account, day, ok, tokenOf } from '../support/cast.ts';
import { type DemoAccount, engines, type Server, startServer } from '../support/server.ts';
import { type Pass, passOf, signInOver, TlsClient } from '../support/tls.ts';

const folder = mkdtempSync(join(tmpdir(), 'musubi-pki-'));
const openssl = (args: string[], input?: string | Buffer): Buffer =>
  execFileSync('openssl', args, { ...(input === undefined ? {} : { input }), stdio: ['pipe', 'pipe', 'pipe'] });

/** What is in a PKCS#12 file, as PEM. */
function opened(pass: Pass): { cert: string; key: string } {
  const file = join(folder, `${v7()}.p12`);
  writeFileSync(file, pass.pfx!);
  const with_ = ['pkcs12', '-in', file, '-passin', `pass:${pass.passphrase}`, '-nodes'];
  return {
    cert: openssl(['x509'], openssl([...with_, '-clcerts', '-nokeys'])).toString(),
    key: openssl(['pkey'], openssl([...with_, '-nocerts'])).toString(),
  };
}

describe.each(engines)('devices and certificates on %s', (engine) => {
  let server: Server;
  let operator: TlsClient;
  let manager: DemoAccount;
  let colleague: DemoAccount;
  let type: string;
  const anybody = (): TlsClient => new TlsClient(server.origin);

  beforeAll(async () => {
    server = await startServer(engine, { staff: 24, entries: 5 }, {
      tls: true, set: ['listen.trusted_proxies=127.0.0.2', 'devices.certificate_days=30'],
    });
    operator = await signInOver(server.origin, account(server, 'operator'));
    const own = server.accounts.filter((a) => a.region === 'yuino' && a.kind === 'professional');
    manager = own.find((a) => a.is_manager && own.filter((b) => b.facility_id === a.facility_id).length >= 2)!;
    colleague = own.find((a) => a.facility_id === manager.facility_id && a !== manager)!;
    type = (await ok(operator.get(`/facilities/${manager.facility_id}`))).facility_type;
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await server?.stop();
  });

  const enrolled = async (facility: string | null = manager.facility_id, wish: object = {}): Promise<{ id: string; pass: Pass }> => {
    const path = facility ? `/facilities/${facility}/devices` : '/region/devices';
    const { device, code } = await ok(operator.post(path, { id: v7(), name: '2階ナースステーション PC' }));
    const file = await ok(anybody().post('/device-enrolment', { code, key: 'p256', profile: 'standard', ...wish }));
    return { id: device.id as string, pass: passOf(file) };
  };
  const demand = async (ways: string[]): Promise<void> => {
    const list = await ok(operator.get('/region/sign-in-policies'));
    const version = list.find((p: { facility_type: string }) => p.facility_type === type)?.version ?? 0;
    await ok(operator.put(`/region/sign-in-policies/${type}`, { ways, reason: '試験' }, { 'if-match': `"${version}"` }));
  };
  /** The handshake asks for certificates a moment after the first authority is there. */
  const askedForCertificates = async (pass: Pass): Promise<void> => {
    for (let tries = 0; tries < 100; ++tries) {
      const client = new TlsClient(server.origin, colleague, pass);
      const { state } = await ok(client.givePassword());
      client.close();
      if (state === 'ready') return;
      await new Promise((next) => setTimeout(next, 200));
    }
    throw new Error('the server never asked for a certificate');
  };
  /** Password alone, on this device. */
  const on = async (pass: Pass, who = colleague): Promise<TlsClient> => {
    const client = new TlsClient(server.origin, who, pass);
    await ok(client.givePassword());
    return client;
  };

  test('nobody is asked for a certificate before a region gives any', async () => {
    const terms = await new Promise<{ cipher: string; protocol: string | null }>((done, failed) => {
      const socket = connect({ host: 'localhost', port: Number(new URL(server.origin).port), rejectUnauthorized: false }, () => {
        done({ cipher: socket.getCipher().standardName, protocol: socket.getProtocol() });
        socket.end();
      }).on('error', failed);
    });
    expect(terms).toEqual({ cipher: 'TLS_AES_256_GCM_SHA384', protocol: 'TLSv1.3' });
    expect((await anybody().get('/portal/yuino/devices.crl')).status).toBe(404);
  });

  test('from the code to work: certificate and password suffice where the region says so, and nothing less', async () => {
    const before = await signInOver(server.origin, colleague);
    expect((await before.get('/today')).status).toBe(200);
    await demand(['certificate']);
    expect((await before.get('/today')).status, 'a new demand holds at once').toBe(401);
    expect((await ok(before.get('/session'))).strength).toBe('password');
    expect((await ok(before.get('/account/device'))).ways_needed).toEqual(['certificate']);
    expect((await before.get('/account/sessions')).status, 'own affairs go on').toBe(200);

    const { pass } = await enrolled();
    await askedForCertificates(pass);
    const client = await on(pass);
    const view = await ok(client.get('/session'));
    expect([view.state, view.strength]).toEqual(['ready', 'two_factor']);
    expect((await client.get('/today')).status).toBe(200);
    expect((await client.post('/account/recovery-codes')).body.code, 'a certificate is never a fresh factor').toBe('step_up_needed');
    expect((await ok(client.get('/account/device'))).days_left).toBeGreaterThan(28);
    const list = await ok(operator.get(`/facilities/${manager.facility_id}/devices`));
    expect(list[0].last_used_at).not.toBeNull();
    // The same cookie where the certificate is not, or is another's.
    expect((await client.copy({}).get('/today')).status).toBe(401);
    expect((await client.copy((await enrolled()).pass).get('/today')).status).toBe(401);
    expect((await client.get('/today')).status).toBe(200);
    expect(server.log()).not.toContain(pass.passphrase);
  });

  test('a revoked device is out on the very next request, on the connection it has', async () => {
    const { id, pass } = await enrolled();
    const client = await on(pass);
    expect((await client.get('/today')).status).toBe(200);
    await ok(operator.post(`/devices/${id}/revoke`, { because: 'lost', reason: 'バスに置き忘れ' }));
    expect((await client.get('/today')).status).toBe(401);
    expect((await ok(client.givePassword())).state, 'the password alone again').toBe('second_factor');
    const list = await anybody().send('GET', '/api/v1/portal/yuino/devices.crl');
    expect(list.headers.get('content-type')).toBe('application/pkix-crl');
    const serial = openssl(['x509', '-noout', '-serial'], opened(pass).cert).toString().trim().split('=')[1]!;
    const crl = join(folder, 'list.crl');
    writeFileSync(crl, list.body as Buffer);
    const text = openssl(['crl', '-inform', 'DER', '-in', crl, '-noout', '-text']).toString();
    expect(text).toContain(serial);
    expect(text).toContain('Next Update');
    const authority = join(folder, 'authority.pem');
    writeFileSync(authority, openssl(['x509', '-inform', 'DER'], (await anybody().get('/portal/yuino/devices.cer')).body as Buffer));
    expect(openssl(['verify', '-CAfile', authority, '-purpose', 'sslclient'], opened(pass).cert).toString()).toContain('OK');
  });

  test('a session opened by an invitation belongs to the device it was opened on, and works where the region demands one', async () => {
    await demand(['certificate']);
    const { pass } = await enrolled();
    await askedForCertificates(pass);
    const { invitation_url } = await ok(operator.post(`/facilities/${manager.facility_id}/staff`, {
      id: v7(), name: '試験 花子', kana: 'シケン ハナコ', profession: 'teacher', title: '', licence_number: '', is_manager: false, login: '',
      starts_on: day(0),
    }));
    const client = new TlsClient(server.origin, undefined, pass);
    await ok(client.post('/invitations/accept', {
      token: tokenOf(invitation_url), login: `tanmatsu-${v7().slice(-8)}`, display_name: '試験 花子', kana: '', password: 'tsukinohikari-2026',
    }));
    const view = await ok(client.get('/session'));
    expect(view.strength, 'certificate and password suffice here').toBe('two_factor');
    expect((await client.get('/today')).status).not.toBe(401);
    // Carried off: to a device without a certificate, and to another one with its own.
    for (const elsewhere of [{}, (await enrolled()).pass]) {
      const stolen = client.copy(elsewhere);
      expect((await ok(stolen.get('/session'))).state).toBe('none');
      expect((await stolen.get('/account/sessions')).status).toBe(401);
      expect((await stolen.post('/account/totp')).status, 'nobody sets up a second factor with it').toBe(401);
    }
    expect((await client.post('/account/totp')).status).toBe(200);
  });

  test('a certificate of an authority of our name, made elsewhere, is no pass', async () => {
    const [key, cert] = [join(folder, 'f.key'), join(folder, 'f.pem')];
    openssl(['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', key, '-out', cert,
      '-subj', '/O=結野市/CN=yuino device authority', '-utf8', '-days', '3', '-addext', 'extendedKeyUsage=clientAuth']);
    const foreign = { cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8') };
    await expect(new TlsClient(server.origin, colleague, foreign).get('/session')).rejects.toThrow();
    expect((await anybody().get('/session')).status, 'without one there is still a way in').toBe(200);
  });

  test('a certificate of another region, or of the operators, opens nothing here', async () => {
    const far = server.accounts.find((a) => a.kind === 'operator' && a.region !== 'yuino');
    const { pass } = await enrolled(null);
    const client = await on(pass);
    expect((await ok(client.get('/session'))).state).toBe('second_factor');
    if (!far) return;
    const theirs = await signInOver(server.origin, far);
    const { code } = await ok(theirs.post('/region/devices', { id: v7(), name: '窓口 PC' }));
    const file = await ok(anybody().post('/device-enrolment', { code, key: 'p256', profile: 'standard' }));
    for (let tries = 0; tries < 50; ++tries) { // until the second authority is known, too
      const half = new TlsClient(server.origin, colleague, passOf(file));
      const answer = await half.givePassword().catch(() => undefined);
      half.close();
      if (answer) return expect(answer.body.state).toBe('second_factor');
      await new Promise((next) => setTimeout(next, 200));
    }
    throw new Error('the second authority was never known');
  });

  test('behind a proxy: its word counts from its own address only, and the chain is checked again', async () => {
    const { pass } = await enrolled();
    const { cert } = opened(pass);
    const headers = (pem: string, verify = 'SUCCESS') => ({ 'x-client-certificate': encodeURIComponent(pem), 'x-ssl-client-verify': verify });
    const password = { login: colleague.login, password: colleague.password };
    const from = (localAddress: string) => new TlsClient(server.origin.replace('localhost', '127.0.0.1'), colleague, { localAddress });
    const enter = (client: TlsClient, h: Record<string, string>) =>
      client.post('/session', password, { ...h, host: new URL(server.origin).host });

    const proxied = from('127.0.0.2');
    expect((await enter(proxied, headers(cert))).body.state).toBe('ready');
    expect((await proxied.get('/today', headers(cert))).status).toBe(200);
    expect((await proxied.get('/today')).status, 'the next request must show it too').toBe(401);
    expect((await enter(from('127.0.0.2'), headers(cert, 'FAILED:revoked'))).body.state).toBe('second_factor');
    expect((await enter(from('127.0.0.2'), headers(readFileSync(join(folder, 'f.pem'), 'utf8')))).body.state).toBe('second_factor');
    expect((await enter(from('127.0.0.1'), headers(cert))).body.state, 'anybody else').toBe('second_factor');
    expect((await proxied.copy({ localAddress: '127.0.0.1' }).get('/today', headers(cert))).status).toBe(401);
    const metrics = (await anybody().send('GET', '/metrics')).text;
    expect(Number(/musubi_http_forged_certificates_total (\d+)/.exec(metrics)![1])).toBeGreaterThanOrEqual(2);
  });

  test('nothing older than TLS 1.2 is spoken, nothing without forward secrecy or AEAD, in the order of the server', async () => {
    const port = Number(new URL(server.origin).port);
    const agreed = (options: object) => new Promise<string>((done) => {
      const socket = connect({ host: '127.0.0.1', port, rejectUnauthorized: false, ...options }, () => {
        done(`${socket.getProtocol()} ${socket.getCipher().name}`);
        socket.end();
      }).on('error', () => done('refused'));
    });
    expect(await agreed({ minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'ALL@SECLEVEL=0' })).toBe('refused');
    const twelve = { minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2' };
    for (const ciphers of ['AES128-GCM-SHA256', 'ECDHE-ECDSA-AES128-SHA256', 'DHE-RSA-AES256-GCM-SHA384', 'ECDHE-ECDSA-AES256-CCM'])
      expect(await agreed({ ...twelve, ciphers }), ciphers).toBe('refused');
    expect(await agreed({ ...twelve, ciphers: 'ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-ECDSA-AES256-GCM-SHA384' }))
      .toBe('TLSv1.2 ECDHE-ECDSA-AES256-GCM-SHA384');
    expect(await agreed({ ciphers: 'TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384' })).toBe('TLSv1.3 TLS_AES_256_GCM_SHA384');
  });

  test('RSA and the older file work as well; the device renews itself; a code is good once and guessing is slowed', async () => {
    const { pass } = await enrolled(manager.facility_id, { key: 'rsa3072', profile: 'legacy' });
    expect(openssl(['pkey', '-noout', '-text'], opened(pass).key).toString()).toContain('3072 bit');
    const client = await on(pass);
    expect((await client.get('/today')).status).toBe(200);
    const renewed = passOf(await ok(client.post('/device-renewal', { key: 'p256', profile: 'standard' })));
    expect((await (await on(renewed)).get('/today')).status).toBe(200);
    expect((await client.get('/today')).status, 'the one before is good until its end').toBe(200);

    const { code } = await ok(operator.post('/region/devices', { id: v7(), name: '窓口 PC' }));
    const guesser = new TlsClient(server.origin.replace('localhost', '127.0.0.1'), undefined, { localAddress: '127.0.0.3' });
    const ask = (given: string) => guesser.post('/device-enrolment', { code: given, key: 'p256', profile: 'standard' });
    expect((await ask(code)).status).toBe(200);
    expect((await ask(code)).status, 'once').toBe(410);
    const answers: number[] = [];
    for (let i = 0; i < 21; ++i) answers.push((await ask('bcdf-bcdf-bcdf')).status);
    expect(answers[0]).toBe(410);
    expect(answers.at(-1)).toBe(429);
  });

  test.each(['standard', 'legacy'])('readers of other makers open the file, too: NSS and GnuTLS (%s)', async (profile) => {
    for (const key of ['p256', 'rsa3072']) {
      const { pass } = await enrolled(null, { key, profile });
      const file = join(folder, `${v7()}.p12`);
      writeFileSync(file, pass.pfx!);
      const store = mkdtempSync(join(folder, 'nss-'));
      execFileSync('certutil', ['-N', '-d', `sql:${store}`, '--empty-password']);
      expect(() => execFileSync('pk12util', ['-i', file, '-d', `sql:${store}`, '-W', 'wrong'], { stdio: 'pipe' }), 'another password').toThrow();
      execFileSync('pk12util', ['-i', file, '-d', `sql:${store}`, '-W', pass.passphrase!], { stdio: 'pipe' });
      expect(execFileSync('certutil', ['-K', '-d', `sql:${store}`]).toString(), 'the key').toMatch(key === 'p256' ? /^< 0> ec /m : /^< 0> rsa /m);
      expect(execFileSync('certutil', ['-L', '-d', `sql:${store}`]).toString(), 'the certificate with its key').toMatch(/ u,u,u$/m);
      const read = execFileSync('certtool', ['--p12-info', '--inder', '--infile', file, '--password', pass.passphrase!], { stdio: 'pipe' }).toString();
      expect(read).toContain('BEGIN CERTIFICATE');
      expect(read).toMatch(/BEGIN (ENCRYPTED )?PRIVATE KEY|BEGIN (EC|RSA) PRIVATE KEY/);
    }
  });

  test('operators cannot demand of themselves what they do not have', async () => {
    const refused = await operator.put('/region/sign-in-policies/operator', { ways: ['passkey'], reason: '試験' }, { 'if-match': '"0"' });
    expect([refused.status, refused.body.field]).toEqual([409, 'ways']);
    expect((await operator.put('/region/sign-in-policies/operator', { ways: ['totp'], reason: '試験' }, { 'if-match': '"0"' })).status).toBe(200);
    expect((await operator.get('/region/devices')).status).toBe(200);
  });
});
