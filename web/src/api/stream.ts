// The live stream (server-sent events, ids only). Read with fetch rather than EventSource, because a dropped
// connection must resume with Last-Event-ID after our own backoff. One tab of the browser reads; it tells the others.
import { apiUrl } from './client';

export interface Change {
  position: number;
  kind: string;
  person_id?: string | null;
  subject_id: string;
}
export type StreamEvent =
  { type: 'change'; change: Change } | { type: 'reset' } | { type: 'state'; live: boolean };

/** Cuts a byte stream of `text/event-stream` into events; keeps what is unfinished. */
export class EventCutter {
  private rest = '';
  push(text: string): { event: string; data: string; id: string }[] {
    this.rest += text.replaceAll('\r\n', '\n');
    const events = [];
    for (let end = this.rest.indexOf('\n\n'); end >= 0; end = this.rest.indexOf('\n\n')) {
      const lines = this.rest.slice(0, end).split('\n');
      this.rest = this.rest.slice(end + 2);
      const found = { event: 'message', data: '', id: '' };
      let any = false;
      for (const line of lines) {
        const colon = line.indexOf(':');
        if (colon <= 0) continue; // a comment: heartbeat
        const name = line.slice(0, colon);
        const value = line.slice(colon + 1).replace(/^ /, '');
        if (name === 'event') found.event = value;
        if (name === 'data') found.data += found.data ? `\n${value}` : value;
        if (name === 'id') found.id = value;
        any = true;
      }
      if (any) events.push(found);
    }
    return events;
  }
}

export const backoff = (attempt: number, random = Math.random): number =>
  Math.min(30_000, 500 * 2 ** Math.min(attempt, 6)) * (0.5 + random() / 2);

const silenceLimit = 45_000; // three heartbeats

async function readOnce(
  lastId: { value: string },
  tell: (e: StreamEvent) => void,
  outer: AbortSignal,
): Promise<boolean> {
  const inner = new AbortController();
  const stop = () => inner.abort();
  outer.addEventListener('abort', stop);
  let watchdog = setTimeout(stop, silenceLimit);
  let opened = false;
  try {
    const headers: Record<string, string> = { Accept: 'text/event-stream' };
    if (lastId.value) headers['Last-Event-ID'] = lastId.value;
    const response = await fetch(apiUrl('/stream'), {
      headers,
      credentials: 'same-origin',
      signal: inner.signal,
    });
    if (!response.ok || !response.body) return false;
    opened = true;
    tell({ type: 'state', live: true });
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    const cutter = new EventCutter();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      clearTimeout(watchdog);
      watchdog = setTimeout(stop, silenceLimit);
      for (const found of cutter.push(value)) {
        if (found.id) lastId.value = found.id;
        if (found.event === 'reset') tell({ type: 'reset' });
        if (found.event === 'change') tell({ type: 'change', change: JSON.parse(found.data) as Change });
      }
    }
  } catch {
    // dropped: the loop tries again
  } finally {
    clearTimeout(watchdog);
    outer.removeEventListener('abort', stop);
  }
  return opened;
}

async function readForever(tell: (e: StreamEvent) => void, signal: AbortSignal): Promise<void> {
  const lastId = { value: '' };
  for (let attempt = 0; !signal.aborted; attempt++) {
    if (await readOnce(lastId, tell, signal)) attempt = 0;
    if (signal.aborted) return;
    tell({ type: 'state', live: false });
    await new Promise((resume) => {
      const timer = setTimeout(resume, backoff(attempt));
      window.addEventListener('online', resume, { once: true });
      signal.addEventListener('abort', () => (clearTimeout(timer), resume(undefined)), { once: true });
    });
  }
}

/** Listens until the returned function is called. `who` keeps two accounts in one browser apart. */
export function listen(who: string, hear: (e: StreamEvent) => void): () => void {
  const end = new AbortController();
  const channel = 'BroadcastChannel' in window ? new BroadcastChannel(`musubi-stream-${who}`) : null;
  const tell = (e: StreamEvent) => {
    hear(e);
    channel?.postMessage(e);
  };
  if (channel) channel.onmessage = (m: MessageEvent<StreamEvent>) => hear(m.data);
  if (channel && 'locks' in navigator) {
    navigator.locks
      .request(`musubi-stream-${who}`, { signal: end.signal }, () => readForever(tell, end.signal))
      .catch(() => undefined); // aborted while waiting for its turn
  } else void readForever(hear, end.signal);
  return () => {
    end.abort();
    channel?.close();
  };
}
