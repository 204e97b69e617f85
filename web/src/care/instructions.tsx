// The doctors' instruction sheets: until when each holds, its scan, its history.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { api, apiUrl } from '../api/client';
import { newId } from '../api/ids';
import type { FileView } from '../api/types';
import { queryClient } from '../app/session';
import { Badge, type Tone } from '../parts/badge';
import { Button } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { CheckGroup, DateField, OptionalWord, Select, TextArea, TextField } from '../parts/field';
import { FileDrop } from '../parts/file-drop';
import { explain, Form, needed, useForm } from '../parts/form';
import { Icon } from '../parts/icon';
import { RaceNote, useFollow, useRace } from '../parts/lost-race';
import { EmptyState, Facts, Loaded, Section } from '../parts/page';
import { PastVersion, WithReason } from '../parts/past';
import { toast } from '../parts/toast';
import { usePerson } from '../person/person-layout';
import { pick, t, type Key } from '../words';
import { longDate, todayText } from '../words/dates';
import { instructionQuery, refreshCare } from './queries';
import { procedureWord } from './rules';
import type { CareView, Instruction, InstructionContent, InstructionKind, Standing } from './types';

const kinds: readonly InstructionKind[] = ['medical_care', 'visiting_nursing', 'suction', 'opinion', 'other'];
const tones: Record<Standing, Tone> = {
  future: 'info',
  in_force: 'good',
  ending: 'warn',
  expired: 'danger',
  replaced: 'plain',
};
const validText = (c: InstructionContent) =>
  t('common.fromTo', { from: longDate(c.valid_from), to: longDate(c.valid_until) });
const coversText = (care: CareView, covers: readonly string[]) =>
  covers.map((code) => procedureWord(care.kinds, code)).join('・');

function Scan({ value, onFile }: { value: FileView | null; onFile: (file: FileView) => void }) {
  const person = usePerson();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const take = async ([file]: File[]) => {
    if (!file) return;
    setBusy(true);
    setProblem('');
    try {
      onFile(await api.upload(`/people/${person.id}/files`, file, { filename: file.name }));
    } catch (error) {
      setProblem(explain(error));
    }
    setBusy(false);
  };
  return (
    <div className="grid gap-2">
      <p className="font-bold">
        {t('care.scan')} <OptionalWord />
      </p>
      {value && <p>{t('care.scanKept', { name: value.filename })}</p>}
      {problem && (
        <p role="alert" className="font-bold text-danger-ink">
          {problem}
        </p>
      )}
      <FileDrop
        label={busy ? t('common.busy') : t('care.scanChoose')}
        hint={t('care.scanHint')}
        accept="image/jpeg,image/png,image/webp,image/heic,image/heif,application/pdf"
        disabled={busy}
        onFiles={(files) => void take(files)}
      />
    </div>
  );
}

type Values = Omit<InstructionContent, 'file_id'> & { file: FileView | null; reason: string };
const labels: Record<keyof Values, Key> = {
  kind: 'care.sheetKind',
  doctor: 'care.sheetDoctor',
  facility: 'care.sheetFacility',
  issued_on: 'care.issuedOn',
  valid_from: 'care.validFrom',
  valid_until: 'care.validUntil',
  covers: 'care.covers',
  note: 'care.note',
  file: 'care.scan',
  reason: 'common.reason',
};
const valuesOf = (sheet: Instruction): Values => {
  const { kind, doctor, facility, issued_on, valid_from, valid_until, covers, note } = sheet.content;
  return {
    kind,
    doctor,
    facility,
    issued_on,
    valid_from,
    valid_until,
    covers,
    note,
    file: sheet.file ?? null,
    reason: '',
  };
};
const blank = (): Instruction => ({
  id: newId(),
  content: {
    kind: 'medical_care',
    doctor: '',
    facility: '',
    issued_on: todayText(),
    valid_from: todayText(),
    valid_until: '',
    file_id: null,
    covers: [],
    note: '',
  },
  file: null,
  standing: 'in_force',
  version: 0,
  at: new Date().toISOString(),
  by_name: '',
  by_facility: '',
  hidden: null,
  may_edit: true,
});

