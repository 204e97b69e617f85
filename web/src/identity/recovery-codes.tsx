import { useState } from 'react';

import { Button } from '../parts/button';
import { CheckBox } from '../parts/field';
import { saveText } from '../parts/save-text';
import { Note } from '../parts/page';
import { t } from '../words';

/** Shown once: to print, to save, then to confirm that they were kept. */
export function RecoveryCodes({
  codes,
  login,
  onKept,
}: {
  codes: readonly string[];
  login: string;
  onKept: () => void;
}) {
  const [kept, setKept] = useState(false);
  return (
    <div className="grid gap-4">
      <Note tone="warn">{t('recovery.lead')}</Note>
      <div className="card p-5">
        <p className="mb-3 hidden font-bold print:block">{t('recovery.head', { login })}</p>
        <ul className="grid grid-cols-[repeat(auto-fill,minmax(17rem,1fr))] gap-x-6 gap-y-2 font-mono sm:text-lg">
          {codes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ul>
      </div>
      <div className="flex flex-wrap gap-2 print:hidden">
        <Button icon="print" onClick={() => window.print()}>
          {t('common.print')}
        </Button>
        <Button
          icon="download"
          onClick={() =>
            saveText(t('recovery.file'), `${t('recovery.head', { login })}\n\n${codes.join('\n')}\n`)
          }
        >
          {t('common.download')}
        </Button>
      </div>
      <div className="print:hidden">
        <CheckBox label={t('recovery.kept')} value={kept} onValue={setKept} />
        <Button kind="primary" disabled={!kept} onClick={onKept}>
          {t('recovery.go')}
        </Button>
      </div>
    </div>
  );
}
