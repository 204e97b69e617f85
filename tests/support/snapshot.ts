// What must be the same after a request that was refused: people, profile, team, consents, newest entries, cases of school entry, staff.
import { createHash } from 'node:crypto';
import { ok } from './cast.ts';
import type { Client } from './client.ts';

/** A digest of everything that a coordinator sees of the child; unread counts and other traces of looking left out. */
export async function snapshot(coordinator: Client, person: string): Promise<string> {
  const at = `/people/${person}`;
  const parts = [
    (await ok<any[]>(coordinator.get('/people'))).map((p) => p.id).toSorted(),
    await ok(coordinator.get(at)), await ok(coordinator.get(`${at}/versions`)),
    await ok(coordinator.get(`${at}/team`)), await ok(coordinator.get(`${at}/consents`)),
    (await ok(coordinator.get(`${at}/entries?limit=100`))).items, await ok(coordinator.get(`${at}/school-entries`)), await ok(coordinator.get('/facilities')),
    await ok(coordinator.get(`/facilities/${coordinator.account!.facility_id}/staff`)),
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
