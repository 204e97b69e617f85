// 緊急カード: what a rescuer or a substitute teacher needs within seconds, on a phone or on paper. What is wrong with
// the child and what to do come first, then whom to call; everything else follows.
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';

import { Badge } from '../parts/badge';
import { Button, LinkButton } from '../parts/button';
import { Icon } from '../parts/icon';
import { Page } from '../parts/page';
import { usePerson } from '../person/person-layout';
import { severityTone } from '../person/profile-page';
import { currentSchool, fullName } from '../person/queries';
import { bySeverity } from '../person/rules';
import { bothDates, languageWord } from '../person/words';
import { useCodes } from '../region/queries';
import { teamQuery } from '../team/queries';
import { t } from '../words';
import { ageText, longDate, todayText } from '../words/dates';
import { Phone, SettingsText, StateView } from './part-view';
import { PrintCard } from './print-card';
import { careQuery } from './queries';
import { calleesOf, contentOf, expiredOf, isGiven, procedureWord, telOf, type Callee } from './rules';
import type { CareView } from './types';

const inset = 'border-t border-line px-4 py-3 sm:px-5';
function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className={inset}>
      <h2 className="mb-1 font-bold">{title}</h2>
      {children}
    </section>
  );
}
function Call({ callee: { name, what, phone } }: { callee: Callee }) {
  return (
    <li className="flex flex-wrap items-center gap-3 border-b border-line px-4 py-2.5 last:border-b-0 sm:px-5">
      <span className="min-w-0 flex-1">
        <span className="block font-bold">{name}</span>
        <span className="text-sm text-ink-soft">{what}</span>
      </span>
      <a
        href={telOf(phone)}
        aria-label={t('emergency.call', { name, phone })}
        className="inline-flex min-h-12 items-center gap-2 rounded-full bg-accent px-5 text-lg font-bold text-on-accent no-underline print:bg-transparent print:text-ink"
      >
        <Icon name="phone" />
        {phone}
      </a>
    </li>
  );
}
/** 119 and the first of the list, before anything has to be scrolled. */
function FirstCalls({ callee }: { callee: Callee | undefined }) {
  const look =
    'inline-flex min-h-14 flex-1 basis-36 items-center justify-center gap-2 rounded-xl px-3 text-center text-lg leading-tight font-bold no-underline';
  return (
    <p className="flex flex-wrap gap-2 px-4 py-3 print:hidden sm:px-5">
      <a href="tel:119" className={`${look} bg-danger text-on-danger`}>
        <Icon name="phone" />
        {t('card.call119')}
      </a>
      {callee && (
        <a href={telOf(callee.phone)} className={`${look} bg-accent text-on-accent`}>
          <Icon name="phone" />
          <span>
            {callee.name}
            <span className="sr-only"> {t('care.callNow')}</span>
          </span>
        </a>
      )}
    </p>
  );
}
/** What a stranger has to know at a glance: ventilator, gastrostomy, seizures. */
function Marks({ care }: { care: CareView }) {
  const given = (contentOf(care, 'procedures') ?? []).filter((p) => isGiven(p, todayText()));
  if (given.length === 0) return null;
  return (
    <ul aria-label={t('card.medical')} className="mt-2 flex flex-wrap gap-1.5">
      {given.map((p, i) => (
        <li key={i} className="rounded-md bg-danger px-2 py-0.5 text-lg font-bold text-on-danger">
          {procedureWord(care.kinds, p.code)}
        </li>
      ))}
    </ul>
  );
}
function Expired({ care }: { care: CareView }) {
  const over = expiredOf(care);
  if (over.length === 0) return null;
  const list = over
    .map((i) =>
      t('care.expiredItem', {
        kind: t(`care.sheet.${i.content.kind}`),
        date: longDate(i.content.valid_until),
      }),
    )
    .join('・');
  return (
    <p className="flex items-start gap-2 border-t border-line bg-warn-soft px-4 py-2.5 font-bold text-warn-ink sm:px-5">
      <Icon name="warn" className="mt-0.5 size-5" />
      {t('care.expiredWarning', { list })}
    </p>
  );
}
function Urgent({ care }: { care: CareView }) {
  const states = contentOf(care, 'states') ?? [];
  const medicines = contentOf(care, 'medicines') ?? [];
  return (
    <>
      {states.length > 0 && (
        <Part title={t('care.part.states')}>
          <ul className="grid gap-3">
            {states.map((s, i) => (
              <li key={i}>
                <StateView state={s} />
              </li>
            ))}
          </ul>
        </Part>
      )}
      {medicines.length > 0 && (
        <Part title={t('care.part.medicines')}>
          <ul className="grid gap-2">
            {medicines.map((m, i) => (
              <li key={i}>
                <strong className="text-lg">{m.name}</strong> <strong>{m.dose}</strong>
                <span className="block">
                  {t('care.useWhen')}：{m.when}
                </span>
                {m.how && <span className="prose block">{m.how}</span>}
              </li>
            ))}
          </ul>
        </Part>
      )}
    </>
  );
}
function Medical({ care }: { care: CareView }) {
  const given = (contentOf(care, 'procedures') ?? []).filter((p) => isGiven(p, todayText()));
  const devices = contentOf(care, 'devices') ?? [];
  const hospitals = contentOf(care, 'hospitals') ?? [];
  return (
    <>
      {given.length > 0 && (
        <Part title={t('card.medical')}>
          <ul className="grid gap-2">
            {given.map((p, i) => (
              <li key={i}>
                <strong>{procedureWord(care.kinds, p.code)}</strong>{' '}
                {[p.detail, p.when].filter(Boolean).join('・')}
                {p.cautions && <span className="prose block text-danger-ink">{p.cautions}</span>}
                {p.by.length > 0 && (
                  <span className="block text-sm text-ink-soft">
                    {t('card.whoMay', { list: p.by.map((who) => t(`care.by.${who}`)).join('・') })}
                  </span>
                )}
              </li>
            ))}
          </ul>
        </Part>
      )}
      {devices.length > 0 && (
        <Part title={t('care.part.devices')}>
          <ul className="grid gap-3">
            {devices.map((d, i) => (
              <li key={i}>
                <strong>{d.name}</strong> {d.model}
                <SettingsText settings={d.settings} />
                <span className="block">
                  {[d.battery_hours ? t('care.batteryHours', { n: d.battery_hours }) : '', d.power]
                    .filter(Boolean)
                    .join('・')}
                </span>
                {d.spare && (
                  <span className="block">
                    {t('care.spare')}：{d.spare}
                  </span>
                )}
                {d.consumables && <span className="block">{d.consumables}</span>}
                <Phone name={d.supplier} phone={d.phone} afterHours={d.after_hours_phone} />
              </li>
            ))}
          </ul>
        </Part>
      )}
      {hospitals.length > 0 && (
        <Part title={t('care.part.hospitals')}>
          <ul className="grid gap-2">
            {hospitals.map((h, i) => (
              <li key={i}>
                <strong>{h.name}</strong> {[h.department, h.doctor].filter(Boolean).join(' ')}
                {h.chart_number && (
                  <span className="block">
                    {t('care.chart')}：<strong>{h.chart_number}</strong>
                  </span>
                )}
                <Phone name={h.name} phone={h.phone} afterHours={h.after_hours_phone} />
              </li>
            ))}
          </ul>
        </Part>
      )}
    </>
  );
}
const passportFields = ['communication', 'pain', 'fears', 'helps', 'likes', 'positioning', 'food'] as const;
function Passport({ care }: { care: CareView }) {
  const passport = contentOf(care, 'passport');
  const said = passportFields.filter((f) => passport?.[f]);
  if (!passport || said.length === 0) return null;
  return (
    <Part title={t('card.passport')}>
      <dl className="grid gap-2">
        {said.map((f) => (
          <div key={f}>
            <dt className="text-sm text-ink-soft">{t(`care.${f}`)}</dt>
            <dd className="prose">{passport[f]}</dd>
          </div>
        ))}
      </dl>
    </Part>
  );
}

