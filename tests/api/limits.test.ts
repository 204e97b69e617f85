// A protective limit set after entries were shared: what the limited guardian still gets over the wire.
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { account, enrolled, hinataOf, ok, tokenOf } from '../support/cast.ts';
import { type Client, signIn } from '../support/client.ts';
import { heardEntries, newEntry } from '../support/notebook.ts';
import { engines, type Server, startServer } from '../support/server.ts';

const onePixel = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

describe.each(engines)('a protective limit on %s', (engine) => {
  let server: Server;
  let coordinator: Client;
  let father: Client;
  let person: string;
  let guardian: { id: string; version: number } & Record<string, unknown>;
  beforeAll(async () => {
    server = await startServer(engine, { staff: 24, entries: 30 });
    coordinator = await signIn(server, account(server, 'coordinator'));
    person = await hinataOf(coordinator);
    const made = await ok(coordinator.post(`/people/${person}/guardians`, {
      id: v7(), name: '佐藤 たかし', kana: 'サトウ タカシ', relation: 'father', phone: '', lives_together: false, has_custody: false, verified_how: '戸籍謄本',
    }));
    const link = await ok(coordinator.post(`/people/${person}/guardians/${made.id}/invitation`));
    father = await enrolled(server.origin, tokenOf(link.invitation_url), 'takashi-limits', '佐藤 たかし');
    guardian = (await ok(coordinator.get(`/people/${person}`))).guardians.find((g: { id: string }) => g.id === made.id);
  });
  afterAll(() => server?.stop());
  const limit = async (restricted: boolean) => {
    const now = (await ok(coordinator.get(`/people/${person}`))).guardians.find((g: { id: string }) => g.id === guardian.id);
    const { name, kana, relation, phone, lives_together, has_custody, verified_how } = now;
    await ok(coordinator.put(`/people/${person}/guardians/${guardian.id}`, {
      name, kana, relation, phone, lives_together, has_custody, verified_how, restricted, restriction_reason: restricted ? '保護命令（架空）' : '',
    }, { 'if-match': `"${now.version}"` }));
  };

  test('a limit set later takes what was shared before, everywhere', async () => {
    const file = await ok(coordinator.post(`/people/${person}/files`, onePixel, { 'content-type': 'image/png' }));
    const shared = await ok(coordinator.post(`/people/${person}/entries`, {
      ...newEntry('転居先の園が決まりました'), info_class: 'basic', with_guardians: true, asks_confirmation: true, file_ids: [file.id],
    }));
    const diary = await ok(father.post(`/people/${person}/entries`, { ...newEntry('父の日記'), info_class: 'family' }));
    await ok(coordinator.post(`/people/${person}/entries/${diary.id}/replies`, { id: v7(), body: '読みました' }));
    await ok(coordinator.post(`/people/${person}/read`, { entry_ids: [diary.id] }));
    await heardEntries(father, shared.id);
    expect((await father.get(`/people/${person}/files/${file.id}`)).status).toBe(200);
    const before = await ok(father.get(`/people/${person}/entries`));
    expect(before.items.map((e: { id: string }) => e.id)).toContain(shared.id);

    await limit(true);
    const page = await ok(father.get(`/people/${person}/entries?limit=100`));
    expect(page.items.map((e: { id: string }) => e.id)).toEqual([diary.id]);
    for (const path of [`entries/${shared.id}`, `entries/${shared.id}/versions`, `files/${file.id}`, `files/${file.id}/thumbnail`])
      expect((await father.get(`/people/${person}/${path}`)).status, path).toBe(404);
    expect((await father.put(`/people/${person}/entries/${shared.id}/confirm`, {})).status).toBe(404);
    expect(await ok(father.post(`/people/${person}/search`, { q: '転居先' }))).toMatchObject({ items: [], total: 0 });
    expect(JSON.stringify(await ok(father.get('/today')))).not.toContain(shared.id);
    const digest = await ok(father.get(`/people/${person}/digest`));
    expect([digest.entries, digest.urgent, digest.asks]).toEqual([0, [], []]);
    const feed = (await ok(father.get('/sync?after=0&limit=1000'))).changes;
    expect(feed.some((c: { entry_id: string }) => c.entry_id === shared.id), 'the change feed').toBe(false);

    const own = await ok(father.get(`/people/${person}/entries/${diary.id}`));
    expect(own.replies.map((r: { author: { name: string; facility_name: string } }) => r.author.name + r.author.facility_name)).toEqual(['']);
    expect(own.receipts).toEqual([]);
    const seats = (await ok(father.get(`/people/${person}/audience`))).seats;
    expect(seats.every((s: { name: string; facility_name: string }) => s.name + s.facility_name === '')).toBe(true);

    await ok(coordinator.put(`/people/${person}/entries/${shared.id}/hidden-from`, { guardian_ids: [], shown_to: [guardian.id] }));
    expect((await father.get(`/people/${person}/entries/${shared.id}`)).status, 'what a coordinator opens').toBe(200);
    await ok(coordinator.put(`/people/${person}/entries/${shared.id}/hidden-from`, { guardian_ids: [] }));
    expect((await father.get(`/people/${person}/entries/${shared.id}`)).status).toBe(404);
    await limit(false);
    expect((await father.get(`/people/${person}/entries/${shared.id}`)).status, 'lifted').toBe(200);
  });
});
