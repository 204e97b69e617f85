// One form a step. What was typed stays where somebody else was first; an amendment says why.
import { useState } from 'react';

import type { FacilityView } from '../api/types';
import { CheckGroup, DateField, RadioGroup, TextArea, TextField } from '../parts/field';
import { needed } from '../parts/form';
import { Note } from '../parts/page';
import { FacilityPicker } from '../team/facility-picker';
import { pick, t } from '../words';
import { longDate, todayText } from '../words/dates';
import { ArrangementFields, arrangementsOf, rowsOf, type ArrangementRow } from './arrangement-fields';
import { inForce, places } from './rules';
import { StepShell, useStep, type StepProps } from './step-shell';
import type { EntryPart, LearningPlace } from './types';
import { said } from './words';

const placeChoices = () => places.map((value) => ({ value, label: t(`schoolEntry.place.${value}`) }));

function WishesForm(props: StepProps) {
  const now = inForce(props.view, 'wishes')?.content.wishes;
  const step = useStep(
    props,
    'wishes',
    {
      child: now?.child ?? '',
      guardian: now?.guardian ?? '',
      hopes: (now?.hopes ?? []) as LearningPlace[],
      asks: now?.asks ?? '',
      reason: '',
    },
    (v) => needed(v, ['guardian']),
    ({ child, guardian, hopes, asks }) => ({ wishes: { child, guardian, hopes, asks } }),
  );
  const { form } = step;
  return (
    <StepShell step={step}>
      <TextArea {...form.field('guardian')} label={t('schoolEntry.wish.guardian')} maxLength={2000} />
      <TextArea
        {...form.field('child')}
        label={t('schoolEntry.wish.child')}
        hint={t('schoolEntry.wish.childHint')}
        optional
        maxLength={2000}
      />
      <CheckGroup
        id={`${form.id}-hopes`}
        label={t('schoolEntry.wish.hopes')}
        hint={t('schoolEntry.wish.hopesHint')}
        value={form.values.hopes}
        onValue={(hopes) => form.set('hopes', hopes)}
        choices={placeChoices()}
      />
      <TextArea {...form.field('asks')} label={t('schoolEntry.wish.asks')} optional maxLength={2000} />
    </StepShell>
  );
}
function PapersForm(props: StepProps) {
  const { choices, papers } = props.view;
  const step = useStep(
    props,
    'papers',
    { chosen: papers.map(({ paper }) => paper.id), reason: '' },
    () => ({}),
    (v) => ({
      papers: { items: choices.map((c) => c.paper).filter((paper) => v.chosen.includes(paper.id)) },
    }),
  );
  const { form } = step;
  return (
    <StepShell step={step}>
      {choices.length === 0 ? (
        <Note>{t('schoolEntry.noPapers')}</Note>
      ) : (
        <CheckGroup
          id={`${form.id}-chosen`}
          label={t('schoolEntry.part.papers')}
          hint={t('schoolEntry.papersHint')}
          value={form.values.chosen}
          onValue={(chosen) => form.set('chosen', chosen)}
          choices={choices.map(({ paper, title, title_en, on }) => ({
            value: paper.id,
            label: `${pick({ ja: title, en: title_en })}（${longDate(on)}）`,
          }))}
        />
      )}
    </StepShell>
  );
}
function VisitForm(props: StepProps) {
  const before = inForce(props.view, 'visits')?.content.visits?.items ?? [];
  const step = useStep(
    props,
    'visits',
    { on: todayText(), place: '', note: '', reason: '' },
    (v) => needed(v, ['on', 'place']),
    ({ on, place, note }) => ({ visits: { items: [...before, { on, place, note }] } }),
  );
  const { form } = step;
  return (
    <StepShell step={step}>
      <DateField {...form.field('on')} label={t('schoolEntry.on')} max={todayText()} />
      <TextField
        {...form.field('place')}
        label={t('schoolEntry.visitPlace')}
        hint={t('schoolEntry.visitPlaceHint')}
        maxLength={120}
      />
      <TextArea
        {...form.field('note')}
        label={t('schoolEntry.visitNote')}
        hint={t('schoolEntry.teamOnly')}
        optional
        maxLength={2000}
      />
    </StepShell>
  );
}
function CommitteeForm(props: StepProps) {
  const now = inForce(props.view, 'committee')?.content.committee;
  const step = useStep(
    props,
    'committee',
    {
      on: now?.on ?? todayText(),
      considered: (now?.considered ?? []) as LearningPlace[],
      opinion: (now?.opinion ?? '') as LearningPlace | '',
      reasons: now?.reasons ?? '',
      inside: now?.inside ?? '',
      reason: '',
    },
    (v) => needed(v, ['on', 'considered', 'opinion', 'reasons']),
    ({ on, considered, opinion, reasons, inside }) => ({
      committee: { on, considered, opinion: opinion as LearningPlace, reasons, inside },
    }),
  );
  const { form } = step;
  return (
    <StepShell step={step}>
      <DateField {...form.field('on')} label={t('schoolEntry.on')} max={todayText()} />
      <CheckGroup
        id={`${form.id}-considered`}
        label={t('schoolEntry.considered')}
        error={form.problems.considered}
        value={form.values.considered}
        onValue={(considered) => form.set('considered', considered)}
        choices={placeChoices()}
      />
      <RadioGroup
        {...form.field('opinion')}
        onValue={(value) => form.set('opinion', value as LearningPlace)}
        label={said(props.view.line.kind, 'schoolEntry.opinion')}
        choices={placeChoices()}
      />
      <TextArea
        {...form.field('reasons')}
        label={t('schoolEntry.reasons')}
        hint={t('schoolEntry.reasonsHint')}
        maxLength={4000}
      />
      <TextArea
        {...form.field('inside')}
        label={said(props.view.line.kind, 'schoolEntry.inside')}
        hint={t('schoolEntry.insideHint')}
        optional
        maxLength={2000}
      />
    </StepShell>
  );
}
function DecisionForm(props: StepProps) {
  const now = inForce(props.view, 'decision')?.content.decision;
  const opinion = inForce(props.view, 'committee')?.content.committee?.opinion;
  const [facility, setFacility] = useState<FacilityView | null>(null);
  const step = useStep(
    props,
    'decision',
    {
      on: now?.on ?? todayText(),
      place: (now?.place ?? opinion ?? '') as LearningPlace | '',
      school: now?.school ?? '',
      reasons: now?.reasons ?? '',
      heard: now?.heard ?? '',
      reason: '',
    },
    (v) => needed(v, ['on', 'place', 'school', 'reasons', 'heard']),
    ({ on, place, school, reasons, heard }) => ({
      decision: {
        on,
        place: place as LearningPlace,
        facility_id: facility?.id ?? (school === now?.school ? (now.facility_id ?? null) : null),
        school,
        reasons,
        heard,
      },
    }),
  );
  const { form } = step;
  return (
    <StepShell step={step}>
      <DateField {...form.field('on')} label={t('schoolEntry.on')} max={todayText()} />
      <RadioGroup
        {...form.field('place')}
        onValue={(value) => form.set('place', value as LearningPlace)}
        label={t('schoolEntry.learningPlace')}
        choices={placeChoices()}
      />
      <FacilityPicker
        label={t('schoolEntry.findSchool')}
        value={facility}
        onPick={(found) => {
          setFacility(found);
          if (found) form.set('school', found.name);
        }}
      />
      <TextField
        {...form.field('school')}
        label={t('schoolEntry.school')}
        hint={t('schoolEntry.schoolHint')}
        maxLength={120}
      />
      <TextArea {...form.field('reasons')} label={t('schoolEntry.reasons')} maxLength={4000} />
      <TextArea
        {...form.field('heard')}
        label={said(props.view.line.kind, 'schoolEntry.heard')}
        hint={said(props.view.line.kind, 'schoolEntry.heardHint')}
        maxLength={2000}
      />
    </StepShell>
  );
}
function NoticeForm(props: StepProps) {
  const now = inForce(props.view, 'notice')?.content.notice;
  const step = useStep(
    props,
    'notice',
    {
      on: now?.on ?? todayText(),
      how: (now?.how ?? 'in_person') as string,
      words: now?.words ?? '',
      reason: '',
    },
    (v) => needed(v, ['on']),
    ({ on, how, words }) => ({ notice: { on, how: how as 'post', words } }),
  );
  const { form } = step;
  return (
    <StepShell step={step} submit={t('schoolEntry.tell')}>
      <Note>{said(props.view.line.kind, 'schoolEntry.tellLead')}</Note>
      <DateField {...form.field('on')} label={t('schoolEntry.on')} max={todayText()} />
      <RadioGroup
        {...form.field('how')}
        label={t('schoolEntry.how')}
        choices={(['in_person', 'post', 'screen'] as const).map((value) => ({
          value,
          label: t(`schoolEntry.how.${value}`),
        }))}
      />
      <TextArea {...form.field('words')} label={t('schoolEntry.words')} optional maxLength={2000} />
    </StepShell>
  );
}
function AnswerForm({ guardian, ...props }: StepProps & { guardian: boolean }) {
  const step = useStep(
    props,
    'answer',
    { agree: '', words: '', reason: '' },
    (v) => ({ ...needed(v, ['agree']), ...(v.agree === 'no' || !guardian ? needed(v, ['words']) : {}) }),
    ({ agree, words }) => ({ answer: { agree: agree === 'yes', words } }),
  );
  const { form } = step;
  return (
    <StepShell step={step} submit={t('schoolEntry.sendAnswer')}>
      <RadioGroup
        {...form.field('agree')}
        label={t('schoolEntry.answerLabel')}
        choices={[
          { value: 'yes', label: t('schoolEntry.agree') },
          { value: 'no', label: t('schoolEntry.askAgain') },
        ]}
      />
      <TextArea
        {...form.field('words')}
        label={t(guardian ? 'schoolEntry.answerWords' : 'schoolEntry.paperWords')}
        hint={t(guardian ? 'schoolEntry.answerHint' : 'schoolEntry.paperHint')}
        {...(guardian && form.values.agree !== 'no' ? { optional: true } : {})}
        maxLength={2000}
      />
    </StepShell>
  );
}
function ArrangementsForm(props: StepProps) {
  const now = inForce(props.view, 'arrangements')?.content.arrangements?.items ?? [];
  const step = useStep(
    props,
    'arrangements',
    { rows: rowsOf(now), reason: '' },
    (v) => (v.rows.some((r) => !r.viewpoint || !r.what.trim()) ? { rows: t('schoolEntry.rowNeeded') } : {}),
    (v) => ({ arrangements: { items: arrangementsOf(v.rows) } }),
  );
  const { form } = step;
  return (
    <StepShell step={step}>
      <ArrangementFields
        viewpoints={props.view.viewpoints}
        rows={form.values.rows}
        error={form.problems.rows}
        onRows={(rows: ArrangementRow[]) => form.set('rows', rows)}
      />
    </StepShell>
  );
}
function MoveForm({
  part,
  ...props
}: StepProps & { part: 'confirmed' | 'settled' | 'withdrawn' | 'reopened' }) {
  const step = useStep(
    props,
    part,
    { reason: '' },
    () => ({}),
    () => ({}),
  );
  return (
    <StepShell step={step} submit={t(`schoolEntry.do.${part}`)} danger={part === 'withdrawn'}>
      <p>{said(props.view.line.kind, `schoolEntry.before.${part}`)}</p>
    </StepShell>
  );
}

export function StepForm({ part, guardian, ...props }: StepProps & { part: EntryPart; guardian: boolean }) {
  switch (part) {
    case 'wishes':
      return <WishesForm {...props} />;
    case 'papers':
      return <PapersForm {...props} />;
    case 'visits':
      return <VisitForm {...props} />;
    case 'committee':
      return <CommitteeForm {...props} />;
    case 'decision':
      return <DecisionForm {...props} />;
    case 'notice':
      return <NoticeForm {...props} />;
    case 'answer':
      return <AnswerForm guardian={guardian} {...props} />;
    case 'arrangements':
      return <ArrangementsForm {...props} />;
    default:
      return <MoveForm part={part} {...props} />;
  }
}
