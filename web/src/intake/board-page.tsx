// Who waits for what, and for how long: as a board or as a table, with a menu to move each child on.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';

import { Button, LinkButton } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { EmptyState, Loaded, Note, Page, Section } from '../parts/page';
import { Table } from '../parts/table';
import { t } from '../words';
import { longDate } from '../words/dates';
import { WaitMarks } from './marks';
import { MoveForm } from './move-form';
import { boardQuery } from './queries';
import { inStage, stages } from './board';
import type { WaitBoard, WaitCard } from './types';

const keyOf = (card: WaitCard): string => card.intake_id ?? card.person_id ?? card.name;

function Name({ card }: { card: WaitCard }) {
  const text = (
    <>
      {card.name} <span className="text-sm font-normal">{t('age.years', { years: card.age_years })}</span>
    </>
  );
  const look = 'inline-flex min-h-11 flex-wrap items-center gap-x-1.5 font-bold';
  return card.intake_id ? (
    <Link to="/intakes/$intake" params={{ intake: card.intake_id }} className={look}>
      {text}
    </Link>
  ) : (
    <Link to={`/people/${card.person_id}/waiting` as string} className={look}>
      {text}
    </Link>
  );
}
function Move({ card, onMove }: { card: WaitCard; onMove: (card: WaitCard) => void }) {
  return card.person_id ? (
    <Button icon="next" aria-label={t('wait.moveOf', { name: card.name })} onClick={() => onMove(card)}>
      {t('wait.move')}
    </Button>
  ) : null;
}
function Board({ board, onMove }: { board: WaitBoard; onMove: (card: WaitCard) => void }) {
  return (
    <div className="grid items-start gap-4 md:grid-cols-2 lg:grid-cols-3">
      {stages.map((stage) => {
        const cards = inStage(board.cards, stage);
        const limit = stage === 'supported' ? null : board.limits[stage];
        return (
          <Section key={stage} title={`${t(`wait.stage.${stage}`)} ${cards.length}`} flush>
            {limit !== null && (
              <p className="px-4 pt-2 text-sm text-ink-soft">{t('wait.limit', { n: limit })}</p>
            )}
            {cards.length === 0 ? (
              <p className="p-4 text-ink-soft">{t('wait.empty')}</p>
            ) : (
              <ul aria-label={t(`wait.stage.${stage}`)}>
                {cards.map((card) => (
                  <li key={keyOf(card)} className="grid gap-1 border-b border-line px-4 py-2 last:border-b-0">
                    <Name card={card} />
                    <WaitMarks wait={card.wait} />
                    <span className="text-sm text-ink-soft">
                      {[
                        t('wait.total', { n: card.wait.total_days }),
                        card.referred_to,
                        card.intake_id && card.coordinator_name,
                      ]
                        .filter(Boolean)
                        .join('・')}
                    </span>
                    <span className="justify-self-start">
                      <Move card={card} onMove={onMove} />
                    </span>
                  </li>
                ))}
              </ul>
            )}
          </Section>
        );
      })}
    </div>
  );
}
function AsTable({ board, onMove }: { board: WaitBoard; onMove: (card: WaitCard) => void }) {
  return (
    <div className="card">
      <Table
        caption={t('intake.title')}
        rows={board.cards}
        rowKey={keyOf}
        columns={[
          { title: t('wait.name'), head: true, cell: (card) => <Name card={card} /> },
          { title: t('wait.stage'), cell: (card) => t(`wait.stage.${card.wait.stage}`) },
          { title: t('wait.waited'), cell: (card) => <WaitMarks wait={card.wait} /> },
          { title: t('wait.since'), cell: (card) => longDate(card.wait.since) },
          { title: t('wait.referredTo'), cell: (card) => card.referred_to },
          { title: t('wait.move'), action: true, cell: (card) => <Move card={card} onMove={onMove} /> },
        ]}
      />
    </div>
  );
}
function Counts({ board }: { board: WaitBoard }) {
  if (board.counts.length === 0) return null;
  return (
    <Section title={t('wait.counts')}>
      <p className="mb-2 text-sm text-ink-soft">{t('wait.countsLead')}</p>
      <Table
        caption={t('wait.counts')}
        rows={board.counts}
        rowKey={(count) => count.stage}
        columns={[
          { title: t('wait.stage'), head: true, cell: (count) => t(`wait.stage.${count.stage}`) },
          {
            title: t('wait.waited'),
            cell: (count) =>
              [
                t('wait.count', { n: count.count }),
                t('wait.median', { n: count.median ?? 0 }),
                t('wait.longest', { n: count.longest ?? 0 }),
              ].join('・'),
          },
        ]}
      />
    </Section>
  );
}
export function BoardPage() {
  const found = useQuery(boardQuery);
  const [table, setTable] = useState(false);
  const [moving, setMoving] = useState<WaitCard | null>(null);
  return (
    <Page
      title={t('intake.title')}
      actions={
        found.data?.at_desk && (
          <>
            <LinkButton to="/intakes/new" kind="primary" icon="plus">
              {t('intake.new')}
            </LinkButton>
            <LinkButton to="/intakes/closed" kind="quiet">
              {t('intake.closedOnes')}
            </LinkButton>
          </>
        )
      }
    >
      <Loaded query={found}>
        {(board) => (
          <>
            {board.limits_are_default && <Note>{t('wait.defaultLimits')}</Note>}
            {board.cards.length === 0 ? (
              <EmptyState icon="history" title={t('wait.emptyBoard')}>
                {t('wait.emptyBoardLead')}
              </EmptyState>
            ) : (
              <>
                <div role="group" aria-label={t('wait.show')} className="flex flex-wrap gap-2">
                  {([false, true] as const).map((which) => (
                    <Button
                      key={String(which)}
                      kind={table === which ? 'primary' : 'secondary'}
                      aria-pressed={table === which}
                      onClick={() => setTable(which)}
                    >
                      {t(which ? 'wait.asTable' : 'wait.asBoard')}
                    </Button>
                  ))}
                </div>
                {table ? (
                  <AsTable board={board} onMove={setMoving} />
                ) : (
                  <Board board={board} onMove={setMoving} />
                )}
              </>
            )}
            <Counts board={board} />
            {moving?.person_id && (
              <Dialog
                title={t('wait.moveOf', { name: moving.name })}
                open
                held
                onClose={() => setMoving(null)}
              >
                <MoveForm
                  person={moving.person_id}
                  stage={moving.wait.stage}
                  version={moving.version}
                  onDone={() => setMoving(null)}
                />
              </Dialog>
            )}
          </>
        )}
      </Loaded>
    </Page>
  );
}
