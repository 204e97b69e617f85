import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import type { AccessLogItem, LookQuestion } from '../api/types';
import { Badge } from '../parts/badge';
import { Button } from '../parts/button';
import { useCodes } from '../region/queries';
import { t } from '../words';
import { clock, weekdayDate } from '../words/dates';
import { AskAboutLook, LookAnswerBox } from './look-question';
import { byDay, type LogLine } from './log';
import { lookQuestionsQuery } from './queries';
import { accessLogWord } from './words';

function Line({
  line,
  questions,
  onAsk,
}: {
  line: LogLine;
  questions: readonly LookQuestion[];
  onAsk: () => void;
}) {
  const { profession } = useCodes();
  const place = [line.facility_name, line.profession && profession(line.profession)]
    .filter(Boolean)
    .join('・');
  return (
    <li className="grid grid-cols-[3.75rem_1fr] gap-x-3 border-b border-line px-4 py-2.5 last:border-b-0 sm:px-5">
      <time dateTime={line.at} className="text-sm leading-7 text-ink-soft">
        {clock(line.at)}
      </time>
      <div className="min-w-0">
        <p>
          <strong>
            {place ||
              line.actor_name ||
              t(line.basis === 'guardian' ? 'postKind.guardian' : 'accessLog.someone')}
          </strong>
          {place && line.actor_name && <span> {line.actor_name}</span>}
        </p>
        <p>
          {accessLogWord('action', line.action)}
          {line.times > 1 && (
            <span className="text-ink-soft">
              {' '}
              {t('accessLog.times', { n: line.times, from: clock(line.earliest) })}
            </span>
          )}
        </p>
        <p className="flex flex-wrap items-center gap-x-2 text-sm text-ink-soft">
          {line.outcome === 'granted' ? (
            <span>{accessLogWord('accessLog.basis', line.basis)}</span>
          ) : (
            <Badge tone="warn" icon="lock">
              {t('accessLog.refused')}
            </Badge>
          )}
          {line.classes.length > 0 && (
            <span>
              {t('accessLog.inClasses', { list: line.classes.map((c) => t(`class.${c}`)).join('・') })}
            </span>
          )}
        </p>
        {questions.map((q) => (
          <LookAnswerBox key={q.id} question={q} />
        ))}
        {!line.own && questions.every((q) => q.state === 'answered') && (
          <Button kind="quiet" icon="question" className="-ml-4 font-normal print:hidden" onClick={onAsk}>
            {t(questions.length === 0 ? 'lookQuestion.ask' : 'lookQuestion.askAgain')}
          </Button>
        )}
      </div>
    </li>
  );
}
/** `person`: whose history it is; each look can be asked about. */
export function LogDays({ person, items }: { person: string; items: readonly AccessLogItem[] }) {
  const questions = useQuery(lookQuestionsQuery(person)).data ?? [];
  const [asking, setAsking] = useState<LogLine | null>(null);
  return (
    <div className="grid gap-4">
      {byDay(items).map(({ day, lines }) => (
        <section key={day} className="card" aria-label={weekdayDate(new Date(`${day}T12:00:00`))}>
          <h2 className="border-b border-line bg-sunken px-4 py-1.5 text-base font-bold first:rounded-t-xl sm:px-5">
            {weekdayDate(new Date(`${day}T12:00:00`))}
            {!day.startsWith(String(new Date().getFullYear())) && (
              <span className="ml-2 font-normal text-ink-soft">{day.slice(0, 4)}</span>
            )}
          </h2>
          <ul>
            {lines.map((line) => (
              <Line
                key={line.id}
                line={line}
                questions={questions.filter((q) => line.ids.includes(q.look))}
                onAsk={() => setAsking(line)}
              />
            ))}
          </ul>
        </section>
      ))}
      {asking && <AskAboutLook person={person} line={asking} onClose={() => setAsking(null)} />}
    </div>
  );
}
