// What the page of a person and the region's page of rules share: sources, and a reason that is asked for.
import { Button } from '../parts/button';
import { TextField } from '../parts/field';
import { Form, needed, useForm } from '../parts/form';
import { toast } from '../parts/toast';
import { t } from '../words';

export function Sources({ sources }: { sources: readonly { text: string; url: string }[] }) {
  return (
    <ul className="grid gap-2 text-sm">
      {sources.map((source) => (
        <li key={source.url} className="min-w-0">
          {source.text}
          <a
            href={source.url}
            target="_blank"
            rel="noreferrer"
            className="flex min-h-11 items-center break-all"
          >
            {source.url}
          </a>
        </li>
      ))}
    </ul>
  );
}

export function Reason({
  lead,
  act,
  done,
  send,
  onDone,
}: {
  lead: string;
  act: string;
  done: string;
  send: (reason: string) => Promise<unknown>;
  onDone: () => void;
}) {
  const form = useForm({
    initial: { reason: '' },
    check: (v) => needed(v, ['reason']),
    send: (v) => send(v.reason),
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
        <Button type="submit" kind="primary" busy={form.busy}>
          {act}
        </Button>
      </div>
    </Form>
  );
}
