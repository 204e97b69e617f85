import { Icon } from '../parts/icon';
import { t } from '../words';
import { stages, stagesDone } from './rules';
import type { HandoverState } from './types';

/** How far a handover has come: in words for everybody, the bar for the eye. */
export function Progress({ state }: { state: HandoverState }) {
  const done = stagesDone(state);
  return (
    <ol className="flex gap-1" aria-label={t('handover.progress')}>
      {stages.map((stage, i) => (
        <li
          key={stage}
          aria-current={i === done ? 'step' : undefined}
          className={`flex min-w-0 flex-1 flex-col gap-1 border-t-4 pt-1.5 text-sm ${
            i < done
              ? 'border-good-ink'
              : i === done
                ? 'border-accent font-bold'
                : 'border-line text-ink-soft'
          }`}
        >
          <span className="flex items-center gap-1">
            {i < done && <Icon name="check" className="size-4" />}
            {t(`handover.stage.${stage}`)}
          </span>
          {i < done && <span className="sr-only">{t('handover.stageDone')}</span>}
        </li>
      ))}
    </ol>
  );
}
