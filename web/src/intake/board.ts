// Stages, columns of the board and the marks of waiting, without a screen.
import type { Tone } from '../parts/badge';
import { t } from '../words';
import { todayText } from '../words/dates';
import type { IntakeState, WaitCard, WaitStage, WaitTime } from './types';

export const stages = ['received', 'interview', 'test', 'visit', 'service', 'supported'] as const;
export const closeReasons = ['referred', 'withdrawn', 'no_reply', 'repeated', 'other'] as const;
export const channels = ['phone', 'visit', 'letter', 'referral'] as const;
export const limited = ['received', 'interview', 'test', 'visit', 'service'] as const;
/** The cards of a stage, the longest first. */
export const inStage = (cards: readonly WaitCard[], stage: WaitStage): WaitCard[] =>
  cards.filter((card) => card.wait.stage === stage).sort((a, b) => b.wait.days - a.wait.days);

export const toneOfWait = (wait: WaitTime): Tone =>
  (({ in_time: 'plain', near: 'warn', over: 'danger' }) as const)[wait.mark];
/** Days left or over, where the limit is near or behind; nothing else. */
export function markText(wait: WaitTime): string {
  if (wait.limit === null || wait.limit === undefined || wait.mark === 'in_time') return '';
  return wait.mark === 'over'
    ? t('wait.mark.over', { n: wait.days - wait.limit })
    : t('wait.mark.near', { n: wait.limit - wait.days });
}
export const toneOfState = (state: IntakeState): Tone =>
  (({ received: 'info', asking: 'ask', assigned: 'accent', accepted: 'good', closed: 'plain' }) as const)[
    state
  ];
/** The stage after this one: what a move suggests first. */
export const nextStage = (stage: WaitStage | undefined): WaitStage =>
  stage === undefined ? 'interview' : (stages[stages.indexOf(stage) + 1] ?? 'supported');
export const daysSince = (day: string, today = todayText()): number =>
  Math.round((Date.parse(today) - Date.parse(day)) / 86_400_000);
