import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { apiUrl } from '../api/client';
import { t } from '../words';
import { ageText } from '../words/dates';
import { Avatar } from './badge';
import { Icon } from './icon';

export interface HeaderPerson {
  id: string;
  name: string;
  kana: string;
  age_years: number;
  age_months: number;
  grade: string;
  alert: string;
  allergies: readonly string[];
  photo: boolean;
}
/** Whose notebook this is: stays at the top of every page about a person, so that nobody writes into the wrong one. */
export function PersonHeader({
  person,
  back,
  above,
  children,
}: {
  person: HeaderPerson;
  back?: ReactNode;
  /** What must stay in sight as well. */
  above?: ReactNode;
  children?: ReactNode;
}) {
  return (
    // Where a screen is too low for it (400 % zoom), it scrolls away rather than cover what is written into.
    <div className="sticky top-0 z-30 border-b border-line bg-surface [@media(max-height:28rem)]:static">
      {above}
      <div className="mx-auto max-w-6xl px-3 pt-2 sm:px-6">
        <div className="flex items-center gap-2 pb-1">
          {back ?? (
            <Link
              to="/people"
              aria-label={t('people.back')}
              className="inline-flex size-11 shrink-0 items-center justify-center rounded-lg text-ink hover:bg-sunken"
            >
              <Icon name="back" />
            </Link>
          )}
          <Avatar
            name={person.name}
            src={person.photo ? apiUrl(`/people/${person.id}/photo`) : undefined}
            size="size-10"
          />
          <div className="min-w-0 flex-1">
            <p className="flex flex-wrap items-baseline gap-x-2 leading-tight">
              <ruby className="text-lg font-bold">
                {person.name}
                <rp>（</rp>
                <rt className="text-[0.6em] font-normal text-ink-soft">{person.kana}</rt>
                <rp>）</rp>
              </ruby>
              <span className="text-sm whitespace-nowrap">
                {ageText(person.age_years, person.age_months)}
                {person.grade && ` ${person.grade}`}
              </span>
            </p>
          </div>
        </div>
        {(person.allergies.length > 0 || person.alert) && (
          <p className="mb-1 flex flex-wrap items-center gap-x-3 rounded-md bg-danger-soft px-2 py-0.5 text-sm font-bold text-danger-ink">
            {person.allergies.length > 0 && (
              <span className="inline-flex items-center gap-1">
                <Icon name="warn" className="size-4" />
                {t('person.allergyMark', { list: person.allergies.join('・') })}
              </span>
            )}
            {person.alert && (
              <span className="inline-flex items-center gap-1">
                <Icon name="alert" className="size-4" />
                {person.alert}
              </span>
            )}
          </p>
        )}
        {children}
      </div>
    </div>
  );
}
