import { useEffect, useRef, useState } from 'react';

/** The room an element has, in pixels; 0 until it is drawn. */
export function useWidth<E extends HTMLElement>() {
  const frame = useRef<E>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const box = frame.current;
    if (!box) return;
    const watch = new ResizeObserver(() => setWidth(box.clientWidth));
    watch.observe(box);
    return () => watch.disconnect();
  }, []);
  return [frame, width] as const;
}
