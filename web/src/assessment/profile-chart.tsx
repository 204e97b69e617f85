// The profile of one result: a row a domain, its band as a bar, its value as a dot, guide lines at ±1 and ±2 SD. What it
// shows the table beside it says in words, so it is one picture to a screen reader.
import { pick, t } from '../words';
import { axisOf, domainName, scaleOf, type Axis } from './rules';
import type { Assessment, Instrument, InstrumentDomain, InstrumentScale } from './types';
import { useWidth } from './use-width';

const kRow = 46;
const kTop = 26;
const kPad = 14;

interface Row {
  domain: InstrumentDomain;
  value: number;
  low?: number | null | undefined;
  high?: number | null | undefined;
}
function Guides({ axis, x, height }: { axis: Axis; x: (n: number) => number; height: number }) {
  return (
    <>
      {axis.guides.map((g) => (
        <g key={g.at}>
          <line
            x1={x(g.at)}
            x2={x(g.at)}
            y1={kTop - 6}
            y2={height}
            strokeDasharray={g.middle ? undefined : '4 3'}
            className={g.middle ? 'stroke-line-strong stroke-2' : 'stroke-line-strong'}
          />
          <text x={x(g.at)} y={14} textAnchor="middle" fontSize={13} className="fill-ink-soft">
            {g.label}
          </text>
        </g>
      ))}
    </>
  );
}
function Drawing({
  rows,
  axis,
  width,
  label,
}: {
  rows: readonly Row[];
  axis: Axis;
  width: number;
  label: string;
}) {
  const x = (n: number) =>
    kPad +
    ((Math.min(axis.high, Math.max(axis.low, n)) - axis.low) / (axis.high - axis.low)) * (width - 2 * kPad);
  const height = kTop + rows.length * kRow;
  return (
    <svg role="img" aria-label={label} width={width} height={height} className="block select-none">
      <Guides axis={axis} x={x} height={height} />
      {rows.map((row, i) => {
        const y = kTop + i * kRow;
        const line = y + 32;
        return (
          <g key={row.domain.code}>
            {/* a ground under the words, so that no guide line runs through them */}
            <text
              x={2}
              y={y + 15}
              fontSize={14}
              strokeWidth={5}
              paintOrder="stroke"
              className={`fill-ink stroke-surface ${row.domain.parent ? '' : 'font-bold'}`}
            >
              {domainName(row.domain)}
            </text>
            <line x1={kPad} x2={width - kPad} y1={line} y2={line} className="stroke-line" />
            {row.low != null && row.high != null && (
              <rect
                x={x(row.low)}
                y={line - 5}
                width={Math.max(2, x(row.high) - x(row.low))}
                height={10}
                rx={5}
                className="fill-info-soft stroke-info-ink"
              />
            )}
            <circle cx={x(row.value)} cy={line} r={5} className="fill-accent" />
          </g>
        );
      })}
    </svg>
  );
}
function ScaleProfile({ scale, rows }: { scale: InstrumentScale; rows: readonly Row[] }) {
  const [frame, width] = useWidth<HTMLDivElement>();
  const axis = axisOf(scale);
  if (!axis) return null;
  return (
    <figure className="grid grid-cols-1 gap-1">
      <figcaption className="font-bold">
        {pick(scale)}
        {scale.mean != null && scale.sd != null && (
          <span className="ml-2 text-sm font-normal text-ink-soft">
            {t('assessment.meanSd', { mean: scale.mean, sd: scale.sd })}
          </span>
        )}
      </figcaption>
      <div ref={frame}>
        {width > 0 && (
          <Drawing
            rows={rows}
            axis={axis}
            width={width}
            label={t('assessment.profileLabel', { what: pick(scale) })}
          />
        )}
      </div>
    </figure>
  );
}

/** Nothing where no scale can be drawn. */
export function Profile({ assessment, instrument }: { assessment: Assessment; instrument: Instrument }) {
  const rows: Row[] = instrument.domains.flatMap((domain) => {
    const value = assessment.state.values.find((v) => v.domain === domain.code)?.value;
    const reading = assessment.readings.find((r) => r.domain === domain.code);
    return value == null ? [] : [{ domain, value, low: reading?.band_low, high: reading?.band_high }];
  });
  const drawn = instrument.scales
    .map((scale) => ({ scale, rows: rows.filter((r) => scaleOf(instrument, r.domain) === scale) }))
    .filter((p) => p.rows.length > 0 && axisOf(p.scale));
  if (drawn.length === 0) return null;
  return (
    <div className="grid gap-6">
      {drawn.map((p) => (
        <ScaleProfile key={p.scale.code} {...p} />
      ))}
      {rows.some((r) => r.low != null) && (
        <p className="text-sm text-ink-soft">{t('assessment.bandLegend')}</p>
      )}
    </div>
  );
}
