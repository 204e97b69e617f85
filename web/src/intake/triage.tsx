// What a desk does with a request: changes it, asks back, gives it to a coordinator, closes it, opens it again.
import { api } from '../api/client';
import { queryClient } from '../app/session';
import { Button } from '../parts/button';
import { RadioGroup, Select, TextArea, TextField } from '../parts/field';
import { Form, needed, useForm, type Problems } from '../parts/form';
import { RaceNote, useFollow, useRace } from '../parts/lost-race';
import { toast } from '../parts/toast';
import { useCodes } from '../region/queries';
import { t } from '../words';
import { intakeQuery, refreshWaiting } from './queries';
import { closeReasons } from './board';
import { sheetParts, sheetProblems } from './rules';
import { SheetFields } from './sheet-fields';
import type { CloseReason, IntakeSheet, IntakeState, IntakeView } from './types';

export type Doing = 'edit' | 'ask' | 'answered' | 'assign' | 'close' | 'reopen';

export function keep(view: IntakeView): void {
  queryClient.setQueryData(intakeQuery(view.line.id).queryKey, view);
  refreshWaiting();
}
const fresh = (id: string) => queryClient.fetchQuery({ ...intakeQuery(id), staleTime: 0 });

const stateOf: Record<Exclude<Doing, 'edit'>, IntakeState> = {
  ask: 'asking',
  answered: 'received',
  assign: 'assigned',
  close: 'closed',
  reopen: 'received',
};
const noteOf = {
  ask: 'intake.askNote',
  answered: 'wait.note',
  assign: 'intake.assignNote',
  close: 'intake.closeNote',
  reopen: 'intake.reopenNote',
} as const;

export function MoveIntake({
  view,
  doing,
  onDone,
}: {
  view: IntakeView;
  doing: Exclude<Doing, 'edit'>;
  onDone: () => void;
}) {
  const { profession } = useCodes();
  const noteNeeded = ['ask', 'close', 'reopen'].includes(doing);
  type Values = { note: string; coordinator_post: string; close_reason: string };
  const form = useForm({
    initial: { note: '', coordinator_post: view.coordinator_post ?? '', close_reason: '' },
    check: (v): Problems<Values> => ({
      ...(noteNeeded ? needed(v, ['note']) : {}),
      ...(doing === 'assign' ? needed(v, ['coordinator_post']) : {}),
      ...(doing === 'close' ? needed(v, ['close_reason']) : {}),
    }),
    send: async (v) => {
      try {
        return await api.put(
          `/intakes/${view.line.id}/state`,
          {
            state: stateOf[doing],
            note: v.note,
            coordinator_post: doing === 'assign' ? v.coordinator_post : null,
            close_reason: doing === 'close' ? (v.close_reason as CloseReason) : null,
          },
          { version: view.line.version },
        );
      } catch (error) {
        void fresh(view.line.id); // somebody was faster: the page behind shows what is there now
        throw error;
      }
    },
    done: (now) => {
      toast(t('intake.saved'));
      keep(now);
      onDone();
    },
  });
  return (
    <Form form={form}>
      {doing === 'assign' && (
        <Select
          {...form.field('coordinator_post')}
          label={t('intake.coordinator')}
          choices={view.coordinators.map((member) => ({
            value: member.post_id,
            label: `${member.name}（${profession(member.profession)}・${member.facility_name}）`,
          }))}
        />
      )}
      {doing === 'close' && (
        <RadioGroup
          {...form.field('close_reason')}
          label={t('intake.closeReason')}
          choices={closeReasons.map((value) => ({ value, label: t(`intake.close.${value}`) }))}
        />
      )}
      <TextArea {...form.field('note')} label={t(noteOf[doing])} optional={!noteNeeded} maxLength={1000} />
      <div>
        <Button type="submit" kind={doing === 'close' ? 'danger' : 'primary'} busy={form.busy}>
          {t(`intake.do.${doing}`)}
        </Button>
      </div>
    </Form>
  );
}

const valuesOf = (state: { sheet: IntakeSheet }) => ({ ...state.sheet, reason: '' });
export function EditIntake({ view, onDone }: { view: IntakeView; onDone: () => void }) {
  const race = useRace({ version: view.line.version, sheet: view.sheet }, valuesOf, async () => {
    const now = await fresh(view.line.id);
    return { version: now.line.version, sheet: now.sheet };
  });
  const form = useForm({
    initial: race.initial,
    check: (v) => ({ ...sheetProblems(v), ...needed(v, ['reason']) }),
    send: (v) => {
      const { reason, ...sheet } = v;
      return race.attempt(v, (version) =>
        api.put(`/intakes/${view.line.id}`, { sheet, reason }, { version }),
      );
    },
    done: (now) => {
      toast(t('intake.saved'));
      keep(now);
      onDone();
    },
  });
  useFollow(race, form.setAll);
  return (
    <Form form={form}>
      <RaceNote race={race} label={(name) => name} show={(_, value) => String(value)} />
      {sheetParts.map((part) => (
        <SheetFields key={part} form={form} part={part} worries={view.worries} />
      ))}
      <TextField {...form.field('reason')} label={t('common.reason')} maxLength={500} />
      <div>
        <Button type="submit" kind="primary" busy={form.busy}>
          {t('common.save')}
        </Button>
      </div>
    </Form>
  );
}
