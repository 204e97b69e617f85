// Whose entries can be asked for. The team says it, with those who have left; beside them whoever wrote what is loaded:
// guardians, and colleagues at a facility that takes part as a whole.
import type { Author, SeatView } from '../api/types';
import type { Choice } from '../parts/field';

export interface Writers {
  people: Choice[];
  facilities: Choice[];
}
/** The choices of the two filters; who is not told a name (a protective limit) is offered none. */
export function writersOf(team: readonly SeatView[], authors: readonly Author[]): Writers {
  const people = new Map<string, string>();
  const facilities = new Map<string, string>();
  const add = (post: string, name: string, facility: string) => {
    if (name && !people.has(post)) people.set(post, facility ? `${name}（${facility}）` : name);
  };
  for (const seat of team) {
    if (seat.state === 'invited' || seat.state === 'declined') continue; // never wrote anything
    if (seat.facility_name) facilities.set(seat.facility_id, seat.facility_name);
    if (seat.post_id) add(seat.post_id, seat.name, seat.facility_name);
  }
  for (const author of authors) add(author.post_id, author.name, author.facility_name);
  const choices = (of: Map<string, string>) => [...of].map(([value, label]) => ({ value, label }));
  return { people: choices(people), facilities: choices(facilities) };
}
