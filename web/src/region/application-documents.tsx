// What an applicant sent along, as the operator sees it: opened here, never anywhere else.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { api, apiUrl } from '../api/client';
import type { ApplicationDocument, ApplicationView } from '../api/types';
import { fileSize } from '../parts/file-drop';
import { Icon } from '../parts/icon';
import { Loaded, Section } from '../parts/page';
import { PictureDialog } from '../parts/picture-dialog';
import { t } from '../words';

const isPicture = (d: ApplicationDocument) => d.content_type.startsWith('image/');
const frame =
  'flex min-h-20 w-full items-center gap-3 rounded-lg border border-line p-2 text-left text-ink no-underline hover:bg-sunken';

function Inside({ document, url }: { document: ApplicationDocument; url: string }) {
  return (
    <>
      {document.has_thumbnail ? (
        <img
          src={`${url}/thumbnail`}
          alt=""
          loading="lazy"
          className="size-16 shrink-0 rounded bg-sunken object-cover"
        />
      ) : (
        <Icon name="file" className="m-3 size-10 text-ink-soft" />
      )}
      <span className="min-w-0 flex-1">
        <span className="block font-bold break-all">{document.filename}</span>
        <span className="block text-sm text-ink-soft">
          {t(isPicture(document) ? 'applications.kindPicture' : 'applications.kindPdf')}・
          {fileSize(document.size)}
        </span>
      </span>
    </>
  );
}

/** Pictures open here, large; a PDF in a window of its own, so that the application stays. */
function Documents({
  application,
  documents,
}: {
  application: string;
  documents: readonly ApplicationDocument[];
}) {
  const [open, setOpen] = useState<ApplicationDocument | null>(null);
  const url = (d: ApplicationDocument) => apiUrl(`/applications/${application}/documents/${d.id}`);
  return (
    <>
      <ul className="grid gap-2 sm:grid-cols-2">
        {documents.map((d) => (
          <li key={d.id}>
            {isPicture(d) ? (
              <button type="button" className={frame} onClick={() => setOpen(d)}>
                <Inside document={d} url={url(d)} />
              </button>
            ) : (
              <a className={frame} href={url(d)} target="_blank" rel="noopener">
                <Inside document={d} url={url(d)} />
              </a>
            )}
          </li>
        ))}
      </ul>
      <PictureDialog
        picture={open && { filename: open.filename, url: url(open) }}
        onClose={() => setOpen(null)}
      />
    </>
  );
}

export function ApplicationDocuments({ application }: { application: ApplicationView }) {
  const documents = useQuery({
    queryKey: ['application', application.id, 'documents', application.version],
    queryFn: () => api.get(`/applications/${application.id}/documents`),
  });
  return (
    <Section title={t('apply.documents')}>
      <Loaded query={documents}>
        {(list) => {
          const present = list.filter((d) => !d.replaced);
          const replaced = list.filter((d) => d.replaced);
          return (
            <div className="grid gap-4">
              {present.length > 0 ? (
                <Documents application={application.id} documents={present} />
              ) : (
                <p className="text-ink-soft">{t('applications.noDocuments')}</p>
              )}
              {replaced.length > 0 && (
                <details>
                  <summary className="min-h-11 cursor-pointer py-2.5">{t('applications.replaced')}</summary>
                  <Documents application={application.id} documents={replaced} />
                </details>
              )}
            </div>
          );
        }}
      </Loaded>
    </Section>
  );
}
