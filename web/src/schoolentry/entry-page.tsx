import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';

import { Badge } from '../parts/badge';
import { Button } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { Loaded, Note, Page, Section } from '../parts/page';
import { saveFile } from '../parts/save-file';
import { usePerson } from '../person/person-layout';
import { pick, t } from '../words';
import { dateTime, longDate } from '../words/dates';
import { Dates, hasContent, StageBadge, StepContent, Way } from './parts';
import { entryQuery } from './queries';
import { askedAgain, inForce, nextPart } from './rules';
import { StepForm } from './step-forms';
import type { EntryPart, EntryStep, SchoolEntryLine, SchoolEntryView } from './types';
import { said } from './words';

type OnWrite = (part: EntryPart) => void;
const writable: readonly EntryPart[] = [
  'wishes',
  'papers',
  'visits',
  'committee',
  'decision',
  'notice',
  'answer',
  'arrangements',
  'confirmed',
  'settled',
  'reopened',
  'withdrawn',
];
const shownParts: readonly EntryPart[] = [
  'decision',
  'answer',
  'arrangements',
  'committee',
  'notice',
  'wishes',
  'visits',
];

/** A check-up opens on the course of life. */
const paperPages = {
  document: '/people/$person/documents/$document',
  assessment: '/people/$person/assessments/$assessment',
  checkup: '/people/$person/course',
} as const;

const verb = (kind: SchoolEntryLine['kind'], part: EntryPart, guardian: boolean): string =>
  guardian && part === 'answer'
    ? t('schoolEntry.answer')
    : part === 'confirmed' || part === 'settled' || part === 'reopened' || part === 'withdrawn'
      ? t(`schoolEntry.do.${part}`)
      : t('schoolEntry.write', { part: said(kind, `schoolEntry.part.${part}`) });

