// A signature by finger, pen or mouse; by keyboard the name is typed and drawn as text. Either way a PNG comes out.
import { useEffect, useRef, useState, type PointerEvent } from 'react';

import { t } from '../words';
import { Button } from './button';
import { TextField } from './field';

const width = 600;
const height = 220;

export function SignaturePad({
  onSigned,
  error,
}: {
  onSigned: (png: Blob | null) => void;
  error?: string | undefined;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const drawing = useRef(false);
  const [typed, setTyped] = useState('');
  const [way, setWay] = useState<'draw' | 'type'>('draw');

  const pen = () => {
    const context = canvas.current!.getContext('2d')!;
    context.lineWidth = 3.5;
    context.lineCap = 'round';
    context.lineJoin = 'round';
    context.strokeStyle = context.fillStyle = '#111';
    return context;
  };
  const blank = () => {
    const context = pen();
    context.save();
    context.fillStyle = '#fff';
    context.fillRect(0, 0, width, height);
    context.restore();
  };
  const publish = () => canvas.current?.toBlob((png) => onSigned(png), 'image/png');
  const clear = () => {
    blank();
    onSigned(null);
  };
  useEffect(blank, []);
  useEffect(() => {
    if (way !== 'type') return;
    blank();
    if (!typed.trim()) return onSigned(null);
    const context = pen();
    context.font = `56px 'Noto Sans CJK JP', 'Noto Sans JP', sans-serif`;
    context.textBaseline = 'middle';
    context.fillText(typed, 30, height / 2, width - 60);
    publish();
    // `onSigned` is only told, never watched.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [typed, way]);

  const at = (e: PointerEvent) => {
    const box = canvas.current!.getBoundingClientRect();
    return [
      ((e.clientX - box.left) / box.width) * width,
      ((e.clientY - box.top) / box.height) * height,
    ] as const;
  };
  return (
    <div>
      <p className="mb-1 font-bold">{t('signature.label')}</p>
      <canvas
        ref={canvas}
        width={width}
        height={height}
        role="img"
        aria-label={t('signature.canvas')}
        className={`aspect-[30/11] w-full max-w-xl touch-none rounded-lg border-2 bg-[#fff] ${error ? 'border-danger' : 'border-line-strong'}`}
        onPointerDown={(e) => {
          if (way !== 'draw') return;
          drawing.current = true;
          e.currentTarget.setPointerCapture(e.pointerId);
          const context = pen();
          context.beginPath();
          context.moveTo(...at(e));
        }}
        onPointerMove={(e) => {
          if (!drawing.current) return;
          const context = pen();
          context.lineTo(...at(e));
          context.stroke();
        }}
        onPointerUp={() => {
          if (drawing.current) publish();
          drawing.current = false;
        }}
      />
      {error && <p className="mt-1 font-bold text-danger-ink">{error}</p>}
      <div className="mt-2 flex flex-wrap gap-2">
        <Button kind="quiet" onClick={clear}>
          {t('signature.clear')}
        </Button>
        <Button
          kind="quiet"
          aria-pressed={way === 'type'}
          onClick={() => {
            clear();
            setWay(way === 'draw' ? 'type' : 'draw');
          }}
        >
          {way === 'draw' ? t('signature.type') : t('signature.draw')}
        </Button>
      </div>
      {way === 'type' && (
        <TextField label={t('signature.name')} value={typed} onValue={setTyped} autoComplete="name" />
      )}
    </div>
  );
}
