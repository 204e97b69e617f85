// How long an emergency look still lasts, in words; and the codes in the order they are offered.
import type { BreakGlassMeasure, EmergencyKind } from '../api/types';
import { t } from '../words';

/** Whole minutes left, never below zero: the last minute counts as one until it is over. */
export const minutesLeft = (endsAt: string, now: number): number =>
  Math.max(0, Math.ceil((new Date(endsAt).getTime() - now) / 60_000));
/** 23時間12分, 12分. */
export function leftText(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  return hours > 0
    ? t('breakGlass.leftHours', { hours, minutes: minutes % 60 })
    : t('breakGlass.leftMinutes', { minutes });
}

export const kinds: readonly EmergencyKind[] = [
  'illness',
  'injury',
  'missing',
  'disaster',
  'danger',
  'other',
];
export const measures: readonly BreakGlassMeasure[] = [
  'spoken_warning',
  'written_warning',
  'training',
  'rights_suspended',
  'facility_told',
  'authority_told',
  'family_told',
  'other',
];
