// For coordinators, leads and the family: emergency looks at their people, until they have taken note. For whoever
// looked: what the review found.
import { useMutation, useQuery } from '@tanstack/react-query';

import { api } from '../api/client';
import type { BreakGlassView } from '../api/types';
import { queryClient } from '../app/session';
import { Button, LinkButton } from '../parts/button';
import { Trouble } from '../parts/page';
import { t } from '../words';
import { LookCard } from './look-card';
import { noticesQuery, ofPersonQuery } from './queries';

function Notice({ look }: { look: BreakGlassView }) {
  const seen = useMutation({
    mutationFn: () =>
      look.own
        ? api.post(`/break-glass/mine/${look.id}/seen`)
        : api.post(`/people/${look.person_id}/break-glass/${look.id}/seen`),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: noticesQuery.queryKey }),
  });
  return (
    <LookCard look={look}>
      {seen.isError && <Trouble error={seen.error} />}
      <div className="flex flex-wrap gap-2">
        <Button kind="primary" icon="check" busy={seen.isPending} onClick={() => seen.mutate()}>
          {t('breakGlass.seen')}
        </Button>
        {!look.own && (
          <LinkButton to="/people/$person/access-log" params={{ person: look.person_id }} icon="eye">
            {t('breakGlass.seeLog')}
          </LinkButton>
        )}
      </div>
    </LookCard>
  );
}
function Notices({
  id,
  title,
  lead,
  looks,
}: {
  id: string;
  title: string;
  lead?: string;
  looks: readonly BreakGlassView[];
}) {
  if (looks.length === 0) return null;
  return (
    <section aria-labelledby={id} className="grid gap-3">
      <h2 id={id} className="text-xl font-bold">
        {title}
      </h2>
      {lead && <p className="-mt-2 text-ink-soft">{lead}</p>}
      <ul className="grid gap-3">
        {looks.map((look) => (
          <Notice key={`${look.id}-${look.review?.version ?? 0}`} look={look} />
        ))}
      </ul>
    </section>
  );
}
export function BreakGlassNotices() {
  const { data = [] } = useQuery(noticesQuery);
  const own = data.filter((look) => look.own);
  const others = data.filter((look) => !look.own);
  return (
    <>
      <Notices
        id="break-glass-notices"
        title={t('breakGlass.notices', { n: others.length })}
        lead={t('breakGlass.noticesLead')}
        looks={others}
      />
      <Notices id="break-glass-own-reviews" title={t('breakGlass.ownReviewed')} looks={own} />
    </>
  );
}
/** All of one person's, above the access history. */
export function BreakGlassHistory({ person }: { person: string }) {
  const looks = useQuery(ofPersonQuery(person));
  if (!looks.data || looks.data.length === 0) return null;
  return (
    <section aria-labelledby="break-glass-history" className="grid gap-3">
      <h2 id="break-glass-history" className="text-xl font-bold">
        {t('breakGlass.history')}
      </h2>
      <ul className="grid gap-3">
        {looks.data.map((look) => (
          <LookCard key={look.id} look={{ ...look, person_name: '' }} />
        ))}
      </ul>
    </section>
  );
}
