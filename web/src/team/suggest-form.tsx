import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useRef, useState } from 'react';

import { api } from '../api/client';
import { newId } from '../api/ids';
import type { PlaceView } from '../api/types';
import { Button } from '../parts/button';
import { TextArea, TextField } from '../parts/field';
import { Form, needed, useForm } from '../parts/form';
import { toast } from '../parts/toast';
import { useCodes } from '../region/queries';
import { t } from '../words';
import { placesQuery } from './queries';

/** A guardian names a place of the region, or writes down one that is not listed, and says why. */
export function SuggestForm({ person, onDone }: { person: string; onDone: () => void }) {
  const id = useRef(newId());
  const [place, setPlace] = useState<PlaceView | null>(null);
  const { facilityType } = useCodes();
  const form = useForm({
    initial: { name: '', kind: '', why: '' },
    check: (v) => needed(v, place ? ['why'] : ['name', 'why']),
    send: (v) =>
      api.post(`/people/${person}/seat-suggestions`, {
        id: id.current,
        facility_id: place?.id ?? null,
        name: place ? '' : v.name,
        kind: place ? '' : v.kind,
        why: v.why,
      }),
    done: () => {
      toast(t('seatSuggest.done'));
      onDone();
    },
  });
  const q = useDeferredValue(form.values.name.trim());
  const found = useQuery({
    ...placesQuery(person, q),
    enabled: place === null && q !== '',
    placeholderData: keepPreviousData,
  });
  return (
    <Form form={form}>
      <p>{t('seatSuggest.lead')}</p>
      {place ? (
        <div>
          <p className="font-bold">{t('seatSuggest.name')}</p>
          <p className="flex flex-wrap items-center gap-3 rounded-lg border border-accent bg-accent-soft px-3 py-1.5 text-accent-soft-ink">
            <span className="flex-1">
              <strong>{place.name}</strong>{' '}
              <span className="text-sm">{facilityType(place.facility_type)}</span>
            </span>
            <Button kind="quiet" onClick={() => setPlace(null)}>
              {t('team.chooseOther')}
            </Button>
          </p>
        </div>
      ) : (
        <>
          <div>
            <TextField
              {...form.field('name')}
              label={t('seatSuggest.name')}
              hint={t('seatSuggest.nameHint')}
              autoComplete="off"
              maxLength={120}
            />
            {found.data && found.data.length > 0 && (
              <ul className="mt-1 rounded-lg border border-line" aria-label={t('seatSuggest.listed')}>
                {found.data.slice(0, 8).map((p) => (
                  <li key={p.id} className="border-b border-line last:border-b-0">
                    <button
                      type="button"
                      className="flex min-h-11 w-full flex-wrap items-center gap-x-3 px-3 py-1.5 text-left hover:bg-sunken"
                      onClick={() => setPlace(p)}
                    >
                      <strong>{p.name}</strong>
                      <span className="text-sm text-ink-soft">{facilityType(p.facility_type)}</span>
                    </button>
                  </li>
                ))}
              </ul>
            )}
          </div>
          <TextField
            {...form.field('kind')}
            label={t('seatSuggest.kind')}
            hint={t('seatSuggest.kindHint')}
            optional
            maxLength={60}
          />
        </>
      )}
      <TextArea
        {...form.field('why')}
        label={t('seatSuggest.why')}
        hint={t('seatSuggest.whyHint')}
        maxLength={1000}
      />
      <div>
        <Button type="submit" kind="primary" busy={form.busy}>
          {t('seatSuggest.send')}
        </Button>
      </div>
    </Form>
  );
}
