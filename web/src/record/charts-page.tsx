import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type uPlot from 'uplot';

import { RadioGroup, Select } from '../parts/field';
import { EmptyState, Loaded, Page, Section } from '../parts/page';
import { Table } from '../parts/table';
import { usePerson } from '../person/person-layout';
import { fullName } from '../person/queries';
import { locale, pick, t, type Key } from '../words';
import { dateTime } from '../words/dates';
import { denseLine, isDense, sparse } from './dense';
import { inkOf, Plot } from './plot';
import { seriesQuery, startQuery, useTypes } from './queries';
import { RecordTabs } from './record-tabs';
import { numberText, unitText } from './rules';
import type { LimitView, RecordSeries, RecordType } from './types';

const periods = ['7', '31', '92', '366', '0'] as const;
const mostRows = 200;

/** Limits as dashed lines with their numbers, drawn behind the values. */
const limitLines = (limit: LimitView | undefined, type: RecordType, ink: string): uPlot.Plugin => ({
  hooks: {
    drawAxes: (u) => {
      const line = (value: number | null | undefined, key: Key) => {
        if (value === null || value === undefined) return;
        const y = u.valToPos(value, 'y', true);
        const { ctx, bbox } = u;
        if (y < bbox.top || y > bbox.top + bbox.height) return;
        ctx.save();
        ctx.strokeStyle = ctx.fillStyle = ink;
        ctx.setLineDash([6 * devicePixelRatio, 4 * devicePixelRatio]);
        ctx.beginPath();
        ctx.moveTo(bbox.left, y);
        ctx.lineTo(bbox.left + bbox.width, y);
        ctx.stroke();
        ctx.font = `${12 * devicePixelRatio}px sans-serif`;
        ctx.textAlign = 'left'; // the axes leave it as they need it
        ctx.textBaseline = 'bottom';
        ctx.fillText(
          t(key, { n: numberText(value, type.decimals) }),
          bbox.left + 6 * devicePixelRatio,
          y - 4 * devicePixelRatio,
        );
        ctx.restore();
      };
      line(limit?.low, 'record.limitLow');
      line(limit?.high, 'record.limitHigh');
      line(limit?.low2, 'record.limitLow');
      line(limit?.high2, 'record.limitHigh');
    },
  },
});
/** Alerts as triangles above or below their point: a shape, not a colour. */
function alertMarks(series: RecordSeries, ink: string): uPlot.Plugin {
  const marks = series.alert.flatMap((alert, i) => {
    const value = alert.endsWith('2') ? series.value2[i] : series.value[i];
    if (!alert || value === null || value === undefined) return [];
    return [{ at: (series.at[i] ?? 0) / 1000, value, up: alert.startsWith('high') ? -1 : 1 }];
  });
  return {
    hooks: {
      draw: (u) => {
        const [from, to] = [u.scales['x']!.min!, u.scales['x']!.max!];
        const { ctx } = u;
        const size = 6 * devicePixelRatio;
        const dense = isDense(u);
        const taken = new Set<string>();
        ctx.save();
        ctx.fillStyle = ink;
        ctx.beginPath();
        for (const { at, value, up } of marks) {
          if (at < from || at > to) continue;
          const x = u.valToPos(at, 'x', true);
          const y = u.valToPos(value, 'y', true) + up * 5 * devicePixelRatio;
          if (dense) {
            // One mark over another says nothing more. Places stand on the scale, or marks would flicker while it moves.
            const place = `${Math.round((x - u.valToPos(0, 'x', true)) / size)} ${Math.round(y / size)} ${up}`;
            if (taken.has(place)) continue;
            taken.add(place);
          }
          ctx.moveTo(x, y + up * size * 1.6);
          ctx.lineTo(x - size, y);
          ctx.lineTo(x + size, y);
        }
        ctx.fill();
        ctx.restore();
      },
    },
  };
}

