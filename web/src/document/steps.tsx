// The way of a document: handed in, approved or given back, agreed to with a signature, taken back.
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';

import { api } from '../api/client';
import type { PersonDocument } from '../api/types';
import { personQuery } from '../person/queries';
import { giversOf } from '../consent/rules';
import { Button } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { DateField, ErrorText, RadioGroup, TextArea } from '../parts/field';
import { FileDrop } from '../parts/file-drop';
import { Form, needed, useForm } from '../parts/form';
import { Icon } from '../parts/icon';
import { Section } from '../parts/page';
import { SignaturePad } from '../parts/signature-pad';
import { toast } from '../parts/toast';
import { relationWord } from '../person/words';
import { t } from '../words';
import { dateTime, todayText } from '../words/dates';
import { adopt } from './queries';

export interface Acting {
  person: string;
  view: PersonDocument;
}
type Path = `/people/${string}/documents/${string}`;
export const pathOf = ({ person, view }: Acting): Path => `/people/${person}/documents/${view.document.id}`;

export function SubmitDialog({ person, view, onClose }: Acting & { onClose: () => void }) {
  const plan = view.document.kind === 'plan';
  const form = useForm({
    initial: { words: '', from: plan ? todayText() : '', until: '', next_review_on: '' },
    check: (v) => ({
      ...(plan && needed(v, ['from'])),
      ...(v.until && v.until < v.from && { until: t('error.endBeforeStart') }),
    }),
    send: (v) =>
      api.post(`${pathOf({ person, view })}/submit`, {
        words: v.words,
        from: v.from || null,
        until: v.until || null,
        next_review_on: v.next_review_on || null,
      }),
    done: (next) => {
      adopt(person, next);
      toast(t(view.document.steps.length > 0 ? 'document.submitted' : 'document.finished'));
      onClose();
    },
  });
  return (
    <Dialog
      title={t(view.document.steps.length > 0 ? 'document.submit' : 'document.finish')}
      open
      onClose={onClose}
      held
    >
      <Form form={form}>
        {plan && (
          <>
            <DateField {...form.field('from')} label={t('document.from')} />
            <DateField {...form.field('until')} label={t('document.until')} optional />
            <DateField
              {...form.field('next_review_on')}
              label={t('document.nextReview')}
              hint={t('document.nextReviewHint')}
              optional
            />
          </>
        )}
        <TextArea {...form.field('words')} label={t('document.wordsAlong')} optional />
        <div>
          <Button type="submit" kind="primary" busy={form.busy}>
            {t('document.submitNow')}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}

/** What needs a reason or a word: approving, giving back, redrafting, taking back. */
export type Act = 'approve' | 'return' | 'redraft' | 'take-back';
export function ActDialog({ act, person, view, onClose }: Acting & { act: Act; onClose: () => void }) {
  const form = useForm({
    initial: { words: '' },
    check: (v) => (act === 'approve' ? {} : needed(v, ['words'])),
    send: ({ words }) => {
      const path = pathOf({ person, view });
      // Nobody approves or gives back another version than they saw.
      const version = view.shown_version;
      if (act === 'approve' || act === 'return') return api.post(`${path}/${act}`, { version, words });
      return api.post(`${path}/${act}`, { words });
    },
    done: (next) => {
      adopt(person, next);
      toast(t(`document.did.${act}`));
      onClose();
    },
  });
  return (
    <Dialog title={t(`document.act.${act}`)} open onClose={onClose} held>
      <Form form={form}>
        <p>{t(`document.actLead.${act}`)}</p>
        <TextArea
          {...form.field('words')}
          label={t(act === 'approve' ? 'document.wordsAlong' : 'common.reason')}
          optional={act === 'approve'}
        />
        <div>
          <Button type="submit" kind={act === 'take-back' ? 'danger' : 'primary'} busy={form.busy}>
            {t(`document.act.${act}`)}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}

/** Uploads once, whatever happens to the rest. */
function useUpload(person: string) {
  const done = useRef<{ blob: Blob; id: string } | null>(null);
  return async (blob: Blob, filename: string): Promise<string> => {
    if (done.current?.blob !== blob)
      done.current = {
        blob,
        id: (await api.upload(`/people/${person}/files`, blob, { filename })).id,
      };
    return done.current.id;
  };
}
/** The guardian's own yes: read above, signed here. */
export function SignHere({ person, view }: Acting) {
  const upload = useUpload(person);
  const form = useForm({
    initial: { signature_file_id: null as Blob | null },
    check: (v) => (v.signature_file_id ? {} : { signature_file_id: t('document.needSignature') }),
    send: async (v) =>
      api.post(`${pathOf({ person, view })}/agree`, {
        signature_file_id: await upload(v.signature_file_id!, 'signature.png'),
        scan_file_id: null,
        guardian_id: null,
        giver_name: '',
        version: view.shown_version,
      }),
    done: (next) => {
      adopt(person, next);
      toast(t('document.agreed'));
    },
  });
  return (
    <Section title={t('document.signTitle')}>
      <Form form={form}>
        <p>{t('document.signLead', { title: view.document.title })}</p>
        <div id={form.field('signature_file_id').id} tabIndex={-1}>
          <SignaturePad
            error={form.problems.signature_file_id}
            onSigned={(png) => form.set('signature_file_id', png)}
          />
        </div>
        <div>
          <Button type="submit" kind="primary" busy={form.busy} className="max-sm:w-full">
            {t('document.agree')}
          </Button>
        </div>
      </Form>
    </Section>
  );
}
/** A guardian signed on paper: a lead keeps the scan. */
export function PaperDialog({ person, view, onClose }: Acting & { onClose: () => void }) {
  const profile = useQuery(personQuery(person)).data;
  const upload = useUpload(person);
  const givers = profile ? giversOf(profile).filter((g) => g.id && !g.refused) : [];
  const form = useForm({
    initial: { guardian_id: '', scan_file_id: null as File | null },
    check: (v) => ({
      ...needed(v, ['guardian_id']),
      ...(!v.scan_file_id && { scan_file_id: t('consent.needScan') }),
    }),
    send: async (v) =>
      api.post(`${pathOf({ person, view })}/agree`, {
        signature_file_id: null,
        scan_file_id: await upload(v.scan_file_id!, v.scan_file_id!.name),
        guardian_id: v.guardian_id,
        giver_name: '',
        version: view.shown_version,
      }),
    done: (next) => {
      adopt(person, next);
      toast(t('document.agreed'));
      onClose();
    },
  });
  return (
    <Dialog title={t('document.paper')} open onClose={onClose} held>
      <Form form={form}>
        <RadioGroup
          {...form.field('guardian_id')}
          label={t('consent.who')}
          inline={false}
          choices={givers.map((g) => ({ value: g.id, label: g.name, hint: relationWord(g.relation) }))}
        />
        <div id={form.field('scan_file_id').id} tabIndex={-1}>
          <FileDrop
            label={form.values.scan_file_id?.name ?? t('consent.chooseScan')}
            hint={t('consent.scanHint')}
            accept="application/pdf,image/jpeg,image/png,image/webp,image/heic,.heic"
            onFiles={([file]) => file && form.set('scan_file_id', file)}
          />
          {form.problems.scan_file_id && <ErrorText>{form.problems.scan_file_id}</ErrorText>}
        </div>
        <div>
          <Button type="submit" kind="primary" busy={form.busy}>
            {t('document.agreePaper')}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}

/** Drafter → head → guardian: which step it is at, said in words, and who did those before. */
export function StepLine({ view }: { view: PersonDocument }) {
  const { document: line, signatures } = view;
  if (line.steps.length === 0) return null;
  const at = line.stage === 'submitted' ? line.step : line.stage === 'draft' ? -1 : line.steps.length;
  return (
    <Section title={t('document.steps')}>
      <ol className="grid gap-2">
        {line.steps.map((step, i) => {
          const signed = signatures.find((s) => s.step === i);
          const state = signed || i < at ? 'done' : i === at ? 'now' : 'later';
          return (
            <li key={i} className="flex items-start gap-2.5">
              <Icon
                name={state === 'done' ? 'check' : state === 'now' ? 'hand' : 'more'}
                className={`mt-0.5 size-5 ${state === 'done' ? 'text-good-ink' : state === 'now' ? 'text-ask-ink' : 'text-ink-soft'}`}
              />
              <span>
                <span className="font-bold">{step.title || t(`document.role.${step.role}`)}</span>
                <span className="ml-2 text-ink-soft">{t(`document.stepState.${state}`)}</span>
                {signed && (
                  <span className="block text-sm text-ink-soft">
                    {[signed.by_name, signed.relation && relationWord(signed.relation), dateTime(signed.at)]
                      .filter(Boolean)
                      .join('・')}
                    {signed.role === 'guardian' && `・${t(`document.signedBy.${signed.method}`)}`}
                  </span>
                )}
                {signed?.words && <span className="prose block">{signed.words}</span>}
              </span>
            </li>
          );
        })}
      </ol>
    </Section>
  );
}
/** The buttons of what may be done now. */
export function StepButtons({ person, view }: Acting) {
  const [open, setOpen] = useState<Act | 'paper' | null>(null);
  const profile = useQuery(personQuery(person)).data;
  const { may } = view;
  const guardian = profile?.access.is_guardian ?? false;
  const act = (name: Act, kind: 'primary' | 'secondary' | 'quiet' = 'secondary') => (
    <Button kind={kind} onClick={() => setOpen(name)}>
      {t(name === 'return' && guardian ? 'document.askChange' : `document.act.${name}`)}
    </Button>
  );
  const close = () => setOpen(null);
  return (
    <>
      {may.approve && act('approve', 'primary')}
      {may.agree && !guardian && <Button onClick={() => setOpen('paper')}>{t('document.paper')}</Button>}
      {may.give_back && act('return')}
      {may.redraft && act('redraft')}
      {may.take_back && act('take-back', 'quiet')}
      {open === 'paper' && <PaperDialog {...{ person, view }} onClose={close} />}
      {open && open !== 'paper' && <ActDialog act={open} {...{ person, view }} onClose={close} />}
    </>
  );
}
