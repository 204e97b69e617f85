// One instrument over time: a line a domain, told apart by its mark and its name at the end, not by colour alone.
import { pick, t } from '../words';
import { longDate } from '../words/dates';
import { dayNumber } from '../course/rules';
import { axisOf, exactAge, scaleOf, valueText } from './rules';
import type { Assessment, Instrument, InstrumentDomain } from './types';
import { useWidth } from './use-width';

const kHigh = 240;
const kPad = { left: 34, right: 16, top: 12, bottom: 40 };
const dashes = [undefined, '7 4', '2 4', '9 3 2 3', '4 2', '1 3'] as const;
const inks = [
  'stroke-accent fill-accent',
  'stroke-danger fill-danger',
  'stroke-good-ink fill-good-ink',
  'stroke-warn-ink fill-warn-ink',
  'stroke-ink fill-ink',
  'stroke-info-ink fill-info-ink',
] as const;

/** The domains that belong to no other and were measured more than once on a scale that can be drawn. */
export function trended(instrument: Instrument, items: readonly Assessment[]): InstrumentDomain[] {
  const count = (d: InstrumentDomain) =>
    items.filter((a) => a.state.values.some((v) => v.domain === d.code && v.value != null)).length;
  return instrument.domains
    .filter((d) => axisOf(scaleOf(instrument, d)) && count(d) > 1)
    .filter((d, _, all) => scaleOf(instrument, d) === scaleOf(instrument, all[0]!))
    .slice(0, 6);
}
function Mark({ n, x, y }: { n: number; x: number; y: number }) {
  const look = inks[n % inks.length]!;
  if (n % 3 === 1) return <rect x={x - 4.5} y={y - 4.5} width={9} height={9} className={look} />;
  if (n % 3 === 2) return <path d={`M${x} ${y - 6}l6 10h-12z`} className={look} />;
  return <circle cx={x} cy={y} r={5} className={look} />;
}
function Drawing({
  instrument,
  items,
  domains,
  width,
}: {
  instrument: Instrument;
  items: readonly Assessment[];
  domains: readonly InstrumentDomain[];
  width: number;
}) {
  const scale = scaleOf(instrument, domains[0]!);
  const axis = axisOf(scale)!;
  const values = items.flatMap((a) =>
    a.state.values.flatMap((v) =>
      domains.some((d) => d.code === v.domain) && v.value != null ? [v.value] : [],
    ),
  );
  const low = Math.min(...axis.guides.map((g) => g.at), ...values);
  const high = Math.max(...axis.guides.map((g) => g.at), ...values);
  const first = dayNumber(items[0]!.state.tested_on);
  const all = Math.max(1, dayNumber(items.at(-1)!.state.tested_on) - first);
  const x = (date: string) =>
    kPad.left + 12 + ((dayNumber(date) - first) / all) * (width - kPad.left - kPad.right - 24);
  const y = (n: number) => kPad.top + (1 - (n - low) / (high - low)) * (kHigh - kPad.top - kPad.bottom);
  return (
    <svg
      role="img"
      aria-label={t('assessment.trendLabel', { what: pick(instrument) })}
      width={width}
      height={kHigh}
      className="block select-none"
    >
      {axis.guides.map((g) => (
        <g key={g.at}>
          <line
            x1={kPad.left}
            x2={width - kPad.right}
            y1={y(g.at)}
            y2={y(g.at)}
            strokeDasharray={g.middle ? undefined : '4 3'}
            className="stroke-line-strong"
          />
          <text x={kPad.left - 5} y={y(g.at) + 4} textAnchor="end" fontSize={13} className="fill-ink-soft">
            {g.label}
          </text>
        </g>
      ))}
      {items.map((a, i) => (
        <text
          key={a.id}
          x={x(a.state.tested_on)}
          y={kHigh - 18}
          textAnchor={i === 0 ? 'start' : i === items.length - 1 ? 'end' : 'middle'}
          fontSize={13}
          className="fill-ink-soft"
        >
          {exactAge(a.age)}
        </text>
      ))}
      {domains.map((d, n) => {
        const points = items.flatMap((a) => {
          const value = a.state.values.find((v) => v.domain === d.code)?.value;
          return value == null ? [] : [{ id: a.id, x: x(a.state.tested_on), y: y(value) }];
        });
        return (
          <g key={d.code}>
            <polyline
              points={points.map((p) => `${p.x},${p.y}`).join(' ')}
              fill="none"
              strokeWidth={2}
              strokeDasharray={dashes[n % dashes.length]}
              style={{ fill: 'none' }}
              className={inks[n % inks.length]}
            />
            {points.map((p) => (
              <Mark key={p.id} n={n} x={p.x} y={p.y} />
            ))}
          </g>
        );
      })}
    </svg>
  );
}

/** `items`: results of one instrument, oldest first. */
export function Trend({
  instrument,
  items,
  domains,
}: {
  instrument: Instrument;
  items: readonly Assessment[];
  domains: readonly InstrumentDomain[];
}) {
  const [frame, width] = useWidth<HTMLDivElement>();
  return (
    <div className="grid grid-cols-1 gap-3">
      <div ref={frame}>
        {width > 0 && <Drawing instrument={instrument} items={items} domains={domains} width={width} />}
      </div>
      <ul className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
        {domains.map((d, n) => (
          <li key={d.code} className="flex items-center gap-1.5">
            <svg width={34} height={16} aria-hidden="true">
              <line
                x1={0}
                x2={34}
                y1={8}
                y2={8}
                strokeWidth={2}
                strokeDasharray={dashes[n % dashes.length]}
                className={inks[n % inks.length]}
              />
              <Mark n={n} x={17} y={8} />
            </svg>
            {pick(d)}
          </li>
        ))}
      </ul>
      <div className="overflow-x-auto" tabIndex={0} role="group" aria-label={t('assessment.trendTable')}>
        <table className="w-full border-collapse text-sm">
          <caption className="sr-only">{t('assessment.trendTable')}</caption>
          <thead>
            <tr className="border-b border-line-strong text-left text-ink-soft">
              <th scope="col" className="px-2 py-1.5 font-bold">
                {t('assessment.testedOn')}
              </th>
              {domains.map((d) => (
                <th key={d.code} scope="col" className="px-2 py-1.5 font-bold whitespace-nowrap">
                  {pick(d)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {items.map((a) => (
              <tr key={a.id} className="border-b border-line last:border-b-0">
                <th scope="row" className="px-2 py-1.5 text-left font-bold whitespace-nowrap">
                  {longDate(a.state.tested_on)}
                  <span className="block font-normal text-ink-soft">
                    {exactAge(a.age)} {a.state.edition}
                  </span>
                </th>
                {domains.map((d) => {
                  const value = a.state.values.find((v) => v.domain === d.code);
                  return (
                    <td key={d.code} className="px-2 py-1.5 whitespace-nowrap">
                      {value ? valueText(scaleOf(instrument, d), value) : ''}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
