import { Link } from '@tanstack/react-router';

import { apiUrl } from '../api/client';
import type { ConsentView } from '../api/types';
import { Badge, type Tone } from '../parts/badge';
import { LinkButton } from '../parts/button';
import { Icon, type IconName } from '../parts/icon';
import { Facts } from '../parts/page';
import { usePerson } from '../person/person-layout';
import { useCodes } from '../region/queries';
import { period, relationWord } from '../person/words';
import { t } from '../words';
import { dateTime, todayText } from '../words/dates';
import { endsSoon, isOpen } from './rules';

const looks: Record<ConsentView['state'], [Tone, IconName]> = {
  future: ['info', 'history'],
  in_force: ['good', 'check'],
  expired: ['warn', 'history'],
  withdrawn: ['danger', 'hide'],
};
export function ConsentState({ state }: { state: ConsentView['state'] }) {
  const [tone, icon] = looks[state];
  return (
    <Badge tone={tone} icon={icon}>
      {t(`consent.state.${state}`)}
    </Badge>
  );
}
/** 佐藤花子さん（母）の同意; for a statutory basis its article. A name may be withheld from the reader. */
export function consentTitle(c: ConsentView): string {
  if (c.basis === 'statutory')
    return c.article ? t('consent.statutoryBy', { article: c.article }) : t('consent.statutory');
  if (!c.giver_name) return t('consent.title');
  return t('consent.byWhom', {
    name: c.giver_name,
    relation: relationWord(c.giver_relation) || t('common.none'),
  });
}
export function partiesText(c: ConsentView): string {
  const left = c.facilities.filter((f) => f.withdrawn_at).map((f) => f.name);
  if (!c.whole_team)
    return c.facilities
      .filter((f) => !f.withdrawn_at)
      .map((f) => f.name)
      .join('、');
  return left.length > 0 ? t('consent.wholeTeamBut', { list: left.join('、') }) : t('consent.wholeTeam');
}
/** What it is for, and what it is not for any more. Withheld from some readers. */
export function PurposeList({ consent }: { consent: ConsentView }) {
  const { purpose } = useCodes();
  return (
    <ul>
      {consent.purposes.map((p) => (
        <li key={p}>{purpose(p)}</li>
      ))}
      {consent.ended_purposes.map((e) => (
        <li key={e.purpose} className="text-ink-soft">
          {t('consent.purposeEnded', { name: purpose(e.purpose), at: dateTime(e.at) })}
        </li>
      ))}
    </ul>
  );
}
/** One consent in three lines, for the guardian's first look. */
export function ConsentSummary({ consent }: { consent: ConsentView }) {
  const person = usePerson();
  const { purpose } = useCodes();
  return (
    <Link
      to="/people/$person/consents"
      params={{ person: person.id }}
      className="card grid gap-1 p-4 text-ink no-underline hover:bg-sunken"
    >
      <span className="flex flex-wrap items-center gap-2">
        <strong>{consentTitle(consent)}</strong>
        <ConsentState state={consent.state} />
      </span>
      <span>
        {t('consent.inShort', {
          parties: partiesText(consent) || t('consent.wholeTeam'),
          classes: consent.classes.map((c) => t(`class.${c}`)).join('・'),
        })}
      </span>
      {consent.purposes.length > 0 && (
        <span>{t('consent.inShortFor', { list: consent.purposes.map(purpose).join('、') })}</span>
      )}
      <span className="text-sm text-ink-soft">{period(consent.starts_on, consent.ends_on)}</span>
    </Link>
  );
}
function Proof({
  person,
  file,
  label,
  drawn,
}: {
  person: string;
  file: string;
  label: string;
  drawn: boolean;
}) {
  const url = apiUrl(`/people/${person}/files/${file}`);
  return (
    <a href={url} target="_blank" rel="noreferrer" className="inline-flex min-h-11 items-center gap-2">
      {drawn ? (
        <img src={url} alt="" loading="lazy" className="h-12 rounded border border-line bg-[#fff]" />
      ) : (
        <Icon name="file" />
      )}
      {label}
    </a>
  );
}
export function ConsentCard({ consent, mayManage }: { consent: ConsentView; mayManage: boolean }) {
  const person = usePerson();
  const days = endsSoon(consent, todayText());
  const statutory = consent.basis === 'statutory';
  return (
    <article className="card grid gap-3 p-4 sm:p-5" aria-label={consentTitle(consent)}>
      <div className="flex flex-wrap items-start justify-between gap-2">
        <h2 className="text-lg font-bold">{consentTitle(consent)}</h2>
        <ConsentState state={consent.state} />
      </div>
      {days !== null && (
        <p className="flex items-start gap-2 rounded-lg bg-warn-soft px-3 py-2 font-bold text-warn-ink">
          <Icon name="warn" className="mt-0.5 size-5" />
          {t('consent.endsIn', { n: days })}
        </p>
      )}
      <Facts
        items={[
          [t('consent.parties'), partiesText(consent)],
          [t('consent.classes'), consent.classes.map((c) => t(`class.${c}`)).join('、')],
          [
            t('common.period'),
            `${period(consent.starts_on, consent.ends_on)}${consent.ends_on ? '' : `（${t('common.noEnd')}）`}`,
          ],
          ...(consent.purposes.length + consent.ended_purposes.length > 0
            ? ([[t('consent.purposes'), <PurposeList key="purposes" consent={consent} />]] as const)
            : []),
          ...(consent.purpose_note ? ([[t('consent.purposeNote'), consent.purpose_note]] as const) : []),
          ...(statutory ? [] : ([[t('consent.method'), t(`consent.method.${consent.method}`)]] as const)),
          [
            t('consent.recorded'),
            [
              dateTime(consent.created_at),
              consent.created_by_name,
              consent.wording_version > 0 && t('consent.wordingVersion', { n: consent.wording_version }),
            ]
              .filter(Boolean)
              .join('・'),
          ],
          ...(consent.withdrawn_at
            ? ([
                [
                  t('consent.withdrawn'),
                  [dateTime(consent.withdrawn_at), consent.withdrawn_by, consent.withdrawal_reason]
                    .filter(Boolean)
                    .join('・'),
                ],
              ] as const)
            : []),
        ]}
      />
      <div className="flex flex-wrap items-center justify-between gap-2">
        {consent.signature_file && (
          <Proof person={person.id} file={consent.signature_file} label={t('consent.seeSignature')} drawn />
        )}
        {consent.scan_file && (
          <Proof person={person.id} file={consent.scan_file} label={t('consent.seeScan')} drawn={false} />
        )}
        {mayManage && isOpen(consent) && !(statutory && person.access.is_guardian) && (
          <LinkButton
            kind="quiet"
            to="/people/$person/consents/$consent/withdraw"
            params={{ person: person.id, consent: consent.id }}
            className="ml-auto"
          >
            {t('consent.withdraw')}
          </LinkButton>
        )}
      </div>
    </article>
  );
}
