// An invitation link to hand over: as text to copy, and as a QR code to show or print.
import { encode } from 'uqr';

import { t } from '../words';
import { Button } from './button';
import { toast } from './toast';

/** Drawn from the modules, so nothing has to be set as HTML. */
export function QrCode({
  text,
  label,
  className = 'size-44',
}: {
  text: string;
  label: string;
  className?: string;
}) {
  const { data, size } = encode(text, { ecc: 'M', border: 2 });
  const path = data.flatMap((row, y) => row.flatMap((on, x) => (on ? [`M${x} ${y}h1v1h-1z`] : []))).join('');
  return (
    <svg
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      className={`${className} rounded-lg bg-[#fff]`}
      shapeRendering="crispEdges"
    >
      <path d={path} fill="#000" />
    </svg>
  );
}
export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    toast(t('common.copied'));
  } catch {
    toast(t('common.copyFailed'), { tone: 'bad' });
  }
}
export function LinkBox({ url, label }: { url: string; label: string }) {
  return (
    <div className="grid gap-3">
      <p>{t('invitation.handOver')}</p>
      <div className="flex flex-wrap items-start gap-4">
        <QrCode text={url} label={t('invitation.qr')} />
        <div className="grid min-w-0 flex-1 basis-60 gap-2">
          <label className="grid gap-1 font-bold">
            {label}
            <input
              className="control font-mono text-sm font-normal"
              readOnly
              value={url}
              onFocus={(e) => e.target.select()}
            />
          </label>
          <div>
            <Button icon="copy" onClick={() => void copyText(url)}>
              {t('common.copy')}
            </Button>
          </div>
        </div>
      </div>
    </div>
  );
}
