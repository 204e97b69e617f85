import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { api, ApiError, apiUrl, OfflineError, problemFrom, setCsrfToken, setHooks } from './client';

const answer = (status: number, body: unknown) =>
  new Response(body === undefined ? null : JSON.stringify(body), { status });
const refusal = (status: number, code: string, more: object = {}) =>
  answer(status, { type: 'about:blank', title: 'だめ', status, code, ...more });
const send = vi.fn<typeof fetch>();
const settings = { name: '町', greeting: '', how_to_join: '', contact: '', names_in_access_log: false };
const who = {
  family_name: '佐藤',
  given_name: '',
  family_kana: 'サトウ',
  given_kana: '',
  birth_date: '2021-01-01',
};

beforeEach(() => {
  send.mockReset();
  vi.stubGlobal('fetch', send);
  setCsrfToken('token-1');
});
afterEach(() => vi.unstubAllGlobals());

describe('the client', () => {
  it('sends the CSRF token and If-Match on changes, and no token on reads', async () => {
    send.mockResolvedValueOnce(answer(200, { ok: 1 })).mockResolvedValueOnce(answer(200, []));
    await api.put('/region', settings, { version: 7 });
    await api.get('/people');
    const headers = (n: number) => send.mock.calls[n]![1]!.headers as Record<string, string>;
    expect(headers(0)).toMatchObject({
      'X-CSRF-Token': 'token-1',
      'If-Match': '"7"',
      'Content-Type': 'application/json',
    });
    expect(headers(1)).not.toHaveProperty('X-CSRF-Token');
  });
  it('turns a problem document into an ApiError with code, field and present state', async () => {
    send.mockResolvedValueOnce(refusal(422, 'invalid', { field: 'birth_date', detail: '未来の日付です。' }));
    await expect(api.post('/people/doubles', who)).rejects.toMatchObject({
      status: 422,
      code: 'invalid',
      field: 'birth_date',
      message: '未来の日付です。',
    });
    expect(problemFrom(409, '{"code":"conflict","current":{"version":3}}').current).toEqual({ version: 3 });
    expect(problemFrom(502, '<html>')).toMatchObject({ code: 'unavailable', status: 502 });
  });
  it('asks for a code and sends the same call again when a fresh factor is needed', async () => {
    send
      .mockResolvedValueOnce(refusal(403, 'step_up_needed'))
      .mockResolvedValueOnce(answer(201, { id: 'a' }));
    const stepUp = vi.fn(async () => true);
    setHooks({ stepUp });
    await expect(api.post('/people/doubles', who)).resolves.toEqual({ id: 'a' });
    expect(stepUp).toHaveBeenCalledOnce();
    expect(send.mock.calls[0]![1]!.body).toBe(send.mock.calls[1]![1]!.body);
  });
  it('gives the refusal back when the human declines the code', async () => {
    send.mockResolvedValueOnce(refusal(403, 'step_up_needed'));
    setHooks({ stepUp: async () => false });
    await expect(api.post('/pledge/accept', { version: 1 })).rejects.toBeInstanceOf(ApiError);
    expect(send).toHaveBeenCalledOnce();
  });
  it('tells the app when the session is over, but not while signing in', async () => {
    const signedOut = vi.fn();
    setHooks({ signedOut });
    send.mockImplementation(async () => refusal(401, 'unauthenticated'));
    await expect(api.post('/session', { login: 'a', password: 'b' })).rejects.toThrow();
    expect(signedOut).not.toHaveBeenCalled();
    await expect(api.get('/today')).rejects.toThrow();
    expect(signedOut).toHaveBeenCalledOnce();
  });
  it('sends a call again that crossed a change of the session, once that change is here', async () => {
    const signedOut = vi.fn();
    let arrived = false;
    setHooks({ signedOut, stillSignedIn: async () => arrived });
    let bringToken: (r: Response) => void = () => undefined;
    send.mockImplementationOnce(() => new Promise((resolve) => (bringToken = resolve)));
    const step = api.post('/session/step-up', { code: '123456' });
    send
      .mockResolvedValueOnce(refusal(401, 'unauthenticated')) // sent with the old token
      .mockResolvedValueOnce(answer(200, []));
    const people = api.get('/people');
    await new Promise((later) => setTimeout(later, 20));
    expect(send).toHaveBeenCalledTimes(2); // it waits for the new token
    arrived = true;
    bringToken(answer(200, {}));
    await step;
    await expect(people).resolves.toEqual([]);
    expect(signedOut).not.toHaveBeenCalled();
  });
  it('does not try for ever where the session is said to go on', async () => {
    const signedOut = vi.fn();
    setHooks({ signedOut, stillSignedIn: async () => true });
    send.mockImplementation(async () => refusal(401, 'unauthenticated'));
    await expect(api.get('/today')).rejects.toMatchObject({ code: 'unauthenticated' });
    expect(send).toHaveBeenCalledTimes(2);
    expect(signedOut).toHaveBeenCalledOnce();
    setHooks({ stillSignedIn: async () => false });
  });
  it('calls a lost connection by its name', async () => {
    send.mockRejectedValueOnce(new TypeError('Failed to fetch'));
    await expect(api.get('/today')).rejects.toBeInstanceOf(OfflineError);
  });
  it('leaves empty query values out', () => {
    expect(apiUrl('/audit/rows', { person: 'ひな', type: '', before: undefined })).toBe(
      `/api/v1/audit/rows?person=${encodeURIComponent('ひな')}`,
    );
  });
  it('takes only routes, bodies and answers of the program: these lines would not compile otherwise', () => {
    const person: string = 'a';
    const never = () => {
      // @ts-expect-error no such route
      void api.get(`/people/${person}/nothing`);
      // @ts-expect-error this route is not written to
      void api.put(`/people/${person}/entries`, {});
      // @ts-expect-error a field is missing
      void api.post('/session', { login: 'a' });
      // @ts-expect-error the answer has no such member
      void api.get(`/people/${person}`).then((view) => view.nothing);
    };
    expect(never).toBeTypeOf('function');
  });
});