export function CardPage() {
  const person = usePerson();
  const { may, basis } = person.access;
  const team = useQuery({ ...teamQuery(person.id), enabled: may.includes('see_team') });
  const care = useQuery({ ...careQuery(person.id), enabled: may.includes('read') });
  const { profession } = useCodes();
  const callees = calleesOf(person, care.data);
  const school = currentSchool(person);
  const seats = (team.data ?? []).filter((s) => s.in_force).slice(0, 12);
  const own = { person: person.id };
  return (
    <Page
      title={t('profile.emergency')}
      narrow
      back={{ to: { to: '/people/$person/profile', params: own }, label: t('person.tab.profile') }}
      actions={
        <>
          {may.includes('read') && (
            <LinkButton to="/people/$person/profile/care" params={own} kind="quiet" icon="heart">
              {t('care.title')}
            </LinkButton>
          )}
          {care.data?.may_print ? (
            <PrintCard person={person.id} />
          ) : (
            basis !== 'break_glass' && (
              <Button icon="print" onClick={() => window.print()}>
                {t('common.print')}
              </Button>
            )
          )}
        </>
      }
    >
      <div className="rounded-2xl border-2 border-danger bg-surface">
        <div className="rounded-t-xl bg-danger-soft px-4 py-3 text-danger-ink sm:px-5">
          <p className="text-sm">
            {person.family_kana} {person.given_kana}
          </p>
          <p className="text-2xl leading-tight font-bold">{fullName(person)}</p>
          <p>
            {bothDates(person.birth_date)} {ageText(person.age_years, person.age_months)}・
            {t(`sex.${person.sex}`)}
          </p>
          {care.data && <Marks care={care.data} />}
        </div>
        {person.alert && (
          <p className="flex items-start gap-2 px-4 pt-3 text-xl font-bold text-danger-ink sm:px-5">
            <Icon name="alert" className="mt-1 size-6" />
            {person.alert}
          </p>
        )}
        <FirstCalls callee={callees[0]} />
        {care.data && <Expired care={care.data} />}
        {care.data && <Urgent care={care.data} />}
        <section aria-label={t('emergency.calls')} className="border-t border-line">
          <h2 className="px-4 pt-3 font-bold sm:px-5">{t('emergency.calls')}</h2>
          {callees.length === 0 && <p className="px-4 py-2 sm:px-5">{t('emergency.noCalls')}</p>}
          <ul>
            {callees.map((callee) => (
              <Call key={callee.phone} callee={callee} />
            ))}
          </ul>
        </section>
        <Part title={t('profile.allergies')}>
          {person.allergies.length === 0 && <p>{t('emergency.noAllergies')}</p>}
          <ul className="grid gap-2">
            {bySeverity(person.allergies).map((a) => (
              <li key={a.substance}>
                <span className="mr-2 text-lg font-bold">{a.substance}</span>
                <Badge tone={severityTone[a.severity] ?? 'plain'}>{t(`severity.${a.severity}`)}</Badge>
                {a.reaction && <span className="block">{a.reaction}</span>}
              </li>
            ))}
          </ul>
        </Part>
        {care.data && <Medical care={care.data} />}
        {care.data && <Passport care={care.data} />}
        {(person.address || person.language || school) && (
          <dl className={`grid gap-2 ${inset}`}>
            {person.address && (
              <div>
                <dt className="text-sm text-ink-soft">{t('person.address')}</dt>
                <dd>
                  {[person.postal_code && `〒${person.postal_code}`, person.address]
                    .filter(Boolean)
                    .join(' ')}
                </dd>
              </div>
            )}
            {person.language && person.language !== 'ja' && (
              <div>
                <dt className="text-sm text-ink-soft">{t('person.language')}</dt>
                <dd>{languageWord(person.language)}</dd>
              </div>
            )}
            {school && (
              <div>
                <dt className="text-sm text-ink-soft">{t('profile.schools')}</dt>
                <dd>{[school.facility_name, school.grade, school.class_name].filter(Boolean).join(' ')}</dd>
              </div>
            )}
          </dl>
        )}
        {seats.length > 0 && (
          <Part title={t('emergency.team')}>
            <ul className="grid gap-1">
              {seats.map((s) => (
                <li key={s.id}>
                  {s.facility_name}
                  {s.name && ` ${s.name}`}{' '}
                  <span className="text-sm text-ink-soft">{s.duty || profession(s.profession)}</span>
                </li>
              ))}
            </ul>
          </Part>
        )}
      </div>
      <p className="text-sm text-ink-soft">{t('emergency.printedOn', { date: longDate(todayText()) })}</p>
    </Page>
  );
}
