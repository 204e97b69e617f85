// The items of a handover, as the team, guardians and the receiver see them: one component, so that what is looked at
// beforehand is what arrives.
import type { ReactNode } from 'react';

import { Badge } from '../parts/badge';
import { t } from '../words';
import { shortTime } from '../words/dates';
import { byClass, isWaiting } from './rules';
import type { HandoverItemView, HandoverStep } from './types';

function Talk({ said }: { said: HandoverStep }) {
  return (
    <li className="border-l-4 border-line pl-3">
      <p className="text-sm text-ink-soft">
        <strong className="text-ink">
          {t(said.kind === 'question' ? 'handover.question' : 'handover.answer')}
        </strong>{' '}
        {[said.by_facility, said.by_name].filter(Boolean).join(' ')} {shortTime(said.at)}
      </p>
      <p className="prose">{said.words}</p>
    </li>
  );
}
function One({ view, tools }: { view: HandoverItemView; tools?: ReactNode }) {
  return (
    <li className="grid gap-2 border-b border-line px-4 py-3 last:border-b-0 sm:px-5">
      <p className="flex flex-wrap items-center gap-2">
        <strong className={`text-lg ${view.left_out ? 'line-through' : ''}`}>{view.item.title}</strong>
        {view.left_out && <Badge tone="warn">{t('handover.leftOut')}</Badge>}
        {view.confirmed_at && (
          <Badge tone="good" icon="check">
            {t('handover.confirmedBy', { name: view.confirmed_by, time: shortTime(view.confirmed_at) })}
          </Badge>
        )}
        {isWaiting(view) && (
          <Badge tone="ask" icon="info">
            {t('handover.waiting')}
          </Badge>
        )}
      </p>
      {view.item.body && !view.left_out && <p className="prose">{view.item.body}</p>}
      {view.talk.length > 0 && (
        <ul className="grid gap-2" aria-label={t('handover.talk')}>
          {view.talk.map((said) => (
            <Talk key={said.id} said={said} />
          ))}
        </ul>
      )}
      {tools}
    </li>
  );
}
export function Items({
  items,
  tools,
}: {
  items: readonly HandoverItemView[];
  /** What can be done with one of them. */
  tools?: (view: HandoverItemView) => ReactNode;
}) {
  return (
    <>
      {byClass(items, (view) => view.item.info_class).map(([infoClass, found]) => (
        <section key={infoClass} className="card" aria-label={t(`class.${infoClass}`)}>
          <h2 className="border-b border-line px-4 py-2.5 text-lg font-bold sm:px-5">
            {t(`class.${infoClass}`)}
          </h2>
          <ul>
            {found.map((view) => (
              <One key={view.item.id} view={view} {...(tools && { tools: tools(view) })} />
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}
