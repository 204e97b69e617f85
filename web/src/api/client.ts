// The one way to the server: adds the CSRF token and If-Match, turns problem documents (RFC 9457) into ApiError,
// asks for a fresh second factor when the server wants one and sends the refused call again.

export type Query = Record<string, string | number | boolean | null | undefined>;
export interface CallOptions {
  query?: Query;
  /** The version the edit was made on: becomes `If-Match`. */
  version?: number;
  signal?: AbortSignal;
}

/** What the server answered instead of the thing asked for. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly field?: string,
    /** The present state, for a lost race (`conflict`). */
    readonly current?: unknown,
  ) {
    super(message);
    this.name = 'ApiError';
  }
}
/** The request did not reach the server, or its answer did not reach us. */
export class OfflineError extends Error {
  constructor() {
    super('offline');
    this.name = 'OfflineError';
  }
}

interface Hooks {
  /** Asks the human for a code; true when the session is fresh again. */
  stepUp: () => Promise<boolean>;
  /** The session is over or too weak. */
  signedOut: () => void;
  language: () => string;
}
const hooks: Hooks = { stepUp: async () => false, signedOut: () => undefined, language: () => 'ja' };
export function setHooks(given: Partial<Hooks>): void {
  Object.assign(hooks, given);
}

let csrfToken = '';
export function setCsrfToken(token: string | null | undefined): void {
  csrfToken = token ?? '';
}

export function apiUrl(path: string, query?: Query): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {}))
    if (value !== undefined && value !== null && value !== '') search.set(name, String(value));
  const text = search.toString();
  return `/api/v1${path}${text ? `?${text}` : ''}`;
}

function headersFor(method: string, options: CallOptions): Record<string, string> {
  const headers: Record<string, string> = { Accept: 'application/json', 'Accept-Language': hooks.language() };
  if (method !== 'GET' && csrfToken) headers['X-CSRF-Token'] = csrfToken;
  if (options.version !== undefined) headers['If-Match'] = `"${options.version}"`;
  return headers;
}

/** Reads a problem document; anything else becomes a plain ApiError of the status. */
export function problemFrom(status: number, body: string): ApiError {
  try {
    const problem: unknown = JSON.parse(body);
    if (typeof problem === 'object' && problem !== null) {
      const p = problem as Record<string, unknown>;
      const text = (name: string) =>
        typeof p[name] === 'string' && p[name] !== '' ? (p[name] as string) : undefined;
      return new ApiError(
        status,
        text('code') ?? 'internal',
        text('detail') ?? text('title') ?? '',
        text('field'),
        p['current'],
      );
    }
  } catch {
    // not JSON: a proxy's page, perhaps
  }
  return new ApiError(status, status === 503 || status === 502 ? 'unavailable' : 'internal', '');
}

interface Answer {
  status: number;
  body: string;
}
/** Sends; once more after a step-up. `send` must be repeatable. */
async function settled<T>(path: string, send: () => Promise<Answer>): Promise<T> {
  let answer = await send();
  if (answer.status >= 400) {
    let problem = problemFrom(answer.status, answer.body);
    if (problem.code === 'step_up_needed' && (await hooks.stepUp())) {
      answer = await send();
      if (answer.status < 400) return parsed<T>(answer);
      problem = problemFrom(answer.status, answer.body);
    }
    const ended = problem.code === 'unauthenticated' || problem.code === 'weak_session';
    if (ended && !path.startsWith('/session')) hooks.signedOut();
    throw problem;
  }
  return parsed<T>(answer);
}
function parsed<T>(answer: Answer): T {
  return (answer.body === '' ? undefined : JSON.parse(answer.body)) as T;
}

async function call<T>(method: string, path: string, body: unknown, options: CallOptions = {}): Promise<T> {
  return settled<T>(path, async () => {
    const headers = headersFor(method, options);
    const init: RequestInit = { method, headers, credentials: 'same-origin', signal: options.signal ?? null };
    if (body !== undefined) {
      headers['Content-Type'] = 'application/json';
      init.body = JSON.stringify(body);
    }
    try {
      const response = await fetch(apiUrl(path, options.query), init);
      return { status: response.status, body: await response.text() };
    } catch (cause) {
      if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
      throw new OfflineError();
    }
  });
}

export interface UploadOptions extends CallOptions {
  method?: 'POST' | 'PUT';
  contentType?: string;
  onProgress?: (share: number) => void;
}
/** The bytes of a file as the body; XMLHttpRequest, because fetch tells nothing of progress. */
async function upload<T>(path: string, file: Blob, options: UploadOptions = {}): Promise<T> {
  const method = options.method ?? 'POST';
  return settled<T>(
    path,
    () =>
      new Promise<Answer>((resolve, reject) => {
        const request = new XMLHttpRequest();
        request.open(method, apiUrl(path, options.query));
        for (const [name, value] of Object.entries(headersFor(method, options)))
          request.setRequestHeader(name, value);
        request.setRequestHeader(
          'Content-Type',
          options.contentType ?? (file.type || 'application/octet-stream'),
        );
        request.upload.onprogress = (e) => e.lengthComputable && options.onProgress?.(e.loaded / e.total);
        request.onload = () => resolve({ status: request.status, body: request.responseText });
        request.onerror = () => reject(new OfflineError());
        request.onabort = () => reject(new DOMException('aborted', 'AbortError'));
        options.signal?.addEventListener('abort', () => request.abort());
        request.send(file);
      }),
  );
}

export const api = {
  get: <T>(path: string, query?: Query, signal?: AbortSignal) =>
    call<T>('GET', path, undefined, { ...(query && { query }), ...(signal && { signal }) }),
  post: <T = void>(path: string, body: unknown = {}, options?: CallOptions) =>
    call<T>('POST', path, body, options),
  put: <T = void>(path: string, body: unknown = {}, options?: CallOptions) =>
    call<T>('PUT', path, body, options),
  delete: <T = void>(path: string, options?: CallOptions) => call<T>('DELETE', path, undefined, options),
  upload,
};
