// 緊急閲覧中: stands at the top of every page about the person while the look lasts, and says what it leaves out.
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';

import { api } from '../api/client';
import type { PersonView } from '../api/types';
import { queryClient } from '../app/session';
import { Button } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { Icon } from '../parts/icon';
import { Trouble } from '../parts/page';
import { toast } from '../parts/toast';
import { t } from '../words';
import { leftText, minutesLeft } from './rules';

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

function EndDialog({ look, person, onClose }: { look: Look; person: string; onClose: () => void }) {
  const navigate = useNavigate();
  const end = useMutation({
    mutationFn: () => api.post(`/people/${person}/break-glass/${look.id}/end`),
    onSuccess: async () => {
      toast(t('breakGlass.ended'));
      await navigate({ to: '/break-glass' });
      queryClient.removeQueries({ queryKey: ['person', person] });
      void queryClient.invalidateQueries({ queryKey: ['break-glass'] });
    },
  });
  return (
    <Dialog title={t('breakGlass.end')} open onClose={onClose}>
      <p className="mb-4">{t('breakGlass.endLead')}</p>
      {end.isError && <Trouble error={end.error} />}
      <div className="mt-4 flex flex-wrap justify-end gap-2">
        <Button kind="quiet" onClick={onClose}>
          {t('common.cancel')}
        </Button>
        <Button kind="primary" busy={end.isPending} onClick={() => end.mutate()}>
          {t('breakGlass.end')}
        </Button>
      </div>
    </Dialog>
  );
}

export function BreakGlassBanner({ person, look }: { person: string; look: Look }) {
  const left = useLeft(look, person);
  const [ending, setEnding] = useState(false);
  return (
    <section aria-label={t('breakGlass.banner')} className="bg-danger-soft text-danger-ink">
      <div className="mx-auto flex max-w-6xl flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2 sm:px-6">
        <p className="flex items-center gap-2 font-bold" role="timer">
          <Icon name="alert" />
          {t('breakGlass.now', { left: leftText(left) })}
        </p>
        <p className="min-w-0 flex-1 basis-72 text-sm">
          {t('breakGlass.notShown')}
          {look.withheld && ` ${t('breakGlass.withheld')}`}
        </p>
        <Button className="print:hidden" onClick={() => setEnding(true)}>
          {t('breakGlass.end')}
        </Button>
      </div>
      {ending && <EndDialog look={look} person={person} onClose={() => setEnding(false)} />}
    </section>
  );
}
