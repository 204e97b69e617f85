// The documents of an application while it is filled in: chosen ones wait here, on the device, until it is sent.
import { useCallback, useState, type ReactNode } from 'react';

import type { ApplicationDocument } from '../api/types';
import { IconButton } from '../parts/button';
import { ErrorText, type Bound } from '../parts/field';
import { FileDrop, fileSize } from '../parts/file-drop';
import { Icon } from '../parts/icon';
import { t } from '../words';
import {
  documentTypes,
  maxDocumentBytes,
  maxDocuments,
  maxDocumentsBytes,
  takeDocuments,
  type Objection,
  type Taken,
} from './document-rules';

const megabytes = (bytes: number) => bytes / 1024 / 1024;
const words: Record<Objection, (names: string) => string> = {
  type: (names) => t('apply.documentType', { names }),
  empty: (names) => t('apply.documentEmpty', { names }),
  tooLarge: (names) => t('apply.documentTooLarge', { n: megabytes(maxDocumentBytes), names }),
  allTooLarge: (names) => t('apply.documentsTooLarge', { n: megabytes(maxDocumentsBytes), names }),
  tooMany: (names) => t('apply.documentsTooMany', { n: maxDocuments, names }),
};
const explainLeft = (left: Taken['left']): string[] =>
  [...left].map(([why, names]) => words[why](names.join(t('apply.nameSeparator'))));

/** What a browser can draw by itself; others get a sign. */
function Preview({ file }: { file: File }) {
  const [broken, setBroken] = useState(false);
  const draw = useCallback(
    (image: HTMLImageElement) => {
      const url = URL.createObjectURL(file);
      image.src = url;
      return () => URL.revokeObjectURL(url);
    },
    [file],
  );
  if (broken || !/^image\/(jpeg|png|webp)$/.test(file.type))
    return (
      <Icon name={file.type.startsWith('image/') ? 'photo' : 'file'} className="m-2 size-8 text-ink-soft" />
    );
  return (
    <img
      ref={draw}
      alt=""
      className="size-12 rounded bg-sunken object-cover"
      onError={() => setBroken(true)}
    />
  );
}

function Line({
  name,
  size,
  note,
  picture,
  onRemove,
}: {
  name: string;
  size: number;
  note?: string;
  picture: ReactNode;
  onRemove: () => void;
}) {
  return (
    <li className="flex items-center gap-3 rounded-lg border border-line p-2">
      {picture}
      <span className="min-w-0 flex-1 break-all">
        {name}
        <span className="block text-sm text-ink-soft">
          {fileSize(size)}
          {note && `・${note}`}
        </span>
      </span>
      <IconButton name={t('apply.removeDocument', { name })} icon="close" onClick={onRemove} />
    </li>
  );
}

export function DocumentsField({
  id,
  value: files,
  error,
  onValue: onFiles,
  kept,
  onKept,
}: Bound<readonly File[]> & {
  kept: readonly ApplicationDocument[];
  onKept: (kept: readonly ApplicationDocument[]) => void;
}) {
  const [left, setLeft] = useState<readonly string[]>([]);
  const [removed, setRemoved] = useState(false);
  const add = (chosen: File[]) => {
    const taken = takeDocuments([...kept, ...files], chosen);
    setLeft(explainLeft(taken.left));
    if (taken.files.length > 0) onFiles([...files, ...taken.files]);
  };
  const change = (act: () => void) => {
    setLeft([]);
    act();
  };
  const described = [`${id}-hint`, error ? `${id}-error` : ''].filter(Boolean).join(' ');
  return (
    <fieldset id={id} tabIndex={-1} aria-describedby={described} className="grid gap-3">
      <legend className="sr-only">{t('apply.documents')}</legend>
      <div id={`${id}-hint`} className="grid gap-1 text-sm text-ink-soft">
        <p>
          {t('apply.documentsHint', {
            n: maxDocuments,
            each: megabytes(maxDocumentBytes),
            all: megabytes(maxDocumentsBytes),
          })}
        </p>
        <p>{t('apply.documentsPrivate')}</p>
      </div>
      {kept.length + files.length > 0 && (
        <ul className="grid gap-2">
          {kept.map((d) => (
            <Line
              key={d.id}
              name={d.filename}
              size={d.size}
              note={t('apply.sentBefore')}
              picture={
                <Icon name={d.has_thumbnail ? 'photo' : 'file'} className="m-2 size-8 text-ink-soft" />
              }
              onRemove={() =>
                change(() => {
                  setRemoved(true);
                  onKept(kept.filter((x) => x.id !== d.id));
                })
              }
            />
          ))}
          {files.map((f, i) => (
            <Line
              key={`${i} ${f.name}`}
              name={f.name}
              size={f.size}
              picture={<Preview file={f} />}
              onRemove={() => change(() => onFiles(files.filter((x) => x !== f)))}
            />
          ))}
        </ul>
      )}
      {removed && <p className="text-sm text-ink-soft">{t('apply.documentsRemoved')}</p>}
      <div>
        {kept.length + files.length < maxDocuments && (
          <FileDrop label={t('apply.addDocuments')} accept={documentTypes} multiple onFiles={add} />
        )}
        <div role="alert">
          {left.map((text) => (
            <ErrorText key={text}>{text}</ErrorText>
          ))}
        </div>
        {error && <ErrorText id={`${id}-error`}>{error}</ErrorText>}
      </div>
    </fieldset>
  );
}
