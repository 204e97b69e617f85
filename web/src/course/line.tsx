// The drawing: stages, places, check-ups and events over the years. What it shows the list below says in words, so it
// is one picture to a screen reader; a touch on anything opens it.
import { useEffect, useLayoutEffect, useRef, useState } from 'react';

import { Button } from '../parts/button';
import { t } from '../words';
import { longDate, todayText } from '../words/dates';
import { dayNumber, inRows, itemsOf, titleOf, widthOf, type Item, type Placed, type Span } from './rules';
import type { CourseView } from './types';

const kRow = 30;
const kPad = 12; // a mark on the first day has room
const kZooms = [1, 2, 4, 8, 16] as const;

interface Scale {
  x: (date: string) => number;
  width: number;
}
/** A stage; one that is too short for its name has none until the line grows. */
function StageBar({ from, to, y, words }: Span & { y: number }) {
  const width = Math.max(2, to - from - 1);
  return (
    <g>
      <title>{words}</title>
      <rect x={from} y={y} width={width} height={kRow - 4} rx={4} className="fill-info-soft" />
      {widthOf(words) + 6 <= width && (
        <text x={from + 6} y={y + 19} fontSize={14} className="fill-info-ink">
          {words}
        </text>
      )}
    </g>
  );
}
type PlaceSpan = Span & { item: Item & { is: 'place' } };
/** A school or a facility, with its name over the bar or beside it. */
function PlaceBar({ placed, y, onOpen }: { placed: Placed<PlaceSpan>; y: number; onOpen: () => void }) {
  const { from, to, words, text, textAt, item } = placed;
  const school = item.place.kind === 'school';
  return (
    <g onClick={onOpen} className="cursor-pointer">
      <title>{words}</title>
      <rect
        x={from}
        y={y}
        width={Math.max(2, to - from - 1)}
        height={kRow - 4}
        rx={4}
        className={school ? 'fill-good-soft' : 'fill-warn-soft'}
      />
      <text x={textAt} y={y + 19} fontSize={14} className={school ? 'fill-good-ink' : 'fill-warn-ink'}>
        {text}
      </text>
    </g>
  );
}

function Drawing({ view, scale, onOpen }: { view: CourseView; scale: Scale; onOpen: (item: Item) => void }) {
  const items = itemsOf(view);
  const today = todayText();
  const places = inRows(
    items.flatMap((item): PlaceSpan[] =>
      item.is === 'place'
        ? [
            {
              item,
              from: scale.x(item.from),
              to: scale.x(item.place.to ?? today),
              words: item.place.name,
            },
          ]
        : [],
    ),
    scale.width,
  );
  const rows = Math.max(0, ...places.map((p) => p.row + 1));
  const years: { age: number; date: string }[] = [];
  const [year, ...rest] = view.birth_date.split('-');
  for (let age = 0; ; ++age) {
    const date = [String(Number(year) + age), ...rest].join('-');
    if (date > view.until) break;
    years.push({
      age,
      date: date.endsWith('02-29') && dayNumber(date) === 0 ? date.replace('02-29', '03-01') : date,
    });
  }
  const top = 26;
  const checkupY = top + kRow * (1 + rows) + 8;
  const eventY = checkupY + kRow + 6;
  const testY = eventY + kRow;
  const height = testY + (view.assessments.length > 0 ? kRow : 0) + 8;
  const roomy = scale.width / years.length >= 40;
  return (
    <svg
      role="img"
      aria-label={t('course.lineLabel', { from: longDate(view.birth_date), to: longDate(view.until) })}
      width={scale.width}
      height={height}
      className="block select-none"
    >
      {years.map(({ age, date }) => (
        <g key={age}>
          <line x1={scale.x(date)} x2={scale.x(date)} y1={0} y2={height} className="stroke-line" />
          {(roomy || age % 3 === 0) && (
            <text x={scale.x(date) + 3} y={16} fontSize={14} className="fill-ink-soft">
              {t('course.age', { n: age })}
            </text>
          )}
        </g>
      ))}
      {view.stages.map((s) => (
        <StageBar
          key={s.stage}
          from={scale.x(s.from)}
          to={scale.x(s.to)}
          y={top}
          words={t(`stage.${s.stage}`)}
        />
      ))}
      {today <= view.until && (
        <line
          x1={scale.x(today)}
          x2={scale.x(today)}
          y1={0}
          y2={height}
          strokeDasharray="4 3"
          className="stroke-danger stroke-2"
        />
      )}
      {places.map((placed) => (
        <PlaceBar
          key={placed.item.key}
          placed={placed}
          y={top + kRow * (1 + placed.row)}
          onOpen={() => onOpen(placed.item)}
        />
      ))}
      {items.map((item) => {
        if (item.is !== 'checkup') return null;
        const x = scale.x(item.from);
        const width = Math.max(5, scale.x(item.checkup.to) - x);
        return (
          <g key={item.key} onClick={() => onOpen(item)} className="cursor-pointer">
            <title>{titleOf(item, view.checkups)}</title>
            <rect x={x - 3} y={checkupY} width={width + 6} height={kRow} className="fill-transparent" />
            <rect
              x={x}
              y={checkupY + 8}
              width={width}
              height={12}
              rx={3}
              strokeDasharray={item.checkup.state === 'future' ? '3 2' : undefined}
              className={`fill-surface stroke-2 ${item.checkup.state === 'missing' ? 'stroke-danger' : 'stroke-line-strong'}`}
            />
          </g>
        );
      })}
      {items.map((item) => {
        if (item.is !== 'event' || item.event.hidden) return null;
        const checkup = item.event.content.kind === 'checkup';
        const x = scale.x(item.from);
        const y = (checkup ? checkupY : eventY) + 14;
        return (
          <g key={item.key} onClick={() => onOpen(item)} className="cursor-pointer">
            <title>{titleOf(item, view.checkups)}</title>
            <circle cx={x} cy={y} r={16} className="fill-transparent" />
            {checkup ? (
              <path d={`M${x - 6} ${y}l4 5 8-10`} className="fill-none stroke-good-ink stroke-3" />
            ) : (
              <path d={`M${x} ${y - 8}l7 8-7 8-7-8z`} className="fill-accent" />
            )}
          </g>
        );
      })}
      {items.map((item) => {
        if (item.is !== 'assessment') return null;
        const x = scale.x(item.from);
        return (
          <g key={item.key} onClick={() => onOpen(item)} className="cursor-pointer">
            <title>{titleOf(item, view.checkups)}</title>
            <rect x={x - 16} y={testY} width={32} height={kRow} className="fill-transparent" />
            <rect
              x={x - 6}
              y={testY + 8}
              width={12}
              height={12}
              className="fill-surface stroke-accent stroke-2"
            />
          </g>
        );
      })}
    </svg>
  );
}

