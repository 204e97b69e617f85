// Who asks in the matrix: one child, and everybody round it whom a rule of domain.md lets in or keeps out. The states
// that the invented city lacks (a seat ended, a guardian restricted, a post suspended …) are made over the API.
import { v7 } from 'uuid';
import { joined, seatedAsGuest } from './agreements.ts';
import { codeFor } from './authenticator.ts';
import { Client, signIn, signInWeakly } from './client.ts';
import type { DemoAccount, Server } from './server.ts';

/** The columns of matrix.table.ts, in its order. */
export const callers = [
  'nobody', 'weak', 'seat', 'coordinator', 'colleague', 'manager', 'elsewhere', 'neighbour', 'operator',
  'mother', 'otherchild', 'restricted', 'ended', 'withdrawn', 'suspended', 'breakglass', 'afterwards', 'auditor', 'self',
  'neighbour_operator', 'viewer', 'guest',
] as const;
export type Caller = (typeof callers)[number];

export const day = (from: number): string => {
  const japan = new Date(Date.now() + 9 * 3_600_000 + from * 86_400_000);
  return japan.toISOString().slice(0, 10);
};
export const allClasses = ['basic', 'health', 'development', 'education', 'welfare', 'family'];
export const allPurposes = ['support', 'planning', 'handover'];

export async function ok<T = any>(answer: Promise<{ status: number; body: T; text: string }>): Promise<T> {
  const got = await answer;
  if (got.status >= 300) throw new Error(`a step of the set-up failed: ${got.status} ${got.text}`);
  return got.body;
}

export function account(server: Server, login: string): DemoAccount {
  const found = server.accounts.find((a) => a.login === login);
  if (!found) throw new Error(`no demo account ${login}`);
  return found;
}

/** 佐藤ひなた, the child of the demo that everything is known about. */
export async function hinataOf(client: Client): Promise<string> {
  const people = await ok(client.get('/people'));
  return people.find((p: { name: string }) => p.name === '佐藤 ひなた').id as string;
}

/** Invites a member of staff into the team and accepts for them. */
export async function seated(coordinator: Client, person: string, member: Client, role = 'member'): Promise<string> {
  const { facility_id, post_id } = member.account!;
  const seat = await ok(coordinator.post(`/people/${person}/team`, {
    id: v7(), facility_id, post_id, role, duty: '試験', classes: allClasses, starts_on: day(0),
  }));
  await ok(member.post(`/seat-invitations/${seat.id}`, { accept: true }));
  return seat.id as string;
}

export const tokenOf = (url: string): string => url.slice(url.indexOf('#') + 1);

/** What the QR code of a person's card holds behind the `#`: as the link that lies over it in the PDF. */
export async function cardTokenOf(client: Client, person: string): Promise<string> {
  const paper = await client.get(`/people/${person}/care/card.pdf`);
  const address = /\/URI\s*\((\S+?)\)/.exec(paper.text)?.[1];
  if (!address) throw new Error(`no link on the card: ${paper.status} ${paper.text.slice(0, 200)}`);
  return tokenOf(address);
}
export async function exactFacts(coordinator: Client, person: string) {
  const { family_kana, given_kana, birth_date } = await ok(coordinator.get(`/people/${person}`));
  return { family_kana, given_kana, birth_date };
}
/** Finds the person by exact facts and opens an emergency look (緊急閲覧). */
export async function openedBy(client: Client, person: string, facts: object): Promise<string> {
  const { match } = await ok(client.post('/break-glass/search', facts));
  if (match?.person_id !== person) throw new Error('the search found somebody else');
  return (await ok(client.post(`/people/${person}/break-glass`, { id: v7(), kind: 'illness', reason: '園で意識がなくなった' }))).id;
}

/** Takes an invitation as somebody who has no account yet, second factor and all. */
export async function enrolled(origin: string, token: string, login: string, name: string): Promise<Client> {
  const client = new Client(origin, { login } as DemoAccount);
  await ok(client.post('/invitations/accept', { token, login, display_name: name, kana: '', password: 'tsukinohikari-2026' }));
  const { secret } = await ok(client.post('/account/totp'));
  await ok(client.post('/account/totp/confirm', { code: await codeFor(origin, { login, totp_secret: secret }) }));
  const { post } = await ok(client.get('/session'));
  Object.assign(client.account!, { name, password: 'tsukinohikari-2026', totp_secret: secret, post_id: post.id });
  return client;
}

/** The region allows accounts of one's own from that age on; 0: none. */
export async function allowOwnAccounts(operator: Client, own_account_from: number): Promise<void> {
  const { name, greeting, how_to_join, contact, names_in_access_log, version } = await ok(operator.get('/region'));
  await ok(operator.put('/region', { name, greeting, how_to_join, contact, names_in_access_log, own_account_from }, { 'if-match': `"${version}"` }));
}
/** The person themself, invited by the coordinator (本人アカウント). */
export async function ownAccount(server: Server, coordinator: Client, person: string, login: string): Promise<Client> {
  const { family_name, given_name } = await ok(coordinator.get(`/people/${person}`));
  const name = `${family_name} ${given_name}`;
  const own = await ok(coordinator.post(`/people/${person}/guardians`, {
    id: v7(), name, kana: '', relation: 'self', phone: '', lives_together: true, has_custody: false, verified_how: '本人と面談',
  }));
  const invitation = await ok(coordinator.post(`/people/${person}/guardians/${own.id}/invitation`));
  return enrolled(server.origin, tokenOf(invitation.invitation_url), login, name);
}

