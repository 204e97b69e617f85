// The file and its password, this once: nothing of it is kept, here or on the server.
import type { DeviceFile } from '../api/types';
import { Button } from '../parts/button';
import { copyText } from '../parts/link-box';
import { Note } from '../parts/page';
import { t } from '../words';
import { longDate } from '../words/dates';

function save(file: DeviceFile): void {
  const text = atob(file.pkcs12.replaceAll('-', '+').replaceAll('_', '/'));
  const bytes = Uint8Array.from(text, (c) => c.charCodeAt(0));
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([bytes], { type: 'application/x-pkcs12' }));
  link.download = file.filename;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

export function FileReady({ file }: { file: DeviceFile }) {
  return (
    <div className="grid grid-cols-1 gap-5">
      <Note tone="good">
        {t('device.ready', {
          name: file.device_name,
          facility: file.facility_name,
          until: longDate(file.expires_at.slice(0, 10)),
        })}
      </Note>
      <div className="card grid gap-5 p-5">
        <div className="grid gap-2">
          <h2 className="text-lg font-bold">{t('device.step1')}</h2>
          <div>
            <Button kind="primary" icon="download" onClick={() => save(file)}>
              {t('device.save')}
            </Button>
          </div>
        </div>
        <div className="grid gap-2">
          <h2 className="text-lg font-bold">{t('device.step2')}</h2>
          <p>{t('device.passwordLead')}</p>
          <p className="font-mono text-xl break-all" data-testid="p12-password">
            {file.password}
          </p>
          <div>
            <Button icon="copy" onClick={() => void copyText(file.password)}>
              {t('common.copy')}
            </Button>
          </div>
          <ul className="list-disc pl-6 text-sm text-ink-soft">
            <li>{t('device.how.windows')}</li>
            <li>{t('device.how.mac')}</li>
            <li>{t('device.how.ios')}</li>
            <li>{t('device.how.android')}</li>
          </ul>
        </div>
        <div className="grid gap-2">
          <h2 className="text-lg font-bold">{t('device.step3')}</h2>
          <p>{t('device.step3Lead')}</p>
        </div>
      </div>
    </div>
  );
}
