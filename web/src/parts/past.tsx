// What dialogs of amended things share: an earlier state, and a step that asks for its reason.
import type { ReactNode } from 'react';

import { t } from '../words';
import { dateTime } from '../words/dates';
import { Button } from './button';
import { TextField } from './field';
import { Form, needed, useForm } from './form';
import { toast } from './toast';

/** A line of a list of versions: who, when and why round the state itself. */
export function PastVersion({
  version: { version, at, by_name, reason },
  children,
}: {
  version: { version: number; at: string; by_name: string; reason: string };
  children: ReactNode;
}) {
  return (
    <li className="rounded-lg border border-line p-3">
      <p className="text-sm text-ink-soft">
        <strong className="text-ink">{t('common.version', { n: version })}</strong> {dateTime(at)} {by_name}
      </p>
      {children}
      {reason && <p className="text-sm">{t('entry.reasonWas', { reason })}</p>}
    </li>
  );
}

/** `words`: what it means, what the button says, what is said afterwards. `danger`: something is taken back. */
export function WithReason({
  kind,
  words: { lead, act, done },
  send,
  onDone,
}: {
  kind: 'primary' | 'danger';
  words: { lead: string; act: string; done: string };
  send: (why: { reason: string }) => Promise<unknown>;
  onDone: () => void;
}) {
  const form = useForm({
    initial: { reason: '' },
    check: (v) => needed(v, ['reason']),
    send,
    done: () => {
      toast(done);
      onDone();
    },
  });
  return (
    <Form form={form}>
      <p>{lead}</p>
      <TextField {...form.field('reason')} label={t('common.reason')} maxLength={500} />
      <div>
        <Button type="submit" kind={kind} busy={form.busy}>
          {act}
        </Button>
      </div>
    </Form>
  );
}
