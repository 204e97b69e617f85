// The one way to the server: adds the CSRF token and If-Match, turns problem documents (RFC 9457) into ApiError,
// asks for a fresh second factor when the server wants one and sends the refused call again; a call that only crossed a
// change of the session's token is sent again as well. Paths, bodies and answers are typed by the program's own
// description (routes.ts); docs/decisions/008 says why it is not a library.
import type { Answer, BodyOf, Known, Path, QueryOf, Verb } from './routes';

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
  /** Asks the server anew; true while the same human is signed in as before. */
  stillSignedIn: () => Promise<boolean>;
  /** The session is over or too weak. */
  signedOut: () => void;
  language: () => string;
}
const hooks: Hooks = {
  stepUp: async () => false,
  stillSignedIn: async () => false,
  signedOut: () => undefined,
  language: () => 'ja',
};
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

interface Raw {
  status: number;
  body: string;
}
const aboutSession = (path: string): boolean => /^\/session(\/|$)/.test(path);
/** Calls under way whose answer may bring the session another token: the old one is worthless before they are here. */
const exchanging = new Set<Promise<unknown>>();
function watched<T>(method: string, path: string, sent: Promise<T>): Promise<T> {
  if (method === 'GET' || !(aboutSession(path) || path.startsWith('/account/'))) return sent;
  exchanging.add(sent);
  const over = () => void exchanging.delete(sent);
  sent.then(over, over);
  return sent;
}
/** A refused call may have crossed a change of the session's token; then the session goes on, and so may the call. */
async function onlyCrossed(): Promise<boolean> {
  await Promise.allSettled(exchanging);
  return hooks.stillSignedIn();
}
/** Sends; once more after a step-up or a change of the token. `send` must be repeatable. */
async function settled<T>(
  path: string,
  send: () => Promise<Raw>,
  read: (answer: Raw) => T = parsed,
): Promise<T> {
  let answer = await send();
  const problem = () => problemFrom(answer.status, answer.body);
  const refusedAs = (code: string) => answer.status >= 400 && problem().code === code;
  const elsewhere = !aboutSession(path);
  if (elsewhere && refusedAs('unauthenticated') && (await onlyCrossed())) answer = await send();
  if (refusedAs('step_up_needed') && (await hooks.stepUp())) answer = await send();
  if (answer.status < 400) return read(answer);
  if (elsewhere && (refusedAs('unauthenticated') || refusedAs('weak_session'))) hooks.signedOut();
  throw problem();
}
function parsed<T>(answer: Raw): T {
  return (answer.body === '' ? undefined : JSON.parse(answer.body)) as T;
}

async function call<T>(
  method: string,
  path: string,
  body: unknown,
  options: CallOptions = {},
  read?: (answer: Raw) => T,
): Promise<T> {
  const send = async () => {
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
  };
  return settled<T>(path, () => watched(method, path, send()), read);
}