export function seriesOptions(
  type: RecordType,
  series: RecordSeries,
  limit: LimitView | undefined,
): Omit<uPlot.Options, 'width' | 'height'> {
  const ink = inkOf('ink');
  const danger = inkOf('danger'); // asked once: each asking makes the browser lay the page out, and frames are many
  const [accent, second] = [inkOf('accent'), inkOf('ask-ink')];
  const grid = { stroke: inkOf('line'), width: 1 };
  const dense = series.at.length > 400;
  const drawn = (stroke: string, dash?: number[]): uPlot.Series => ({
    stroke,
    width: dense ? 1 : 2,
    paths: sparse,
    ...(dash && { dash }),
    points: { show: !dense, size: 7, fill: stroke },
    spanGaps: true,
  });
  return {
    scales: { x: { time: true } },
    axes: [
      {
        stroke: ink,
        grid,
        font: '14px sans-serif',
        values: (_, ticks) => ticks.map((tick) => axisDate(tick, ticks)),
      },
      { stroke: ink, grid, font: '14px sans-serif', size: 56 },
    ],
    series: [{}, drawn(accent), ...(type.need === 'values' ? [drawn(second, [6, 4])] : [])],
    plugins: [
      limitLines(limit, type, danger),
      denseLine(1, accent),
      ...(type.need === 'values' ? [denseLine(2, second, [6, 4])] : []),
      alertMarks(series, danger),
    ],
  };
}
const axisFormats = new Map<string, Intl.DateTimeFormat>();
/** Made once each: a formatter costs more than a frame of a dragged chart has for all its ticks. */
function axisFormat(grain: keyof typeof axisGrains): Intl.DateTimeFormat {
  const key = `${locale()} ${grain}`;
  const kept = axisFormats.get(key);
  if (kept) return kept;
  const made = new Intl.DateTimeFormat(locale() === 'ja' ? 'ja-JP' : 'en', axisGrains[grain]);
  axisFormats.set(key, made);
  return made;
}
const axisGrains = {
  month: { year: '2-digit', month: 'numeric' },
  day: { month: 'numeric', day: 'numeric' },
  hour: { day: 'numeric', hour: '2-digit' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;
function axisDate(tick: number, all: readonly number[]): string {
  const step = (all[1] ?? tick) - (all[0] ?? tick);
  const grain = step >= 28 * 86400 ? 'month' : step >= 86400 ? 'day' : 'hour';
  return axisFormat(grain).format(new Date(tick * 1000));
}

function Chart({
  type,
  series,
  days,
  limit,
}: {
  type: RecordType;
  series: RecordSeries;
  days: number;
  limit: LimitView | undefined;
}) {
  const options = useMemo(() => seriesOptions(type, series, limit), [type, series, limit]);
  const data = useMemo(() => {
    const xs = series.at.map((ms) => ms / 1000);
    return (
      type.need === 'values' ? [xs, series.value, series.value2] : [xs, series.value]
    ) as uPlot.AlignedData;
  }, [type, series]);
  const range = useMemo<[number, number] | undefined>(() => {
    const last = (series.at.at(-1) ?? 0) / 1000;
    return days === 0 || series.at.length < 2
      ? undefined
      : [Math.max(last - days * 86400, (series.at[0] ?? 0) / 1000), last];
  }, [series, days]);
  const rows = useMemo(
    () =>
      series.at
        .map((at, i) => ({
          at,
          value: series.value[i],
          value2: series.value2[i],
          alert: series.alert[i] ?? '',
        }))
        .filter((row) => days === 0 || row.at / 1000 >= (range?.[0] ?? 0))
        .reverse(),
    [series, days, range],
  );
  const values = rows.flatMap((row) => (row.value === null || row.value === undefined ? [] : [row.value]));
  if (rows.length === 0) return <EmptyState icon="file" title={t('record.noPoints')} />;
  const say = (n: number | undefined) =>
    n === undefined ? '' : `${numberText(n, type.decimals)} ${unitText(type)}`;
  const summary = t('record.chartSummary', {
    what: pick(type),
    n: rows.length,
    low: say(values.length ? values.reduce((a, b) => Math.min(a, b)) : undefined),
    high: say(values.length ? values.reduce((a, b) => Math.max(a, b)) : undefined),
    last: say(values[0]),
  });
  return (
    <>
      <Section
        title={t('record.chartOf', { what: `${pick(type)}${unitText(type) ? `（${unitText(type)}）` : ''}` })}
      >
        <Plot label={summary} options={options} data={data} range={range} />
        <p className="text-sm text-ink-soft">{t('record.chartHint')}</p>
      </Section>
      <Section title={t('record.table')} flush>
        {rows.length > mostRows && (
          <p className="px-4 pt-3 text-ink-soft sm:px-5">{t('record.tableFirst', { n: mostRows })}</p>
        )}
        <Table
          caption={summary}
          columns={[
            { title: t('record.when'), head: true, cell: (r) => dateTime(new Date(r.at).toISOString()) },
            {
              title: `${pick({ ja: type.value_ja || type.ja, en: type.value_en || type.en })} ${unitText(type)}`,
              cell: (r) =>
                r.value === null || r.value === undefined ? '' : numberText(r.value, type.decimals),
            },
            ...(type.need === 'values'
              ? [
                  {
                    title: pick({ ja: type.value2_ja, en: type.value2_en }),
                    cell: (r: (typeof rows)[number]) =>
                      r.value2 === null || r.value2 === undefined ? '' : numberText(r.value2, type.decimals),
                  },
                ]
              : []),
            {
              title: t('growth.flag'),
              cell: (r) =>
                r.alert
                  ? `${r.alert.startsWith('low') ? '▼' : '▲'} ${t(r.alert.startsWith('low') ? 'record.low' : 'record.high')}`
                  : '',
            },
          ]}
          rows={rows.slice(0, mostRows)}
          rowKey={(r) => String(r.at)}
        />
      </Section>
    </>
  );
}

/** One kind of record over time, its limits, and the same as a table. */
export function ChartsPage() {
  const person = usePerson();
  const { types } = useTypes();
  const start = useQuery(startQuery(person.id));
  const drawable = types.filter((x) => x.need !== 'none' && !x.abc);
  const had = start.data?.last.map((r) => r.type) ?? [];
  const [chosen, setChosen] = useState('');
  const [days, setDays] = useState('31');
  const code = chosen || had.find((x) => drawable.some((d) => d.code === x)) || 'temperature';
  const type = types.find((x) => x.code === code);
  const series = useQuery(seriesQuery(person.id, start.isSuccess ? code : ''));
  return (
    <Page title={t('record.chartOf', { what: type ? pick(type) : '' })} lead={fullName(person)}>
      <RecordTabs />
      <div className="grid gap-4 sm:grid-cols-[minmax(10rem,16rem)_1fr]">
        <Select
          label={t('record.type')}
          value={code}
          onValue={setChosen}
          choices={drawable.map((x) => ({ value: x.code, label: pick(x) }))}
        />
        <RadioGroup
          label={t('record.period')}
          value={days}
          onValue={setDays}
          choices={periods.map((value) => ({ value, label: t(`period.${value}`) }))}
        />
      </div>
      <Loaded query={series}>
        {(data) =>
          type &&
          (data.at.length === 0 ? (
            <EmptyState icon="file" title={t('record.noPoints')} />
          ) : (
            <Chart
              type={type}
              series={data}
              days={Number(days)}
              limit={start.data?.limits.find((l) => l.type === code)}
            />
          ))
        }
      </Loaded>
    </Page>
  );
}
