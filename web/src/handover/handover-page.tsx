import { useMutation, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';

import { api } from '../api/client';
import { Badge } from '../parts/badge';
import { Button } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { explain } from '../parts/form';
import { Facts, Loaded, Note, Page, Section } from '../parts/page';
import { saveFile } from '../parts/save-file';
import { toast } from '../parts/toast';
import { usePerson } from '../person/person-layout';
import { t } from '../words';
import { dateTime, longDate, todayText } from '../words/dates';
import { AnswerForm, BackForm, EditForm, keep, pathOf, StepForm } from './forms';
import { Items } from './items';
import { Progress } from './progress';
import { handoverQuery } from './queries';
import { isWaiting, nextFollowUp, toneOf } from './rules';
import type { HandoverMay, HandoverStep, HandoverView } from './types';

const can = (view: HandoverView, what: HandoverMay): boolean => view.may.includes(what);

type Open =
  | { what: 'edit' | 'answer' | 'paper' | 'draft' | 'withdrawn' }
  | { what: 'step'; kind: HandoverStep['kind']; item?: string };
type OnOpen = (open: Open) => void;

/** Asks guardians, or sends: one press, said in words before. */
function Move({ view, to }: { view: HandoverView; to: 'asked' | 'sent' }) {
  const move = useMutation({
    mutationFn: () =>
      api.put(`${pathOf(view)}/state`, { state: to, reason: '' }, { version: view.line.version }),
    onSuccess: (now) => {
      toast(t(`handover.moved.${to}`));
      keep(now);
    },
    onError: (error) => toast(explain(error), { tone: 'bad' }),
  });
  return (
    <>
      <p className="w-full">{t(`handover.before.${to}`, { name: view.line.to_name })}</p>
      <Button kind="primary" icon="next" busy={move.isPending} onClick={() => move.mutate()}>
        {t(`handover.move.${to}`)}
      </Button>
    </>
  );
}
function Tools({ view, onOpen }: { view: HandoverView; onOpen: OnOpen }) {
  const follow = nextFollowUp(view.steps);
  // How it goes can be told once it has begun.
  const begun = ['sent', 'received'].includes(view.line.state) && view.line.starts_on <= todayText();
  return (
    <div className="flex flex-wrap items-center gap-2 border-t border-line pt-3">
      {can(view, 'answer') && (
        <Button
          kind={view.line.state === 'asked' ? 'primary' : 'quiet'}
          onClick={() => onOpen({ what: 'answer' })}
        >
          {t(view.line.state === 'asked' ? 'handover.toAnswer' : 'handover.toTakeBack')}
        </Button>
      )}
      {can(view, 'ask') && <Move view={view} to="asked" />}
      {can(view, 'send') && <Move view={view} to="sent" />}
      {can(view, 'edit') && (
        <Button icon="pencil" onClick={() => onOpen({ what: 'edit' })}>
          {t('handover.edit')}
        </Button>
      )}
      {can(view, 'answer_on_paper') && (
        <Button kind="quiet" icon="file" onClick={() => onOpen({ what: 'paper' })}>
          {t('handover.onPaper')}
        </Button>
      )}
      {can(view, 'note') && (
        <Button icon="plus" onClick={() => onOpen({ what: 'step', kind: 'meeting' })}>
          {t('handover.note.meeting')}
        </Button>
      )}
      {can(view, 'note') && begun && follow && (
        <Button icon="plus" onClick={() => onOpen({ what: 'step', kind: follow })}>
          {t(`handover.note.${follow}`)}
        </Button>
      )}
      {can(view, 'note') && view.line.state === 'sent' && !view.terms.to_facility_id && (
        <Button icon="check" onClick={() => onOpen({ what: 'step', kind: 'received_outside' })}>
          {t('handover.note.received_outside')}
        </Button>
      )}
      {can(view, 'reopen') && (
        <Button kind="quiet" icon="reply" onClick={() => onOpen({ what: 'draft' })}>
          {t('handover.reopen')}
        </Button>
      )}
      {can(view, 'withdraw') && (
        <Button kind="quiet" icon="close" onClick={() => onOpen({ what: 'withdrawn' })}>
          {t('handover.withdraw')}
        </Button>
      )}
    </div>
  );
}
function Print({ view }: { view: HandoverView }) {
  if (!can(view, 'print')) return null;
  return (
    <>
      <Button
        icon="print"
        onClick={() => void saveFile(`${pathOf(view)}/package.pdf`, `${t('handover.title')}.pdf`)}
      >
        {t('handover.pdf')}
      </Button>
      <Button
        kind="quiet"
        onClick={() => void saveFile(`${pathOf(view)}/package.json`, `${t('handover.title')}.json`)}
      >
        {t('handover.fhir')}
      </Button>
    </>
  );
}
function Happened({ view }: { view: HandoverView }) {
  if (view.steps.length === 0) return null;
  return (
    <Section title={t('handover.happened')}>
      <ol className="grid gap-2">
        {view.steps.map((step) => (
          <li key={step.id} className="rounded-lg border border-line p-3">
            <p className="text-sm text-ink-soft">
              <strong className="text-ink">{t(`handover.step.${step.kind}`)}</strong>{' '}
              {step.on ? longDate(step.on) : dateTime(step.at)}{' '}
              {[step.by_facility, step.by_name].filter(Boolean).join(' ')}
            </p>
            {step.words && <p className="prose">{step.words}</p>}
          </li>
        ))}
      </ol>
    </Section>
  );
}
function Versions({ view }: { view: HandoverView }) {
  if (view.versions.length === 0) return null;
  return (
    <Section title={t('task.history')}>
      <ol className="grid gap-1 text-sm">
        {view.versions.map((v) => (
          <li key={v.version}>
            {dateTime(v.at)} {v.by_name}・<strong>{t(`handover.state.${v.state}`)}</strong>
            {v.reason && `・${v.reason}`}
          </li>
        ))}
      </ol>
    </Section>
  );
}
function OpenDialog({ view, open, onClose }: { view: HandoverView; open: Open; onClose: () => void }) {
  const title =
    open.what === 'step'
      ? t(`handover.note.${open.kind as 'meeting'}`)
      : t(
          (
            {
              edit: 'handover.edit',
              answer: view.line.state === 'asked' ? 'handover.toAnswer' : 'handover.toTakeBack',
              paper: 'handover.onPaper',
              draft: 'handover.reopen',
              withdrawn: 'handover.withdraw',
            } as const
          )[open.what],
        );
  return (
    <Dialog title={title} open onClose={onClose} held wide={open.what === 'edit'}>
      {open.what === 'edit' && <EditForm view={view} onDone={onClose} />}
      {(open.what === 'answer' || open.what === 'paper') && (
        <AnswerForm view={view} onPaper={open.what === 'paper'} onDone={onClose} />
      )}
      {(open.what === 'draft' || open.what === 'withdrawn') && (
        <BackForm view={view} to={open.what} onDone={onClose} />
      )}
      {open.what === 'step' && (
        <StepForm view={view} kind={open.kind} item={open.item ?? null} onDone={onClose} />
      )}
    </Dialog>
  );
}
/** A handover in full: how far it is, what goes along, what was said about it. */
export function HandoverPage() {
  const { handover: id } = useParams({ from: '/signed-in/people/$person/handovers/$handover' });
  const person = usePerson();
  const found = useQuery(handoverQuery(person.id, id));
  const [open, setOpen] = useState<Open | null>(null);
  const back = {
    to: { to: '/people/$person/handovers', params: { person: person.id } } as const,
    label: t('handover.title'),
  };
  return (
    <Page
      title={found.data ? t('handover.to', { name: found.data.line.to_name }) : t('handover.title')}
      back={back}
      actions={found.data && <Print view={found.data} />}
      narrow
    >
      <Loaded query={found}>
        {(view) => (
          <>
            <article className="card grid gap-4 p-4 sm:p-5">
              <p>
                <Badge tone={toneOf(view.line.state)}>{t(`handover.state.${view.line.state}`)}</Badge>
              </p>
              <Progress state={view.line.state} />
              <Facts
                items={[
                  [t('handover.kind'), t(`handover.kind.${view.line.kind}`)],
                  [t('handover.receiver'), `${view.line.to_name} ${view.line.to_post_name}`.trim()],
                  [t('handover.day'), longDate(view.line.starts_on)],
                  ...(view.line.reason ? [[t('common.reason'), view.line.reason] as const] : []),
                ]}
              />
              {view.terms.words && <p className="prose">{view.terms.words}</p>}
              {view.unseen > 0 && <Note>{t('handover.unseen', { n: view.unseen })}</Note>}
              <Tools view={view} onOpen={setOpen} />
            </article>
            <h2 className="text-xl font-bold">{t('handover.preview')}</h2>
            <Items
              items={view.items}
              tools={(each) =>
                can(view, 'note') &&
                isWaiting(each) && (
                  <div>
                    <Button
                      icon="reply"
                      onClick={() => setOpen({ what: 'step', kind: 'answer', item: each.item.id })}
                    >
                      {t('handover.note.answer')}
                    </Button>
                  </div>
                )
              }
            />
            <Happened view={view} />
            <Versions view={view} />
            {open && <OpenDialog view={view} open={open} onClose={() => setOpen(null)} />}
          </>
        )}
      </Loaded>
    </Page>
  );
}
