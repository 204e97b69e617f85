import { api } from '../api/client';
import type { PersonView } from '../api/types';
import { Button } from '../parts/button';
import { TextArea } from '../parts/field';
import { Form, needed, useForm } from '../parts/form';
import { toast } from '../parts/toast';
import { t } from '../words';

/** What was written is taken back by whoever wrote it, or by a coordinator of the team. */
export const mayHide = ({ access }: PersonView, own: boolean): boolean =>
  access.may.includes('post') && (own || access.role === 'coordinator');

type EntryPath = `/people/${string}/entries/${string}`;
/** Hiding takes a reason and leaves who, when and why. */
export function HideForm({
  path,
  measured = false,
  onDone,
}: {
  path: EntryPath | `${EntryPath}/replies/${string}`;
  /** Records go with it. */
  measured?: boolean;
  onDone: () => void;
}) {
  const form = useForm({
    initial: { reason: '' },
    check: (v) => needed(v, ['reason']),
    send: (v) => api.post(`${path}/hide`, v),
    done: () => {
      toast(t('entry.hiddenDone'));
      onDone();
    },
  });
  return (
    <Form form={form}>
      <p>{t('entry.hideLead')}</p>
      {measured && <p>{t('entry.hideMeasured')}</p>}
      <TextArea {...form.field('reason')} label={t('common.reason')} hint={t('common.reasonHint')} />
      <div>
        <Button type="submit" kind="danger" busy={form.busy}>
          {t('entry.hide')}
        </Button>
      </div>
    </Form>
  );
}
