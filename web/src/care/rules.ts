// What the card shows of a profile, and in which order.
import type { PersonView } from '../api/types';
import { callList } from '../person/rules';
import { relationWord } from '../person/words';
import { pick, t } from '../words';
import type { CareContent, CarePart, CarePartView, CareView, Instruction } from './types';

export const parts: readonly CarePart[] = [
  'states',
  'medicines',
  'contacts',
  'hospitals',
  'procedures',
  'devices',
  'passport',
];
export const isPart = (name: string): name is CarePart => (parts as readonly string[]).includes(name);
export const partOf = (care: CareView | undefined, part: CarePart): CarePartView | undefined =>
  care?.parts.find((p) => p.part === part);
/** The part's own content; what the reader may not see is not there. */
export function contentOf<P extends CarePart>(
  care: CareView | undefined,
  part: P,
): NonNullable<CareContent[P]> | undefined {
  return partOf(care, part)?.content[part] ?? undefined;
}
export const procedureWord = (kinds: CareView['kinds'], code: string): string => {
  const kind = kinds.find((k) => k.code === code);
  return kind ? pick(kind) : code;
};
/** Given today: not ended. */
export const isGiven = (item: { until?: string | null }, today: string): boolean =>
  !item.until || today <= item.until;
export const stepsOf = (steps: string): string[] =>
  steps
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
export const telOf = (phone: string): string => `tel:${phone.replace(/[^\d+]/g, '')}`;

export interface Callee {
  name: string;
  what: string;
  phone: string;
}
const digits = (phone: string) => phone.replace(/\D/g, '');
/** The team's order first, then guardians and the home that it does not name yet. */
export function calleesOf(person: PersonView, care: CareView | undefined): Callee[] {
  const callees: Callee[] = (contentOf(care, 'contacts') ?? []).map((c) => ({
    name: c.name,
    what: [c.relation, c.note].filter(Boolean).join('・'),
    phone: c.phone,
  }));
  const add = (callee: Callee) => {
    if (callee.phone && !callees.some((c) => digits(c.phone) === digits(callee.phone))) callees.push(callee);
  };
  callList(person).forEach((g) => add({ name: g.name, what: relationWord(g.relation), phone: g.phone }));
  add({ name: t('emergency.home'), what: person.address, phone: person.phone });
  return callees;
}
export const expiredOf = (care: CareView | undefined): Instruction[] =>
  (care?.instructions ?? []).filter((i) => !i.hidden && i.standing === 'expired');
