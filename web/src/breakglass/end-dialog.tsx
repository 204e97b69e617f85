import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';

import { api } from '../api/client';
import type { PersonView } from '../api/types';
import { queryClient } from '../app/session';
import { Button } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { Trouble } from '../parts/page';
import { toast } from '../parts/toast';
import { t } from '../words';

type Look = NonNullable<PersonView['access']['break_glass']>;

export function EndDialog({ look, person, onClose }: { look: Look; person: string; onClose: () => void }) {
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
