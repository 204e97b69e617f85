import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect, useRef, useState } from 'react';

import {
  categories,
  type Category,
  type FileView,
  type Importance,
  type InfoClass,
  type PersonView,
} from '../api/types';
import { usePost, useSession } from '../app/session';
import { Button } from '../parts/button';
import { CheckBox, CheckGroup, RadioGroup, Select, TextArea, TextField } from '../parts/field';
import { Form, needed, useForm } from '../parts/form';
import { Note } from '../parts/page';
import { toast } from '../parts/toast';
import { teamQuery } from '../team/queries';
import { t } from '../words';
import { Attach } from './attach';
import { ReachInWords } from './audience';
import { Chips } from './chip-row';
import { post as sendAway } from './outbox';
import { audienceQuery } from './queries';
import { dropDraft, keepDraft, store, type DraftValues } from './store';
import { measuresOf } from './vitals';
import { useVitalTypes, vitalProblems, VitalsFields } from './vitals-fields';
import { rememberHabit } from './write-page';

const localTime = (iso: string | null | undefined): string => {
  if (!iso) return '';
  const d = new Date(iso);
  return new Date(d.getTime() - d.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
};

export function WriteForm({
  person,
  initial,
  initialFiles,
}: {
  person: PersonView;
  initial: DraftValues;
  initialFiles: readonly FileView[];
}) {
  const { account } = useSession();
  const { id: myPost, profession, isGuardian, own } = usePost();
  const navigate = useNavigate();
  const audience = useQuery(audienceQuery(person.id));
  const team = useQuery({ ...teamQuery(person.id), enabled: person.access.may.includes('see_team') });
  const [files, setFiles] = useState<FileView[]>([...initialFiles]);
  const [uploading, setUploading] = useState(false);
  const gone = useRef(false);
  const vitalTypes = useVitalTypes(person.access.classes);

  const form = useForm<DraftValues, void>({
    initial,
    check: (v) => ({
      ...needed(v, ['body']),
      ...(!v.whole_team && v.seat_ids.length === 0 && !v.with_guardians && !v.with_person
        ? { seat_ids: t('write.chooseWhom') }
        : {}),
      vitals: vitalProblems(vitalTypes, v.vitals ?? []),
    }),
    send: async ({ vitals = [], ...v }) => {
      const records = measuresOf(vitals);
      await sendAway(
        person.id,
        {
          ...v,
          seat_ids: v.whole_team ? [] : v.seat_ids,
          file_ids: files.map((f) => f.id),
          records: records.length > 0 ? records : null,
          // Measured now, however long the way takes.
          happened_at: v.happened_at ?? (records.length > 0 ? new Date().toISOString() : null),
        },
        files,
      );
      gone.current = true;
      rememberHabit(myPost, {
        category: v.category,
        info_class: v.info_class,
        with_guardians: v.with_guardians,
      });
    },
    done: () => void navigate({ to: '/people/$person', params: { person: person.id } }),
  });
  const { values } = form;

  // The draft follows every change at once: what is begun when a page already goes away may never be written.
  const latest = useRef({ values, files });
  useEffect(() => {
    latest.current = { values, files };
  });
  const keep = useCallback(() => {
    if (!gone.current)
      keepDraft(store, { account: account?.id ?? '', person: person.id, ...latest.current }).catch(
        () => undefined, // without its key nothing is written down; what was typed is still on the page
      );
  }, [account?.id, person.id]);
  useEffect(keep, [values, files, keep]);
  useEffect(() => {
    window.addEventListener('pagehide', keep);
    return () => {
      window.removeEventListener('pagehide', keep);
      keep();
    };
  }, [keep]);
  const discard = async () => {
    gone.current = true;
    await dropDraft(store, account?.id ?? '', person.id);
    toast(t('write.discarded'));
    void navigate({ to: '/people/$person', params: { person: person.id } });
  };

  const seats = audience.data?.seats ?? [];
  const mentionable = (team.data ?? []).filter((s) => s.in_force && s.post_id && s.post_id !== myPost);
  return (
    <Form form={form} label={t('notebook.write')}>
      <RadioGroup
        {...form.field('category')}
        onValue={(v) => form.set('category', v as Category)}
        label={t('write.category')}
        choices={categories.map((value) => ({ value, label: t(`category.${value}`) }))}
      />
      {values.category === 'urgent' && <Note tone="danger">{t('write.urgentHint')}</Note>}
      <Select
        {...form.field('info_class')}
        onValue={(v) => form.set('info_class', v as InfoClass)}
        label={t('write.class')}
        hint={t('write.classHint')}
        choices={person.access.classes.map((value) => ({ value, label: t(`class.${value}`) }))}
      />
      <TextArea
        {...form.field('body')}
        label={t('write.body')}
        rows={7}
        maxLength={10_000}
        placeholder={t(`write.example.${values.category}`)}
      />
      <Chips
        profession={profession}
        isGuardian={isGuardian}
        category={values.category}
        body={values.body}
        onBody={(body) => {
          form.set('body', body);
          // Where somebody goes on writing: behind what was put in.
          requestAnimationFrame(() => {
            const area = document.getElementById(form.field('body').id) as HTMLTextAreaElement | null;
            area?.focus();
            area?.setSelectionRange(body.length, body.length);
          });
        }}
      />
      <VitalsFields
        id={`${form.id}-vitals`}
        types={vitalTypes}
        vitals={values.vitals ?? []}
        shownProblems={Boolean(form.problems.vitals)}
        onVitals={(vitals) => form.set('vitals', vitals)}
      />
      <Attach person={person.id} files={files} onFiles={setFiles} onBusy={setUploading} />
      <fieldset className="grid gap-3">
        <legend className="mb-1 text-lg font-bold">{t('write.whom')}</legend>
        {!isGuardian && (
          <>
            <RadioGroup
              label={t('write.supporters')}
              value={values.whole_team ? 'team' : 'some'}
              onValue={(v) => form.set('whole_team', v === 'team')}
              choices={[
                { value: 'team', label: t('audience.team') },
                { value: 'some', label: t('write.some') },
              ]}
            />
            {!values.whole_team && (
              <CheckGroup
                id={`${form.id}-seat_ids`}
                label={t('write.seats')}
                error={form.problems.seat_ids}
                value={values.seat_ids}
                onValue={(v) => form.set('seat_ids', v)}
                choices={seats.map((s) => ({
                  value: s.seat_id,
                  label: [s.facility_name, s.name].filter(Boolean).join(' '),
                }))}
              />
            )}
          </>
        )}
        <CheckBox {...form.field('with_guardians')} label={t('write.withGuardians')} />
        {audience.data?.own_account && !own && (
          <CheckBox
            id={`${form.id}-with_person`}
            value={values.with_person ?? false}
            onValue={(v) => form.set('with_person', v)}
            label={t('write.withPerson')}
            hint={t('write.withPersonHint')}
          />
        )}
        {audience.data && <ReachInWords view={audience.data} choice={values} own={!!own} />}
      </fieldset>
      <details
        className="card p-4"
        open={values.asks_confirmation || values.importance !== 'normal' || undefined}
      >
        <summary className="flex min-h-11 items-center font-bold">{t('write.more')}</summary>
        <div className="mt-3 grid gap-5">
          <CheckBox {...form.field('asks_confirmation')} label={t('write.asks')} hint={t('write.asksHint')} />
          <RadioGroup
            {...form.field('importance')}
            onValue={(v) => form.set('importance', v as Importance)}
            label={t('write.importance')}
            choices={(['normal', 'important', 'urgent'] as const).map((value) => ({
              value,
              label: t(`importance.${value}`),
            }))}
          />
          <TextField
            id={`${form.id}-happened_at`}
            label={t('write.happened')}
            hint={t('write.happenedHint')}
            optional
            type="datetime-local"
            className="max-w-64"
            value={localTime(values.happened_at)}
            error={form.problems.happened_at}
            onValue={(v) => form.set('happened_at', v ? new Date(v).toISOString() : null)}
          />
          {mentionable.length > 0 && (
            <CheckGroup
              label={t('write.mentions')}
              hint={t('write.mentionsHint')}
              value={values.mention_post_ids}
              onValue={(v) => form.set('mention_post_ids', v)}
              choices={mentionable.map((s) => ({ value: s.post_id!, label: s.name }))}
            />
          )}
        </div>
      </details>
      <div className="sticky bottom-16 z-20 -mx-4 [@media(max-height:28rem)]:static flex flex-wrap items-center justify-between gap-2 border-t border-line bg-page px-4 py-3 md:bottom-0">
        <Button kind="quiet" onClick={() => void discard()}>
          {t('write.discard')}
        </Button>
        <span className="flex items-center gap-3">
          <span className="text-sm text-ink-soft max-sm:hidden">{t('write.undoHint')}</span>
          <Button type="submit" kind="primary" busy={form.busy} disabled={uploading}>
            {uploading ? t('write.uploading') : t('write.send')}
          </Button>
        </span>
      </div>
    </Form>
  );
}
