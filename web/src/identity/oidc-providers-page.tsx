import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { api } from '../api/client';
import type { OidcProvider } from '../api/types';
import { queryClient } from '../app/session';
import { facilitiesQuery } from '../facility/queries';
import { Badge } from '../parts/badge';
import { Button } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { CheckBox, CheckGroup, TextField } from '../parts/field';
import { Form, needed, useForm } from '../parts/form';
import { EmptyState, Loaded, Note, Page } from '../parts/page';
import { toast } from '../parts/toast';
import { t } from '../words';
import { dateTime } from '../words/dates';

const key = ['oidc-providers'];

function ProviderForm({ provider, onDone }: { provider: OidcProvider | null; onDone: () => void }) {
  const { data: facilities } = useQuery(facilitiesQuery());
  const form = useForm({
    initial: {
      name: provider?.name ?? '',
      issuer: provider?.issuer ?? 'https://',
      client_id: provider?.client_id ?? '',
      client_secret: '',
      scopes: provider?.scopes ?? '',
      strong_acr: provider?.strong_acr ?? '',
      strong_amr: provider?.strong_amr ?? '',
      facilities: provider?.facilities ?? [],
      enabled: provider?.enabled ?? true,
      reason: '',
    },
    check: (v) => needed(v, ['name', 'issuer', 'client_id', 'reason']),
    send: ({ client_secret, ...v }) => {
      const body = { ...v, issuer: v.issuer.trim(), client_secret: client_secret || null };
      return provider
        ? api.put(`/region/oidc-providers/${provider.id}`, body, { version: provider.version })
        : api.post('/region/oidc-providers', body);
    },
    done: () => {
      toast(t('common.saved'));
      void queryClient.invalidateQueries({ queryKey: key });
      void queryClient.invalidateQueries({ queryKey: ['oidc-choices'] });
      onDone();
    },
  });
  const plain = { autoComplete: 'off', autoCapitalize: 'none', spellCheck: false } as const;
  return (
    <Form form={form}>
      <TextField {...form.field('name')} label={t('directories.name')} hint={t('directories.nameHint')} />
      <TextField {...form.field('issuer')} label={t('directories.issuer')} inputMode="url" {...plain} />
      <TextField {...form.field('client_id')} label={t('directories.clientId')} {...plain} />
      <TextField
        {...form.field('client_secret')}
        label={t('directories.secret')}
        hint={t(provider?.has_secret ? 'directories.secretKept' : 'directories.secretHint')}
        type="password"
        optional
        {...plain}
        autoComplete="new-password"
      />
      <TextField
        {...form.field('strong_amr')}
        label={t('directories.amr')}
        hint={t('directories.amrHint')}
        optional
        {...plain}
      />
      <TextField
        {...form.field('strong_acr')}
        label={t('directories.acr')}
        hint={t('directories.acrHint')}
        optional
        {...plain}
      />
      <TextField
        {...form.field('scopes')}
        label={t('directories.scopes')}
        hint={t('directories.scopesHint')}
        optional
        {...plain}
      />
      {facilities && facilities.length > 0 && (
        <CheckGroup
          label={t('directories.facilities')}
          hint={t('directories.facilitiesHint')}
          value={form.values.facilities}
          onValue={(chosen) => form.set('facilities', chosen)}
          choices={facilities.map((f) => ({ value: f.id, label: f.name }))}
        />
      )}
      <CheckBox {...form.field('enabled')} label={t('directories.enabled')} />
      <TextField {...form.field('reason')} label={t('common.reason')} hint={t('common.reasonHint')} />
      <div>
        <Button type="submit" kind="primary" busy={form.busy}>
          {t('common.save')}
        </Button>
      </div>
    </Form>
  );
}

function Line({ provider, onEdit }: { provider: OidcProvider; onEdit: () => void }) {
  return (
    <li className="flex flex-wrap items-center gap-3 border-b border-line px-4 py-3 last:border-b-0 sm:px-5">
      <span className="min-w-0 grow basis-full sm:basis-0">
        <span className="block font-bold break-words">{provider.name}</span>
        <span className="block text-sm break-all text-ink-soft">{provider.issuer}</span>
        <span className="block text-sm text-ink-soft">{t('directories.links', { n: provider.links })}</span>
        <span className="block text-sm text-ink-soft">
          {t('directories.changed', {
            at: dateTime(provider.changed_at),
            name: provider.changed_by,
            reason: provider.reason,
          })}
        </span>
      </span>
      <Badge tone={provider.enabled ? 'good' : 'plain'}>
        {t(provider.enabled ? 'directories.on' : 'directories.off')}
      </Badge>
      <Button kind="quiet" aria-label={t('directories.editOne', { name: provider.name })} onClick={onEdit}>
        {t('common.edit')}
      </Button>
    </li>
  );
}

/** For operators: the directories that the region signs in through. */
export function OidcProvidersPage() {
  const providers = useQuery({ queryKey: key, queryFn: () => api.get('/region/oidc-providers') });
  const [open, setOpen] = useState<OidcProvider | 'new' | null>(null);
  const close = () => setOpen(null);
  return (
    <Page
      title={t('directories.title')}
      lead={t('directories.lead')}
      narrow
      actions={
        <Button icon="plus" onClick={() => setOpen('new')}>
          {t('directories.add')}
        </Button>
      }
    >
      <Loaded query={providers}>
        {(view) => (
          <div className="grid gap-4">
            {view.redirect_uri === '' && <Note tone="warn">{t('directories.noOrigin')}</Note>}
            {view.hosts.length === 0 ? (
              <Note tone="warn">{t('directories.noHosts')}</Note>
            ) : (
              <p className="text-sm break-words text-ink-soft">
                {t('directories.hosts')}: {view.hosts.join('、')}
              </p>
            )}
            {view.redirect_uri !== '' && (
              <p className="text-sm text-ink-soft">
                {t('directories.redirect')}: <code className="break-all">{view.redirect_uri}</code>
              </p>
            )}
            {view.providers.length === 0 ? (
              <EmptyState icon="key" title={t('directories.empty')}>
                {t('directories.emptyLead')}
              </EmptyState>
            ) : (
              <ul className="card">
                {view.providers.map((p) => (
                  <Line key={p.id} provider={p} onEdit={() => setOpen(p)} />
                ))}
              </ul>
            )}
          </div>
        )}
      </Loaded>
      <Dialog
        title={t(open === 'new' ? 'directories.add' : 'directories.edit')}
        open={open !== null}
        onClose={close}
        wide
      >
        {open !== null && <ProviderForm provider={open === 'new' ? null : open} onDone={close} />}
      </Dialog>
    </Page>
  );
}
