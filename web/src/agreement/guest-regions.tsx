import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';

import { api } from '../api/client';
import type { GuestRegion } from '../api/types';
import { adoptSession, usePost } from '../app/session';
import { Button } from '../parts/button';
import { Section, Trouble } from '../parts/page';
import { toast } from '../parts/toast';
import { t } from '../words';
import { guestRegionsQuery } from './queries';

/** Other regions that ask for this facility: one press takes up the post there and acts as it. */
export function GuestRegions() {
  const { post } = usePost();
  const staff = post?.kind === 'professional' && !post.is_guest;
  const { data } = useQuery({ ...guestRegionsQuery, enabled: staff });
  const router = useRouter();
  const [error, setError] = useState<unknown>(null);
  const enter = async ({ region_slug, region_name }: GuestRegion) => {
    setError(null);
    try {
      const { post_id } = await api.post('/guest-posts', { region_slug });
      adoptSession(await api.put('/session/post', { post_id }));
      toast(t('agreement.entered', { region: region_name }));
      await router.invalidate();
    } catch (e) {
      setError(e);
    }
  };
  if (!staff || !data || data.length === 0) return null;
  return (
    <Section title={t('agreement.guestTitle')}>
      <p className="mb-3 text-ink-soft">{t('agreement.guestLead')}</p>
      {error !== null && <Trouble error={error} />}
      <ul className="grid gap-2">
        {data.map((one) => (
          <li key={one.region_slug} className="flex flex-wrap items-center gap-3">
            <span className="flex-1 basis-48">
              <strong>{one.region_name}</strong>
              {one.open_invitations > 0 && (
                <span className="block text-sm">
                  {t('agreement.guestInvited', { n: one.open_invitations })}
                </span>
              )}
            </span>
            <Button icon="next" onClick={() => void enter(one)}>
              {t('agreement.enter', { region: one.region_name })}
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  );
}
