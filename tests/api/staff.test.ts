// Administration of staff opens no notebook by the way.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { enrolled, ok, tokenOf } from '../support/cast.ts';
import { type Client, signIn } from '../support/client.ts';
import { Clock } from '../support/clock.ts';
import { engines, type Server, startServer } from '../support/server.ts';
import { v7 } from 'uuid';

describe.each(engines)('administration of staff on %s', (engine) => {
  const directory = mkdtempSync(join(tmpdir(), 'musubi-staff-'));
  let clock: Clock;
  let server: Server;
  let manager: Client;
  let facility: string;
  beforeAll(async () => {
    clock = new Clock(join(directory, 'clock'));
    server = await startServer(engine, { staff: 24, entries: 5 }, { directory, env: clock.env });
    manager = await signIn(server, server.accounts.find((a) => a.is_manager && a.region === 'yuino')!);
    facility = manager.account!.facility_id!;
  });
  afterAll(async () => {
    await server?.stop();
    rmSync(directory, { recursive: true, force: true });
  });
  const staff = async (post: string) =>
    (await ok(manager.get(`/facilities/${facility}/staff`))).find((s: { post_id: string }) => s.post_id === post);
  const edit = async (post: string, more: object) => {
    const { name, kana, profession, title, is_manager, starts_on, ends_on, licence_number, version } = await staff(post);
    return manager.put(`/staff/${post}`, { name, kana, profession, title, is_manager, starts_on, ends_on, licence_number: licence_number ?? '', reason: '試験', ...more }, { 'if-match': `"${version}"` });
  };

  test('nobody changes their own profession, or takes the post they invented', async () => {
    const other = manager.account!.profession === 'doctor' ? 'nurse' : 'doctor';
    const own = await edit(manager.account!.post_id, { profession: other });
    expect([own.status, own.body.code]).toEqual([403, 'forbidden']);
    expect((await edit(manager.account!.post_id, { title: '主任' })).status).toBe(200);
    const added = await ok(manager.post(`/facilities/${facility}/staff`, {
      id: v7(), name: '架空 花子', kana: 'カクウ ハナコ', profession: other, title: '', licence_number: '', is_manager: false, login: '',
      starts_on: (await staff(manager.account!.post_id)).starts_on,
    }));
    expect((await manager.post('/invitations/join', { token: tokenOf(added.invitation_url) })).status).toBe(403);
    await enrolled(server.origin, tokenOf(added.invitation_url), 'kakuu-hanako', '架空 花子');
    expect((await edit(added.post.post_id, { profession: manager.account!.profession })).status).toBe(200);
  });

  test('the list of staff leaves with a fresh code only', async () => {
    await ok(manager.get(`/facilities/${facility}/staff.csv`));
    clock.set(11 * 60);
    const refused = await manager.get(`/facilities/${facility}/staff.csv`);
    expect([refused.status, refused.body.code]).toEqual([403, 'step_up_needed']);
    const imported = await manager.post(`/facilities/${facility}/staff/import?dry_run=true`, '氏名,職種\n試験 花子,teacher\n', { 'content-type': 'text/csv' });
    expect([imported.status, imported.body.code]).toEqual([403, 'step_up_needed']);
    clock.set(0);
  });
});
