import { useId, useState } from 'react';

import { t } from '../words';
import { Icon } from './icon';

/** Choose files by button, camera or dropping; the button is the keyboard way. */
export function FileDrop({
  label,
  hint,
  accept,
  multiple = false,
  onFiles,
  disabled = false,
}: {
  label: string;
  hint?: string;
  accept: string;
  multiple?: boolean;
  onFiles: (files: File[]) => void;
  disabled?: boolean;
}) {
  const id = useId();
  const [over, setOver] = useState(false);
  return (
    <div>
      <label
        htmlFor={id}
        onDragOver={(e) => {
          e.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(e) => {
          e.preventDefault();
          setOver(false);
          if (!disabled) onFiles([...e.dataTransfer.files].slice(0, multiple ? 10 : 1));
        }}
        className={`flex min-h-14 cursor-pointer items-center justify-center gap-2 rounded-xl border-2 border-dashed px-4 py-3 text-center font-bold focus-within:outline-3 focus-within:outline-offset-2 ${over ? 'border-accent bg-accent-soft' : 'border-line-strong text-accent hover:bg-accent-soft'}`}
      >
        <Icon name="upload" />
        {label}
        <input
          id={id}
          type="file"
          accept={accept}
          multiple={multiple}
          disabled={disabled}
          className="sr-only"
          aria-describedby={hint ? `${id}-hint` : undefined}
          onChange={(e) => {
            onFiles([...(e.target.files ?? [])]);
            e.target.value = '';
          }}
        />
      </label>
      {hint && (
        <p id={`${id}-hint`} className="mt-1 text-sm text-ink-soft">
          {hint}
        </p>
      )}
    </div>
  );
}
export const fileSize = (bytes: number): string =>
  bytes < 1024
    ? `${bytes} B`
    : bytes < 1024 * 1024
      ? `${Math.round(bytes / 1024)} KB`
      : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
export const progressText = (share: number): string =>
  t('common.sending', { percent: Math.round(share * 100) });
