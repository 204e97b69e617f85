// What several screens of school entry show: how far a case is, what a step says, the year's dates.
import type { ReactNode } from 'react';

import { Badge } from '../parts/badge';
import { Icon } from '../parts/icon';
import { Facts } from '../parts/page';
import { pick, t } from '../words';
import { longDate } from '../words/dates';
import { guardianWay, inOrder, toneOf, way } from './rules';
import type { CalendarView, EntryContent, EntryPart, SchoolEntryLine, Viewpoint } from './types';
import { said } from './words';

export function StageBadge({ line }: { line: SchoolEntryLine }) {
  return (
    <>
      <Badge tone={toneOf(line.stage, line.overdue)}>
        {said(line.kind, `schoolEntry.stage.${line.stage}`)}
      </Badge>
      {line.overdue && (
        <Badge tone="danger" icon="alert">
          {t('schoolEntry.overdue')}
        </Badge>
      )}
      {line.round > 1 && <Badge tone="warn">{t('schoolEntry.round', { n: line.round })}</Badge>}
    </>
  );
}
/** How far a case has come: in words for everybody, the bar for the eye. */
export function Way({ line, guardian }: { line: SchoolEntryLine; guardian: boolean }) {
  if (line.stage === 'withdrawn') return null;
  const stages = guardian ? guardianWay : way;
  const at = line.stage === 'settled' ? stages.length : (stages as readonly string[]).indexOf(line.stage);
  return (
    <ol className="grid grid-cols-3 gap-1 sm:flex" aria-label={t('schoolEntry.way')}>
      {stages.map((stage, i) => (
        <li
          key={stage}
          aria-current={i === at ? 'step' : undefined}
          className={`flex min-w-0 flex-1 flex-col gap-1 border-t-4 pt-1.5 text-sm ${
            i < at ? 'border-good-ink' : i === at ? 'border-accent font-bold' : 'border-line text-ink-soft'
          }`}
        >
          <span className="flex items-center gap-1">
            {i < at && <Icon name="check" className="size-4" />}
            {t(`schoolEntry.way.${stage}`)}
          </span>
          {i < at && <span className="sr-only">{t('schoolEntry.wayDone')}</span>}
        </li>
      ))}
    </ol>
  );
}
export const viewpointName = (all: readonly Viewpoint[], code: string): string => {
  const found = all.find((v) => v.code === code);
  return found ? pick(found) : code;
};
const prose = (text: string): ReactNode => text && <span className="prose">{text}</span>;
const listed = (places: readonly string[]): string =>
  places.map((p) => t(`schoolEntry.place.${p as 'regular'}`)).join('・');

/** What one step says. */
export function StepContent({
  content,
  kind,
  viewpoints,
}: {
  content: EntryContent;
  kind: SchoolEntryLine['kind'];
  viewpoints: readonly Viewpoint[];
}) {
  const { wishes, visits, committee, decision, notice, answer, arrangements } = content;
  if (wishes)
    return (
      <Facts
        items={[
          [t('schoolEntry.wish.child'), prose(wishes.child)],
          [t('schoolEntry.wish.guardian'), prose(wishes.guardian)],
          [t('schoolEntry.wish.hopes'), listed(wishes.hopes)],
          [t('schoolEntry.wish.asks'), prose(wishes.asks)],
        ]}
      />
    );
  if (visits)
    return (
      <ul className="grid gap-2">
        {visits.items.map((visit, i) => (
          <li key={i}>
            <strong>{longDate(visit.on)}</strong> {visit.place}
            {visit.note && <p className="prose">{visit.note}</p>}
          </li>
        ))}
      </ul>
    );
  if (committee)
    return (
      <Facts
        items={[
          [t('schoolEntry.on'), longDate(committee.on)],
          [t('schoolEntry.considered'), listed(committee.considered)],
          [
            said(kind, 'schoolEntry.opinion'),
            <strong key="o">{t(`schoolEntry.place.${committee.opinion}`)}</strong>,
          ],
          [t('schoolEntry.reasons'), prose(committee.reasons)],
          ...(committee.inside
            ? ([[said(kind, 'schoolEntry.inside'), prose(committee.inside)]] as const)
            : []),
        ]}
      />
    );
  if (decision)
    return (
      <Facts
        items={[
          [t('schoolEntry.on'), longDate(decision.on)],
          [
            t('schoolEntry.learningPlace'),
            <strong key="p">{t(`schoolEntry.place.${decision.place}`)}</strong>,
          ],
          [t('schoolEntry.school'), decision.school],
          [t('schoolEntry.reasons'), prose(decision.reasons)],
          [said(kind, 'schoolEntry.heard'), prose(decision.heard)],
        ]}
      />
    );
  if (notice)
    return (
      <Facts
        items={[
          [t('schoolEntry.on'), longDate(notice.on)],
          [t('schoolEntry.how'), t(`schoolEntry.how.${notice.how}`)],
          ...(notice.words ? ([[t('schoolEntry.words'), prose(notice.words)]] as const) : []),
        ]}
      />
    );
  if (answer)
    return (
      <>
        <p className="font-bold">{t(answer.agree ? 'schoolEntry.agrees' : 'schoolEntry.asksAgain')}</p>
        {prose(answer.words)}
      </>
    );
  if (arrangements)
    return (
      <ul className="grid gap-2" aria-label={t('schoolEntry.part.arrangements')}>
        {arrangements.items.map((one, i) => (
          <li key={i} className="rounded-lg border border-line p-3">
            <p className="text-sm text-ink-soft">{viewpointName(viewpoints, one.viewpoint)}</p>
            <p className="prose font-bold">{one.what}</p>
            <p className="text-sm text-ink-soft">
              {[
                one.who,
                one.from && t('schoolEntry.fromDay', { date: longDate(one.from) }),
                one.review_on && t('schoolEntry.reviewDay', { date: longDate(one.review_on) }),
              ]
                .filter(Boolean)
                .join('・')}
            </p>
          </li>
        ))}
      </ul>
    );
  return null;
}
export const hasContent = (part: EntryPart): boolean =>
  !['confirmed', 'settled', 'withdrawn', 'reopened', 'papers'].includes(part);

/** The year's dates, with what they rest on. */
export function Dates({ calendar }: { calendar: CalendarView }) {
  const days = inOrder(calendar.calendar.days);
  return (
    <ul className="grid gap-1" aria-label={t('schoolEntry.dates')}>
      {days.map((day, i) => {
        const ground = calendar.grounds.find((g) => g.kind === day.kind);
        return (
          <li key={i} className="flex flex-wrap gap-x-3">
            <span className="min-w-44 text-ink-soft">
              {longDate(day.from)}
              {day.until !== day.from && `〜${longDate(day.until)}`}
            </span>
            <span>{[ground && pick(ground), day.title].filter(Boolean).join(' ')}</span>
          </li>
        );
      })}
    </ul>
  );
}
