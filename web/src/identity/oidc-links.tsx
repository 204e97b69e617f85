import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { api } from '../api/client';
import type { OidcLink } from '../api/types';
import { queryClient } from '../app/session';
import { Button } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { Form, useForm } from '../parts/form';
import { Loaded } from '../parts/page';
import { toast } from '../parts/toast';
import { t } from '../words';
import { dateTime } from '../words/dates';
import { OidcButton } from './oidc-buttons';

const key = ['account-oidc'];

function Unlink({ link, onClose }: { link: OidcLink; onClose: () => void }) {
  const form = useForm({
    initial: {},
    send: () => api.delete(`/account/oidc/${link.id}`),
    done: (links) => {
      queryClient.setQueryData(key, links);
      toast(t('oidc.unlinked'));
      onClose();
    },
  });
  return (
    <Dialog title={t('oidc.unlink')} open onClose={onClose} alert>
      <Form form={form}>
        <p>{t('oidc.unlinkWhy', { name: link.provider_name })}</p>
        <div className="flex flex-wrap justify-end gap-2">
          <Button kind="quiet" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" kind="danger" busy={form.busy}>
            {t('oidc.unlink')}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}

/** The directories that open this account, and those that could. */
export function OidcLinks() {
  const own = useQuery({ queryKey: key, queryFn: () => api.get('/account/oidc') });
  const [leaving, setLeaving] = useState<OidcLink | null>(null);
  return (
    <Loaded query={own}>
      {({ links, providers }) => (
        <div className="grid gap-4">
          <p className="text-sm text-ink-soft">{t('oidc.lead')}</p>
          {links.length === 0 && providers.length === 0 && <p>{t('oidc.none')}</p>}
          {links.length > 0 && (
            <ul>
              {links.map((link) => (
                <li
                  key={link.id}
                  className="flex flex-wrap items-center justify-between gap-2 border-b border-line py-2 last:border-b-0"
                >
                  <span className="min-w-0">
                    <span className="font-bold break-words">{link.provider_name}</span>
                    <span className="block text-sm text-ink-soft">
                      {t('oidc.since', { at: dateTime(link.created_at) })}・
                      {link.last_used_at
                        ? t('passkey.used', { at: dateTime(link.last_used_at) })
                        : t('passkey.unused')}
                    </span>
                  </span>
                  <Button
                    kind="quiet"
                    aria-label={t('oidc.unlinkOne', { name: link.provider_name })}
                    onClick={() => setLeaving(link)}
                  >
                    {t('oidc.unlink')}
                  </Button>
                </li>
              ))}
            </ul>
          )}
          {providers.map((choice) => (
            <OidcButton
              key={choice.id}
              choice={choice}
              label={t('oidc.link', { name: choice.name })}
              begin={({ id }) => api.post('/account/oidc/begin', { provider_id: id })}
            />
          ))}
          {leaving && <Unlink link={leaving} onClose={() => setLeaving(null)} />}
        </div>
      )}
    </Loaded>
  );
}
