// The fields of an application: the same on the first try and when a returned one is corrected.
import { useState } from 'react';

import type { ApplicationDocument, ApplicationFields, PortalView } from '../api/types';
import { Button } from '../parts/button';
import { CheckBox, Select, TextArea, TextField } from '../parts/field';
import { progressText } from '../parts/file-drop';
import { Form, needed, useForm } from '../parts/form';
import { Section } from '../parts/page';
import { pick, t } from '../words';
import { DocumentsField } from './documents-field';

type Values = Omit<ApplicationFields, 'pledge_version'> & {
  pledge: boolean;
  documents: readonly File[];
  /** Of those sent before: the ones that still hold. */
  kept: readonly ApplicationDocument[];
};
/** What goes along with the fields. */
export interface Attached {
  files: readonly File[];
  keep: string[];
  onProgress: (share: number) => void;
}
export const emptyApplication: Values = {
  facility_name: '',
  facility_type: '',
  postal_code: '',
  address: '',
  phone: '',
  official_number: '',
  applicant_name: '',
  applicant_kana: '',
  applicant_profession: '',
  applicant_login: '',
  note: '',
  pledge: false,
  documents: [],
  kept: [],
};

export function ApplicationForm<R>({
  portal,
  initial,
  submit,
  send,
  done,
}: {
  portal: PortalView;
  initial: Values;
  submit: string;
  send: (fields: ApplicationFields, attached: Attached) => Promise<R>;
  done: (result: R) => void;
}) {
  const [share, setShare] = useState<number | null>(null);
  const form = useForm<Values, R>({
    initial,
    check: (v) => ({
      ...needed(v, [
        'facility_name',
        'facility_type',
        'postal_code',
        'address',
        'phone',
        'applicant_name',
        'applicant_kana',
        'applicant_profession',
        'applicant_login',
      ]),
      ...(v.pledge ? {} : { pledge: t('pledge.mustAgree') }),
    }),
    send: async ({ pledge: _, documents, kept, ...fields }) => {
      const attached = { files: documents, keep: kept.map((d) => d.id), onProgress: setShare };
      try {
        return await send({ ...fields, pledge_version: portal.pledge_version }, attached);
      } finally {
        setShare(null);
      }
    },
    done,
  });
  const choices = (list: PortalView['professions']) => list.map((c) => ({ value: c.code, label: pick(c) }));
  return (
    <Form form={form}>
      <Section title={t('apply.facility')}>
        <div className="grid gap-5">
          <TextField
            {...form.field('facility_name')}
            label={t('apply.facilityName')}
            autoComplete="organization"
          />
          <Select
            {...form.field('facility_type')}
            label={t('apply.facilityType')}
            choices={choices(portal.facility_types)}
          />
          <TextField
            {...form.field('postal_code')}
            label={t('apply.postalCode')}
            hint={t('apply.postalCodeHint')}
            autoComplete="postal-code"
            inputMode="numeric"
            className="max-w-40"
          />
          <TextField {...form.field('address')} label={t('apply.address')} autoComplete="street-address" />
          <TextField
            {...form.field('phone')}
            label={t('apply.phone')}
            type="tel"
            autoComplete="tel"
            className="max-w-60"
          />
          <TextField
            {...form.field('official_number')}
            label={t('apply.officialNumber')}
            optional
            className="max-w-60"
          />
        </div>
      </Section>
      <Section title={t('apply.applicant')}>
        <div className="grid gap-5">
          <TextField {...form.field('applicant_name')} label={t('apply.name')} autoComplete="name" />
          <TextField {...form.field('applicant_kana')} label={t('apply.kana')} />
          <Select
            {...form.field('applicant_profession')}
            label={t('apply.profession')}
            choices={choices(portal.professions)}
          />
          <TextField
            {...form.field('applicant_login')}
            label={t('apply.login')}
            hint={t('apply.loginHint')}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
          />
          <TextArea {...form.field('note')} label={t('apply.note')} optional />
        </div>
      </Section>
      <Section title={t('apply.documents')}>
        <DocumentsField
          {...form.field('documents')}
          kept={form.values.kept}
          onKept={(kept) => form.set('kept', kept)}
        />
      </Section>
      <Section title={t('pledge.title')}>
        <div
          className="prose mb-3 max-h-72 overflow-y-auto rounded-lg border border-line bg-sunken p-4"
          tabIndex={0}
          role="region"
          aria-label={t('pledge.title')}
        >
          {portal.pledge_body}
        </div>
        <CheckBox {...form.field('pledge')} label={t('apply.pledge', { n: portal.pledge_version })} />
      </Section>
      <div className="grid justify-items-start gap-3">
        {share !== null && (
          <p role="status" className="w-full">
            <progress
              className="w-full accent-accent"
              value={share}
              max={1}
              aria-label={t('apply.documents')}
            />
            {progressText(share)}
          </p>
        )}
        <Button type="submit" kind="primary" busy={form.busy}>
          {submit}
        </Button>
      </div>
    </Form>
  );
}