/** Where the case stands, in plain words, and what can be done now. */
function Now({ view, guardian, onWrite }: { view: SchoolEntryView; guardian: boolean; onWrite: OnWrite }) {
  const next = nextPart(view.may, view.line.stage);
  const rest = writable.filter((part) => view.may.includes(part) && part !== next);
  return (
    <Section title={t('schoolEntry.now')}>
      <div className="grid gap-4">
        <div className="flex flex-wrap items-center gap-2">
          <StageBadge line={view.line} />
          {view.line.due_on && <span>{t('schoolEntry.dueOn', { date: longDate(view.line.due_on) })}</span>}
        </div>
        <Way line={view.line} guardian={guardian} />
        <p>
          {said(
            view.line.kind,
            askedAgain(view)
              ? 'schoolEntry.again'
              : guardian
                ? `schoolEntry.plain.${view.line.stage}`
                : `schoolEntry.next.${view.line.stage}`,
          )}
        </p>
        <div className="flex flex-wrap gap-2">
          {next && (
            <Button kind="primary" icon="pencil" onClick={() => onWrite(next)}>
              {verb(view.line.kind, next, guardian)}
            </Button>
          )}
          {rest.map((part) => (
            <Button key={part} kind="quiet" onClick={() => onWrite(part)}>
              {verb(view.line.kind, part, guardian)}
            </Button>
          ))}
        </div>
      </div>
    </Section>
  );
}
function By({ step }: { step: EntryStep }) {
  return (
    <p className="mb-2 text-sm text-ink-soft">
      {dateTime(step.at)} {[step.by_facility, step.by_name].filter(Boolean).join(' ')}
      {step.reason && `・${t('schoolEntry.because', { reason: step.reason })}`}
    </p>
  );
}
function Papers({ view, guardian }: { view: SchoolEntryView; guardian: boolean }) {
  if (view.papers.length === 0 && view.unseen_papers === 0) return null;
  const person = view.line.person_id;
  return (
    <Section title={t('schoolEntry.part.papers')}>
      <ul className="grid gap-1">
        {view.papers.map(({ paper, title, title_en, on }) => (
          <li key={paper.id}>
            <Link
              className="inline-flex min-h-11 items-center"
              to={paperPages[paper.kind]}
              params={{ person, document: paper.id, assessment: paper.id }}
            >
              {pick({ ja: title, en: title_en })}（{longDate(on)}）
            </Link>
          </li>
        ))}
      </ul>
      {!guardian && view.unseen_papers > 0 && (
        <p className="text-sm text-ink-soft">{t('schoolEntry.unseen', { n: view.unseen_papers })}</p>
      )}
    </Section>
  );
}
/** What is in force, the newest matter first. */
function Said({ view }: { view: SchoolEntryView }) {
  return (
    <>
      {shownParts.map((part) => {
        const step = inForce(view, part);
        if (!step || !hasContent(part)) return null;
        return (
          <Section key={part} title={said(view.line.kind, `schoolEntry.part.${part}`)}>
            <By step={step} />
            {part === 'arrangements' && view.line.confirmed && (
              <p className="mb-2">
                <Badge tone="good" icon="check">
                  {t('schoolEntry.confirmedBySchool')}
                </Badge>
              </p>
            )}
            <StepContent content={step.content} kind={view.line.kind} viewpoints={view.viewpoints} />
          </Section>
        );
      })}
    </>
  );
}
function History({ view }: { view: SchoolEntryView }) {
  return (
    <Section title={t('schoolEntry.history')}>
      <ol className="grid gap-3">
        <li className="text-sm text-ink-soft">
          {dateTime(view.opened_at)} {[view.opened_facility, view.opened_by].filter(Boolean).join(' ')}・
          {t(view.line.asked_by_guardian ? 'schoolEntry.askedBy' : 'schoolEntry.openedBy')}
        </li>
        {view.steps.map((step) => (
          <li key={step.number}>
            <details>
              <summary className="min-h-11 cursor-pointer py-2">
                <strong>{said(view.line.kind, `schoolEntry.part.${step.part}`)}</strong>{' '}
                {step.round > 1 && t('schoolEntry.round', { n: step.round })}{' '}
                {step.amended && <span className="text-sm text-ink-soft">{t('schoolEntry.amended')}</span>}
              </summary>
              <By step={step} />
              {hasContent(step.part) && (
                <StepContent content={step.content} kind={view.line.kind} viewpoints={view.viewpoints} />
              )}
            </details>
          </li>
        ))}
      </ol>
    </Section>
  );
}
/** A case in full: where it stands, what was said and decided, and how it came to be. */
export function EntryPage() {
  const { entry: id } = useParams({ from: '/signed-in/people/$person/school-entries/$entry' });
  const person = usePerson();
  const guardian = person.access.is_guardian;
  const found = useQuery(entryQuery(person.id, id));
  const [writing, setWriting] = useState<EntryPart | null>(null);
  return (
    <Page
      title={
        found.data
          ? t('schoolEntry.caseOf', {
              kind: t(`schoolEntry.kind.${found.data.line.kind}`),
              year: found.data.line.for_year,
            })
          : t('schoolEntry.title')
      }
      back={{
        to: { to: '/people/$person/school-entries', params: { person: person.id } },
        label: t('schoolEntry.title'),
      }}
      actions={
        person.access.may.includes('export_plans') &&
        found.data && (
          <Button
            icon="print"
            onClick={() =>
              void saveFile(
                `/people/${person.id}/school-entries/${id}/sheet.pdf`,
                `${t('schoolEntry.sheet')}.pdf`,
              )
            }
          >
            {t('schoolEntry.print')}
          </Button>
        )
      }
      narrow
    >
      <Loaded query={found}>
        {(view) => (
          <>
            <Now view={view} guardian={guardian} onWrite={setWriting} />
            <Said view={view} />
            <Papers view={view} guardian={guardian} />
            {/* The dates are those of the board, which has no part in upper secondary school. */}
            {view.line.kind !== 'upper_secondary' && (
              <Section title={t('schoolEntry.dates')}>
                {view.calendar.is_default && <Note>{t('schoolEntry.defaultDates')}</Note>}
                <div className="mt-2">
                  <Dates calendar={view.calendar} />
                </div>
              </Section>
            )}
            <History view={view} />
            {writing && (
              <Dialog
                title={verb(view.line.kind, writing, guardian)}
                open
                held
                wide={writing !== 'answer'}
                onClose={() => setWriting(null)}
              >
                <StepForm part={writing} view={view} guardian={guardian} onDone={() => setWriting(null)} />
              </Dialog>
            )}
          </>
        )}
      </Loaded>
    </Page>
  );
}
