import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';

import { api, ApiError } from '../api/client';
import { ClassMark } from '../notebook/marks';
import { Files } from '../notebook/files';
import { Badge } from '../parts/badge';
import { Button } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { EmptyState, Facts, Loaded, Note, Page, Section } from '../parts/page';
import { PastVersion, WithReason } from '../parts/past';
import { saveFile } from '../parts/save-file';
import { Table } from '../parts/table';
import { toast } from '../parts/toast';
import { usePerson } from '../person/person-layout';
import { pick, t } from '../words';
import { dateTime, longDate } from '../words/dates';
import { Profile } from './profile-chart';
import { assessmentsQuery, assessmentVersionsQuery, refreshAssessments, useInstruments } from './queries';
import { ResultForm } from './result-form';
import {
  bandText,
  courseOf,
  domainName,
  editionsDiffer,
  exactAge,
  headline,
  scaleOf,
  valueText,
} from './rules';
import { Trend, trended } from './trend-chart';
import type { Assessment, Instrument } from './types';

function About({ assessment }: { assessment: Assessment }) {
  const { state, author } = assessment;
  const examiner = state.outside
    ? [state.facility, state.examiner].filter(Boolean).join(' ')
    : [author.facility_name, author.name].filter(Boolean).join(' ');
  return (
    <Section title={t('assessment.about')}>
      <div className="grid gap-3">
        <p className="flex flex-wrap gap-2">
          <ClassMark infoClass={state.info_class} />
          {assessment.out_of_age && (
            <Badge tone="warn" icon="warn">
              {t('assessment.outOfAge')}
            </Badge>
          )}
          {state.with_guardians && (
            <Badge icon="eye">
              {t(state.numbers_with_guardians ? 'assessment.sharedWhole' : 'assessment.sharedSummary')}
            </Badge>
          )}
        </p>
        <Facts
          items={[
            [t('assessment.testedOn'), longDate(state.tested_on)],
            [
              t('assessment.age'),
              assessment.corrected_age
                ? t('assessment.withCorrected', {
                    age: exactAge(assessment.age),
                    corrected: exactAge(assessment.corrected_age),
                  })
                : exactAge(assessment.age),
            ],
            [t('assessment.edition'), state.edition],
            [t('assessment.reporter'), t(`assessment.reporter.${state.reporter}`)],
            [t(state.outside ? 'assessment.outsideBy' : 'assessment.by'), examiner],
            ...(state.place ? [[t('assessment.place'), state.place] as const] : []),
          ]}
        />
        {state.conditions && (
          <div>
            <h3 className="font-bold">{t('assessment.conditions')}</h3>
            <p className="prose">{state.conditions}</p>
          </div>
        )}
      </div>
    </Section>
  );
}

