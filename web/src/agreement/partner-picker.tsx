import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';

import { api } from '../api/client';
import type { GuestFacility, PartnerFacility } from '../api/types';
import { Button } from '../parts/button';
import { TextField } from '../parts/field';
import { Note, Trouble } from '../parts/page';
import { useCodes } from '../region/queries';
import { t } from '../words';
import { partnerFacilitiesQuery } from './queries';

/** Facilities of regions with an agreement in force; the one chosen can from then on be named like any other. */
export function PartnerPicker({ onPick }: { onPick: (guest: GuestFacility, type: string) => void }) {
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState('');
  const [error, setError] = useState<unknown>(null);
  const q = useDeferredValue(typed.trim());
  const { facilityType } = useCodes();
  const found = useQuery({
    ...partnerFacilitiesQuery(q),
    enabled: open,
    placeholderData: keepPreviousData,
  });
  const pick = async ({ region_slug, facility_id, facility_type }: PartnerFacility) => {
    setError(null);
    try {
      onPick(await api.post('/partner-facilities', { region_slug, facility_id }), facility_type);
    } catch (e) {
      setError(e);
    }
  };
  if (!open)
    return (
      <div>
        <Button kind="quiet" onClick={() => setOpen(true)}>
          {t('agreement.fromElsewhere')}
        </Button>
      </div>
    );
  if (found.data?.length === 0 && q === '') return <Note>{t('agreement.noPartners')}</Note>;
  return (
    <div className="grid gap-2">
      <TextField
        label={t('agreement.findPartner')}
        hint={t('agreement.findPartnerHint')}
        type="search"
        autoComplete="off"
        value={typed}
        onValue={setTyped}
      />
      {error !== null && <Trouble error={error} />}
      {found.data && (
        <ul className="rounded-lg border border-line" aria-label={t('agreement.findPartner')}>
          {found.data.length === 0 && <li className="px-3 py-2 text-ink-soft">{t('facilities.noMatch')}</li>}
          {found.data.slice(0, 8).map((f) => (
            <li key={f.facility_id} className="border-b border-line last:border-b-0">
              <button
                type="button"
                className="flex min-h-11 w-full flex-wrap items-center gap-x-3 px-3 py-1.5 text-left hover:bg-sunken"
                onClick={() => void pick(f)}
              >
                <strong>{f.name}</strong>
                <span className="text-sm text-ink-soft">
                  {f.region_name}・{facilityType(f.facility_type)}
                </span>
              </button>
            </li>
          ))}
          {found.data.length > 8 && (
            <li className="px-3 py-2 text-sm text-ink-soft">
              {t('team.narrow', { n: found.data.length - 8 })}
            </li>
          )}
        </ul>
      )}
    </div>
  );
}
