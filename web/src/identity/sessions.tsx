import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';

import { api } from '../api/client';
import { Badge } from '../parts/badge';
import { Button } from '../parts/button';
import { Loaded, Trouble } from '../parts/page';
import { toast } from '../parts/toast';
import { t, type Key } from '../words';
import { dateTime, shortTime } from '../words/dates';

/** Chrome・Windows out of a user agent, in words a user knows; the whole text stays in the title. */
export function deviceName(agent: string): string {
  const browser = /Edg\//.test(agent)
    ? 'Edge'
    : /Firefox\//.test(agent)
      ? 'Firefox'
      : /(Chrome|CriOS)\//.test(agent)
        ? 'Chrome'
        : /Safari\//.test(agent)
          ? 'Safari'
          : '';
  const system = /iPhone/.test(agent)
    ? 'iPhone'
    : /iPad/.test(agent)
      ? 'iPad'
      : /Android/.test(agent)
        ? 'Android'
        : /Windows/.test(agent)
          ? 'Windows'
          : /CrOS/.test(agent)
            ? 'Chromebook'
            : /Mac OS/.test(agent)
              ? 'Mac'
              : /Linux/.test(agent)
                ? 'Linux'
                : '';
  return [browser, system].filter(Boolean).join('・') || agent.slice(0, 40) || t('account.unknownDevice');
}

/** A sign-in through a directory carries its name behind the device. */
function deviceAndWay(text: string): string {
  const [device = '', way] = text.split('・');
  return [deviceName(device), way].filter(Boolean).join('・');
}

export function Sessions() {
  const cache = useQueryClient();
  const sessions = useQuery({
    queryKey: ['account-sessions'],
    queryFn: () => api.get('/account/sessions'),
  });
  const [error, setError] = useState<unknown>(null);
  const end = async (path: '/account/sessions' | `/account/sessions/${string}`) => {
    setError(null);
    try {
      await api.delete(path);
      toast(t('account.sessionEnded'));
      await cache.invalidateQueries({ queryKey: ['account-sessions'] });
    } catch (e) {
      setError(e);
    }
  };
  return (
    <Loaded query={sessions}>
      {(list) => (
        <div className="grid gap-3">
          {error !== null && <Trouble error={error} />}
          <ul>
            {list.map((s) => (
              <li
                key={s.id}
                className="flex flex-wrap items-center justify-between gap-2 border-b border-line py-2 last:border-b-0"
              >
                <span title={s.device}>
                  <span className="font-bold">{deviceName(s.device)}</span>{' '}
                  {s.current && <Badge tone="good">{t('account.sessionNow')}</Badge>}
                  <span className="block text-sm text-ink-soft">
                    {t('account.lastSeen')} {shortTime(s.last_seen_at)}・{s.address}
                  </span>
                </span>
                {!s.current && (
                  <Button kind="quiet" onClick={() => void end(`/account/sessions/${s.id}`)}>
                    {t('account.sessionEnd')}
                  </Button>
                )}
              </li>
            ))}
          </ul>
          {list.length > 1 && (
            <div>
              <Button onClick={() => void end('/account/sessions')}>{t('account.sessionEndAll')}</Button>
            </div>
          )}
        </div>
      )}
    </Loaded>
  );
}

const outcomes = new Set([
  'ok',
  'wrong_password',
  'wrong_code',
  'throttled',
  'signed_out',
  'wrong_passkey',
  'copied_passkey',
]);
export function SignIns() {
  const history = useQuery({
    queryKey: ['account-sign-ins'],
    queryFn: () => api.get('/account/sign-ins'),
  });
  return (
    <Loaded query={history}>
      {(list) => (
        <div className="grid gap-3">
          <p className="text-sm text-ink-soft">
            {list.length === 0 ? t('account.historyEmpty') : t('account.historyLead')}
          </p>
          <ul>
            {list.slice(0, 30).map((s, i) => (
              <li
                key={`${s.at}-${i}`}
                className="flex flex-wrap items-center justify-between gap-x-4 border-b border-line py-2 last:border-b-0"
              >
                <span>
                  {dateTime(s.at)}
                  <span className="block text-sm text-ink-soft">
                    {deviceAndWay(s.device)}・{s.address}
                  </span>
                </span>
                <Badge tone={s.outcome === 'ok' ? 'good' : s.outcome === 'signed_out' ? 'plain' : 'warn'}>
                  {t((outcomes.has(s.outcome) ? `outcome.${s.outcome}` : 'outcome.other') as Key)}
                </Badge>
              </li>
            ))}
          </ul>
        </div>
      )}
    </Loaded>
  );
}
