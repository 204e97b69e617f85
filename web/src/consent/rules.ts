// What may be recorded as consent, told without a screen. The server decides again (consent.cpp); these rules only
// keep people from filling in a form in vain. 民法 4条（成年）・818条（親権）・859条（後見人）.
import type { ConsentView, GuardianView, PersonView } from '../api/types';

export const adultAge = 18;

export interface Giver {
  /** The guardian's id; empty for the person themself. */
  id: string;
  name: string;
  relation: string;
  /** Why this one cannot give consent. */
  refused?: 'adult' | 'unverified' | 'custody';
}
function refusal(g: GuardianView, adult: boolean): Giver['refused'] {
  const legal = g.relation === 'legal_guardian';
  if (g.relation === 'self') return adult ? undefined : 'custody';
  if (adult && !legal) return 'adult';
  if (!legal && !g.has_custody) return 'custody';
  return g.verified_at ? undefined : 'unverified';
}
/** Everybody who might give consent for this person: those who can first. A guardian records only their own. */
export function giversOf(person: PersonView): Giver[] {
  const adult = person.age_years >= adultAge;
  const own = person.access.guardian_id;
  const guardians = person.guardians
    // On paper the person gives it as such (below); on their own account they are the relation `self`.
    .filter((g) => (person.access.is_guardian ? !own || g.id === own : g.relation !== 'self'))
    .filter((g) => !g.restricted)
    .map((g): Giver => {
      const refused = refusal(g, adult);
      return { id: g.id, name: g.name, relation: g.relation, ...(refused && { refused }) };
    });
  const self: Giver[] =
    adult && !person.access.is_guardian
      ? [{ id: '', name: `${person.family_name} ${person.given_name}`.trim(), relation: 'self' }]
      : [];
  return [...self, ...guardians].sort((a, b) => Number(!!a.refused) - Number(!!b.refused));
}

const pad = (n: number) => String(n).padStart(2, '0');
/** The last day before the same day `years` later; the 29th of February ends on the 28th. */
export function lastDayAfterYears(from: string, years: number): string {
  const [y, m, d] = from.split('-').map(Number) as [number, number, number];
  const last = new Date(Date.UTC(y + years, m - 1, d));
  last.setUTCDate(last.getUTCDate() - 1);
  return `${last.getUTCFullYear()}-${pad(last.getUTCMonth() + 1)}-${pad(last.getUTCDate())}`;
}
/** The end of the school year (31 March) a day lies in. */
export const schoolYearEnd = (day: string): string =>
  `${Number(day.slice(0, 4)) + (day.slice(5) > '03-31' ? 1 : 0)}-03-31`;

/** Usual last days for a consent that begins on `from`; never beyond the day before the 18th birthday of a minor. */
export function periodPresets(
  from: string,
  birth: string,
): { key: 'schoolYear' | 'oneYear' | 'threeYears' | 'adulthood'; ends_on: string }[] {
  if (!/^\d{4}-\d\d-\d\d$/.test(from)) return [];
  const grown = /^\d{4}-\d\d-\d\d$/.test(birth) ? lastDayAfterYears(birth, adultAge) : '';
  const all = [
    { key: 'schoolYear', ends_on: schoolYearEnd(from) },
    { key: 'oneYear', ends_on: lastDayAfterYears(from, 1) },
    { key: 'threeYears', ends_on: lastDayAfterYears(from, 3) },
    ...(grown > from ? [{ key: 'adulthood' as const, ends_on: grown }] : []),
  ] as { key: 'schoolYear' | 'oneYear' | 'threeYears' | 'adulthood'; ends_on: string }[];
  return all.filter((p) => p.key === 'adulthood' || grown <= from || p.ends_on <= grown);
}

/** In force now or later: what can still be withdrawn. */
export const isOpen = (c: ConsentView): boolean => c.state === 'in_force' || c.state === 'future';
const order: Record<ConsentView['state'], number> = { in_force: 0, future: 1, expired: 2, withdrawn: 3 };
export const byState = (list: readonly ConsentView[]): ConsentView[] =>
  [...list].sort((a, b) => order[a.state] - order[b.state] || b.created_at.localeCompare(a.created_at));
/** Days left of a consent, when it ends within `within` days. */
export function endsSoon(c: ConsentView, today: string, within = 60): number | null {
  if (c.state !== 'in_force' || !c.ends_on) return null;
  const days = Math.round((Date.parse(c.ends_on) - Date.parse(today)) / 86_400_000);
  return days <= within ? days : null;
}
