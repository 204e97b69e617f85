// One part of a profile in full: on the page of care, and among its earlier states.
import type { ReactNode } from 'react';

import { Badge } from '../parts/badge';
import { Icon } from '../parts/icon';
import { Facts } from '../parts/page';
import { t } from '../words';
import { longDate, todayText } from '../words/dates';
import { isGiven, procedureWord, stepsOf, telOf } from './rules';
import type { CareContent, CareView, Device } from './types';

export function Phone({ name, phone, afterHours }: { name: string; phone: string; afterHours: string }) {
  const link = (number: string, words: string) => (
    <a href={telOf(number)} className="mr-3 inline-flex min-h-11 items-center gap-1">
      <Icon name="phone" className="size-4" />
      <span>
        {words && `${words} `}
        {number}
        <span className="sr-only"> {t('care.callTo', { name })}</span>
      </span>
    </a>
  );
  if (!name && !phone && !afterHours) return null;
  return (
    <span className="block">
      {name && phone !== name && <span className="mr-2 text-ink-soft">{name}</span>}
      {phone && link(phone, '')}
      {afterHours && link(afterHours, t('care.afterHoursShort'))}
    </span>
  );
}
export function SettingsText({ settings }: { settings: Device['settings'] }) {
  if (settings.length === 0) return null;
  return (
    <ul aria-label={t('care.settings')} className="flex flex-wrap gap-x-3">
      {settings.map((s, i) => (
        <li key={i}>
          <span className="text-ink-soft">{s.name}</span> <strong>{s.value}</strong> {s.unit}
        </li>
      ))}
    </ul>
  );
}
export function StateView({ state }: { state: NonNullable<CareContent['states']>[number] }) {
  return (
    <div className="rounded-lg border border-line-strong p-3">
      <h3 className="text-lg leading-snug font-bold text-danger-ink">{state.state}</h3>
      <ol className="mt-1 list-decimal pl-6 text-lg leading-snug">
        {stepsOf(state.steps).map((step, i) => (
          <li key={i} className="py-0.5">
            {step}
          </li>
        ))}
      </ol>
      {state.ambulance && (
        <p className="mt-1.5 rounded-md bg-danger-soft px-2 py-1 text-danger-ink">
          <strong>{t('care.ambulance')}：</strong>
          {state.ambulance}
        </p>
      )}
      {state.call && (
        <p className="mt-1">
          <span className="text-ink-soft">{t('care.call')}：</span>
          {state.call}
        </p>
      )}
    </div>
  );
}
function Items<T>({ items, children }: { items: readonly T[]; children: (item: T) => ReactNode }) {
  return (
    <ul className="grid gap-4">
      {items.map((item, i) => (
        <li key={i} className="border-b border-line pb-4 last:border-b-0 last:pb-0">
          {children(item)}
        </li>
      ))}
    </ul>
  );
}
const filled = (items: readonly (readonly [string, ReactNode])[]) =>
  items.filter(([, value]) => Boolean(value));
const prose = (text: string) => text && <span className="prose">{text}</span>;
const period = (from?: string | null, until?: string | null) =>
  [from && longDate(from), until && longDate(until)].some(Boolean)
    ? t('common.fromTo', { from: from ? longDate(from) : '', to: until ? longDate(until) : '' })
    : '';

const passportFields = ['communication', 'likes', 'fears', 'helps', 'pain', 'positioning', 'food'] as const;

export function PartItems({ content, kinds }: { content: CareContent; kinds: CareView['kinds'] }) {
  const { procedures, devices, medicines, states, contacts, hospitals, passport } = content;
  return (
    <>
      {procedures && (
        <Items items={procedures}>
          {(p) => (
            <>
              <h3 className="mb-2 font-bold">
                {procedureWord(kinds, p.code)} <span className="font-normal">{p.detail}</span>{' '}
                {!isGiven(p, todayText()) && <Badge>{t('care.ended')}</Badge>}
              </h3>
              <Facts
                items={filled([
                  [t('care.when'), p.when],
                  [t('care.how'), prose(p.how)],
                  [t('care.by'), p.by.map((who) => t(`care.by.${who}`)).join('・')],
                  [t('care.cautions'), prose(p.cautions)],
                  [t('common.period'), period(p.from, p.until)],
                ])}
              />
            </>
          )}
        </Items>
      )}
      {devices && (
        <Items items={devices}>
          {(d) => (
            <>
              <h3 className="mb-2 font-bold">
                {d.name} <span className="font-normal">{d.model}</span>
              </h3>
              <Facts
                items={filled([
                  [t('care.settings'), d.settings.length > 0 && <SettingsText settings={d.settings} />],
                  [t('care.battery'), d.battery_hours ? String(d.battery_hours) : ''],
                  [t('care.power'), d.power],
                  [t('care.consumables'), prose(d.consumables)],
                  [t('care.spare'), d.spare],
                  [
                    t('care.supplier'),
                    (d.supplier || d.phone || d.after_hours_phone) && (
                      <Phone name={d.supplier} phone={d.phone} afterHours={d.after_hours_phone} />
                    ),
                  ],
                ])}
              />
            </>
          )}
        </Items>
      )}
      {medicines && (
        <Items items={medicines}>
          {(m) => (
            <>
              <h3 className="mb-2 font-bold">
                {m.name} <span className="font-normal">{m.dose}</span>
              </h3>
              <Facts
                items={filled([
                  [t('care.useWhen'), m.when],
                  [t('care.useHow'), prose(m.how)],
                ])}
              />
            </>
          )}
        </Items>
      )}
      {states && (
        <ul className="grid gap-3">
          {states.map((s, i) => (
            <li key={i}>
              <StateView state={s} />
            </li>
          ))}
        </ul>
      )}
      {contacts && (
        <ol className="list-decimal pl-6">
          {contacts.map((c, i) => (
            <li key={i} className="py-1">
              <strong>{c.name}</strong> {[c.relation, c.note].filter(Boolean).join('・')}
              <Phone name="" phone={c.phone} afterHours="" />
            </li>
          ))}
        </ol>
      )}
      {hospitals && (
        <Items items={hospitals}>
          {(h) => (
            <>
              <h3 className="font-bold">
                {h.name}{' '}
                <span className="font-normal">{[h.department, h.doctor].filter(Boolean).join(' ')}</span>
              </h3>
              {h.chart_number && (
                <p>
                  {t('care.chart')}：<strong>{h.chart_number}</strong>
                </p>
              )}
              <Phone name="" phone={h.phone} afterHours={h.after_hours_phone} />
            </>
          )}
        </Items>
      )}
      {passport && <Facts items={filled(passportFields.map((f) => [t(`care.${f}`), prose(passport[f])]))} />}
    </>
  );
}
/** Whether there is anything to show. */
export function isEmpty(content: CareContent): boolean {
  return Object.values(content).every(
    (part) =>
      part == null || (Array.isArray(part) ? part.length === 0 : Object.values(part).every((text) => !text)),
  );
}
