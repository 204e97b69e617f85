import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { Badge } from '../parts/badge';
import { Button } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { RadioGroup, Select } from '../parts/field';
import { EmptyState, Facts, Loaded, Note, Page, Section } from '../parts/page';
import { saveFile } from '../parts/save-file';
import { Table } from '../parts/table';
import { usePerson } from '../person/person-layout';
import { fullName } from '../person/queries';
import { RecordTabs } from '../record/record-tabs';
import type { GrowthPoint, GrowthSeries, GrowthView, Measure } from '../record/types';
import { pick, t } from '../words';
import { longDate, todayText } from '../words/dates';
import { GrowthChart } from './growth-chart';
import { ProfileForm } from './profile-form';
import { growthQuery } from './queries';
import { flagText, measuredText, monthsText, signed } from './words';

const dayOf = (at: string): string => longDate(todayText(new Date(at)));

function Points({ series }: { series: GrowthSeries }) {
  const rows = [...series.points].reverse();
  return (
    <Table<GrowthPoint>
      caption={t('growth.chart', { what: t(`growth.${series.measure}`) })}
      columns={[
        { title: t('record.seriesDay'), head: true, cell: (p) => dayOf(p.at) },
        {
          title: t('growth.age'),
          cell: (p) => (
            <>
              {monthsText(p.age_months)}
              {(p.corrected_months ?? null) !== null && (
                <span className="block text-sm">
                  {t('growth.ageCorrected', { age: monthsText(p.corrected_months!) })}
                </span>
              )}
            </>
          ),
        },
        { title: t('growth.value'), cell: (p) => measuredText(series.measure, p.value) },
        { title: t('growth.sd'), cell: (p) => signed(p.z) },
        { title: t('growth.percentile'), cell: (p) => p.percentile?.toFixed(1) ?? '' },
        {
          title: t('growth.velocity'),
          cell: (p) => (p.velocity?.toFixed(1) ? `${signed(p.velocity, 1)}` : ''),
        },
        {
          title: t('growth.flag'),
          cell: (p) =>
            p.flag === 'none' ? (
              ''
            ) : (
              <Badge tone="warn" icon="question">
                {flagText(p)}
              </Badge>
            ),
        },
      ]}
      rows={rows}
      rowKey={(p) => p.record_id}
    />
  );
}

function Indices({ view }: { view: GrowthView }) {
  if (view.indices.length === 0) return null;
  return (
    <Section title={t('growth.indices')} flush>
      <Table
        caption={t('growth.indices')}
        columns={[
          { title: t('record.seriesDay'), head: true, cell: (x) => dayOf(x.at) },
          { title: t('growth.age'), cell: (x) => monthsText(x.age_months) },
          { title: t('growth.height'), cell: (x) => measuredText('height', x.height_cm) },
          { title: t('growth.weight'), cell: (x) => measuredText('weight', x.weight_kg) },
          { title: t('growth.bmi'), cell: (x) => x.bmi.toFixed(1) },
          {
            title: t('growth.obesity'),
            cell: (x) => ((x.obesity_degree ?? null) === null ? '' : `${signed(x.obesity_degree, 1)} %`),
          },
        ]}
        rows={[...view.indices].reverse().slice(0, 24)}
        rowKey={(x) => x.at}
      />
      <p className="px-4 py-3 text-sm text-ink-soft sm:px-5">{t('growth.obesityNote')}</p>
    </Section>
  );
}

function Reference({ view }: { view: GrowthView }) {
  const info = view.references.find((r) => r.code === view.reference);
  if (!info) return null;
  return (
    <p className="text-sm text-ink-soft">
      {pick({ ja: info.note_ja, en: info.note_en })} {t('growth.source')}：{' '}
      <a href={info.url} rel="noreferrer">
        {info.source}
      </a>
    </p>
  );
}

