import { useState } from 'react';

import { useSession } from '../app/session';
import { waitingNow } from '../notebook/waiting';
import { Button } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { t } from '../words';
import { signOut } from './leave';

/** On a shared terminal nothing stays behind: what is not sent yet is named before it goes. */
export function SignOutButton() {
  const { lock_after_minutes: shared } = useSession();
  const [busy, setBusy] = useState(false);
  const [asking, setAsking] = useState(0);
  const go = () => {
    setAsking(0);
    setBusy(true);
    void signOut();
  };
  const press = () => {
    const unsent = shared == null ? 0 : waitingNow().length;
    if (unsent > 0) setAsking(unsent);
    else go();
  };
  return (
    <>
      <Button kind="quiet" icon="logout" busy={busy} onClick={press}>
        {t('signIn.out')}
      </Button>
      <Dialog title={t('signIn.out')} open={asking > 0} onClose={() => setAsking(0)} alert>
        <p className="mb-4">{t('terminal.unsent', { n: asking })}</p>
        <div className="flex flex-wrap justify-end gap-2">
          <Button kind="quiet" onClick={() => setAsking(0)}>
            {t('common.cancel')}
          </Button>
          <Button kind="primary" onClick={go}>
            {t('terminal.sendAndLeave')}
          </Button>
        </div>
      </Dialog>
    </>
  );
}
