import { useState } from 'react';

import { Button } from '../parts/button';
import { saveFile } from '../parts/save-file';
import { t } from '../words';
import { refreshCare } from './queries';

/** The card with its QR code as a PDF, once or twice on a page. */
export function PrintCard({ person, two = false }: { person: string; two?: boolean }) {
  const [busy, setBusy] = useState(false);
  const print = () => {
    setBusy(true);
    void saveFile(`/people/${person}/care/card.pdf`, `${t('care.cardFile')}.pdf`, {
      layout: two ? 'two' : 'one',
    })
      .then(() => refreshCare(person)) // the first time made its code
      .finally(() => setBusy(false));
  };
  return (
    <Button icon="print" busy={busy} onClick={print}>
      {t(two ? 'care.printTwo' : 'care.print')}
    </Button>
  );
}
