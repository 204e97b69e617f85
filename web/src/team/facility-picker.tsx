import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useId, useState } from 'react';

import type { FacilityView } from '../api/types';
import { Button } from '../parts/button';
import { ErrorText, Select, TextField } from '../parts/field';
import { facilitiesQuery, staffQuery } from '../facility/queries';
import { useCodes } from '../region/queries';
import { t } from '../words';

const shownAtMost = 8;

/** What a choice shows of itself. */
export type ChosenFacility = Pick<FacilityView, 'id' | 'name' | 'facility_type'>;

/** Find a facility of the region by name and type; the chosen one stays in words. */
export function FacilityPicker({
  label,
  value,
  type = '',
  onPick,
  error,
}: {
  label: string;
  value: ChosenFacility | null;
  type?: string;
  onPick: (f: FacilityView | null) => void;
  error?: string | undefined;
}) {
  const id = useId();
  const [typed, setTyped] = useState('');
  const q = useDeferredValue(typed.trim());
  const { facilityType } = useCodes();
  const found = useQuery({
    ...facilitiesQuery(q, type),
    enabled: value === null && (q !== '' || type !== ''),
    placeholderData: keepPreviousData,
  });
  if (value)
    return (
      <div>
        <p className="font-bold">{label}</p>
        <p className="flex flex-wrap items-center gap-3 rounded-lg border border-accent bg-accent-soft px-3 py-1.5 text-accent-soft-ink">
          <span className="flex-1">
            <strong>{value.name}</strong> <span className="text-sm">{facilityType(value.facility_type)}</span>
          </span>
          <Button kind="quiet" onClick={() => onPick(null)}>
            {t('team.chooseOther')}
          </Button>
        </p>
      </div>
    );
  return (
    <div>
      <TextField
        id={id}
        label={label}
        hint={t('team.facilityHint')}
        value={typed}
        onValue={setTyped}
        type="search"
        autoComplete="off"
      />
      {error && <ErrorText>{error}</ErrorText>}
      {found.data && (
        <ul className="mt-1 rounded-lg border border-line" aria-label={label}>
          {found.data.length === 0 && <li className="px-3 py-2 text-ink-soft">{t('facilities.noMatch')}</li>}
          {found.data.slice(0, shownAtMost).map((f) => (
            <li key={f.id} className="border-b border-line last:border-b-0">
              <button
                type="button"
                className="flex min-h-11 w-full flex-wrap items-center gap-x-3 px-3 py-1.5 text-left hover:bg-sunken"
                onClick={() => onPick(f)}
              >
                <strong>{f.name}</strong>
                <span className="text-sm text-ink-soft">
                  {facilityType(f.facility_type)}
                  {f.school_district && `・${f.school_district}`}
                </span>
              </button>
            </li>
          ))}
          {found.data.length > shownAtMost && (
            <li className="px-3 py-2 text-sm text-ink-soft">
              {t('team.narrow', { n: found.data.length - shownAtMost })}
            </li>
          )}
        </ul>
      )}
    </div>
  );
}
/** One of the facility's staff, or the facility as such (everybody there of the profession). */
export function StaffPicker({
  facility,
  value,
  onPick,
  profession,
}: {
  facility: string;
  value: string;
  onPick: (post: string, profession: string) => void;
  profession?: string;
}) {
  const staff = useQuery(staffQuery(facility));
  const codes = useCodes();
  const people = (staff.data ?? []).filter((s) => s.state === 'active' || s.state === 'invited');
  const sorted = [...people].sort(
    (a, b) => Number(b.profession === profession) - Number(a.profession === profession),
  );
  return (
    <Select
      label={t('team.staff')}
      hint={t('team.staffHint')}
      optional
      value={value}
      onValue={(post) => onPick(post, people.find((s) => s.post_id === post)?.profession ?? '')}
      empty={t('team.wholeFacility')}
      choices={sorted.map((s) => ({
        value: s.post_id,
        label: `${s.name}（${codes.profession(s.profession)}）`,
      }))}
    />
  );
}