function SheetForm({ sheet, care, onDone }: { sheet: Instruction; care: CareView; onDone: () => void }) {
  const person = usePerson();
  const race = useRace<Instruction, Values>(sheet, valuesOf, async () => {
    const query = { ...instructionQuery(person.id, sheet.id), staleTime: 0 };
    return (await queryClient.fetchQuery(query)).instruction;
  });
  const form = useForm({
    initial: race.initial,
    check: (v) => ({
      ...needed(v, ['doctor', 'facility', 'issued_on', 'valid_from', 'valid_until']),
      ...(v.valid_until !== '' && v.valid_until < v.valid_from
        ? { valid_until: t('error.endBeforeStart') }
        : {}),
    }),
    send: ({ file, reason, ...rest }) => {
      const content: InstructionContent = { ...rest, file_id: file?.id ?? null };
      return race.attempt({ file, reason, ...rest }, (version) =>
        version === 0
          ? api.post(`/people/${person.id}/care/instructions`, { id: sheet.id, content })
          : api.put(`/people/${person.id}/care/instructions/${sheet.id}`, { content, reason }, { version }),
      );
    },
    done: () => {
      toast(t('care.sheetSaved'));
      refreshCare(person.id);
      onDone();
    },
  });
  useFollow(race, form.setAll);
  const { values } = form;
  const show = (name: keyof Values, value: unknown): string => {
    if (name === 'covers') return coversText(care, value as string[]);
    if (name === 'kind') return t(`care.sheet.${value as InstructionKind}`);
    if (name === 'file') return (value as FileView | null)?.filename ?? '';
    return String(value);
  };
  return (
    <Form form={form}>
      <RaceNote race={race} label={(name) => t(labels[name])} show={show} />
      <Select
        id={form.field('kind').id}
        value={values.kind}
        onValue={(v) => form.set('kind', v as InstructionKind)}
        label={t('care.sheetKind')}
        choices={kinds.map((value) => ({ value, label: t(`care.sheet.${value}`) }))}
      />
      <TextField {...form.field('facility')} label={t('care.sheetFacility')} maxLength={120} />
      <TextField {...form.field('doctor')} label={t('care.sheetDoctor')} maxLength={60} />
      <DateField {...form.field('issued_on')} label={t('care.issuedOn')} />
      <DateField {...form.field('valid_from')} label={t('care.validFrom')} />
      <DateField {...form.field('valid_until')} label={t('care.validUntil')} hint={t('care.validHint')} />
      <CheckGroup
        id={form.field('covers').id}
        label={t('care.covers')}
        value={values.covers}
        onValue={(covers) => form.set('covers', covers)}
        choices={care.kinds.map((k) => ({ value: k.code, label: pick(k) }))}
      />
      <TextArea {...form.field('note')} label={t('care.note')} optional maxLength={1000} />
      <Scan value={values.file} onFile={(file) => form.set('file', file)} />
      {sheet.version > 0 && (
        <TextField {...form.field('reason')} label={t('profile.reason')} optional maxLength={500} />
      )}
      <div>
        <Button type="submit" kind="primary" busy={form.busy}>
          {t('common.save')}
        </Button>
      </div>
    </Form>
  );
}
function Versions({ sheet, care }: { sheet: Instruction; care: CareView }) {
  const person = usePerson();
  const detail = useQuery(instructionQuery(person.id, sheet.id));
  return (
    <Loaded query={detail}>
      {({ versions }) => (
        <ol className="grid gap-2">
          {versions.map((v) => (
            <PastVersion key={v.version} version={v}>
              <p>
                {validText(v.content)} {v.content.facility} {v.content.doctor}
              </p>
              <p className="text-sm">{coversText(care, v.content.covers)}</p>
            </PastVersion>
          ))}
        </ol>
      )}
    </Loaded>
  );
}
function SheetDialog({ sheet, care, onClose }: { sheet: Instruction; care: CareView; onClose: () => void }) {
  const person = usePerson();
  const [at, setAt] = useState<'view' | 'edit' | 'hide' | 'versions'>('view');
  const { content, hidden, file } = sheet;
  return (
    <Dialog title={t(`care.sheet.${content.kind}`)} open onClose={onClose} held={at === 'edit'}>
      {at === 'edit' && <SheetForm sheet={sheet} care={care} onDone={onClose} />}
      {at === 'versions' && <Versions sheet={sheet} care={care} />}
      {at === 'hide' && (
        <WithReason
          kind="danger"
          words={{ lead: t('care.sheetHideLead'), act: t('care.sheetHide'), done: t('care.sheetHiddenDone') }}
          send={(why) => api.post(`/people/${person.id}/care/instructions/${sheet.id}/hide`, why)}
          onDone={() => {
            refreshCare(person.id);
            onClose();
          }}
        />
      )}
      {at === 'view' && (
        <div className="grid gap-4">
          {hidden ? (
            <p>{t('care.sheetHidden', { name: hidden.by_name, reason: hidden.reason })}</p>
          ) : (
            <>
              <p>
                <Badge tone={tones[sheet.standing]}>{t(`care.standing.${sheet.standing}`)}</Badge>
              </p>
              <Facts
                items={[
                  [t('care.valid'), validText(content)],
                  [t('care.sheetFacility'), content.facility],
                  [t('care.sheetDoctor'), content.doctor],
                  [t('care.issuedOn'), longDate(content.issued_on)],
                  [t('care.covers'), coversText(care, content.covers)],
                  [t('care.note'), content.note && <span className="prose">{content.note}</span>],
                ]}
              />
              {file && (
                <a
                  href={apiUrl(`/people/${person.id}/care/instructions/${sheet.id}/scan`)}
                  target="_blank"
                  rel="noreferrer"
                  className="inline-flex min-h-11 items-center gap-2"
                >
                  <Icon name="file" />
                  {t('care.scanOpen')}
                </a>
              )}
            </>
          )}
          <div className="flex flex-wrap gap-2">
            {sheet.may_edit && (
              <Button icon="pencil" onClick={() => setAt('edit')}>
                {t('common.edit')}
              </Button>
            )}
            {person.access.may.includes('read_past') && (
              <Button kind="quiet" icon="history" onClick={() => setAt('versions')}>
                {t('care.history')}
              </Button>
            )}
            {sheet.may_edit && (
              <Button kind="quiet" icon="hide" onClick={() => setAt('hide')}>
                {t('care.sheetHide')}
              </Button>
            )}
          </div>
        </div>
      )}
    </Dialog>
  );
}

