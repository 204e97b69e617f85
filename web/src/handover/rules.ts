import { infoClasses, type InfoClass } from '../api/types';
import type { Tone } from '../parts/badge';
import type { HandoverItem, HandoverItemView, HandoverState, HandoverStep } from './types';

/** The steps of the progress bar, and how many of them a handover in this state has behind it. */
export const stages = ['choose', 'ask', 'send', 'receive'] as const;
export function stagesDone(state: HandoverState): number {
  switch (state) {
    case 'draft':
    case 'declined':
    case 'withdrawn':
      return 0;
    case 'asked':
      return 1;
    case 'agreed':
      return 2;
    case 'sent':
      return 3;
    case 'received':
      return 4;
  }
}
export const toneOf = (state: HandoverState): Tone =>
  (
    ({
      draft: 'plain',
      asked: 'ask',
      declined: 'warn',
      agreed: 'info',
      sent: 'info',
      received: 'good',
      withdrawn: 'plain',
    }) as const
  )[state];

/** Items by class, in the order of classes; classes without items are not there. */
export function byClass<T>(items: readonly T[], classOf: (item: T) => InfoClass): [InfoClass, T[]][] {
  return infoClasses
    .map((c): [InfoClass, T[]] => [c, items.filter((item) => classOf(item) === c)])
    .filter(([, found]) => found.length > 0);
}
/** Which follow-up may be noted now: the first one that nobody has noted. */
export function nextFollowUp(steps: readonly HandoverStep[]): 'follow_up_1' | 'follow_up_3' | null {
  const noted = new Set(steps.map((s) => s.kind));
  if (!noted.has('follow_up_1')) return 'follow_up_1';
  return noted.has('follow_up_3') ? null : 'follow_up_3';
}
/** A question that nobody has answered yet. */
export const isWaiting = (view: HandoverItemView): boolean => view.talk.at(-1)?.kind === 'question';

/** Chosen items first in the order chosen from, then what was written by hand. */
export function chosenItems(
  suggested: readonly HandoverItem[],
  kept: readonly HandoverItem[],
  picked: ReadonlySet<string>,
): HandoverItem[] {
  const known = new Set(kept.map((item) => keyOf(item)));
  const fresh = suggested.filter((item) => !known.has(keyOf(item)));
  return [...kept, ...fresh].filter((item) => picked.has(item.id));
}
/** The same thing of the notebook, whatever id its suggestion got. */
export const keyOf = (item: HandoverItem): string =>
  item.kind === 'note' ? item.id : `${item.kind}:${item.source_id ?? item.title}`;
