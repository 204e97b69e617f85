import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';

import { api } from '../api/client';
import { queryClient } from '../app/session';
import { CheckBox } from '../parts/field';
import { EmptyState, Loaded, Page, Section } from '../parts/page';
import { toast } from '../parts/toast';
import { usePerson } from '../person/person-layout';
import { fullName } from '../person/queries';
import { pick, t } from '../words';
import { clock } from '../words/dates';
import { startQuery, useTypes } from './queries';
import { RecordForm } from './record-form';
import { summary } from './rules';
import { SeriesForm } from './series-form';
import { TypeChooser } from './type-chooser';
import type { RecordStart, RecordState, RecordView } from './types';

/** Quick entry: a kind, a number, done. The time is now unless somebody says otherwise. */
export function QuickEntryPage() {
  const person = usePerson();
  const start = useQuery({ ...startQuery(person.id), staleTime: 60_000 });
  const title = t('record.newTitle', { name: fullName(person) });
  const back = {
    to: { to: '/people/$person/records', params: { person: person.id } } as const,
    label: t('record.title'),
  };
  if (!person.access.may.includes('post'))
    return (
      <Page title={title} back={back} narrow>
        <EmptyState icon="lock" title={t('write.mayNot')} />
      </Page>
    );
  return (
    <Page title={title} back={back} narrow>
      <Loaded query={start}>{(data) => <Entry start={data} />}</Loaded>
    </Page>
  );
}

function Entry({ start }: { start: RecordStart }) {
  const person = usePerson();
  const { types, ready, typeOf } = useTypes();
  const mine = types.filter((x) => x.classes.some((c) => start.classes.includes(c)));
  const [recent] = useState(start.recent);
  const [code, setCode] = useState(recent[0] ?? '');
  const [several, setSeveral] = useState(false);
  const [round, setRound] = useState(0);
  const [done, setDone] = useState<RecordView[]>([]);
  const type = typeOf(code);
  // On a phone the digits would wait below the edge: choosing a kind brings them up.
  const form = useRef<HTMLDivElement>(null);
  const choose = (next: string) => {
    setCode(next);
    requestAnimationFrame(() => form.current?.scrollIntoView({ block: 'start' }));
  };
  const kept = (views: RecordView[]) => {
    setDone((now) => [...views, ...now]);
    void queryClient.invalidateQueries({ queryKey: ['person', person.id, 'records'] });
    void queryClient.invalidateQueries({ queryKey: ['person', person.id, 'growth'] });
  };
  const undo = async (view: RecordView) => {
    await api.post(`/people/${person.id}/records/${view.id}/hide`, { reason: t('record.undoReason') });
    setDone((now) => now.filter((x) => x.id !== view.id));
    kept([]);
    toast(t('record.undone'));
  };
  const send = async (id: string, state: RecordState) => {
    const [view] = await api.post(`/people/${person.id}/records`, {
      items: [{ id, type: code, state }],
    });
    if (!view || !type) return;
    kept([view]);
    setRound((n) => n + 1);
    toast(t('record.saved', { what: `${pick(type)} ${summary(type, view)}` }), {
      action: { label: t('record.undo'), run: () => void undo(view) },
      seconds: 10,
    });
  };
  if (!ready) return null;
  return (
    <>
      <Section title={t('record.choose')}>
        <TypeChooser types={mine} recent={recent} chosen={code} onChoose={choose} />
      </Section>
      {type && (
        <div ref={form} className="scroll-mt-40">
          <Section title={pick(type)}>
            {!type.abc && !type.what_ja && (
              <CheckBox label={t('record.series')} value={several} onValue={setSeveral} />
            )}
            {several && !type.abc && !type.what_ja ? (
              <SeriesForm
                key={code}
                person={person.id}
                type={type}
                held={start.classes}
                onDone={(views) => {
                  kept(views);
                  toast(t('record.seriesSaved', { n: views.length }));
                }}
              />
            ) : (
              <RecordForm
                key={`${code} ${round}`}
                type={type}
                held={start.classes}
                guardian={person.access.is_guardian}
                submitLabel={t('record.save')}
                onSend={send}
              />
            )}
          </Section>
        </div>
      )}
      {done.length > 0 && (
        <Section title={t('record.justNow')}>
          <ul className="grid gap-1">
            {done.map((view) => {
              const kind = typeOf(view.type);
              return (
                <li key={view.id}>
                  <span className="mr-2 text-ink-soft">{clock(view.at)}</span>
                  <strong>{kind && pick(kind)}</strong> {kind && summary(kind, view)}
                </li>
              );
            })}
          </ul>
        </Section>
      )}
    </>
  );
}