export function Instructions({ care }: { care: CareView }) {
  const [opened, setOpened] = useState<Instruction | null>(null);
  const [adding, setAdding] = useState<Instruction | null>(null);
  return (
    <Section
      title={t('care.sheets')}
      flush
      actions={
        care.may_instruct && (
          <Button kind="quiet" icon="plus" onClick={() => setAdding(blank())}>
            {t('care.sheetAdd')}
          </Button>
        )
      }
    >
      {care.instructions.length === 0 ? (
        <EmptyState icon="file" title={t('care.sheetsNone')} />
      ) : (
        <ul>
          {care.instructions.map((sheet) => (
            <li key={sheet.id} className="border-b border-line last:border-b-0">
              <button
                type="button"
                onClick={() => setOpened(sheet)}
                className="flex min-h-14 w-full flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5 text-left hover:bg-sunken sm:px-5"
              >
                <span className="min-w-0 flex-1 basis-52">
                  <span className="block font-bold text-accent">{t(`care.sheet.${sheet.content.kind}`)}</span>
                  <span className="block text-sm text-ink-soft">
                    {sheet.hidden
                      ? t('care.sheetHidden', { name: sheet.hidden.by_name, reason: sheet.hidden.reason })
                      : [validText(sheet.content), sheet.content.facility].filter(Boolean).join('　')}
                  </span>
                </span>
                {!sheet.hidden && (
                  <Badge
                    tone={tones[sheet.standing]}
                    {...(sheet.standing === 'expired' && { icon: 'alert' as const })}
                  >
                    {t(`care.standing.${sheet.standing}`)}
                  </Badge>
                )}
              </button>
            </li>
          ))}
        </ul>
      )}
      {opened && <SheetDialog sheet={opened} care={care} onClose={() => setOpened(null)} />}
      <Dialog title={t('care.sheetAdd')} open={adding !== null} onClose={() => setAdding(null)} held>
        {adding && <SheetForm sheet={adding} care={care} onDone={() => setAdding(null)} />}
      </Dialog>
    </Section>
  );
}
