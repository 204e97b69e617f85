// A family asks for help on the region's portal: three short steps on a phone, no account.
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';

import { api } from '../api/client';
import { newId } from '../api/ids';
import { Button } from '../parts/button';
import { Form, useForm } from '../parts/form';
import { OpenFrame } from '../parts/open-frame';
import { EmptyState, Loaded, Note, Page } from '../parts/page';
import { portalQuery } from '../region/queries';
import { t } from '../words';
import { intakePortalQuery } from './queries';
import { emptySheet, loadDraft, saveDraft, sheetParts, sheetProblems } from './rules';
import { SheetFields } from './sheet-fields';
import type { Worry } from './types';

function Steps({
  slug,
  worries,
  onSent,
}: {
  slug: string;
  worries: readonly Worry[];
  onSent: (receipt: string) => void;
}) {
  const [draft] = useState(() => loadDraft(slug) ?? { id: newId(), sheet: emptySheet });
  const [step, setStep] = useState(0);
  const heading = useRef<HTMLHeadingElement>(null);
  const part = sheetParts[step] ?? 'reach';
  const last = step === sheetParts.length - 1;
  const go = (to: number) => {
    setStep(to);
    requestAnimationFrame(() => heading.current?.focus());
  };
  const form = useForm({
    initial: draft.sheet,
    check: (v) => sheetProblems(v, part),
    send: async (v) => (last ? await api.post(`/portal/${slug}/intakes`, { id: draft.id, sheet: v }) : null),
    done: (sent) => {
      if (!sent) return go(step + 1);
      saveDraft(slug, null);
      onSent(sent.receipt);
    },
  });
  useEffect(() => saveDraft(slug, { id: draft.id, sheet: form.values }), [slug, draft.id, form.values]);
  return (
    <div className="card grid gap-5 p-4 sm:p-5">
      <div>
        <p className="text-sm text-ink-soft">{t('ask.step', { n: step + 1 })}</p>
        <h2 ref={heading} tabIndex={-1} className="text-xl font-bold">
          {t(`ask.step.${part}`)}
        </h2>
      </div>
      <Form form={form}>
        <SheetFields form={form} part={part} worries={worries} />
        <div className="flex flex-wrap gap-2">
          <Button type="submit" kind="primary" busy={form.busy} icon={last ? 'check' : 'next'}>
            {t(last ? 'ask.send' : 'ask.next')}
          </Button>
          {step > 0 && (
            <Button kind="quiet" onClick={() => go(step - 1)}>
              {t('ask.back')}
            </Button>
          )}
          <Button
            kind="quiet"
            onClick={() => {
              form.setAll(emptySheet);
              go(0);
            }}
          >
            {t('ask.clear')}
          </Button>
        </div>
        <p className="text-sm text-ink-soft">{t('ask.kept')}</p>
      </Form>
    </div>
  );
}
export function AskPage() {
  const { slug } = useParams({ from: '/p/$slug/ask' });
  const portal = useQuery(portalQuery(slug));
  const open = useQuery(intakePortalQuery(slug));
  const [receipt, setReceipt] = useState('');
  const back = {
    to: { to: '/p/$slug', params: { slug } },
    label: portal.data?.name ?? t('common.back'),
  } as const;
  return (
    <OpenFrame region={portal.data}>
      {receipt ? (
        <Page title={t('ask.done')} narrow back={back}>
          <Note tone="good">{t('ask.doneLead')}</Note>
          <div className="card grid gap-2 p-5">
            <p>
              <span className="block text-ink-soft">{t('ask.receipt')}</span>
              <strong className="font-mono text-2xl">{receipt}</strong>
            </p>
            <p className="text-sm text-ink-soft">{t('ask.receiptOnly')}</p>
          </div>
        </Page>
      ) : (
        <Page
          title={t('ask.title')}
          lead={t('ask.lead', { region: portal.data?.name ?? '' })}
          narrow
          back={back}
        >
          <Loaded query={open}>
            {({ desks, worries }) =>
              desks.length === 0 ? (
                <EmptyState title={t('ask.closed')}>{t('ask.closedLead')}</EmptyState>
              ) : (
                <>
                  <Note>
                    <p>{t('ask.privacy')}</p>
                    <p className="mt-1">{t('ask.desks', { desks: desks.join('、') })}</p>
                  </Note>
                  <Steps slug={slug} worries={worries} onSent={setReceipt} />
                </>
              )
            }
          </Loaded>
        </Page>
      )}
    </OpenFrame>
  );
}