function Numbers({ assessment, instrument }: { assessment: Assessment; instrument: Instrument }) {
  const { state, readings } = assessment;
  const rows = instrument.domains.flatMap((domain) => {
    const value = state.values.find((v) => v.domain === domain.code);
    return value ? [{ domain, value, reading: readings.find((r) => r.domain === domain.code) }] : [];
  });
  const any = (has: (row: (typeof rows)[number]) => boolean) => rows.some(has);
  return (
    <Table
      caption={t('assessment.results')}
      columns={[
        { title: t('assessment.domain'), head: true, cell: (r) => domainName(r.domain) },
        { title: t('assessment.scale'), cell: (r) => pick(scaleOf(instrument, r.domain)) },
        { title: t('assessment.value'), cell: (r) => valueText(scaleOf(instrument, r.domain), r.value) },
        ...(any((r) => bandText(r.reading) !== '')
          ? [{ title: t('assessment.band'), cell: (r: (typeof rows)[number]) => bandText(r.reading) }]
          : []),
        ...(any((r) => r.value.percentile != null)
          ? [
              {
                title: t('assessment.percentile'),
                cell: (r: (typeof rows)[number]) =>
                  r.value.percentile == null ? '' : String(r.value.percentile),
              },
            ]
          : []),
        {
          title: t('assessment.class'),
          cell: (r) => {
            const reached = r.reading?.reached.map((c) => pick(c)) ?? [];
            if (reached.length === 0 && !r.value.described_as && !r.value.note) return '';
            return (
              <>
                {reached.map((words) => (
                  <Badge key={words} tone="warn" icon="warn">
                    {words}
                  </Badge>
                ))}
                {r.value.described_as && <span className="block">{r.value.described_as}</span>}
                {r.value.note && <span className="block text-sm text-ink-soft">{r.value.note}</span>}
              </>
            );
          },
        },
      ]}
      rows={rows}
      rowKey={(r) => r.domain.code}
    />
  );
}
function Summary({ title, words }: { title: string; words: string }) {
  if (!words) return null;
  return (
    <Section title={title}>
      <p className="prose text-lg">{words}</p>
    </Section>
  );
}
function Course({ instrument, items }: { instrument: Instrument; items: readonly Assessment[] }) {
  const series = courseOf(items, instrument.code);
  const domains = trended(instrument, series);
  if (domains.length === 0) return null;
  return (
    <Section title={t('assessment.course')}>
      <div className="grid gap-3">
        {editionsDiffer(series) && <Note tone="warn">{t('assessment.editionsDiffer')}</Note>}
        <Trend instrument={instrument} items={series} domains={domains} />
      </div>
    </Section>
  );
}
function Sources({ instrument }: { instrument: Instrument }) {
  return (
    <details className="text-sm text-ink-soft">
      <summary className="inline-flex min-h-11 cursor-pointer items-center underline">
        {t('assessment.sources')}
      </summary>
      <p>{pick({ ja: instrument.note_ja, en: instrument.note_en })}</p>
      <p>{pick({ ja: instrument.licence_ja, en: instrument.licence_en })}</p>
      <ul className="list-disc pl-5 wrap-anywhere">
        {[
          ...instrument.sources,
          ...instrument.domains.flatMap((d) => (d.cutoffs ?? []).map((c) => `${pick(c)}：${c.source}`)),
        ].map((source) => (
          <li key={source}>{source}</li>
        ))}
      </ul>
    </details>
  );
}
function Versions({ assessment, instrument }: { assessment: Assessment; instrument: Instrument }) {
  const versions = useQuery(assessmentVersionsQuery(assessment.person_id, assessment.id));
  return (
    <Loaded query={versions}>
      {(list) => (
        <ol className="grid gap-2">
          {list.map((v) => (
            <PastVersion key={v.version} version={v}>
              <p>
                {longDate(v.state.tested_on)} {headline(instrument, v.state)}
              </p>
              {v.state.for_guardians && <p className="prose">{v.state.for_guardians}</p>}
              {v.state.for_teachers && <p className="prose">{v.state.for_teachers}</p>}
            </PastVersion>
          ))}
        </ol>
      )}
    </Loaded>
  );
}
function Edit({
  assessment,
  instrument,
  onDone,
}: {
  assessment: Assessment;
  instrument: Instrument;
  onDone: () => void;
}) {
  const { classes } = usePerson().access;
  // What was seen is what is changed: after a lost race the present state's version, with the typing kept.
  const [version, setVersion] = useState(assessment.version);
  const [theirs, setTheirs] = useState<Assessment | null>(null);
  return (
    <>
      {theirs && (
        <Note tone="warn">
          {t('error.conflict')} {headline(instrument, theirs.state)}
        </Note>
      )}
      <ResultForm
        instrument={instrument}
        held={classes}
        now={assessment.state}
        nowFiles={assessment.files}
        submit={t('common.save')}
        send={async (state, reason) => {
          try {
            await api.put(
              `/people/${assessment.person_id}/assessments/${assessment.id}`,
              { state, reason },
              { version },
            );
          } catch (error) {
            if (error instanceof ApiError && error.code === 'conflict' && error.current) {
              const now = error.current as Assessment;
              setTheirs(now);
              setVersion(now.version);
            }
            throw error;
          }
        }}
        onDone={() => {
          toast(t('common.saved'));
          void refreshAssessments(assessment.person_id).then(onDone);
        }}
      />
    </>
  );
}

