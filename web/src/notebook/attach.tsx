// Attaching: each file goes up at once, with its progress, so that sending the entry later is quick.
import { useRef, useState } from 'react';

import { api, apiUrl } from '../api/client';
import type { FileView } from '../api/types';
import { IconButton, Button } from '../parts/button';
import { OptionalWord } from '../parts/field';
import { FileDrop, fileSize, progressText } from '../parts/file-drop';
import { explain } from '../parts/form';
import { Icon } from '../parts/icon';
import { t } from '../words';

interface Upload {
  key: number;
  file: File;
  share: number;
  problem: string;
}
export const maxFiles = 10;
const accept = 'image/jpeg,image/png,image/webp,image/heic,image/heif,application/pdf';

export function Attach({
  person,
  files,
  onFiles,
  onBusy,
}: {
  person: string;
  files: readonly FileView[];
  onFiles: (change: (now: FileView[]) => FileView[]) => void;
  onBusy: (busy: boolean) => void;
}) {
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const counter = useRef(0);
  const change = (key: number, next: Partial<Upload> | null) =>
    setUploads((now) => {
      const after = next
        ? now.map((u) => (u.key === key ? { ...u, ...next } : u))
        : now.filter((u) => u.key !== key);
      onBusy(after.some((u) => !u.problem));
      return after;
    });
  const send = async (upload: Upload) => {
    change(upload.key, { problem: '', share: 0 });
    try {
      const view = await api.upload(`/people/${person}/files`, upload.file, {
        filename: upload.file.name,
        onProgress: (share) => change(upload.key, { share }),
      });
      onFiles((now) => [...now, view]);
      change(upload.key, null);
    } catch (error) {
      change(upload.key, { problem: explain(error) });
    }
  };
  const add = (chosen: File[]) => {
    const room = maxFiles - files.length - uploads.length;
    const fresh = chosen
      .slice(0, Math.max(0, room))
      .map((file) => ({ key: ++counter.current, file, share: 0, problem: '' }));
    setUploads((now) => [...now, ...fresh]);
    if (fresh.length > 0) onBusy(true);
    void (async () => {
      for (const upload of fresh) await send(upload); // one after the other: phones have little upstream
    })();
  };
  return (
    <div className="grid gap-3">
      <p className="font-bold">
        {t('write.files')} <OptionalWord />
      </p>
      {(files.length > 0 || uploads.length > 0) && (
        <ul className="grid gap-2">
          {files.map((f) => (
            <li key={f.id} className="flex items-center gap-3 rounded-lg border border-line p-2">
              {f.has_thumbnail ? (
                <img
                  src={apiUrl(`/people/${person}/files/${f.id}/thumbnail`)}
                  alt=""
                  className="size-14 rounded object-cover"
                />
              ) : (
                <Icon name="file" className="m-2 size-8 text-ink-soft" />
              )}
              <span className="min-w-0 flex-1">
                {f.filename}
                <span className="block text-sm text-ink-soft">{fileSize(f.size)}</span>
              </span>
              <IconButton
                name={t('write.removeFile', { name: f.filename })}
                icon="close"
                onClick={() => onFiles((now) => now.filter((x) => x.id !== f.id))}
              />
            </li>
          ))}
          {uploads.map((u) => (
            <li key={u.key} className="grid gap-1 rounded-lg border border-line p-3">
              <span className="flex items-center justify-between gap-2">
                {u.file.name}
                {!u.problem && <span className="text-sm text-ink-soft">{progressText(u.share)}</span>}
              </span>
              {u.problem ? (
                <>
                  <span role="alert" className="font-bold text-danger-ink">
                    {u.problem}
                  </span>
                  <span className="flex gap-2">
                    <Button onClick={() => void send(u)}>{t('write.sendAgain')}</Button>
                    <Button kind="quiet" onClick={() => change(u.key, null)}>
                      {t('common.remove')}
                    </Button>
                  </span>
                </>
              ) : (
                <progress
                  value={u.share}
                  max={1}
                  className="w-full accent-accent"
                  aria-label={t('write.progressOf', { name: u.file.name })}
                />
              )}
            </li>
          ))}
        </ul>
      )}
      {files.length + uploads.length < maxFiles && (
        <FileDrop
          label={t('write.addFiles')}
          hint={t('write.filesHint', { n: maxFiles })}
          accept={accept}
          multiple
          onFiles={add}
        />
      )}
    </div>
  );
}
