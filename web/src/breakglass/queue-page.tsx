// The queue of emergency looks to be reviewed: what waits longest first, what waits too long marked.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';

import { api } from '../api/client';
import type { BreakGlassBar, BreakGlassItem, BreakGlassQueueState } from '../api/types';
import { queryClient } from '../app/session';
import { Badge } from '../parts/badge';
import { Button } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { TextArea } from '../parts/field';
import { Form, needed, useForm } from '../parts/form';
import { Icon } from '../parts/icon';
import { EmptyState, Loaded, Page, Section } from '../parts/page';
import { toast } from '../parts/toast';
import { useCodes } from '../region/queries';
import { t } from '../words';
import { dateTime, waited } from '../words/dates';
import { barsQuery, queueQuery } from './queries';

function Line({ item }: { item: BreakGlassItem }) {
  const { profession } = useCodes();
  return (
    <li className="border-b border-line last:border-b-0">
      <Link
        to="/manage/break-glass/$opening"
        params={{ opening: item.id }}
        className="flex min-h-18 items-center gap-3 px-4 py-3 text-ink no-underline hover:bg-sunken sm:px-5"
      >
        <span className="min-w-0 flex-1">
          <span className="block text-lg font-bold">{item.opener_name}</span>
          <span className="block text-sm text-ink-soft">
            {[item.facility_name, profession(item.profession)].filter(Boolean).join('・')}
          </span>
          <span className="block text-sm">
            {dateTime(item.opened_at)}・{t(`breakGlass.kind.${item.kind}`)}
          </span>
        </span>
        <span className="grid justify-items-end gap-1 text-sm">
          {item.open && (
            <Badge tone="danger" icon="alert">
              {t('breakGlass.isOpen')}
            </Badge>
          )}
          {item.overdue && (
            <Badge tone="danger" icon="warn">
              {t('breakGlass.overdue')}
            </Badge>
          )}
          {item.outcome ? (
            <Badge tone={item.outcome === 'justified' ? 'good' : 'danger'}>
              {t(`breakGlass.outcome.${item.outcome}`)}
            </Badge>
          ) : (
            t('applications.waiting', { time: waited(item.opened_at) })
          )}
        </span>
        <Icon name="next" className="size-4 text-ink-soft" />
      </Link>
    </li>
  );
}

function LiftForm({ bar, onDone }: { bar: BreakGlassBar; onDone: () => void }) {
  const form = useForm({
    initial: { reason: '' },
    check: (v) => needed(v, ['reason']),
    send: (v) => api.post(`/break-glass/bars/${bar.id}/lift`, v),
    done: () => {
      toast(t('breakGlass.lifted'));
      void queryClient.invalidateQueries({ queryKey: ['break-glass'] });
      onDone();
    },
  });
  return (
    <Form form={form}>
      <p>{t('breakGlass.liftLead', { name: bar.opener_name })}</p>
      <TextArea {...form.field('reason')} label={t('common.reason')} hint={t('common.reasonHint')} />
      <div>
        <Button kind="primary" type="submit" busy={form.busy}>
          {t('breakGlass.lift')}
        </Button>
      </div>
    </Form>
  );
}
function Bars() {
  const bars = useQuery(barsQuery);
  const { profession } = useCodes();
  const [lifting, setLifting] = useState<BreakGlassBar | null>(null);
  if (!bars.data || bars.data.length === 0) return null;
  return (
    <Section title={t('breakGlass.bars')} flush>
      <ul>
        {bars.data.map((bar) => (
          <li
            key={bar.id}
            className="flex flex-wrap items-center gap-3 border-b border-line px-4 py-3 last:border-b-0 sm:px-5"
          >
            <span className="min-w-0 flex-1 basis-60">
              <span className="block font-bold">{bar.opener_name}</span>
              <span className="block text-sm text-ink-soft">
                {[bar.facility_name, profession(bar.profession)].filter(Boolean).join('・')}
              </span>
              <span className="block text-sm text-ink-soft">
                {t('breakGlass.barSince', { at: dateTime(bar.since), name: bar.by_name })}
              </span>
            </span>
            <Button onClick={() => setLifting(bar)}>{t('breakGlass.lift')}</Button>
          </li>
        ))}
      </ul>
      <Dialog title={t('breakGlass.lift')} open={lifting !== null} onClose={() => setLifting(null)} held>
        {lifting && <LiftForm bar={lifting} onDone={() => setLifting(null)} />}
      </Dialog>
    </Section>
  );
}

export function QueuePage() {
  const [state, setState] = useState<BreakGlassQueueState>('waiting');
  const queue = useQuery(queueQuery(state));
  return (
    <Page title={t('nav.breakGlassReviews')} lead={t('breakGlass.queueLead')} narrow>
      <div className="flex flex-wrap gap-2" role="group" aria-label={t('common.state')}>
        {(['waiting', 'reviewed'] as const).map((s) => (
          <button
            key={s}
            type="button"
            aria-pressed={s === state}
            onClick={() => setState(s)}
            className="min-h-11 rounded-full border border-line-strong bg-surface px-4 aria-pressed:border-accent aria-pressed:bg-accent aria-pressed:font-bold aria-pressed:text-on-accent"
          >
            {t(`breakGlass.queue.${s}`)}
          </button>
        ))}
      </div>
      <Loaded query={queue}>
        {(list) =>
          list.length === 0 ? (
            <EmptyState icon="check" title={t('breakGlass.queueEmpty')}></EmptyState>
          ) : (
            <ul className="card">
              {list.map((item) => (
                <Line key={item.id} item={item} />
              ))}
            </ul>
          )
        }
      </Loaded>
      <Bars />
    </Page>
  );
}
