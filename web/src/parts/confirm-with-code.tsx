import { api } from '../api/client';
import { adoptSession } from '../app/session';
import { t } from '../words';
import { Button } from './button';
import { Dialog } from './dialog';
import { TextField } from './field';
import { Form, needed, useForm } from './form';

/** Asks for the six digits once more; what was typed on the page behind stays. */
export function ConfirmWithCode({ onDone }: { onDone: (ok: boolean) => void }) {
  const form = useForm({
    initial: { code: '' },
    check: (v) => needed(v, ['code']),
    send: (v) => api.post('/session/step-up', { code: v.code.normalize('NFKC').replace(/\s/g, '') }),
    done: (view) => {
      adoptSession(view);
      onDone(true);
    },
  });
  return (
    <Dialog title={t('stepUp.title')} open onClose={() => onDone(false)}>
      <p className="mb-4">{t('stepUp.why')}</p>
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
          <Button kind="quiet" onClick={() => onDone(false)}>
            {t('common.cancel')}
          </Button>
          <Button kind="primary" type="submit" busy={form.busy}>
            {t('stepUp.confirm')}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
