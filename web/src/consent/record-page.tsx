import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';

import { api } from '../api/client';
import { newId } from '../api/ids';
import {
  infoClasses,
  type ConsentView,
  type ConsentWording,
  type FacilityView,
  type FileView,
  type InfoClass,
} from '../api/types';
import { queryClient } from '../app/session';
import { Button } from '../parts/button';
import { CheckGroup, DateField, ErrorText, RadioGroup, Select, TextArea, TextField } from '../parts/field';
import { FileDrop, fileSize } from '../parts/file-drop';
import { Form, needed, useForm } from '../parts/form';
import { Loaded, Note, Page, Section } from '../parts/page';
import { SignaturePad } from '../parts/signature-pad';
import { toast } from '../parts/toast';
import { usePerson } from '../person/person-layout';
import { FacilityPicker } from '../team/facility-picker';
import { locale, t } from '../words';
import { todayText } from '../words/dates';

import { wordingQuery } from './queries';

function Wording({ wording }: { wording: ConsentWording }) {
  const [easy, setEasy] = useState(false);
  const full = locale() === 'en' && wording.body_en ? wording.body_en : wording.body_ja;
  return (
    <Section
      title={t('consent.wording', { n: wording.version })}
      actions={
        wording.body_easy_ja && (
          <Button kind="quiet" aria-pressed={easy} onClick={() => setEasy(!easy)}>
            {t(easy ? 'consent.fullWords' : 'consent.easyWords')}
          </Button>
        )
      }
    >
      <p className={`prose ${easy ? 'text-lg' : ''}`}>{easy ? wording.body_easy_ja : full}</p>
    </Section>
  );
}
/** Facilities named one by one, when not the whole team. */
function Parties({
  facilities,
  onFacilities,
  error,
}: {
  facilities: readonly FacilityView[];
  onFacilities: (f: FacilityView[]) => void;
  error?: string | undefined;
}) {
  return (
    <div className="grid gap-2">
      {facilities.length > 0 && (
        <ul className="grid gap-1">
          {facilities.map((f) => (
            <li key={f.id} className="flex items-center justify-between rounded-lg border border-line px-3">
              {f.name}
              <Button kind="quiet" onClick={() => onFacilities(facilities.filter((x) => x.id !== f.id))}>
                {t('common.remove')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <FacilityPicker
        key={facilities.length}
        label={t('consent.addFacility')}
        value={null}
        error={error}
        onPick={(f) => f && !facilities.some((x) => x.id === f.id) && onFacilities([...facilities, f])}
      />
    </div>
  );
}

export function RecordConsentPage() {
  const wording = useQuery(wordingQuery);
  const person = usePerson();
  return (
    <Page
      title={t('consent.record')}
      narrow
      back={{
        to: { to: '/people/$person/consents', params: { person: person.id } },
        label: t('consent.title'),
      }}
    >
      <Loaded query={wording}>{(w) => <RecordForm wording={w} />}</Loaded>
    </Page>
  );
}
function RecordForm({ wording }: { wording: ConsentWording }) {
  const person = usePerson();
  const navigate = useNavigate();
  const id = useRef(newId());
  const uploaded = useRef<{ blob: Blob; file: FileView } | null>(null);
  const [signature, setSignature] = useState<Blob | null>(null);
  const [scan, setScan] = useState<File | null>(null);
  const [facilities, setFacilities] = useState<FacilityView[]>([]);
  const guardians = person.guardians.filter((g) => g.has_custody || g.relation === 'legal_guardian');

  const form = useForm({
    initial: {
      basis: 'consent',
      article: '',
      guardian_id: guardians[0]?.id ?? '',
      giver_name: guardians[0]?.name ?? '',
      giver_relation: guardians[0] ? t(`relation.${guardians[0].relation}`) : '',
      method: 'on_screen',
      classes: [...infoClasses] as InfoClass[],
      purposes: t('consent.purposesDefault'),
      whole_team: true,
      starts_on: todayText(),
      ends_on: '',
      proof: '',
      facility_ids: '',
    },
    check: (v) => ({
      ...needed(v, ['classes', 'purposes', 'starts_on']),
      ...(v.basis === 'statutory' ? needed(v, ['article']) : needed(v, ['giver_name', 'giver_relation'])),
      ...(v.basis === 'consent' && v.method === 'on_screen' && !signature
        ? { proof: t('consent.needSignature') }
        : {}),
      ...(v.method === 'paper' && v.basis === 'consent' && !scan ? { proof: t('consent.needScan') } : {}),
      ...(!v.whole_team && facilities.length === 0 ? { facility_ids: t('error.needed') } : {}),
    }),
    send: async ({ proof: _, facility_ids: __, ...v }) => {
      const onScreen = v.basis === 'consent' && v.method === 'on_screen';
      const blob = onScreen ? signature : scan;
      // A second try does not upload the same bytes again.
      if (blob && uploaded.current?.blob !== blob) {
        const filename = onScreen ? 'signature.png' : (scan?.name ?? 'scan');
        uploaded.current = {
          blob,
          file: await api.upload<FileView>(`/people/${person.id}/files`, blob, { query: { filename } }),
        };
      }
      const fileId = blob ? uploaded.current!.file.id : null;
      return api.post<ConsentView>(`/people/${person.id}/consents`, {
        ...v,
        id: id.current,
        method: onScreen ? 'on_screen' : 'paper',
        guardian_id: v.guardian_id || null,
        facility_ids: v.whole_team ? [] : facilities.map((f) => f.id),
        ends_on: v.ends_on || null,
        signature_file_id: onScreen ? fileId : null,
        scan_file_id: onScreen ? null : fileId,
        wording_version: wording.version,
      });
    },
    done: () => {
      toast(t('consent.done'));
      void queryClient.invalidateQueries({ queryKey: ['person', person.id] });
      void navigate({ to: '/people/$person/consents', params: { person: person.id } });
    },
  });
  const { values } = form;
  const statutory = values.basis === 'statutory';
  return (
    <>
      {!statutory && <Wording wording={wording} />}
      <Form form={form}>
        <Section title={t('consent.what')}>
          <div className="grid gap-5">
            <RadioGroup
              {...form.field('basis')}
              label={t('consent.basis')}
              choices={[
                { value: 'consent', label: t('consent.basis.consent') },
                { value: 'statutory', label: t('consent.basis.statutory') },
              ]}
            />
            {statutory && (
              <TextField
                {...form.field('article')}
                label={t('consent.article')}
                hint={t('consent.articleHint')}
              />
            )}
            <CheckGroup
              id={form.field('classes').id}
              label={t('consent.classes')}
              error={form.problems.classes}
              value={values.classes}
              onValue={(v) => form.set('classes', v)}
              choices={infoClasses.map((value) => ({ value, label: t(`class.${value}`) }))}
            />
            <TextArea {...form.field('purposes')} label={t('consent.purposes')} rows={2} />
            <RadioGroup
              label={t('consent.parties')}
              value={values.whole_team ? 'team' : 'some'}
              onValue={(v) => form.set('whole_team', v === 'team')}
              choices={[
                { value: 'team', label: t('consent.wholeTeam') },
                { value: 'some', label: t('consent.someFacilities') },
              ]}
            />
            {!values.whole_team && (
              <Parties
                facilities={facilities}
                onFacilities={setFacilities}
                error={form.problems.facility_ids}
              />
            )}
            <div className="grid gap-x-5 sm:grid-cols-2">
              <DateField {...form.field('starts_on')} label={t('common.startsOn')} />
              <DateField {...form.field('ends_on')} label={t('common.endsOn')} optional />
            </div>
          </div>
        </Section>
        {!statutory && (
          <Section title={t('consent.who')}>
            <div className="grid gap-5">
              {person.guardians.length > 0 && (
                <Select
                  {...form.field('guardian_id')}
                  label={t('consent.guardian')}
                  optional
                  empty={t('consent.otherGiver')}
                  choices={person.guardians.map((g) => ({
                    value: g.id,
                    label: `${g.name}（${t(`relation.${g.relation}`)}）`,
                  }))}
                  onValue={(guardian) => {
                    const found = person.guardians.find((g) => g.id === guardian);
                    form.set('guardian_id', guardian);
                    if (!found) return;
                    form.set('giver_name', found.name);
                    form.set('giver_relation', t(`relation.${found.relation}`));
                  }}
                />
              )}
              <TextField {...form.field('giver_name')} label={t('consent.giverName')} autoComplete="off" />
              <TextField
                {...form.field('giver_relation')}
                label={t('consent.relation')}
                hint={t('consent.relationHint')}
                autoComplete="off"
              />
              <RadioGroup
                {...form.field('method')}
                label={t('consent.method')}
                choices={[
                  { value: 'on_screen', label: t('consent.method.on_screen') },
                  { value: 'paper', label: t('consent.method.paper') },
                ]}
              />
              <div id={form.field('proof').id} tabIndex={-1}>
                {values.method === 'on_screen' ? (
                  <SignaturePad
                    error={form.problems.proof}
                    onSigned={(png) => {
                      setSignature(png);
                      form.set('proof', '');
                    }}
                  />
                ) : (
                  <>
                    <FileDrop
                      label={scan ? `${scan.name}（${fileSize(scan.size)}）` : t('consent.chooseScan')}
                      hint={t('documents.fileHint')}
                      accept="application/pdf,image/jpeg,image/png,image/webp,image/heic"
                      onFiles={([file]) => {
                        if (file) setScan(file);
                        form.set('proof', '');
                      }}
                    />
                    {form.problems.proof && <ErrorText>{form.problems.proof}</ErrorText>}
                  </>
                )}
              </div>
            </div>
          </Section>
        )}
        {statutory && <Note>{t('consent.statutoryLead')}</Note>}
        <div>
          <Button type="submit" kind="primary" busy={form.busy}>
            {t('consent.submit')}
          </Button>
        </div>
      </Form>
    </>
  );
}