type Opened = 'hide' | 'versions' | null;
function Actions({
  assessment,
  onEdit,
  onOpen,
}: {
  assessment: Assessment;
  onEdit: () => void;
  onOpen: (what: Opened) => void;
}) {
  const { may } = usePerson().access;
  if (assessment.hidden) return null;
  const path = `/people/${assessment.person_id}/assessments/${assessment.id}/sheet.pdf` as const;
  return (
    <>
      {may.includes('export_plans') && (
        <Button
          icon="print"
          onClick={() => void saveFile(path, `${t('assessment.file')}_${assessment.state.tested_on}.pdf`)}
        >
          {t('assessment.print')}
        </Button>
      )}
      {assessment.may_edit && (
        <Button icon="pencil" onClick={onEdit}>
          {t('assessment.edit')}
        </Button>
      )}
      {may.includes('read_past_plans') && (
        <Button kind="quiet" icon="history" onClick={() => onOpen('versions')}>
          {t('assessment.versions')}
        </Button>
      )}
      {assessment.may_hide && (
        <Button kind="quiet" icon="hide" onClick={() => onOpen('hide')}>
          {t('assessment.hide')}
        </Button>
      )}
    </>
  );
}
function Body({
  assessment,
  instrument,
  items,
}: {
  assessment: Assessment;
  instrument: Instrument;
  items: readonly Assessment[];
}) {
  const { state, hidden } = assessment;
  const guardian = usePerson().access.is_guardian;
  if (hidden)
    return (
      <Note>
        {t('assessment.hidden', { name: hidden.by_name, reason: hidden.reason })} {dateTime(hidden.at)}
      </Note>
    );
  const forGuardians = <Summary title={t('assessment.forGuardians')} words={state.for_guardians} />;
  return (
    <>
      {guardian && forGuardians}
      {!guardian && assessment.sight === 'teacher_summary' && <Note>{t('assessment.summaryOnlyNote')}</Note>}
      <About assessment={assessment} />
      {state.values.length > 0 && (
        <Section title={t('assessment.results')} flush>
          <div className="p-4 sm:p-5">
            <Profile assessment={assessment} instrument={instrument} />
          </div>
          <Numbers assessment={assessment} instrument={instrument} />
        </Section>
      )}
      <Summary title={t('assessment.findings')} words={state.findings} />
      {!guardian && forGuardians}
      <Summary title={t('assessment.forTeachers')} words={state.for_teachers} />
      {assessment.files.length > 0 && (
        <Section title={t('assessment.report')}>
          <Files person={assessment.person_id} files={assessment.files} />
        </Section>
      )}
      <Course instrument={instrument} items={items} />
      <Sources instrument={instrument} />
    </>
  );
}

/** One result: its summaries, its profile with the table beside it, and its change over time. */
export function AssessmentPage() {
  const person = usePerson();
  const { assessment: id } = useParams({ from: '/signed-in/people/$person/assessments/$assessment' });
  const list = useQuery(assessmentsQuery(person.id));
  const { query, named } = useInstruments();
  const [editing, setEditing] = useState(false);
  const [opened, setOpened] = useState<Opened>(null);
  const back = {
    to: { to: '/people/$person/assessments', params: { person: person.id } } as const,
    label: t('assessment.back'),
  };
  const assessment = list.data?.items.find((a) => a.id === id);
  const instrument = assessment && named(assessment.instrument);
  if (!assessment || !instrument)
    return (
      <Page title={t('assessment.one')} back={back} narrow>
        <Loaded query={query}>
          {() => <Loaded query={list}>{() => <EmptyState icon="lock" title={t('error.notFound')} />}</Loaded>}
        </Loaded>
      </Page>
    );
  return (
    <Page
      title={pick(instrument)}
      lead={`${longDate(assessment.state.tested_on)} ${exactAge(assessment.age)}`}
      back={back}
      narrow={editing}
      actions={
        !editing && <Actions assessment={assessment} onEdit={() => setEditing(true)} onOpen={setOpened} />
      }
    >
      {editing ? (
        <Edit assessment={assessment} instrument={instrument} onDone={() => setEditing(false)} />
      ) : (
        <Body assessment={assessment} instrument={instrument} items={list.data?.items ?? []} />
      )}
      <Dialog
        title={t(opened === 'hide' ? 'assessment.hide' : 'assessment.versions')}
        open={opened !== null}
        onClose={() => setOpened(null)}
      >
        {opened === 'hide' && (
          <WithReason
            kind="danger"
            words={{
              lead: t('assessment.hideLead'),
              act: t('assessment.hide'),
              done: t('assessment.hiddenDone'),
            }}
            send={(why) => api.post(`/people/${person.id}/assessments/${assessment.id}/hide`, why)}
            onDone={() => {
              void refreshAssessments(person.id);
              setOpened(null);
            }}
          />
        )}
        {opened === 'versions' && <Versions assessment={assessment} instrument={instrument} />}
      </Dialog>
    </Page>
  );
}
