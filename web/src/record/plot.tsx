// A chart on canvas (uPlot): drags sideways, zooms by buttons and keys. What it shows stands in a table beside it, so the
// canvas itself is one picture with a name.
import 'uplot/dist/uPlot.min.css';

import { useEffect, useRef } from 'react';
import uPlot from 'uplot';

import { Button } from '../parts/button';
import { t } from '../words';
import { moved, zoomed } from './plot-range';

/** A token of the theme as the canvas wants it. */
export function inkOf(name: string): string {
  const probe = document.createElement('span');
  probe.style.color = `var(--${name})`;
  document.body.append(probe);
  const colour = getComputedStyle(probe).color;
  probe.remove();
  return colour;
}

const dragging = (all: () => readonly [number, number]): uPlot.Plugin => ({
  hooks: {
    ready: (u) => {
      const over = u.over;
      over.style.touchAction = 'pan-y';
      over.style.cursor = 'grab';
      over.addEventListener('pointerdown', (down) => {
        if (down.button !== 0) return;
        const start: [number, number] = [u.scales['x']!.min!, u.scales['x']!.max!];
        const perPixel = (start[1] - start[0]) / over.clientWidth;
        let frame = 0;
        const move = (e: PointerEvent) => {
          cancelAnimationFrame(frame);
          frame = requestAnimationFrame(() => {
            const [min, max] = moved(start, (down.clientX - e.clientX) * perPixel, all());
            u.setScale('x', { min, max });
          });
        };
        const up = () => {
          removeEventListener('pointermove', move);
          removeEventListener('pointerup', up);
          removeEventListener('pointercancel', up);
        };
        addEventListener('pointermove', move);
        addEventListener('pointerup', up);
        addEventListener('pointercancel', up);
      });
    },
  },
});

export function Plot({
  label,
  options,
  data,
  height = 320,
  range,
}: {
  /** What the picture shows, in words. */
  label: string;
  /** Stable as long as it means the same. */
  options: Omit<uPlot.Options, 'width' | 'height'>;
  data: uPlot.AlignedData;
  height?: number;
  /** The part of x to begin with. */
  range?: readonly [number, number] | undefined;
}) {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const xs = data[0];
  const all = (): [number, number] => [Number(xs[0] ?? 0), Number(xs[xs.length - 1] ?? 1)];
  useEffect(() => {
    const at = box.current;
    if (!at) return;
    const u = new uPlot(
      {
        ...options,
        width: at.clientWidth,
        height,
        legend: { show: false },
        cursor: { drag: { setScale: false, x: false, y: false }, ...options.cursor },
        plugins: [dragging(all), ...(options.plugins ?? [])],
      },
      data,
      at,
    );
    if (range) u.setScale('x', { min: range[0], max: range[1] });
    plot.current = u;
    const watcher = new ResizeObserver(() => u.setSize({ width: at.clientWidth, height }));
    watcher.observe(at);
    return () => {
      watcher.disconnect();
      u.destroy();
      plot.current = null;
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `all` follows from `data`
  }, [options, data, height, range]);
  const change = (make: (now: [number, number]) => [number, number]) => {
    const u = plot.current;
    if (!u) return;
    const [min, max] = make([u.scales['x']!.min!, u.scales['x']!.max!]);
    u.setScale('x', { min, max });
  };
  return (
    <div className="grid gap-2">
      <div ref={box} role="img" aria-label={label} className="w-full overflow-hidden" />
      <div className="flex flex-wrap gap-2 print:hidden">
        <Button
          kind="quiet"
          icon="back"
          onClick={() => change((now) => moved(now, (now[0] - now[1]) / 2, all()))}
        >
          {t('record.earlier')}
        </Button>
        <Button
          kind="quiet"
          icon="next"
          onClick={() => change((now) => moved(now, (now[1] - now[0]) / 2, all()))}
        >
          {t('record.later')}
        </Button>
        <Button kind="quiet" icon="plus" onClick={() => change((now) => zoomed(now, 0.5, all()))}>
          {t('record.zoomIn')}
        </Button>
        <Button kind="quiet" onClick={() => change((now) => zoomed(now, 2, all()))}>
          {t('record.zoomOut')}
        </Button>
        <Button kind="quiet" onClick={() => change(all)}>
          {t('record.zoomAll')}
        </Button>
      </div>
    </div>
  );
}
