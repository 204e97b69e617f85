import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';

import { api } from '../api/client';
import { newId } from '../api/ids';
import { infoClasses, type ConsentView, type ConsentWording, type FileView } from '../api/types';
import { queryClient } from '../app/session';
import { Button } from '../parts/button';
import { ErrorText, RadioGroup, TextField } from '../parts/field';
import { FileDrop, fileSize, progressText } from '../parts/file-drop';
import { Form, needed, useForm, type FormHandle } from '../parts/form';
import { Loaded, Note, Page, Section } from '../parts/page';
import { SignaturePad } from '../parts/signature-pad';
import { toast } from '../parts/toast';
import { usePerson } from '../person/person-layout';
import { t } from '../words';
import { todayText } from '../words/dates';
import { GiverField, self } from './giver';
import { wordingQuery } from './queries';
import { giversOf, lastDayAfterYears } from './rules';
import { ScopeFields, Sentence, type Scope } from './scope';
import { Wording } from './wording';

interface Values extends Scope {
  basis: 'consent' | 'statutory';
  article: string;
  guardian_id: string;
  method: 'on_screen' | 'paper';
  signature_file_id: Blob | null;
  scan_file_id: File | null;
}
const proofOf = (v: Values): { blob: Blob | null; name: 'signature_file_id' | 'scan_file_id' } =>
  v.basis === 'consent' && v.method === 'on_screen'
    ? { blob: v.signature_file_id, name: 'signature_file_id' }
    : { blob: v.scan_file_id, name: 'scan_file_id' };

function check(v: Values, givers: ReturnType<typeof giversOf>): Partial<Record<keyof Values, string>> {
  const statutory = v.basis === 'statutory';
  return {
    ...needed(v, ['classes', 'starts_on']),
    ...(v.purposes.length === 0 && { purposes: t('consent.needPurpose') }),
    ...(!v.whole_team && v.facility_ids.length === 0 && { facility_ids: t('consent.needParty') }),
    ...(v.ends_on && v.ends_on < v.starts_on && { ends_on: t('error.endBeforeStart') }),
    ...(statutory && needed(v, ['article'])),
    ...(!statutory &&
      !givers.some((g) => !g.refused && (g.id || self) === v.guardian_id) && {
        guardian_id: t('consent.needGiver'),
      }),
    ...(!statutory &&
      v.method === 'on_screen' &&
      !v.signature_file_id && { signature_file_id: t('consent.needSignature') }),
    ...(!statutory && v.method === 'paper' && !v.scan_file_id && { scan_file_id: t('consent.needScan') }),
  };
}

function ProofFields({ form, share }: { form: FormHandle<Values>; share: number | null }) {
  const { values: v } = form;
  const name = proofOf(v).name;
  return (
    <div id={form.field(name).id} tabIndex={-1} className="grid gap-4">
      {name === 'signature_file_id' ? (
        <>
          <Sentence scope={v} />
          <SignaturePad
            error={form.problems.signature_file_id}
            onSigned={(png) => form.set('signature_file_id', png)}
          />
        </>
      ) : (
        <div>
          <FileDrop
            label={
              share !== null
                ? progressText(share)
                : v.scan_file_id
                  ? `${v.scan_file_id.name}（${fileSize(v.scan_file_id.size)}）`
                  : t('consent.chooseScan')
            }
            hint={t('consent.scanHint')}
            accept="application/pdf,image/jpeg,image/png,image/webp,image/heic,.heic"
            onFiles={([file]) => file && form.set('scan_file_id', file)}
          />
          {form.problems.scan_file_id && <ErrorText>{form.problems.scan_file_id}</ErrorText>}
        </div>
      )}
    </div>
  );
}

