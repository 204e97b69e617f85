import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { api } from '../api/client';
import type { PasskeyView } from '../api/types';
import { adoptSession, queryClient, useSession } from '../app/session';
import { Badge } from '../parts/badge';
import { Button } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { TextField } from '../parts/field';
import { Form, needed, useForm } from '../parts/form';
import { Loaded, Note } from '../parts/page';
import { toast } from '../parts/toast';
import { t } from '../words';
import { dateTime } from '../words/dates';
import { createPasskey, usePasskeysWork } from './passkey';

const key = ['account-passkeys'];
const show = (list: PasskeyView[]) => queryClient.setQueryData(key, list);

/** Name first, so that it is known which device to lose. */
export function NewPasskey({ onAdded }: { onAdded: (codes: string[]) => void }) {
  const form = useForm({
    initial: { name: '' },
    check: (v) => needed(v, ['name']),
    send: (v) => createPasskey(v.name.trim()),
    done: (added) => {
      form.setAll({ name: '' });
      void queryClient.invalidateQueries({ queryKey: key });
      onAdded(added.recovery_codes);
      adoptSession(added.session);
    },
  });
  return (
    <Form form={form} label={t('passkey.add')}>
      <TextField
        {...form.field('name')}
        label={t('passkey.name')}
        hint={t('passkey.nameHint')}
        maxLength={60}
        autoComplete="off"
      />
      <div>
        <Button type="submit" icon="key" busy={form.busy}>
          {t('passkey.add')}
        </Button>
      </div>
    </Form>
  );
}

function Rename({ passkey, onClose }: { passkey: PasskeyView; onClose: () => void }) {
  const form = useForm({
    initial: { name: passkey.name },
    check: (v) => needed(v, ['name']),
    send: (v) => api.put(`/account/passkeys/${passkey.id}`, { name: v.name.trim() }),
    done: (list) => {
      show(list);
      toast(t('common.saved'));
      onClose();
    },
  });
  return (
    <Dialog title={t('passkey.rename')} open onClose={onClose}>
      <Form form={form}>
        <TextField {...form.field('name')} label={t('passkey.name')} maxLength={60} autoFocus />
        <div className="flex flex-wrap justify-end gap-2">
          <Button kind="quiet" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" kind="primary" busy={form.busy}>
            {t('common.save')}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}

function Remove({ passkey, onClose }: { passkey: PasskeyView; onClose: () => void }) {
  const form = useForm({
    initial: {},
    send: () => api.delete(`/account/passkeys/${passkey.id}`),
    done: (list) => {
      show(list);
      toast(t('passkey.removed'));
      void queryClient.invalidateQueries({ queryKey: ['session'] });
      onClose();
    },
  });
  return (
    <Dialog title={t('passkey.remove')} open onClose={onClose} alert>
      <Form form={form}>
        <p>{t('passkey.removeWhy', { name: passkey.name })}</p>
        <div className="flex flex-wrap justify-end gap-2">
          <Button kind="quiet" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" kind="danger" busy={form.busy}>
            {t('passkey.remove')}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}

function Line({
  passkey,
  onOpen,
}: {
  passkey: PasskeyView;
  onOpen: (at: 'rename' | 'remove', passkey: PasskeyView) => void;
}) {
  const used = passkey.last_used_at;
  return (
    <li className="flex flex-wrap items-center justify-between gap-2 border-b border-line py-2 last:border-b-0">
      <span className="min-w-0">
        <span className="font-bold break-words">{passkey.name}</span>{' '}
        {passkey.backed_up && <Badge>{t('passkey.backedUp')}</Badge>}
        <span className="block text-sm text-ink-soft">
          {t('passkey.created', { at: dateTime(passkey.created_at) })}・
          {used ? t('passkey.used', { at: dateTime(used) }) : t('passkey.unused')}
        </span>
      </span>
      <span className="flex flex-wrap gap-1">
        <Button
          kind="quiet"
          aria-label={t('passkey.renameOne', { name: passkey.name })}
          onClick={() => onOpen('rename', passkey)}
        >
          {t('passkey.rename')}
        </Button>
        <Button
          kind="quiet"
          aria-label={t('passkey.removeOne', { name: passkey.name })}
          onClick={() => onOpen('remove', passkey)}
        >
          {t('common.remove')}
        </Button>
      </span>
    </li>
  );
}

/** The account's passkeys: what they are, when they were used, and how one more is made. */
export function Passkeys() {
  const works = usePasskeysWork();
  const { passkey_origin: origin } = useSession();
  const passkeys = useQuery({ queryKey: key, queryFn: () => api.get('/account/passkeys') });
  const [open, setOpen] = useState<{ at: 'rename' | 'remove'; passkey: PasskeyView } | null>(null);
  const close = () => setOpen(null);
  return (
    <div className="grid gap-4">
      <p className="text-sm text-ink-soft">{t('passkey.lead')}</p>
      <Loaded query={passkeys}>
        {(list) =>
          list.length === 0 ? (
            <p>{t('passkey.none')}</p>
          ) : (
            <ul>
              {list.map((p) => (
                <Line key={p.id} passkey={p} onOpen={(at, passkey) => setOpen({ at, passkey })} />
              ))}
            </ul>
          )
        }
      </Loaded>
      {works ? (
        <NewPasskey onAdded={() => toast(t('passkey.added'))} />
      ) : (
        <Note>{origin ? t('passkey.notHere', { origin }) : t('passkey.notOffered')}</Note>
      )}
      {open?.at === 'rename' && <Rename passkey={open.passkey} onClose={close} />}
      {open?.at === 'remove' && <Remove passkey={open.passkey} onClose={close} />}
    </div>
  );
}
