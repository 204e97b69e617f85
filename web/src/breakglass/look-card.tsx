// One emergency look as team, family and holder read it: who, when, why, what a review found.
import type { ReactNode } from 'react';

import type { BreakGlassView } from '../api/types';
import { Badge } from '../parts/badge';
import { useCodes } from '../region/queries';
import { t } from '../words';
import { dateTime } from '../words/dates';

/** 適切／適切でない, and what was done. */
export function ReviewText({ review }: { review: NonNullable<BreakGlassView['review']> }) {
  return (
    <div className="border-t border-line pt-3">
      <p className="flex flex-wrap items-center gap-2">
        <Badge tone={review.outcome === 'justified' ? 'good' : 'danger'}>
          {t(`breakGlass.outcome.${review.outcome}`)}
        </Badge>
        <span className="text-sm text-ink-soft">
          {t('breakGlass.reviewedAt', { at: dateTime(review.at) })}
        </span>
      </p>
      {review.measures.length > 0 && (
        <p className="mt-1">
          {t('breakGlass.measuresTaken', {
            list: review.measures.map((m) => t(`breakGlass.measure.${m}`)).join('・'),
          })}
        </p>
      )}
      {review.comment && <p className="prose mt-1">{review.comment}</p>}
    </div>
  );
}
export function LookState({
  look,
}: {
  look: Pick<BreakGlassView, 'open' | 'ends_at' | 'ended_at' | 'ended_how'>;
}) {
  return look.open ? (
    <Badge tone="danger" icon="alert">
      {t('breakGlass.openUntil', { at: dateTime(look.ends_at) })}
    </Badge>
  ) : (
    <Badge>
      {t(`breakGlass.endedHow.${look.ended_how ?? 'time'}`, { at: dateTime(look.ended_at ?? look.ends_at) })}
    </Badge>
  );
}
export function LookCard({ look, children }: { look: BreakGlassView; children?: ReactNode }) {
  const { profession } = useCodes();
  const who = [look.facility_name, look.profession && profession(look.profession), look.opener_name]
    .filter(Boolean)
    .join('・');
  return (
    <li className="card grid gap-3 p-4 sm:p-5">
      <div>
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
          {look.person_name && <strong className="text-lg">{look.person_name}</strong>}
          <LookState look={look} />
        </p>
        <p>{who}</p>
        <p className="text-sm text-ink-soft">
          {t('breakGlass.openedAt', { at: dateTime(look.opened_at) })}・{t(`breakGlass.kind.${look.kind}`)}
        </p>
      </div>
      {look.reason && (
        <p className="prose">
          <span className="block text-sm text-ink-soft">{t('breakGlass.reason')}</span>
          {look.reason}
        </p>
      )}
      {look.review ? (
        <ReviewText review={look.review} />
      ) : (
        <p className="text-sm text-ink-soft">{t('breakGlass.reviewPending')}</p>
      )}
      {children}
    </li>
  );
}