/** RFC 8187: encodeURIComponent leaves four characters that a header's extended value may not hold. */
const named = (filename: string): string =>
  `attachment; filename*=UTF-8''${encodeURIComponent(filename).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`)}`;

export interface UploadOptions extends CallOptions {
  contentType?: string;
  /** What the file is called; goes in a header, because addresses are kept by proxies and histories. */
  filename?: string;
  onProgress?: (share: number) => void;
}
/** The bytes of a file, or a form, as the body; XMLHttpRequest, because fetch tells nothing of progress. */
async function upload<T>(
  method: string,
  path: string,
  body: Blob | FormData,
  options: UploadOptions = {},
): Promise<T> {
  return settled<T>(
    path,
    () =>
      new Promise<Raw>((resolve, reject) => {
        const request = new XMLHttpRequest();
        request.open(method, apiUrl(path, options.query));
        for (const [name, value] of Object.entries(headersFor(method, options)))
          request.setRequestHeader(name, value);
        if (body instanceof Blob)
          request.setRequestHeader(
            'Content-Type',
            options.contentType ?? (body.type || 'application/octet-stream'),
          ); // a form's type holds its boundary: the browser's to write
        if (options.filename) request.setRequestHeader('Content-Disposition', named(options.filename));
        request.upload.onprogress = (e) => e.lengthComputable && options.onProgress?.(e.loaded / e.total);
        request.onload = () => resolve({ status: request.status, body: request.responseText });
        request.onerror = () => reject(new OfflineError());
        request.onabort = () => reject(new DOMException('aborted', 'AbortError'));
        options.signal?.addEventListener('abort', () => request.abort());
        request.send(body);
      }),
  );
}

/** A body with files beside it: one form, in the parts the route names. Without files it is plain JSON. */
export interface FormParts<B> {
  part: string;
  body: B;
  filesPart: string;
  files: readonly File[];
}
async function form<T>(
  method: string,
  path: string,
  { part, body, filesPart, files }: FormParts<unknown>,
  options: UploadOptions = {},
): Promise<T> {
  if (files.length === 0) return call(method, path, body, options);
  const data = new FormData();
  data.append(part, new Blob([JSON.stringify(body)], { type: 'application/json' }));
  for (const file of files) data.append(filesPart, file, file.name);
  return upload(method, path, data, options);
}

/** The arguments after the path; a path that is no route takes none that exist. */
type Rest<V extends Verb, P extends string, Args extends unknown[]> =
  Known<V, P> extends true ? Args : [noSuchRoute: never];
type BodyArgs<V extends Verb, P extends string> =
  BodyOf<V, P> extends undefined
    ? [body?: Record<string, never>, options?: CallOptions]
    : [body: BodyOf<V, P>, options?: CallOptions];
type GetArgs<P extends string> =
  QueryOf<'get', P> extends undefined
    ? [query?: null, signal?: AbortSignal]
    : [query?: QueryOf<'get', P>, signal?: AbortSignal];

/** A file to open or keep; asks for a fresh second factor where the server wants one. */
async function file(path: string, query?: Query): Promise<Blob> {
  let blob = new Blob();
  await settled<unknown>(path, async () => {
    try {
      const init: RequestInit = { headers: headersFor('GET', {}), credentials: 'same-origin' };
      const response = await fetch(apiUrl(path, query), init);
      if (!response.ok) return { status: response.status, body: await response.text() };
      blob = await response.blob();
      return { status: response.status, body: '' };
    } catch {
      throw new OfflineError();
    }
  });
  return blob;
}

export const api = {
  get: <P extends Path<'get'>>(
    path: P,
    ...[query, signal]: Rest<'get', P, GetArgs<P>>
  ): Promise<Answer<'get', P>> =>
    call('GET', path, undefined, { ...(query && { query: query as Query }), ...(signal && { signal }) }),
  post: <P extends Path<'post'>>(
    path: P,
    ...[body, options]: Rest<'post', P, BodyArgs<'post', P>>
  ): Promise<Answer<'post', P>> => call('POST', path, body ?? {}, options),
  put: <P extends Path<'put'>>(
    path: P,
    ...[body, options]: Rest<'put', P, BodyArgs<'put', P>>
  ): Promise<Answer<'put', P>> => call('PUT', path, body ?? {}, options),
  delete: <P extends Path<'delete'>>(
    path: P,
    ...[options]: Rest<'delete', P, [options?: CallOptions]>
  ): Promise<Answer<'delete', P>> => call('DELETE', path, undefined, options),
  /** The text of a file the server makes, a CSV; asks for a code first where that is needed. */
  text: <P extends Path<'get'>>(path: P, ...[query]: Rest<'get', P, GetArgs<P>>): Promise<string> =>
    call('GET', path, undefined, { ...(query && { query: query as Query }) }, (answer) => answer.body),
  /** A file as a new thing … */
  upload: <P extends Path<'post'>>(
    path: P,
    file: Blob,
    ...[options]: Rest<'post', P, [options?: UploadOptions]>
  ): Promise<Answer<'post', P>> => upload('POST', path, file, options),
  /** … or in the place of one. */
  replace: <P extends Path<'put'>>(
    path: P,
    file: Blob,
    ...[options]: Rest<'put', P, [options?: UploadOptions]>
  ): Promise<Answer<'put', P>> => upload('PUT', path, file, options),
  /** The bytes of a file. */
  file,
  /** A new thing with files in one go … */
  postForm: <P extends Path<'post'>>(
    path: P,
    parts: FormParts<BodyOf<'post', P>>,
    ...[options]: Rest<'post', P, [options?: UploadOptions]>
  ): Promise<Answer<'post', P>> => form('POST', path, parts, options),
  /** … or a correction of one. */
  putForm: <P extends Path<'put'>>(
    path: P,
    parts: FormParts<BodyOf<'put', P>>,
    ...[options]: Rest<'put', P, [options?: UploadOptions]>
  ): Promise<Answer<'put', P>> => form('PUT', path, parts, options),
};
