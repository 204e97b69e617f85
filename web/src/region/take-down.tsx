import { api } from '../api/client';
import { Button } from '../parts/button';
import { TextArea } from '../parts/field';
import { Form, needed, useForm } from '../parts/form';
import { toast } from '../parts/toast';
import { t } from '../words';

/** Takes a notice or a document down, with the reason that stays in the history. */
export function TakeDown({
  what,
  onDone,
}: {
  what: { notice: string; version: number } | { document: string };
  onDone: () => void;
}) {
  const form = useForm({
    initial: { reason: '' },
    check: (v) => needed(v, ['reason']),
    send: (v) =>
      'notice' in what
        ? api.post(`/region/notices/${what.notice}/remove`, { ...v, version: what.version })
        : api.post(`/region/documents/${what.document}/remove`, v),
    done: () => {
      toast(t('notices.deleted'));
      onDone();
    },
  });
  return (
    <Form form={form}>
      <TextArea {...form.field('reason')} label={t('common.reason')} hint={t('common.reasonHint')} rows={2} />
      <div>
        <Button type="submit" kind="danger" busy={form.busy}>
          {t('notices.delete')}
        </Button>
      </div>
    </Form>
  );
}
