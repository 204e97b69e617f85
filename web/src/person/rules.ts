// Rules of forms about a person that need no screen.
import type { Allergy, PersonView, School } from '../api/types';
import { t } from '../words';
import { civil, todayText } from '../words/dates';

/** Why a date of birth cannot be; undefined when it can. */
export function dateProblem(text: string, today = todayText()): string | undefined {
  if (!text) return t('error.needed');
  if (!civil(text)) return t('error.date');
  return text > today ? t('error.future') : undefined;
}
/** Rows left empty are no rows; a row with a reaction but no substance is a mistake, not an empty row. */
export const filledAllergies = (rows: readonly Allergy[]): Allergy[] =>
  rows
    .map((r) => ({ ...r, substance: r.substance.trim(), reaction: r.reaction.trim() }))
    .filter((r) => r.substance || r.reaction);
export const filledSchools = (rows: readonly School[]): School[] =>
  rows
    .filter((r) => r.facility_name.trim() || r.grade.trim() || r.class_name.trim())
    .map((r) => ({
      ...r,
      facility_name: r.facility_name.trim(),
      grade: r.grade.trim(),
      class_name: r.class_name.trim(),
      ends_on: r.ends_on || null,
    }));

/** Severe ones first: what a rescuer has to see first. */
const order = { severe: 0, moderate: 1, mild: 2 } as const;
export const bySeverity = (list: readonly Allergy[]): Allergy[] =>
  [...list].sort((a, b) => order[a.severity] - order[b.severity]);

/** Whom to call, in this order: who lives with the person and holds custody, then custody, then the others. */
export function callList(person: PersonView) {
  const rank = (g: PersonView['guardians'][number]) => (g.has_custody ? 0 : 2) + (g.lives_together ? 0 : 1);
  return person.guardians.filter((g) => g.phone && !g.restricted).sort((a, b) => rank(a) - rank(b));
}