/** What the marks mean; their colours are never the only sign. */
function Legend() {
  const marks = [
    [
      'course.school',
      <rect key="m" width={18} height={14} y={3} rx={3} className="fill-good-soft stroke-good-ink" />,
    ],
    [
      'course.facility',
      <rect key="m" width={18} height={14} y={3} rx={3} className="fill-warn-soft stroke-warn-ink" />,
    ],
    ['course.legendDone', <path key="m" d="M3 10l4 5 8-10" className="fill-none stroke-good-ink stroke-3" />],
    [
      'course.legendExpected',
      <rect
        key="m"
        x={1}
        y={5}
        width={16}
        height={10}
        rx={3}
        className="fill-surface stroke-line-strong stroke-2"
      />,
    ],
    [
      'course.legendMissing',
      <rect
        key="m"
        x={1}
        y={5}
        width={16}
        height={10}
        rx={3}
        className="fill-surface stroke-danger stroke-2"
      />,
    ],
    [
      'assessment.one',
      <rect key="m" x={3} y={4} width={12} height={12} className="fill-surface stroke-accent stroke-2" />,
    ],
    ['course.events', <path key="m" d="M9 2l7 8-7 8-7-8z" className="fill-accent" />],
  ] as const;
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 px-4 pb-3 text-sm text-ink-soft sm:px-5">
      {marks.map(([word, mark]) => (
        <li key={word} className="flex items-center gap-1.5">
          <svg width={19} height={20} aria-hidden="true">
            {mark}
          </svg>
          {t(word)}
        </li>
      ))}
    </ul>
  );
}

/** The line in its frame: as wide as the screen at first, wider step by step. */
export function CourseLine({ view, onOpen }: { view: CourseView; onOpen: (item: Item) => void }) {
  const frame = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState(0);
  const [zoom, setZoom] = useState(0);
  useEffect(() => {
    const box = frame.current;
    if (!box) return;
    const watch = new ResizeObserver(() => setRoom(box.clientWidth));
    watch.observe(box);
    return () => watch.disconnect();
  }, []);
  const width = Math.max(room, 320) * kZooms[zoom]!;
  const first = dayNumber(view.birth_date);
  const all = Math.max(1, dayNumber(view.until) - first);
  const x = (date: string) =>
    (Math.min(all, Math.max(0, dayNumber(date) - first)) / all) * (width - 2 * kPad) + kPad;
  const toToday = () => {
    const box = frame.current;
    if (box) box.scrollLeft = x(todayText()) - box.clientWidth / 2;
  };
  // What is of today stays in sight while the line grows.
  useLayoutEffect(toToday, [zoom, room]); // eslint-disable-line react-hooks/exhaustive-deps
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap gap-2 px-4 pt-3 sm:px-5 print:hidden">
        <Button disabled={zoom === 0} onClick={() => setZoom(zoom - 1)}>
          {t('course.zoomOut')}
        </Button>
        <Button disabled={zoom === kZooms.length - 1} onClick={() => setZoom(zoom + 1)}>
          {t('course.zoomIn')}
        </Button>
        <Button kind="quiet" onClick={toToday}>
          {t('course.toToday')}
        </Button>
      </div>
      <div
        ref={frame}
        tabIndex={0}
        role="group"
        aria-label={t('course.line')}
        className="overflow-x-auto px-0 pb-2"
      >
        {room > 0 && <Drawing view={view} scale={{ x, width }} onOpen={onOpen} />}
      </div>
      <Legend />
    </div>
  );
}
