// On the device itself: the one-time code becomes a certificate. No account is needed; the code is the right to it.
import { useState } from 'react';

import { api } from '../api/client';
import type { DeviceFile } from '../api/types';
import { Button, LinkButton } from '../parts/button';
import { TextField } from '../parts/field';
import { Form, needed, useForm } from '../parts/form';
import { OpenFrame } from '../parts/open-frame';
import { Page } from '../parts/page';
import { t } from '../words';
import { FileChoice, usual } from './file-choice';
import { FileReady } from './file-ready';

function CodeForm({ onFile }: { onFile: (file: DeviceFile) => void }) {
  const form = useForm({
    initial: { code: '', ...usual },
    check: (v) => needed(v, ['code']),
    send: (v) => api.post('/device-enrolment', v),
    done: onFile,
  });
  return (
    <div className="card p-5 sm:p-6">
      <Form form={form}>
        <TextField
          {...form.field('code')}
          label={t('device.code')}
          hint={t('device.codeHint')}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus
          className="font-mono text-xl"
        />
        <FileChoice form={form} />
        <div>
          <Button type="submit" kind="primary" busy={form.busy}>
            {t('device.get')}
          </Button>
        </div>
      </Form>
    </div>
  );
}

export function EnrolPage() {
  const [file, setFile] = useState<DeviceFile | null>(null);
  return (
    <OpenFrame>
      <Page title={t('device.enrolTitle')} lead={file ? undefined : t('device.enrolLead')} narrow>
        {file ? <FileReady file={file} /> : <CodeForm onFile={setFile} />}
        <div>
          <LinkButton to="/sign-in">{t('signIn.submit')}</LinkButton>
        </div>
      </Page>
    </OpenFrame>
  );
}
