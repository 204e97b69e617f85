// What 今日 says of certificates that end: to whoever works on such a device, and to whoever runs them. Reckoned by the
// server each time, so it is gone with the renewal or the revocation.
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';

import { usePost } from '../app/session';
import { LinkButton } from '../parts/button';
import { Section } from '../parts/page';
import { t } from '../words';
import { dateTime } from '../words/dates';
import { ownQuery, renewalsQuery } from './queries';

// Renewal brings forms along; few ever need it.
const OwnDevice = lazy(async () => ({ default: (await import('./own-device')).OwnDevice }));

const kShown = 5;

function Renewals() {
  const { data } = useQuery(renewalsQuery);
  if (!data || data.length === 0) return null;
  return (
    <Section
      title={`${t('device.renewals')} ${data.length}`}
      actions={<LinkButton to="/manage/devices">{t('device.open')}</LinkButton>}
      flush
    >
      <ul aria-label={t('device.renewals')}>
        {data.slice(0, kShown).map((device) => (
          <li key={device.id} className="border-b border-line px-4 py-3 last:border-b-0 sm:px-5">
            <span className="font-bold break-words">{device.name}</span>{' '}
            <span className={device.state === 'expired' ? 'font-bold text-danger-ink' : 'text-ink-soft'}>
              {device.state === 'expired'
                ? t('device.ended')
                : t('device.endsOn', { at: dateTime(device.expires_at ?? ''), n: device.days_left ?? 0 })}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

export function DeviceReminders() {
  const { isManager, isGuest, isOperator } = usePost();
  const own = useQuery(ownQuery).data;
  return (
    <>
      {own?.may_renew && (
        <Suspense>
          <OwnDevice quiet />
        </Suspense>
      )}
      {((isManager && !isGuest) || isOperator) && <Renewals />}
    </>
  );
}
