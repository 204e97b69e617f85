// The device one works on, where it has a certificate: how long it is good, and its renewal in time.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { api } from '../api/client';
import type { DeviceFile } from '../api/types';
import { queryClient } from '../app/session';
import { Button } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { Form, useForm } from '../parts/form';
import { Note } from '../parts/page';
import { t } from '../words';
import { FileChoice, usual } from './file-choice';
import { FileReady } from './file-ready';
import { ownQuery } from './queries';

function Renewal({ onClose }: { onClose: () => void }) {
  const [file, setFile] = useState<DeviceFile | null>(null);
  const form = useForm({
    initial: usual,
    send: (v) => api.post('/device-renewal', v),
    done: setFile,
  });
  return (
    <Dialog title={t('device.renew')} open onClose={onClose} alert>
      {file ? (
        <FileReady file={file} />
      ) : (
        <Form form={form}>
          <p>{t('device.renewLead')}</p>
          <FileChoice form={form} />
          <div>
            <Button type="submit" kind="primary" busy={form.busy}>
              {t('device.renew')}
            </Button>
          </div>
        </Form>
      )}
    </Dialog>
  );
}

/** `quiet`: only where something is to be done. */
export function OwnDevice({ quiet = false }: { quiet?: boolean }) {
  const { data } = useQuery(ownQuery);
  const [renewing, setRenewing] = useState(false);
  // Asked again only then: what is to be done is done, and this note, with the file in it, goes.
  const close = () => {
    setRenewing(false);
    for (const queryKey of [ownQuery.queryKey, ['devices']]) void queryClient.invalidateQueries({ queryKey });
  };
  if (!data?.name || (quiet && !data.may_renew)) return null;
  return (
    <>
      <Note tone={data.may_renew ? 'warn' : 'info'}>
        <p>{t('device.own', { name: data.name, n: data.days_left ?? 0 })}</p>
        {data.may_renew && (
          <Button className="mt-2" onClick={() => setRenewing(true)}>
            {t('device.renew')}
          </Button>
        )}
      </Note>
      {renewing && <Renewal onClose={close} />}
    </>
  );
}