export interface Cast {
  server: Server;
  person: string;
  coordinator: Client;
  operator: Client;
  /** The facility whose staff the administration routes are asked about, and a post in it. */
  facility: string;
  staff: DemoAccount[];
  /** A professional without a seat whose emergency looks are ended and reviewed. */
  spare: Client;
  clients: Record<Caller, Client>;
}

/** Facilities of the city without anybody in the team, each with its staff, the manager first. */
function strangers(server: Server, seatedPosts: Set<string>): DemoAccount[][] {
  const places = new Map<string, DemoAccount[]>();
  for (const a of server.accounts)
    if (a.kind === 'professional' && a.region === 'yuino') places.set(a.facility_id!, [...(places.get(a.facility_id!) ?? []), a]);
  return [...places.values()].filter((staff) => staff.length >= 3 && !staff.some((a) => seatedPosts.has(a.post_id)));
}

export async function gather(server: Server): Promise<Cast> {
  const enter = (a: DemoAccount) => signIn(server, a);
  const coordinator = await enter(account(server, 'coordinator'));
  const operator = await enter(account(server, 'operator'));
  const person = await hinataOf(coordinator);
  const team = await ok(coordinator.get(`/people/${person}/team`));
  const places = strangers(server, new Set(team.map((s: { post_id: string }) => s.post_id)));
  if (places.length < 4) throw new Error('the city is too small for the matrix');
  const [own, second, third, fourth] = places as [DemoAccount[], DemoAccount[], DemoAccount[], DemoAccount[]];

  const seat = await enter(own[1]!);
  await seated(coordinator, person, seat);
  const viewer = await enter(fourth[1]!);
  await seated(coordinator, person, viewer, 'viewer');
  const ended = await enter(second[1]!);
  const endedSeat = await seated(coordinator, person, ended);
  await ok(coordinator.post(`/people/${person}/team/${endedSeat}/end`, { on: day(-1), reason: '担当が替わったため' }));
  const suspended = await enter(third[1]!);
  await seated(coordinator, person, suspended);
  await ok(operator.post(`/staff/${third[1]!.post_id}/state`, { state: 'suspended', reason: '確認のため' }));

  // The pharmacist keeps the seat; the family takes the pharmacy out of its consent.
  const pharmacist = account(server, 'pharmacist');
  const consents = await ok(coordinator.get(`/people/${person}/consents`));
  await ok(coordinator.post(`/people/${person}/consents/${consents[0].id}/withdraw`, {
    reason: '家族の希望', withdrawn_by: '母', facility_ids: [pharmacist.facility_id],
  }));

  const father = await ok(coordinator.post(`/people/${person}/guardians`, {
    id: v7(), name: '佐藤 たかし', kana: 'サトウ タカシ', relation: 'father', phone: '', lives_together: false,
    has_custody: true, verified_how: '窓口で本人確認書類を確認',
  }));
  const invitation = await ok(coordinator.post(`/people/${person}/guardians/${father.id}/invitation`));
  const restricted = await enrolled(server.origin, tokenOf(invitation.invitation_url), 'takashi-2026', '佐藤 たかし');
  const now = (await ok(coordinator.get(`/people/${person}`))).guardians.find((g: { id: string }) => g.id === father.id);
  await ok(coordinator.put(`/people/${person}/guardians/${father.id}`, {
    name: now.name, kana: now.kana, relation: now.relation, phone: now.phone, lives_together: false, has_custody: true,
    verified_how: now.verified_how, restricted: true, restriction_reason: '保護命令（架空）',
  }, { 'if-match': `"${now.version}"` }));

  await allowOwnAccounts(operator, 5); // as old as the child is
  const self = await ownAccount(server, coordinator, person, 'hinata-2026');

  const facts = await exactFacts(coordinator, person);
  const breakglass = await enter(third[2]!);
  await openedBy(breakglass, person, facts);
  const afterwards = await enter(third[0]!);
  await ok(afterwards.post(`/people/${person}/break-glass/${await openedBy(afterwards, person, facts)}/end`));

  const neighbourOperator = await enter(account(server, 'neighbour-operator'));
  const visitor = server.accounts.find((a) => a.region === 'tonarino' && a.kind === 'professional' && a.is_manager && a.login !== 'neighbour')!;
  await joined(operator, neighbourOperator, 'tonarino', { professions: [visitor.profession] });
  const guest = await enter(visitor);
  await seatedAsGuest(coordinator, person, guest, { home: 'tonarino', here: 'yuino' });

  const family = server.accounts.find((a) => a.kind === 'guardian' && a.region === 'yuino' && a.login !== 'mother')!;
  const clients: Record<Caller, Client> = {
    nobody: new Client(server.origin), weak: await signInWeakly(server, account(server, 'doctor')), seat, coordinator,
    colleague: await enter(own[2]!), manager: await enter(own[0]!), elsewhere: await enter(second[2]!),
    neighbour: await enter(account(server, 'neighbour')), operator, mother: await enter(account(server, 'mother')),
    otherchild: await enter(family), restricted, ended, withdrawn: await enter(pharmacist), suspended, breakglass, afterwards,
    auditor: await enter(account(server, 'auditor')), self,
    neighbour_operator: neighbourOperator, viewer, guest,
  };
  return { server, person, coordinator, operator, facility: own[0]!.facility_id!, staff: own, spare: await enter(second[0]!), clients };
}
