import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';

import { Button } from '../parts/button';
import { Icon } from '../parts/icon';
import { t } from '../words';
import { Measured } from './entry-records';
import { CategoryMark } from './marks';
import { sendNow, takeBack } from './outbox';
import type { Outgoing } from './store';

/** An entry on its way: seconds to think again, or why it is still here. */
export function Pending({ item }: { item: Outgoing }) {
  const [now, setNow] = useState(Date.now);
  const navigate = useNavigate();
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.max(0, Math.ceil((item.send_at - now) / 1000));
  const back = async () => {
    if (await takeBack(item.id))
      void navigate({ to: '/people/$person/write', params: { person: item.person } });
  };
  return (
    <article
      className={`card grid gap-2 border-dashed p-4 ${item.refused ? 'border-danger' : ''}`}
      aria-label={t('pending.label')}
    >
      <p className="flex flex-wrap items-center gap-2">
        <CategoryMark category={item.entry.category} />
        {item.refused ? (
          <span className="flex items-center gap-1.5 font-bold text-danger-ink" role="alert">
            <Icon name="alert" />
            {t('pending.refused', { why: item.refused })}
          </span>
        ) : (
          <span className="font-bold">
            {navigator.onLine ? t('pending.soon', { n: seconds }) : t('pending.offline')}
          </span>
        )}
      </p>
      <p className="prose line-clamp-3 text-ink-soft">{item.entry.body}</p>
      {item.entry.records && <Measured records={item.entry.records} />}
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => void back()}>{t(item.refused ? 'pending.rewrite' : 'pending.undo')}</Button>
        {!item.refused && (
          <Button kind="primary" onClick={() => void sendNow(item.id)}>
            {t('pending.now')}
          </Button>
        )}
      </div>
    </article>
  );
}
