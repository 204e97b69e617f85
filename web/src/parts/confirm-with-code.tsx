import { api } from '../api/client';
import { adoptSession, useSession } from '../app/session';
import { confirmWithPasskey, usePasskeysWork } from '../identity/passkey';
import { PasskeyButton } from '../identity/passkey-button';
import { t } from '../words';
import { Button } from './button';
import { Dialog } from './dialog';
import { TextField } from './field';
import { Form, needed, useForm } from './form';

function WithCode({ onDone, onCancel }: { onDone: () => void; onCancel: () => void }) {
  const form = useForm({
    initial: { code: '' },
    check: (v) => needed(v, ['code']),
    send: (v) => api.post('/session/step-up', { code: v.code.normalize('NFKC').replace(/\s/g, '') }),
    done: (view) => {
      adoptSession(view);
      onDone();
    },
  });
  return (
    <Form form={form}>
      <TextField
        {...form.field('code')}
        label={t('signIn.code')}
        hint={t('signIn.codeHint')}
        inputMode="numeric"
        autoComplete="one-time-code"
        autoFocus
        className="max-w-48 font-mono text-xl tracking-widest"
      />
      <div className="flex flex-wrap justify-end gap-2">
        <Button kind="quiet" onClick={onCancel}>
          {t('common.cancel')}
        </Button>
        <Button kind="primary" type="submit" busy={form.busy}>
          {t('stepUp.confirm')}
        </Button>
      </div>
    </Form>
  );
}

/** Asks once more for the second factor, whichever the account has; what was typed on the page behind stays. */
export function ConfirmWithCode({ onDone }: { onDone: (ok: boolean) => void }) {
  const { factors } = useSession();
  const passkey = usePasskeysWork() && factors.includes('passkey');
  const code = factors.includes('totp');
  const done = () => onDone(true);
  const cancel = () => onDone(false);
  return (
    <Dialog title={t('stepUp.title')} open onClose={cancel}>
      <p className="mb-4">{t('stepUp.why')}</p>
      {passkey && (
        <div className="mb-5 grid">
          <PasskeyButton kind={code ? 'secondary' : 'primary'} run={confirmWithPasskey} onDone={done}>
            {t('passkey.confirm')}
          </PasskeyButton>
        </div>
      )}
      {code ? (
        <WithCode onDone={done} onCancel={cancel} />
      ) : (
        <div className="flex flex-wrap items-center justify-end gap-2">
          {!passkey && <p className="flex-1 basis-60">{t('passkey.elsewhere')}</p>}
          <Button kind="quiet" onClick={cancel}>
            {t('common.cancel')}
          </Button>
        </div>
      )}
    </Dialog>
  );
}
