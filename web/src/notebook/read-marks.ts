// What has been on screen for a second counts as read; told to the server in one go.
import { useEffect, useRef } from 'react';

import { api } from '../api/client';
import type { EntryView } from '../api/types';
import { queryClient } from '../app/session';

const seenAfterMs = 1000;

export function useReadMarks(person: string, entries: readonly EntryView[]) {
  const told = useRef(new Set<string>());
  useEffect(() => {
    const unread = new Set(entries.filter((e) => !e.mine.read && !told.current.has(e.id)).map((e) => e.id));
    if (unread.size === 0) return;
    const since = new Map<string, number>();
    const seen = new Set<string>();
    const watcher = new IntersectionObserver(
      (changes) => {
        for (const change of changes) {
          const id = (change.target as HTMLElement).dataset['entry'];
          if (!id || !unread.has(id)) continue;
          if (change.isIntersecting) since.set(id, performance.now());
          else since.delete(id);
        }
      },
      { threshold: 0.5, rootMargin: '0px' },
    );
    document.querySelectorAll<HTMLElement>('[data-entry]').forEach((node) => watcher.observe(node));
    const timer = setInterval(() => {
      if (document.hidden) return;
      for (const [id, at] of since)
        if (performance.now() - at >= seenAfterMs && !told.current.has(id)) seen.add(id);
      if (seen.size === 0) return;
      const ids = [...seen].slice(0, 100);
      seen.clear();
      ids.forEach((id) => told.current.add(id));
      api
        .post(`/people/${person}/read`, { entry_ids: ids })
        .then(() =>
          ['people', 'today'].forEach((key) => void queryClient.invalidateQueries({ queryKey: [key] })),
        )
        .catch(() => ids.forEach((id) => told.current.delete(id))); // seen again later
    }, 700);
    return () => {
      clearInterval(timer);
      watcher.disconnect();
    };
  }, [person, entries]);
}
