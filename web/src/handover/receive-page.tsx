// What lies before whom a handover is addressed to: read, confirm item by item, ask. They may hold no seat yet, so this page
// stands outside of the person's own.
import { useMutation, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';

import { api } from '../api/client';
import { newId } from '../api/ids';
import { queryClient } from '../app/session';
import { Button } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { TextArea } from '../parts/field';
import { explain, Form, needed, useForm } from '../parts/form';
import { Facts, Loaded, Note, Page } from '../parts/page';
import { toast } from '../parts/toast';
import { t } from '../words';
import { longDate } from '../words/dates';
import { Items } from './items';
import { Progress } from './progress';
import { receivedQuery } from './queries';
import type { HandoverItemView, HandoverView } from './types';

type ReceivedPath = `/people/${string}/handovers/${string}/received`;
const pathOf = (view: HandoverView): ReceivedPath =>
  `/people/${view.line.person_id}/handovers/${view.line.id}/received`;
function keep(view: HandoverView): void {
  queryClient.setQueryData(receivedQuery(view.line.person_id, view.line.id).queryKey, view);
  void queryClient.invalidateQueries({ queryKey: ['handovers', 'incoming'] });
}

function Confirm({ view, each }: { view: HandoverView; each: HandoverItemView }) {
  const [id] = useState(newId);
  const confirm = useMutation({
    mutationFn: () =>
      api.post(pathOf(view), { id, kind: 'confirmed', item_id: each.item.id, on: null, words: '' }),
    onSuccess: keep,
    onError: (error) => toast(explain(error), { tone: 'bad' }),
  });
  return (
    <Button
      icon="check"
      kind="primary"
      busy={confirm.isPending}
      aria-label={t('handover.confirmOf', { title: each.item.title })}
      onClick={() => confirm.mutate()}
    >
      {t('handover.confirm')}
    </Button>
  );
}
function Ask({ view, each, onDone }: { view: HandoverView; each: HandoverItemView; onDone: () => void }) {
  const [id] = useState(newId);
  const form = useForm({
    initial: { words: '' },
    check: (v) => needed(v, ['words']),
    send: (v) =>
      api.post(pathOf(view), { id, kind: 'question', item_id: each.item.id, on: null, words: v.words }),
    done: (now) => {
      toast(t('handover.asked'));
      keep(now);
      onDone();
    },
  });
  return (
    <Form form={form}>
      <TextArea {...form.field('words')} label={t('handover.question')} rows={3} maxLength={2000} />
      <div>
        <Button type="submit" kind="primary" busy={form.busy}>
          {t('handover.ask')}
        </Button>
      </div>
    </Form>
  );
}
export function ReceivePage() {
  const { person, handover } = useParams({ from: '/signed-in/handovers/$person/$handover' });
  const found = useQuery(receivedQuery(person, handover));
  const [about, setAbout] = useState<HandoverItemView | null>(null);
  return (
    <Page
      title={found.data ? t('handover.of', { name: found.data.person_name }) : t('handover.title')}
      back={{ to: { to: '/' }, label: t('nav.today') }}
      narrow
    >
      <Loaded query={found}>
        {(view) => (
          <>
            <article className="card grid gap-4 p-4 sm:p-5">
              <Progress state={view.line.state} />
              <Facts
                items={[
                  [t('person.birthDate'), longDate(view.birth_date)],
                  [t('handover.from'), `${view.line.author_facility} ${view.line.author_name}`.trim()],
                  [t('handover.day'), longDate(view.line.starts_on)],
                ]}
              />
              {view.terms.words && <p className="prose">{view.terms.words}</p>}
              <Note>
                {view.line.state === 'received'
                  ? t('handover.allConfirmed')
                  : t('handover.receiveLead', { n: view.line.confirmed, all: view.line.items })}
              </Note>
            </article>
            <Items
              items={view.items}
              tools={(each) => (
                <div className="flex flex-wrap gap-2">
                  {!each.confirmed_at && <Confirm view={view} each={each} />}
                  <Button
                    kind="quiet"
                    aria-label={t('handover.askOf', { title: each.item.title })}
                    onClick={() => setAbout(each)}
                  >
                    {t('handover.ask')}
                  </Button>
                </div>
              )}
            />
            <Dialog title={t('handover.ask')} open={about !== null} onClose={() => setAbout(null)} held>
              {about && <Ask view={view} each={about} onDone={() => setAbout(null)} />}
            </Dialog>
          </>
        )}
      </Loaded>
    </Page>
  );
}
