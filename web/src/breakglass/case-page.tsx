// One emergency look for its reviewer: who, why, what was looked at, whom to ask, what was found.
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';

import type { BreakGlassCase, BreakGlassReview } from '../api/types';
import { Badge } from '../parts/badge';
import { EmptyState, Facts, Loaded, Note, Page, Section } from '../parts/page';
import { useCodes } from '../region/queries';
import { accessLogWord, bothDates } from '../person/words';
import { t, textOr } from '../words';
import { dateTime, waited } from '../words/dates';
import { LookState, ReviewText } from './look-card';
import { caseQuery } from './queries';
import { EndEarly, ReviewForm } from './review-form';

function About({ open }: { open: BreakGlassCase }) {
  const { profession } = useCodes();
  const { item, ending } = open;
  return (
    <Section title={t('breakGlass.about')}>
      <Facts
        items={[
          [t('breakGlass.opener'), item.opener_name],
          [
            t('breakGlass.place'),
            [item.facility_name, profession(item.profession)].filter(Boolean).join('・'),
          ],
          [t('breakGlass.whom'), `${open.person_name}　${bothDates(open.birth_date)}`],
          [t('breakGlass.kind'), t(`breakGlass.kind.${item.kind}`)],
          [t('breakGlass.reason'), <span className="prose">{open.reason}</span>],
          [t('breakGlass.opened'), dateTime(item.opened_at)],
          [
            t('breakGlass.closed'),
            ending &&
              [
                t(`breakGlass.endedHow.${ending.how}`, { at: dateTime(ending.at) }),
                ending.by_name,
                ending.reason,
              ]
                .filter(Boolean)
                .join(' '),
          ],
        ]}
      />
    </Section>
  );
}
function Looks({ open }: { open: BreakGlassCase }) {
  return (
    <Section title={t('breakGlass.looks', { n: open.looks.length })} flush>
      {open.looks.length === 0 ? (
        <EmptyState icon="eye" title={t('common.none')} />
      ) : (
        <ul>
          {open.looks.map((look) => (
            <li key={look.audit_id} className="border-b border-line px-4 py-2.5 last:border-b-0 sm:px-5">
              <span className="block">
                {accessLogWord('action', look.action)}
                {textOr(`auditSubject.${look.subject_kind}`, '') &&
                  `（${textOr(`auditSubject.${look.subject_kind}`, '')}）`}
              </span>
              <span className="text-sm text-ink-soft">
                {dateTime(look.at)}
                {look.classes.length > 0 &&
                  ` ${t('accessLog.inClasses', { list: look.classes.map((c) => t(`class.${c}`)).join('・') })}`}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
function Contacts({ open }: { open: BreakGlassCase }) {
  return (
    <Section title={t('breakGlass.contacts')} flush>
      {open.contacts.length === 0 ? (
        <p className="p-4 text-ink-soft sm:px-5">{t('breakGlass.noContacts')}</p>
      ) : (
        <ul>
          {open.contacts.map((c) => (
            <li
              key={`${c.name}-${c.facility_name}`}
              className="border-b border-line px-4 py-2.5 last:border-b-0 sm:px-5"
            >
              <span className="font-bold">{c.name}</span>{' '}
              <span className="text-ink-soft">{c.facility_name}</span>
              {c.phone && (
                <a
                  href={`tel:${c.phone.replace(/[^\d+]/g, '')}`}
                  className="ml-2 inline-flex min-h-11 items-center"
                >
                  {c.phone}
                </a>
              )}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
function Reviews({ reviews }: { reviews: readonly BreakGlassReview[] }) {
  return (
    <Section title={t('breakGlass.reviews')}>
      <ul className="grid gap-4">
        {reviews.map((r) => (
          <li key={r.version}>
            <p className="font-bold">{t('breakGlass.reviewBy', { n: r.version, name: r.by_name })}</p>
            <ReviewText review={r} />
            {(r.ended || r.barred) && (
              <p className="mt-1 flex flex-wrap gap-2">
                {r.ended && <Badge tone="warn">{t('breakGlass.ended')}</Badge>}
                {r.barred && <Badge tone="danger">{t('breakGlass.barredByReview')}</Badge>}
              </p>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}

export function CasePage() {
  const { opening } = useParams({ from: '/signed-in/manage/break-glass/$opening' });
  const open = useQuery(caseQuery(opening));
  return (
    <Page
      title={t('nav.breakGlass')}
      narrow
      back={{ to: { to: '/manage/break-glass' }, label: t('nav.breakGlassReviews') }}
    >
      <Loaded query={open}>
        {(c) => (
          <>
            <div className="flex flex-wrap items-center gap-3">
              <LookState
                look={{
                  open: c.item.open,
                  ends_at: c.item.ends_at,
                  ended_at: c.ending?.at ?? null,
                  ended_how: c.ending?.how ?? null,
                }}
              />
              {c.reviews.length === 0 && (
                <span className="text-ink-soft">
                  {t('applications.waiting', { time: waited(c.item.opened_at) })}
                </span>
              )}
              {c.item.overdue && (
                <Badge tone="danger" icon="warn">
                  {t('breakGlass.overdue')}
                </Badge>
              )}
              {c.item.open && <EndEarly id={c.item.id} />}
            </div>
            {c.without_consent && <Note tone="warn">{t('breakGlass.withoutConsent')}</Note>}
            {c.barred && <Note tone="danger">{t('breakGlass.isBarred')}</Note>}
            <About open={c} />
            <Looks open={c} />
            <Contacts open={c} />
            {c.reviews.length > 0 && <Reviews reviews={c.reviews} />}
            <Section title={t(c.reviews.length > 0 ? 'breakGlass.amend' : 'breakGlass.review')}>
              {c.own ? <p>{t('breakGlass.ownReview')}</p> : <ReviewForm open={c} />}
            </Section>
          </>
        )}
      </Loaded>
    </Page>
  );
}