function RecordForm({ wording }: { wording: ConsentWording }) {
  const person = usePerson();
  const navigate = useNavigate();
  const id = useRef(newId());
  const uploaded = useRef<{ blob: Blob; file: FileView } | null>(null);
  const [share, setShare] = useState<number | null>(null);
  const givers = giversOf(person);
  const first = givers.find((g) => !g.refused);
  const today = todayText();

  const form = useForm<Values, ConsentView>({
    initial: {
      basis: 'consent',
      article: '',
      guardian_id: first ? first.id || self : '',
      method: 'on_screen',
      classes: [...infoClasses],
      purposes: ['support'],
      purpose_note: '',
      whole_team: true,
      facility_ids: [],
      starts_on: today,
      ends_on: lastDayAfterYears(today, 1),
      signature_file_id: null,
      scan_file_id: null,
    },
    check: (v) => check(v, givers),
    send: async (v) => {
      const { blob, name } = proofOf(v);
      // A second try does not upload the same bytes again.
      if (blob && uploaded.current?.blob !== blob) {
        const filename = name === 'signature_file_id' ? 'signature.png' : (v.scan_file_id?.name ?? 'scan');
        try {
          uploaded.current = {
            blob,
            file: await api.upload(`/people/${person.id}/files`, blob, {
              filename,
              onProgress: setShare,
            }),
          };
        } finally {
          setShare(null);
        }
      }
      const proof = blob ? (uploaded.current?.file.id ?? null) : null;
      const statutory = v.basis === 'statutory';
      const giver = statutory ? undefined : givers.find((g) => (g.id || self) === v.guardian_id);
      return api.post(`/people/${person.id}/consents`, {
        id: id.current,
        basis: v.basis,
        article: statutory ? v.article : null,
        giver_name: giver?.name ?? null,
        giver_relation: giver?.relation ?? null,
        guardian_id: giver?.id || null,
        method: statutory ? null : v.method,
        classes: v.classes,
        purposes: v.purposes,
        purpose_note: v.purpose_note.trim() || null,
        whole_team: v.whole_team,
        facility_ids: v.whole_team ? [] : v.facility_ids.map((f) => f.id),
        starts_on: v.starts_on,
        ends_on: v.ends_on || null,
        signature_file_id: name === 'signature_file_id' ? proof : null,
        scan_file_id: name === 'scan_file_id' ? proof : null,
        wording_version: statutory ? null : wording.version,
      });
    },
    done: () => {
      void queryClient.invalidateQueries({ queryKey: ['person', person.id] });
      void queryClient.invalidateQueries({ queryKey: ['people'] });
      toast(t('consent.done'));
      void navigate({ to: '/people/$person/consents', params: { person: person.id } });
    },
  });
  const statutory = form.values.basis === 'statutory';
  const scope = form as unknown as FormHandle<Scope>;
  return (
    <Form form={form}>
      {!person.access.is_guardian && (
        <RadioGroup
          {...form.field('basis')}
          onValue={(v) => form.set('basis', v as Values['basis'])}
          label={t('consent.basis')}
          choices={(['consent', 'statutory'] as const).map((value) => ({
            value,
            label: t(`consent.basis.${value}`),
          }))}
        />
      )}
      {statutory ? (
        <>
          <Note>{t('consent.statutoryLead')}</Note>
          <Section title={t('consent.basis')}>
            <TextField
              {...form.field('article')}
              label={t('consent.article')}
              hint={t('consent.articleHint')}
            />
          </Section>
        </>
      ) : (
        <Wording wording={wording} />
      )}
      <Section title={t('consent.what')}>
        <ScopeFields form={scope} />
      </Section>
      {!statutory && (
        <Section title={t('consent.signing')}>
          <div className="grid gap-5">
            <GiverField field={form.field('guardian_id')} />
            <RadioGroup
              {...form.field('method')}
              onValue={(v) => form.set('method', v as Values['method'])}
              label={t('consent.method')}
              choices={(['on_screen', 'paper'] as const).map((value) => ({
                value,
                label: t(`consent.method.${value}`),
              }))}
            />
            <ProofFields form={form} share={share} />
          </div>
        </Section>
      )}
      <div>
        <Button type="submit" kind="primary" busy={form.busy} className="max-sm:w-full">
          {t(person.access.is_guardian ? 'consent.giveNow' : 'consent.submit')}
        </Button>
      </div>
    </Form>
  );
}
export function RecordConsentPage() {
  const person = usePerson();
  const wording = useQuery(wordingQuery);
  const guardian = person.access.is_guardian;
  return (
    <Page
      title={t(guardian ? 'consent.give' : 'consent.record')}
      narrow
      back={{
        to: { to: '/people/$person/consents', params: { person: person.id } },
        label: t('consent.title'),
      }}
    >
      {person.access.may.includes('manage_consent') ? (
        <Loaded query={wording}>{(w) => <RecordForm wording={w} />}</Loaded>
      ) : (
        <Note tone="warn">{t('consent.mayNot')}</Note>
      )}
    </Page>
  );
}
