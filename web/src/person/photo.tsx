import { useState } from 'react';

import { api, apiUrl } from '../api/client';
import type { PersonView } from '../api/types';
import { queryClient } from '../app/session';
import { Avatar } from '../parts/badge';
import { Button } from '../parts/button';
import { FileDrop, progressText } from '../parts/file-drop';
import { Trouble } from '../parts/page';
import { toast } from '../parts/toast';
import { t } from '../words';
import { fullName } from './queries';

export function Photo({ person, mayEdit }: { person: PersonView; mayEdit: boolean }) {
  const [share, setShare] = useState<number | null>(null);
  const [error, setError] = useState<unknown>(null);
  const path = `/people/${person.id}/photo`;
  const run = async (work: () => Promise<unknown>) => {
    setError(null);
    try {
      await work();
      toast(t('profile.photoSaved'));
      await queryClient.invalidateQueries({ queryKey: ['person', person.id] });
      await queryClient.invalidateQueries({ queryKey: ['people'] });
    } catch (e) {
      setError(e);
    } finally {
      setShare(null);
    }
  };
  return (
    <div className="flex flex-wrap items-center gap-4">
      <Avatar
        name={fullName(person)}
        src={person.photo ? `${apiUrl(`/people/${person.id}/photo`)}?v=${person.version}` : undefined}
        size="size-24"
      />
      {mayEdit && (
        <div className="grid flex-1 gap-2">
          {share === null ? (
            <FileDrop
              label={t('profile.photoChange')}
              accept="image/jpeg,image/png,image/webp,image/heic"
              onFiles={([file]) => {
                if (!file) return;
                setShare(0);
                void run(() =>
                  api.upload(path, file, { method: 'PUT', onProgress: setShare, version: person.version }),
                );
              }}
            />
          ) : (
            <p role="status">{progressText(share)}</p>
          )}
          {person.photo && (
            <div>
              <Button
                kind="quiet"
                onClick={() => void run(() => api.delete(path, { version: person.version }))}
              >
                {t('profile.photoRemove')}
              </Button>
            </div>
          )}
          {error !== null && <Trouble error={error} />}
        </div>
      )}
    </div>
  );
}
