import { useRef } from 'react';

import { api } from '../api/client';
import { newId } from '../api/ids';
import type { FacilityView } from '../api/types';
import { queryClient } from '../app/session';
import { Button } from '../parts/button';
import { Select, TextField } from '../parts/field';
import { Form, needed, useForm } from '../parts/form';
import { toast } from '../parts/toast';
import { useCodes } from '../region/queries';
import { t } from '../words';

/** The facts about a facility: to register one, or to change one as its manager or an operator. */
export function FacilityForm({ facility, onDone }: { facility: FacilityView | null; onDone?: () => void }) {
  const id = useRef(facility?.id ?? newId());
  const { facilityTypes } = useCodes();
  const form = useForm({
    initial: {
      name: facility?.name ?? '',
      facility_type: facility?.facility_type ?? '',
      postal_code: facility?.postal_code ?? '',
      address: facility?.address ?? '',
      phone: facility?.phone ?? '',
      official_number: facility?.official_number ?? '',
      school_district: facility?.school_district ?? '',
      reason: '',
    },
    check: (v) => needed(v, ['name', 'facility_type']),
    send: ({ reason, ...v }) =>
      facility
        ? api.put(`/facilities/${facility.id}`, { ...v, reason }, { version: facility.version })
        : api.post('/facilities', { id: id.current, ...v }),
    done: () => {
      toast(t(facility ? 'common.saved' : 'facilities.added'));
      void queryClient.invalidateQueries({ queryKey: ['facilities'] });
      void queryClient.invalidateQueries({ queryKey: ['facility', id.current] });
      onDone?.();
    },
  });
  return (
    <Form form={form}>
      <TextField {...form.field('name')} label={t('facility.name')} autoComplete="off" />
      <Select {...form.field('facility_type')} label={t('facility.type')} choices={facilityTypes} />
      <TextField
        {...form.field('postal_code')}
        label={t('facility.postalCode')}
        hint={t('apply.postalCodeHint')}
        optional
        className="max-w-40"
        autoComplete="off"
      />
      <TextField {...form.field('address')} label={t('facility.address')} optional autoComplete="off" />
      <TextField
        {...form.field('phone')}
        label={t('facility.phone')}
        type="tel"
        optional
        className="max-w-60"
        autoComplete="off"
      />
      <TextField
        {...form.field('official_number')}
        label={t('facility.officialNumber')}
        optional
        className="max-w-60"
        autoComplete="off"
      />
      <TextField
        {...form.field('school_district')}
        label={t('facility.schoolDistrict')}
        hint={t('facility.schoolDistrictHint')}
        optional
        autoComplete="off"
      />
      {facility && (
        <TextField
          {...form.field('reason')}
          label={t('common.reason')}
          hint={t('common.reasonHint')}
          optional
        />
      )}
      <div>
        <Button type="submit" kind="primary" busy={form.busy}>
          {facility ? t('common.save') : t('facilities.add')}
        </Button>
      </div>
    </Form>
  );
}
