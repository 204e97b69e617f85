// Two regions joined, and somebody of the second as a guest in the first: what 広域連携協定 is for.
import { v7 } from 'uuid';
import { allClasses, day, ok } from './cast.ts';
import { type Client, stepUp } from './client.ts';

export interface Terms {
  professions: string[];
  classes?: string[];
  starts_on?: string;
  ends_on?: string | null;
}
/** Proposed by one region's operator to the region `partner`. */
export function proposed(operator: Client, partner: string, terms: Terms): Promise<{ id: string; version: number; state: string }> {
  return ok(operator.post('/agreements', {
    id: v7(), partner_slug: partner, title: '子ども発達支援広域連携協定', classes: allClasses, starts_on: day(0), ends_on: null, ...terms,
  }));
}
/** Proposed by one and accepted by the other. */
export async function joined(operator: Client, other: Client, partner: string, terms: Terms): Promise<string> {
  const { id } = await proposed(operator, partner, terms);
  await ok(other.post(`/agreements/${id}/answer`, { accept: true }));
  return id;
}
/** A facility of the partner as this region names it. */
export const guestFacility = async (member: Client, region: string, facility: string): Promise<{ id: string; name: string }> =>
  ok(member.post('/partner-facilities', { region_slug: region, facility_id: facility }));

/** A consent, here on a legal basis, that names the guest: one to the whole team does not reach them. */
export async function consentTo(coordinator: Client, person: string, facility: string, classes = allClasses): Promise<string> {
  return (await ok(coordinator.post(`/people/${person}/consents`, {
    id: v7(), basis: 'statutory', article: '児童福祉法 25条の2', classes, purposes: ['support', 'planning', 'handover'], whole_team: false,
    facility_ids: [facility], starts_on: day(0),
  }))).id;
}
export const newSeat = (facility: string, profession: string, more: object = {}) => ({
  id: v7(), facility_id: facility, post_id: null, profession, role: 'member', duty: '広域', classes: allClasses, starts_on: day(0), ...more,
});
/** Takes up the post there and acts as it from now on. */
export async function enters(guest: Client, region: string): Promise<void> {
  const { post_id } = await ok(guest.post('/guest-posts', { region_slug: region }));
  await ok(guest.put('/session/post', { post_id }));
  Object.assign(guest, { account: { ...guest.account!, post_id } });
  await ok(guest.post('/pledge/accept', { version: (await ok(guest.get('/pledge'))).version }));
  await stepUp(guest);
}
/** From the invitation of the facility to its manager's yes; the guest is the manager. */
export async function seatedAsGuest(coordinator: Client, person: string, guest: Client, regions: { home: string; here: string }): Promise<string> {
  const { facility_id, profession } = guest.account!;
  const facility = await guestFacility(coordinator, regions.home, facility_id!);
  await consentTo(coordinator, person, facility.id);
  const seat = await ok(coordinator.post(`/people/${person}/team`, newSeat(facility.id, profession)));
  await enters(guest, regions.here);
  await ok(guest.post(`/seat-invitations/${seat.id}`, { accept: true }));
  return seat.id as string;
}
