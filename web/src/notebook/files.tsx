import { lazy, Suspense, useState } from 'react';

import { apiUrl } from '../api/client';
import type { FileView } from '../api/types';
import { fileSize } from '../parts/file-drop';
import { Icon } from '../parts/icon';
import { t } from '../words';

const PictureDialog = lazy(() =>
  import('../parts/picture-dialog').then((m) => ({ default: m.PictureDialog })),
);

/** Photos as thumbnails that open large, other files as links. */
export function Files({ person, files }: { person: string; files: readonly FileView[] }) {
  const [open, setOpen] = useState<FileView | null>(null);
  if (files.length === 0) return null;
  const url = (f: FileView) => apiUrl(`/people/${person}/files/${f.id}`);
  const photos = files.filter((f) => f.content_type.startsWith('image/'));
  const others = files.filter((f) => !f.content_type.startsWith('image/'));
  return (
    <div className="grid gap-2">
      {photos.length > 0 && (
        <ul className="flex flex-wrap gap-2">
          {photos.map((f, i) => (
            <li key={f.id}>
              <button
                type="button"
                onClick={() => setOpen(f)}
                className="block overflow-hidden rounded-lg border border-line"
                aria-label={t('files.open', { n: i + 1, name: f.filename })}
              >
                <img
                  src={f.has_thumbnail ? `${url(f)}/thumbnail` : url(f)}
                  alt=""
                  loading="lazy"
                  width={112}
                  height={112}
                  className="size-28 bg-sunken object-cover"
                />
              </button>
            </li>
          ))}
        </ul>
      )}
      {others.map((f) => (
        <a key={f.id} href={url(f)} className="inline-flex min-h-11 items-center gap-2">
          {f.has_thumbnail ? (
            <img
              src={`${url(f)}/thumbnail`}
              alt=""
              loading="lazy"
              width={80}
              height={112}
              className="h-28 w-20 rounded border border-line bg-sunken object-contain"
            />
          ) : (
            <Icon name="file" />
          )}
          {f.filename}
          <span className="text-sm text-ink-soft">{fileSize(f.size)}</span>
        </a>
      ))}
      {open && (
        <Suspense fallback={null}>
          <PictureDialog
            picture={{ filename: open.filename, url: url(open) }}
            onClose={() => setOpen(null)}
          />
        </Suspense>
      )}
    </div>
  );
}
