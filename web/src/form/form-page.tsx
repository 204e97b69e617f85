import { useMutation, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useEffect, useMemo, useRef, useState } from 'react';

import { api, ApiError } from '../api/client';
import type { FormProblem, FormView } from '../api/types';
import { useSession } from '../app/session';
import { dropTyped, findTyped, keepTyped, store } from '../notebook/store';
import { Badge } from '../parts/badge';
import { Button } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { TextArea } from '../parts/field';
import { explain, Form, needed, useForm } from '../parts/form';
import { EmptyState, Loaded, Note, Page } from '../parts/page';
import { Tabs } from '../parts/tabs';
import { toast } from '../parts/toast';
import { t } from '../words';
import { dateTime, todayText } from '../words/dates';
import { FormBody } from './body';
import { Builder } from './builder';
import { differences } from './changes';
import { formTitle } from './forms-page';
import type { Questionnaire } from './model';
import { adoptForm, formQuery } from './queries';
import { Sheet, type Values } from './rules';
import { Settings } from './settings';

const asForm = (given: unknown): Questionnaire => given as Questionnaire;

/** The form as it will be filled in: sums move, questions come and go. Nothing of it is kept. */
function Preview({ form }: { form: Questionnaire }) {
  const [values, setValues] = useState<Values>({});
  const sheet = useMemo(() => new Sheet(form, values, todayText()), [form, values]);
  return (
    <div className="grid gap-3" role="region" aria-label={t('form.preview')}>
      <p className="text-sm text-ink-soft">{t('form.previewLead')}</p>
      <FormBody
        sheet={sheet}
        onChange={(changes) => setValues((now) => ({ ...now, ...Object.fromEntries(changes) }))}
      />
    </div>
  );
}
function Differences({ view, form }: { view: FormView; form: Questionnaire }) {
  if (!view.questionnaire) return <EmptyState icon="info" title={t('form.noVersionYet')} />;
  const changes = differences(asForm(view.questionnaire), form);
  if (changes.length === 0) return <EmptyState icon="check" title={t('form.noDifference')} />;
  return (
    <ul className="grid gap-2" aria-label={t('form.differences')}>
      {changes.map((c) => (
        <li key={`${c.kind}-${c.linkId}`} className="card flex flex-wrap items-center gap-2 p-3">
          <Badge
            tone={c.kind === 'added' ? 'good' : c.kind === 'removed' ? 'danger' : 'warn'}
            icon={c.kind === 'added' ? 'plus' : c.kind === 'removed' ? 'close' : 'pencil'}
          >
            {t(`form.change.${c.kind}`)}
          </Badge>
          <span className="font-bold">{c.label}</span>
          {c.properties.length > 0 && (
            <span className="text-ink-soft">
              {c.properties.map((p) => t(`form.property.${p}`)).join('・')}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
function Versions({ view }: { view: FormView }) {
  if (view.versions.length === 0) return <EmptyState icon="history" title={t('form.noVersionYet')} />;
  return (
    <ol className="grid gap-2">
      {view.versions.map((v) => (
        <li key={v.version} className="card p-3">
          <p className="text-sm text-ink-soft">
            <strong className="text-ink">{t('common.version', { n: v.version })}</strong> {dateTime(v.at)}{' '}
            {v.by_name || t('form.origin.shipped')}
          </p>
          {v.note && <p className="prose">{v.note}</p>}
        </li>
      ))}
    </ol>
  );
}
function PublishForm({
  view,
  onDone,
  onProblems,
}: {
  view: FormView;
  onDone: (next: FormView) => void;
  onProblems: (problems: FormProblem[]) => void;
}) {
  const form = useForm({
    initial: { note: '' },
    check: (v) => needed(v, ['note']),
    send: async (v) => {
      try {
        return await api.post(`/region/forms/${view.form.key}/publish`, v, {
          version: view.form.draft_revision,
        });
      } catch (error) {
        const found =
          error instanceof ApiError && (error.current as { problems?: FormProblem[] } | undefined);
        if (found && found.problems) onProblems(found.problems);
        throw error;
      }
    },
    done: (next) => {
      toast(t('form.published'));
      onDone(next);
    },
  });
  return (
    <Form form={form}>
      <p>{t('form.publishLead')}</p>
      <TextArea {...form.field('note')} label={t('form.note')} hint={t('form.noteHint')} />
      <div>
        <Button type="submit" kind="primary" busy={form.busy}>
          {t('form.publish')}
        </Button>
      </div>
    </Form>
  );
}

/** No new documents with it, or again; those begun go on. */
function Retire({ view, onDone }: { view: FormView; onDone: (next: FormView) => void }) {
  const retired = !view.form.retired;
  const form = useForm({
    initial: { reason: '' },
    check: (v) => needed(v, ['reason']),
    send: (v) => api.put(`/region/forms/${view.form.key}/retired`, { retired, reason: v.reason }),
    done: (next) => {
      toast(t(retired ? 'form.retiredNow' : 'form.restoredNow'));
      onDone(next);
    },
  });
  return (
    <Form form={form}>
      <p>{t(retired ? 'form.retireLead' : 'form.restoreLead')}</p>
      <TextArea {...form.field('reason')} label={t('form.retireReason')} maxLength={200} />
      <div>
        <Button type="submit" kind="primary" busy={form.busy}>
          {t(retired ? 'form.retire' : 'form.restore')}
        </Button>
      </div>
    </Form>
  );
}

interface Unsaved {
  form: Questionnaire;
  /** The draft it was changed from. */
  over: number;
}
/** What was changed and not saved stays on this device, sealed, until the page is opened again. */
function useUnsaved(key: string, now: Unsaved, dirty: boolean, restore: (form: Questionnaire) => void) {
  const account = useSession().account?.id ?? '';
  const name = `form:${key}`;
  const looked = useRef(false);
  const first = useRef({ over: now.over, restore });
  useEffect(() => {
    void findTyped<Unsaved>(store, account, name).then((found) => {
      looked.current = true;
      if (found?.over === first.current.over) first.current.restore(found.form);
    });
  }, [account, name]);
  const { form, over } = now;
  useEffect(() => {
    if (dirty) void keepTyped(store, account, name, { form, over });
    else if (looked.current) void dropTyped(store, account, name);
  }, [account, name, form, over, dirty]);
}
/** What is being changed here, and what of it the server has. */
function Workshop({ view: opened }: { view: FormView }) {
  // Only what this page did itself raises the number it saves over: another's change is met, not overwritten.
  const [view, setView] = useState(opened);
  const kept = asForm(view.draft?.questionnaire ?? view.questionnaire);
  const [form, setForm] = useState(kept);
  const [problems, setProblems] = useState<readonly FormProblem[]>(view.draft?.problems ?? []);
  const [publishing, setPublishing] = useState(false);
  const [retiring, setRetiring] = useState(false);
  const [overtaken, setOvertaken] = useState<FormView | null>(null);
  const take = (next: FormView) => {
    setView(next);
    adoptForm(next);
  };
  const dirty = JSON.stringify(form) !== JSON.stringify(kept);
  useUnsaved(view.form.key, { form, over: view.form.draft_revision }, dirty, setForm);
  const save = useMutation({
    mutationFn: (over: number) =>
      api.put(`/region/forms/${view.form.key}/draft`, { questionnaire: form as never }, { version: over }),
    onSuccess: (next) => {
      setOvertaken(null);
      setProblems(next.draft?.problems ?? []);
      take(next);
      toast(t('form.saved'));
    },
    onError: (error) => {
      if (error instanceof ApiError && error.code === 'conflict' && error.current)
        setOvertaken(error.current as FormView);
      else toast(explain(error), { tone: 'bad' });
    },
  });
  const discard = useMutation({
    mutationFn: () =>
      api.post(`/region/forms/${view.form.key}/discard-draft`, {}, { version: view.form.draft_revision }),
    onSuccess: (next) => {
      take(next);
      const now = next.draft?.questionnaire ?? next.questionnaire;
      if (now) setForm(asForm(now));
      setProblems([]);
      toast(t('form.discarded'));
    },
    onError: (error) => toast(explain(error), { tone: 'bad' }),
  });
  const builder = <Builder form={form} problems={problems} onForm={setForm} />;
  return (
    <>
      {view.form.retired && <Note tone="warn">{t('form.isRetired')}</Note>}
      {overtaken && (
        <Note tone="warn">
          <p>{t('form.overtaken', { name: overtaken.draft?.by_name ?? overtaken.form.changed_by_name })}</p>
          <div className="mt-2 flex flex-wrap gap-2">
            <Button onClick={() => save.mutate(overtaken.form.draft_revision)}>{t('form.keepMine')}</Button>
            <Button
              onClick={() => {
                take(overtaken);
                const now = overtaken.draft?.questionnaire ?? overtaken.questionnaire;
                if (now) setForm(asForm(now));
                setOvertaken(null);
              }}
            >
              {t('form.takeTheirs')}
            </Button>
          </div>
        </Note>
      )}
      {problems.length > 0 && <Note tone="danger">{t('form.problems', { n: problems.length })}</Note>}
      <div className="sticky top-0 z-10 flex flex-wrap items-center gap-2 border-b border-line bg-page py-2">
        <Button
          kind="primary"
          busy={save.isPending}
          disabled={!dirty}
          onClick={() => save.mutate(view.form.draft_revision)}
        >
          {t('form.save')}
        </Button>
        <Button icon="check" disabled={dirty || !view.draft} onClick={() => setPublishing(true)}>
          {t('form.publish')}
        </Button>
        {view.draft && view.form.version > 0 && (
          <Button kind="quiet" busy={discard.isPending} onClick={() => discard.mutate()}>
            {t('form.discard')}
          </Button>
        )}
        {view.form.version > 0 && (
          <Button kind="quiet" icon="hide" onClick={() => setRetiring(true)}>
            {t(view.form.retired ? 'form.restore' : 'form.retire')}
          </Button>
        )}
        <span role="status" className="text-sm text-ink-soft">
          {t(dirty ? 'form.unsaved' : view.draft ? 'form.draftKept' : 'form.untouched')}
        </span>
      </div>
      <Tabs
        label={t('form.tabs')}
        tabs={[
          {
            id: 'items',
            title: t('form.items'),
            content: (
              <div className="grid grid-cols-1 gap-6 xl:grid-cols-2">
                {builder}
                <div className="max-xl:hidden">
                  <div
                    className="sticky top-20 max-h-[calc(100dvh-6rem)] overflow-y-auto rounded-xl border border-line p-3"
                    tabIndex={0}
                  >
                    <Preview form={form} />
                  </div>
                </div>
              </div>
            ),
          },
          { id: 'preview', title: t('form.preview'), content: <Preview form={form} /> },
          { id: 'settings', title: t('form.settings'), content: <Settings form={form} onForm={setForm} /> },
          {
            id: 'differences',
            title: t('form.differences'),
            content: <Differences view={view} form={form} />,
          },
          { id: 'versions', title: t('form.versions'), content: <Versions view={view} /> },
        ]}
      />
      <Dialog
        title={t(view.form.retired ? 'form.restore' : 'form.retire')}
        open={retiring}
        onClose={() => setRetiring(false)}
        held
      >
        {retiring && (
          <Retire
            view={view}
            onDone={(next) => {
              take(next);
              setRetiring(false);
            }}
          />
        )}
      </Dialog>
      <Dialog title={t('form.publish')} open={publishing} onClose={() => setPublishing(false)} held>
        {publishing && (
          <PublishForm
            view={view}
            onDone={(next) => {
              take(next);
              setPublishing(false);
            }}
            onProblems={setProblems}
          />
        )}
      </Dialog>
    </>
  );
}
export function FormPage() {
  const { form: key } = useParams({ from: '/signed-in/manage/forms/$form' });
  const detail = useQuery(formQuery(key));
  return (
    <Page
      title={detail.data ? formTitle(detail.data.form) : t('nav.forms')}
      lead={t('form.pageLead')}
      back={{ to: { to: '/manage/forms' }, label: t('nav.forms') }}
    >
      <Loaded query={detail}>{(view) => <Workshop key={view.form.key} view={view} />}</Loaded>
    </Page>
  );
}
