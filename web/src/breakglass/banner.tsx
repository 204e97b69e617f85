// 緊急閲覧中: stays in sight on every page about the person while the look lasts; below it, what is left out.
import { lazy, Suspense, useEffect, useState } from 'react';

import type { PersonView } from '../api/types';
import { queryClient } from '../app/session';
import { Icon } from '../parts/icon';
import { Note } from '../parts/page';
import { t } from '../words';
import { leftText, minutesLeft } from './rules';

const EndDialog = lazy(() => import('./end-dialog').then((m) => ({ default: m.EndDialog })));

type Look = NonNullable<PersonView['access']['break_glass']>;

/** The clock of the page; once the time is over the page is asked for again, and closes. */
function useLeft(look: Look, person: string): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 10_000);
    return () => clearInterval(timer);
  }, []);
  const left = minutesLeft(look.ends_at, now);
  useEffect(() => {
    if (left === 0) void queryClient.invalidateQueries({ queryKey: ['person', person, 'profile'] });
  }, [left, person]);
  return left;
}

export function BreakGlassBanner({ person, look }: { person: string; look: Look }) {
  const left = useLeft(look, person);
  const [ending, setEnding] = useState(false);
  return (
    <section aria-label={t('nav.breakGlass')} className="bg-danger text-on-danger">
      <div className="mx-auto flex max-w-6xl flex-wrap items-center justify-between gap-x-4 px-4 sm:px-6">
        <p className="flex min-h-11 items-center gap-2 font-bold" role="timer">
          <Icon name="alert" />
          {t('breakGlass.now', { left: leftText(left) })}
        </p>
        <button
          type="button"
          className="min-h-11 px-2 font-bold underline print:hidden"
          onClick={() => setEnding(true)}
        >
          {t('breakGlass.endShort')}
        </button>
      </div>
      {ending && (
        <Suspense fallback={null}>
          <EndDialog look={look} person={person} onClose={() => setEnding(false)} />
        </Suspense>
      )}
    </section>
  );
}
/** What is left out, said plainly. */
export function BreakGlassLimits({ look }: { look: Look }) {
  return (
    <div className="mx-auto grid max-w-6xl gap-2 px-3 pt-4 sm:px-6">
      <Note tone="warn">
        <p>{t('breakGlass.notShown')}</p>
        {look.withheld && <p className="mt-1 font-bold">{t('breakGlass.withheld')}</p>}
      </Note>
    </div>
  );
}
