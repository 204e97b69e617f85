import { Badge } from '../parts/badge';
import { t } from '../words';
import { markText, toneOfWait } from './board';
import type { WaitTime } from './types';

/** How long, and how near the limit; never by colour alone. */
export function WaitMarks({ wait }: { wait: WaitTime }) {
  const mark = markText(wait);
  return (
    <span className="flex flex-wrap items-center gap-1.5">
      <strong>{t('wait.days', { n: wait.days })}</strong>
      {mark && (
        <Badge tone={toneOfWait(wait)} icon={wait.mark === 'over' ? 'alert' : 'warn'}>
          {mark}
        </Badge>
      )}
    </span>
  );
}
