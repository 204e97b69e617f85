import { useState } from 'react';

import { Button } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { DateField } from '../parts/field';
import { saveFile } from '../parts/save-file';
import { t } from '../words';
import { todayText } from '../words/dates';

/** Day sheet and month sheet. */
export function PrintMenu({ person, onClose }: { person: string; onClose: () => void }) {
  const [day, setDay] = useState(todayText());
  const [busy, setBusy] = useState('');
  const print = (what: 'day' | 'month') => {
    setBusy(what);
    void saveFile(
      `/people/${person}/records/${what}.pdf`,
      `${t('record.title')}_${what === 'day' ? day : day.slice(0, 7)}.pdf`,
      {
        on: day,
      },
    ).finally(() => setBusy(''));
  };
  return (
    <Dialog title={t('record.print')} open onClose={onClose}>
      <div className="grid gap-4">
        <DateField label={t('record.sheetDay')} value={day} onValue={setDay} />
        <div className="flex flex-wrap gap-2">
          <Button icon="print" busy={busy === 'day'} onClick={() => print('day')}>
            {t('record.daySheet')}
          </Button>
          <Button icon="print" busy={busy === 'month'} onClick={() => print('month')}>
            {t('record.monthSheet')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