/** Growth curves with the child's points, the table beside them, and what is known of birth and parents. */
export function GrowthPage() {
  const person = usePerson();
  const [reference, setReference] = useState('');
  const [measure, setMeasure] = useState<Measure>('height');
  const [editing, setEditing] = useState(false);
  const growth = useQuery({ ...growthQuery(person.id, reference), placeholderData: keepPreviousData });
  return (
    <Page
      title={t('growth.title', { name: fullName(person) })}
      actions={
        person.access.may.includes('export_data') && (
          <Button
            icon="print"
            onClick={() =>
              void saveFile(`/people/${person.id}/growth.pdf`, `${t('record.growth')}.pdf`, { reference })
            }
          >
            {t('growth.pdf')}
          </Button>
        )
      }
    >
      <RecordTabs />
      <Loaded query={growth}>
        {(view) => {
          const series = view.series.find((s) => s.measure === measure)!;
          const what = t(`growth.${measure}`);
          return (
            <>
              <div className="flex flex-wrap items-end gap-x-6 gap-y-3">
                <RadioGroup
                  label={t('record.type')}
                  value={measure}
                  onValue={(v) => setMeasure(v as Measure)}
                  choices={(['height', 'weight', 'head', 'bmi'] as const).map((value) => ({
                    value,
                    label: t(`growth.${value}`),
                  }))}
                />
                <div className="max-w-80 min-w-60 flex-1">
                  <Select
                    label={t('growth.reference')}
                    value={view.reference}
                    onValue={setReference}
                    choices={view.references.map((r) => ({ value: r.code, label: pick(r) }))}
                  />
                </div>
              </div>
              {!view.sex && <Note tone="warn">{t('growth.noSex')}</Note>}
              {view.sex && series.curves.age_months.length === 0 && (
                <Note>{t('growth.noCurve', { what })}</Note>
              )}
              {view.corrected_until && (
                <Note>{t('growth.corrected', { date: longDate(view.corrected_until) })}</Note>
              )}
              <div className="grid items-start gap-5">
                <Section title={t('growth.chart', { what })}>
                  {series.points.length === 0 && series.curves.age_months.length === 0 ? (
                    <EmptyState icon="file" title={t('growth.noPoints', { what })} />
                  ) : (
                    <GrowthChart key={`${view.reference} ${measure}`} series={series} />
                  )}
                  <Reference view={view} />
                </Section>
                <Section title={t('record.table')} flush>
                  {series.points.length === 0 ? (
                    <p className="p-4 text-ink-soft sm:px-5">{t('growth.noPoints', { what })}</p>
                  ) : (
                    <>
                      <Points series={series} />
                      {series.points.some((p) => p.flag !== 'none') && (
                        <p className="px-4 py-3 text-sm text-ink-soft sm:px-5">{t('growth.flagLead')}</p>
                      )}
                    </>
                  )}
                </Section>
              </div>
              <Indices view={view} />
              <Section
                title={t('growth.profile')}
                actions={
                  view.may_edit && (
                    <Button kind="quiet" icon="pencil" onClick={() => setEditing(true)}>
                      {t('growth.editProfile')}
                    </Button>
                  )
                }
              >
                <Facts
                  items={[
                    [
                      t('growth.weeks'),
                      view.profile.gestation_weeks
                        ? t('growth.weeksOf', {
                            weeks: view.profile.gestation_weeks,
                            days: view.profile.gestation_days,
                          })
                        : '',
                    ],
                    [t('growth.mother'), view.profile.mother_height_cm ?? ''],
                    [t('growth.father'), view.profile.father_height_cm ?? ''],
                  ]}
                />
                {view.target && (
                  <p className="mt-3">
                    {t('growth.target', {
                      cm: view.target.cm.toFixed(1),
                      low: view.target.low.toFixed(1),
                      high: view.target.high.toFixed(1),
                    })}
                  </p>
                )}
              </Section>
              {editing && (
                <Dialog title={t('growth.profile')} open onClose={() => setEditing(false)} held>
                  <ProfileForm person={person.id} view={view} onDone={() => setEditing(false)} />
                </Dialog>
              )}
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}
