import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { api } from '../api/client';
import { adoptSession } from '../app/session';
import { Button } from '../parts/button';
import { Form, needed, useForm } from '../parts/form';
import { copyText, QrCode } from '../parts/link-box';
import { Loaded, Page, Section } from '../parts/page';
import { t } from '../words';
import { CodeField, plainCode } from './code-field';
import { usePasskeysWork } from './passkey';
import { NewPasskey } from './passkeys';
import { RecoveryCodes } from './recovery-codes';

/** QR code or typed key, the first code, then the recovery codes. */
export function EnrolTotp({
  login,
  onEnrolled,
  onDone,
}: {
  login: string;
  /** The session is about to become ready; the codes still have to be kept. */
  onEnrolled: () => void;
  onDone: () => void;
}) {
  const enrolment = useQuery({
    queryKey: ['totp-enrolment'],
    queryFn: () => api.post('/account/totp'),
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  const passkeys = usePasskeysWork();
  const [codes, setCodes] = useState<string[] | null>(null);
  const form = useForm({
    initial: { code: '' },
    check: (v) => needed(v, ['code']),
    send: (v) =>
      api.post('/account/totp/confirm', {
        code: plainCode(v.code),
      }),
    done: (result) => {
      setCodes(result.recovery_codes);
      onEnrolled();
      adoptSession(result.session);
    },
  });
  if (codes)
    return (
      <Page title={t('recovery.title')} narrow>
        <RecoveryCodes codes={codes} login={login} onKept={onDone} />
      </Page>
    );
  return (
    <Page title={t('totp.title')} lead={t('totp.lead')} narrow>
      <Loaded query={enrolment}>
        {(e) => (
          <div className="card grid gap-5 p-5 sm:p-6">
            <p>{t('totp.step1')}</p>
            <div>
              <p className="mb-2">{t('totp.step2')}</p>
              <div className="flex flex-wrap items-start gap-5">
                <QrCode text={e.otpauth_uri} label={t('totp.qr')} className="size-52 border border-line" />
                <div className="grid flex-1 basis-60 gap-2">
                  <a href={e.otpauth_uri} className="inline-flex min-h-11 items-center">
                    {t('totp.open')}
                  </a>
                  <p className="text-sm text-ink-soft">{t('totp.manual')}</p>
                  <p>
                    <span className="block text-sm text-ink-soft">{t('totp.key')}</span>
                    <code className="font-mono text-lg break-all">
                      {e.secret.replace(/(.{4})(?=.)/g, '$1 ')}
                    </code>
                  </p>
                  <div>
                    <Button icon="copy" onClick={() => void copyText(e.secret)}>
                      {t('common.copy')}
                    </Button>
                  </div>
                </div>
              </div>
            </div>
            <div>
              <p className="mb-3">{t('totp.step3')}</p>
              <Form form={form}>
                <CodeField {...form.field('code')} />
                <Button type="submit" kind="primary" busy={form.busy}>
                  {t('totp.confirm')}
                </Button>
              </Form>
            </div>
          </div>
        )}
      </Loaded>
      {passkeys && (
        <Section title={t('passkey.instead')}>
          <p>{t('passkey.insteadLead')}</p>
          <NewPasskey
            onAdded={(made) => {
              setCodes(made);
              onEnrolled();
            }}
          />
        </Section>
      )}
    </Page>
  );
}
