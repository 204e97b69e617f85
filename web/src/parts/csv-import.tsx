// A CSV import in two steps: a trial that changes nothing and lists each bad line, then all or nothing.
import { useState, type ReactNode } from 'react';

import { api } from '../api/client';
import type { ImportReport } from '../api/types';
import { pick, t } from '../words';
import { Button } from './button';
import { Dialog } from './dialog';
import { FileDrop } from './file-drop';
import { LinkBox, QrCode } from './link-box';
import { Loading, Note, Trouble } from './page';
import { Table } from './table';

type Step =
  | { at: 'choose' }
  | { at: 'busy' }
  | { at: 'checked'; file: File; report: ImportReport }
  | { at: 'done'; report: ImportReport }
  | { at: 'failed'; error: unknown };

export function CsvImport({
  path,
  title,
  lead,
  onClose,
  onDone,
}: {
  path: '/facilities/import' | `/facilities/${string}/staff/import` | `/people/${string}/records/import`;
  title: string;
  lead: string;
  onClose: () => void;
  onDone: () => void;
}) {
  const [step, setStep] = useState<Step>({ at: 'choose' });
  const send = async (file: File, dryRun: boolean) => {
    setStep({ at: 'busy' });
    try {
      const report = await api.upload(path, file, {
        query: { dry_run: dryRun },
        contentType: 'text/csv',
      });
      if (!dryRun && report.errors.length === 0) {
        setStep({ at: 'done', report });
        onDone();
      } else setStep({ at: 'checked', file, report });
    } catch (error) {
      setStep({ at: 'failed', error });
    }
  };
  const chooser = (
    <FileDrop
      label={t('import.choose')}
      hint={t('import.chooseHint')}
      accept=".csv,text/csv"
      onFiles={([file]) => file && void send(file, true)}
    />
  );
  return (
    <Dialog title={title} open onClose={onClose} wide>
      {step.at === 'choose' && (
        <div className="grid gap-4">
          <p>{lead}</p>
          {chooser}
        </div>
      )}
      {step.at === 'busy' && <Loading label={t('import.checking')} />}
      {step.at === 'failed' && (
        <div className="grid gap-4">
          <Trouble error={step.error} />
          {chooser}
        </div>
      )}
      {step.at === 'checked' && (
        <div className="grid gap-4">
          <p>
            {t('import.readAs', {
              file: step.file.name,
              rows: step.report.rows,
              encoding: step.report.encoding === 'cp932' ? 'Shift_JIS' : 'UTF-8',
            })}
          </p>
          {step.report.errors.length > 0 ? (
            <>
              <Note tone="danger">{t('import.errors', { n: step.report.errors.length })}</Note>
              <Table
                caption={t('import.errors', { n: step.report.errors.length })}
                columns={[
                  {
                    title: t('import.line'),
                    cell: (e) => t('import.lineNumber', { n: e.line }),
                    head: true,
                    narrow: true,
                  },
                  { title: t('import.column'), cell: (e) => e.column, narrow: true },
                  {
                    title: t('import.value'),
                    cell: (e) => <code className="inline-block md:min-w-28">{e.value}</code>,
                  },
                  { title: t('import.why'), cell: (e) => pick(e) },
                ]}
                rows={step.report.errors.map((e, i) => ({ ...e, i }))}
                rowKey={(e) => String(e.i)}
              />
              {chooser}
            </>
          ) : (
            <>
              <Note tone="good">{t('import.ok', { rows: step.report.rows })}</Note>
              <div className="flex flex-wrap gap-2">
                <Button kind="primary" onClick={() => void send(step.file, false)}>
                  {t('import.commit', { rows: step.report.rows })}
                </Button>
                <Button kind="quiet" onClick={() => setStep({ at: 'choose' })}>
                  {t('import.again')}
                </Button>
              </div>
            </>
          )}
        </div>
      )}
      {step.at === 'done' && <Done report={step.report} />}
    </Dialog>
  );
}
function Done({ report }: { report: ImportReport }): ReactNode {
  const slips = report.invitations ?? [];
  return (
    <div className="grid gap-4">
      <Note tone="good">{t('import.done', { n: report.created })}</Note>
      {slips.length === 1 && slips[0] && (
        <LinkBox
          url={slips[0].invitation_url}
          label={t('import.slip', { name: slips[0].name, login: slips[0].login })}
        />
      )}
      {slips.length > 1 && (
        <>
          <p>{t('import.invitationsLead')}</p>
          <div>
            <Button icon="print" onClick={() => window.print()}>
              {t('common.print')}
            </Button>
          </div>
          <ul className="print-area grid gap-3">
            {slips.map((slip) => (
              <li
                key={slip.line}
                className="flex flex-wrap items-center gap-4 rounded-lg border border-line p-3 break-inside-avoid"
              >
                <QrCode text={slip.invitation_url} label={t('invitation.qr')} className="size-28" />
                <span className="min-w-0 flex-1 basis-56">
                  <span className="block text-sm text-ink-soft print:text-base">
                    {t('invitation.printTitle')}
                  </span>
                  <strong className="block">
                    {t('import.slip', { name: slip.name, login: slip.login })}
                  </strong>
                  <span className="block font-mono text-sm break-all">{slip.invitation_url}</span>
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
