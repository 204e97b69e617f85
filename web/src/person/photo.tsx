import { useState } from 'react';

import { api, apiUrl } from '../api/client';
import type { PersonView } from '../api/types';
import { queryClient } from '../app/session';
import { Avatar } from '../parts/badge';
import { Button } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { FileDrop, progressText } from '../parts/file-drop';
import { Note, Trouble } from '../parts/page';
import { toast } from '../parts/toast';
import { t } from '../words';
import { fullName } from './queries';

/** The photo, and the way to change it where that is allowed. */
export function Photo({ person, mayEdit }: { person: PersonView; mayEdit: boolean }) {
  const [open, setOpen] = useState(false);
  const [share, setShare] = useState<number | null>(null);
  const [error, setError] = useState<unknown>(null);
  const path = `/people/${person.id}/photo` as const;
  const settle = async (work: () => Promise<unknown>) => {
    setError(null);
    try {
      await work();
      await Promise.all(
        [['person', person.id], ['people']].map((queryKey) => queryClient.invalidateQueries({ queryKey })),
      );
      toast(t('profile.photoSaved'));
      setOpen(false);
    } catch (problem) {
      setError(problem);
    } finally {
      setShare(null);
    }
  };
  return (
    <div className="grid justify-items-center gap-2">
      {person.photo ? (
        <img
          src={apiUrl(path)}
          alt={t('profile.photoOf', { name: fullName(person) })}
          className="size-28 rounded-2xl border border-line object-cover"
        />
      ) : (
        <Avatar name={fullName(person)} size="size-28" />
      )}
      {mayEdit && (
        <Button kind="quiet" icon="photo" onClick={() => setOpen(true)}>
          {t(person.photo ? 'profile.photoChange' : 'profile.photoAdd')}
        </Button>
      )}
      <Dialog title={t('profile.photo')} open={open} onClose={() => setOpen(false)}>
        <div className="grid gap-4">
          <Note>{t('profile.photoLead')}</Note>
          {error !== null && <Trouble error={error} />}
          <FileDrop
            label={share === null ? t('profile.photoChange') : progressText(share)}
            hint={t('profile.photoHint')}
            accept="image/jpeg,image/png,image/webp,image/heic,.heic"
            disabled={share !== null}
            onFiles={([file]) => file && void settle(() => api.replace(path, file, { onProgress: setShare }))}
          />
          {person.photo && (
            <div>
              <Button kind="quiet" onClick={() => void settle(() => api.delete(path))}>
                {t('profile.photoRemove')}
              </Button>
            </div>
          )}
        </div>
      </Dialog>
    </div>
  );
}
