import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { api } from '../api/client';
import { queryClient } from '../app/session';
import { Badge } from '../parts/badge';
import { Button } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { CheckBox, TextField } from '../parts/field';
import { FileDrop, fileSize, progressText } from '../parts/file-drop';
import { ErrorSummary, needed, useForm } from '../parts/form';
import { EmptyState, Loaded, Section } from '../parts/page';
import { toast } from '../parts/toast';
import { t } from '../words';
import { documentsQuery } from './queries';
import { TakeDown } from './take-down';

function refresh(): void {
  void queryClient.invalidateQueries({ queryKey: ['region-documents'] });
  void queryClient.invalidateQueries({ queryKey: ['portal'] });
}
function AddDocument({ onDone }: { onDone: () => void }) {
  const [file, setFile] = useState<File | null>(null);
  const [share, setShare] = useState<number | null>(null);
  const form = useForm({
    initial: { title: '', is_public: true },
    check: (v) => needed(v, ['title']),
    send: async (v) => {
      if (!file) throw new Error('no file');
      setShare(0);
      try {
        await api.upload('/region/documents', file, {
          query: { title: v.title, is_public: v.is_public },
          onProgress: setShare,
        });
      } finally {
        setShare(null);
      }
    },
    done: () => {
      toast(t('documents.added'));
      refresh();
      onDone();
    },
  });
  return (
    <div className="grid gap-5">
      <ErrorSummary form={form} />
      <TextField {...form.field('title')} label={t('documents.name')} />
      <CheckBox {...form.field('is_public')} label={t('notices.public')} hint={t('notices.publicHint')} />
      <FileDrop
        label={file ? `${file.name}（${fileSize(file.size)}）` : t('documents.file')}
        hint={t('documents.fileHint')}
        accept="application/pdf,image/*"
        onFiles={([chosen]) => {
          if (!chosen) return;
          setFile(chosen);
          if (!form.values.title) form.set('title', chosen.name.replace(/\.[^.]+$/, ''));
        }}
      />
      {share !== null && (
        <p role="status">
          <progress className="w-full accent-accent" value={share} max={1} aria-label={t('documents.file')} />
          {progressText(share)}
        </p>
      )}
      <div>
        <Button kind="primary" busy={form.busy} disabled={!file} onClick={() => void form.submit()}>
          {t('documents.add')}
        </Button>
      </div>
    </div>
  );
}
export function Documents() {
  const documents = useQuery(documentsQuery);
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<string | null>(null);
  return (
    <Section
      title={t('documents.title')}
      flush
      actions={
        <Button icon="plus" onClick={() => setAdding(true)}>
          {t('documents.add')}
        </Button>
      }
    >
      <Loaded query={documents}>
        {(list) =>
          list.length === 0 ? (
            <EmptyState icon="file" title={t('documents.empty')}>
              {t('documents.emptyLead')}
            </EmptyState>
          ) : (
            <ul>
              {list.map((d) => (
                <li
                  key={d.id}
                  className="flex flex-wrap items-center gap-3 border-b border-line px-4 py-3 last:border-b-0 sm:px-5"
                >
                  <span className="min-w-0 flex-1">
                    <span className="block font-bold">{d.title}</span>
                    <span className="text-sm text-ink-soft">{fileSize(d.size)}</span>
                  </span>
                  <Badge tone={d.is_public ? 'info' : 'plain'}>
                    {t(d.is_public ? 'notices.isPublic' : 'notices.isMembers')}
                  </Badge>
                  <Button kind="quiet" onClick={() => setRemoving(d.id)}>
                    {t('notices.delete')}
                  </Button>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      <Dialog title={t('documents.add')} open={adding} onClose={() => setAdding(false)}>
        <AddDocument onDone={() => setAdding(false)} />
      </Dialog>
      <Dialog title={t('documents.remove')} open={removing !== null} onClose={() => setRemoving(null)}>
        {removing !== null && (
          <TakeDown
            what={{ document: removing }}
            onDone={() => {
              refresh();
              setRemoving(null);
            }}
          />
        )}
      </Dialog>
    </Section>
  );
}
