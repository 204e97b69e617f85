// What is said of a case. Upper secondary school is applied for, and the school selects: there is neither a committee nor a
// decision of the board to speak of.
import { t, type Key } from '../words';
import type { SchoolEntryLine } from './types';

const otherwise: Partial<Record<Key, Key>> = {
  'schoolEntry.stage.committee': 'schoolEntry.upper.stage.committee',
  'schoolEntry.stage.decision': 'schoolEntry.upper.stage.decision',
  'schoolEntry.next.committee': 'schoolEntry.upper.next.committee',
  'schoolEntry.next.decision': 'schoolEntry.upper.next.decision',
  'schoolEntry.next.notice': 'schoolEntry.upper.next.notice',
  'schoolEntry.plain.committee': 'schoolEntry.upper.plain.committee',
  'schoolEntry.plain.decision': 'schoolEntry.upper.plain.committee',
  'schoolEntry.plain.notice': 'schoolEntry.upper.plain.committee',
  'schoolEntry.plain.answer': 'schoolEntry.upper.plain.answer',
  'schoolEntry.again': 'schoolEntry.upper.again',
  'schoolEntry.part.committee': 'schoolEntry.upper.part.committee',
  'schoolEntry.part.decision': 'schoolEntry.upper.part.decision',
  'schoolEntry.before.reopened': 'schoolEntry.upper.before.reopened',
  'schoolEntry.opinion': 'schoolEntry.upper.opinion',
  'schoolEntry.inside': 'schoolEntry.upper.inside',
  'schoolEntry.heard': 'schoolEntry.upper.heard',
  'schoolEntry.heardHint': 'schoolEntry.upper.heardHint',
  'schoolEntry.tellLead': 'schoolEntry.upper.tellLead',
};
export const said = (kind: SchoolEntryLine['kind'], key: Key): string =>
  t(kind === 'upper_secondary' ? (otherwise[key] ?? key) : key);
