import { useMutation, useQuery } from '@tanstack/react-query';
import { useParams, useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';

import { api } from '../api/client';
import type { PersonDocument } from '../api/types';
import type { Questionnaire } from '../form/model';
import { Sheet } from '../form/rules';
import { FormReading } from '../form/reading';
import { ClassMark } from '../notebook/marks';
import { Button, LinkButton } from '../parts/button';
import { explain } from '../parts/form';
import { Facts, Loaded, Note, Page, Section } from '../parts/page';
import { saveFile } from '../parts/save-file';
import { toast } from '../parts/toast';
import { usePerson } from '../person/person-layout';
import { t } from '../words';
import { dateTime, longDate, todayText } from '../words/dates';
import { Comments } from './comments';
import { Editor } from './editor';
import { periodOf, ReviewMark, StageMark } from './marks';
import { adopt, documentQuery, versionQuery } from './queries';
import { Reviews } from './reviews';
import { pathOf, SignHere, StepButtons, StepLine } from './steps';

interface Shown {
  person: string;
  view: PersonDocument;
}
/** On paper, and for other programs. */
function Copies({ person, view }: Shown) {
  const [busy, setBusy] = useState('');
  if (!view.may.print) return null;
  const save = (what: string, ending: string) => {
    setBusy(ending);
    void saveFile(
      `${pathOf({ person, view })}/${what}`,
      `${view.document.title}.${ending}`,
      view.shown_version > 0 ? { version: view.shown_version } : {},
    ).finally(() => setBusy(''));
  };
  return (
    <>
      <Button icon="print" busy={busy === 'pdf'} onClick={() => save('document.pdf', 'pdf')}>
        {t('document.pdf')}
      </Button>
      <Button
        kind="quiet"
        icon="download"
        busy={busy === 'json'}
        onClick={() => save('response.json', 'json')}
      >
        {t('document.fhir')}
      </Button>
    </>
  );
}
/** The form was published anew since the draft began. */
function NewerForm({ person, view }: Shown) {
  const move = useMutation({
    mutationFn: () => api.post(`${pathOf({ person, view })}/update-form`, {}),
    onSuccess: (next) => {
      adopt(person, next);
      toast(t('document.formUpdated'));
    },
    onError: (error) => toast(explain(error), { tone: 'bad' }),
  });
  if (view.document.newest_form || view.document.stage !== 'draft' || !view.may.draft) return null;
  return (
    <Note>
      <p>{t('document.newerForm')}</p>
      <Button className="mt-2" busy={move.isPending} onClick={() => move.mutate()}>
        {t('document.updateForm')}
      </Button>
    </Note>
  );
}
/** What a newer form has no place for: kept, to be put where it belongs by hand. */
function Aside({ view }: { view: PersonDocument }) {
  if (view.aside.length === 0) return null;
  return (
    <Section title={t('document.aside')}>
      <p className="mb-3 text-ink-soft">{t('document.asideLead')}</p>
      <Facts items={view.aside.map((a) => [a.label, a.words] as const)} />
    </Section>
  );
}
function Versions({ person, view }: Shown) {
  const { versions } = view;
  if (versions.length === 0) return null;
  const draft = view.shows === 'draft';
  return (
    <Section title={t('document.versions')}>
      <ol className="grid gap-2">
        {versions.map((v) => {
          const next = versions.find((x) => x.version === v.version + 1);
          return (
            <li key={v.version} className="grid gap-1 rounded-lg border border-line p-3">
              <p className="text-sm text-ink-soft">
                <strong className="text-ink">{t('common.version', { n: v.version })}</strong>{' '}
                {t(`document.versionState.${v.state}`)}・{dateTime(v.at)} {v.by_name}
              </p>
              {v.words && <p className="prose">{v.words}</p>}
              <div className="flex flex-wrap">
                {v.version !== view.shown_version && (
                  <LinkButton
                    kind="quiet"
                    icon="eye"
                    className="-ml-3"
                    to="/people/$person/documents/$document"
                    params={{ person, document: view.document.id }}
                    search={{ version: v.version }}
                  >
                    {t('document.readVersion', { n: v.version })}
                  </LinkButton>
                )}
                {(next || draft) && (
                  <LinkButton
                    kind="quiet"
                    icon="copy"
                    to="/people/$person/documents/$document/compare"
                    params={{ person, document: view.document.id }}
                    search={{ from: v.version, ...(next && { to: next.version }) }}
                  >
                    {next ? t('document.compareWith', { n: next.version }) : t('document.compareWithDraft')}
                  </LinkButton>
                )}
              </div>
            </li>
          );
        })}
      </ol>
    </Section>
  );
}
function useSheet(view: PersonDocument): Sheet {
  return useMemo(
    () =>
      new Sheet(
        view.questionnaire as unknown as Questionnaire,
        Object.fromEntries(view.answers.map((a) => [a.path, a.value])),
        todayText(),
      ),
    [view],
  );
}
/** A version that is no longer what counts, or not yet: to be read and printed, and nothing else. */
function EarlierVersion({ person, view }: Shown) {
  const sheet = useSheet(view);
  const line = view.versions.find((v) => v.version === view.shown_version);
  return (
    <>
      <Note>
        <p className="font-bold">
          {t('document.showsVersion', {
            n: view.shown_version,
            state: line ? t(`document.versionState.${line.state}`) : '',
          })}
        </p>
        <div className="mt-2 flex flex-wrap gap-2 print:hidden">
          <LinkButton
            to="/people/$person/documents/$document"
            params={{ person, document: view.document.id }}
          >
            {t('document.toNow')}
          </LinkButton>
          <Copies person={person} view={view} />
        </div>
      </Note>
      <FormReading sheet={sheet} />
      <Versions person={person} view={view} />
    </>
  );
}
function Reading({ person, view, guardian }: Shown & { guardian: boolean }) {
  const talk = { person, view };
  const [commenting, setCommenting] = useState(false);
  const sheet = useSheet(view);
  return (
    <>
      {!guardian && view.may.comment && (
        <div className="print:hidden">
          <Button kind="quiet" icon="reply" className="-ml-3" onClick={() => setCommenting(!commenting)}>
            {t(commenting ? 'document.commentsAway' : 'document.commentItems')}
          </Button>
        </div>
      )}
      <FormReading
        sheet={sheet}
        {...(!guardian && {
          beside: (path: string, label: string) => (
            <Comments talk={talk} path={path} label={label} begin={commenting} />
          ),
        })}
      />
      {view.may.agree && guardian && <SignHere {...talk} />}
      <Reviews {...talk} sheet={sheet} />
    </>
  );
}
export function DocumentPage() {
  const { document: id } = useParams({ from: '/signed-in/people/$person/documents/$document' });
  const { version } = useSearch({ from: '/signed-in/people/$person/documents/$document' });
  const person = usePerson();
  // Two kinds of key, one kind of answer: what changes now must not change what is kept of a version.
  const now = useQuery({ ...documentQuery(person.id, id), enabled: version === undefined });
  const earlier = useQuery({
    ...versionQuery(person.id, id, version ?? 0),
    enabled: version !== undefined,
  });
  const detail = version === undefined ? now : earlier;
  const guardian = person.access.is_guardian;
  return (
    <Page
      title={detail.data?.document.title ?? t('document.list')}
      narrow
      back={{
        to: { to: '/people/$person/documents', params: { person: person.id } },
        label: t('document.list'),
      }}
    >
      <Loaded query={detail}>
        {(view) => {
          const { document: line } = view;
          const shown = { person: person.id, view };
          if (version !== undefined) return <EarlierVersion {...shown} />;
          const writes = view.shows === 'draft' && view.may.draft;
          return (
            <>
              <div className="grid gap-3">
                <p className="flex flex-wrap items-center gap-2">
                  <StageMark line={line} />
                  <ReviewMark line={line} />
                  <ClassMark infoClass={line.info_class} />
                </p>
                {line.force && (
                  <p>
                    {periodOf(line.force)}
                    {line.force.next_review_on &&
                      `・${t('document.nextReviewOn', { date: longDate(line.force.next_review_on) })}`}
                  </p>
                )}
                <div className="flex flex-wrap gap-2 print:hidden">
                  <StepButtons {...shown} />
                  <Copies {...shown} />
                </div>
              </div>
              {view.returned && (
                <Note tone="warn">
                  <p className="font-bold">
                    {t('document.returnedBy', {
                      name: view.returned.by_name,
                      time: dateTime(view.returned.at),
                    })}
                  </p>
                  <p className="prose">{view.returned.words}</p>
                </Note>
              )}
              {line.taken_back && (
                <Note tone="warn">
                  <p>
                    {t('document.takenBackBy', {
                      name: line.taken_back.by_name,
                      time: dateTime(line.taken_back.at),
                    })}
                  </p>
                  <p className="prose">{line.taken_back.words}</p>
                </Note>
              )}
              <NewerForm {...shown} />
              {writes ? (
                <Editor key={`${line.id}-${view.form_version}`} {...shown} />
              ) : (
                <Reading {...shown} guardian={guardian} />
              )}
              <Aside view={view} />
              <StepLine view={view} />
              {!guardian && (
                <Section title={t('document.whole')}>
                  <Comments talk={shown} path="" label={t('document.wholeLabel')} />
                </Section>
              )}
              <Versions {...shown} />
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}
