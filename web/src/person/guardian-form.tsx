import { useRef, useState } from 'react';

import { api } from '../api/client';
import { newId } from '../api/ids';
import type { GuardianView, PersonView, Relation } from '../api/types';
import { queryClient } from '../app/session';
import { Button } from '../parts/button';
import { CheckBox, Select, TextArea, TextField } from '../parts/field';
import { Form, needed, useForm } from '../parts/form';
import { RaceNote, useFollow, useRace } from '../parts/lost-race';
import { Note } from '../parts/page';
import { toast } from '../parts/toast';
import { t, textOr } from '../words';
import { personQuery } from './queries';
import { relations, relationWord } from './words';

interface Fields {
  name: string;
  kana: string;
  relation: string;
  phone: string;
  lives_together: boolean;
  has_custody: boolean;
  verified_how: string;
  restricted: boolean;
  restriction_reason: string;
}
const fieldsOf = (g: GuardianView | null): Fields => ({
  name: g?.name ?? '',
  kana: g?.kana ?? '',
  relation: g?.relation ?? '',
  phone: g?.phone ?? '',
  lives_together: g?.lives_together ?? true,
  has_custody: g?.has_custody ?? false,
  verified_how: g?.verified_how ?? '',
  restricted: g?.restricted ?? false,
  restriction_reason: g?.restriction_reason ?? '',
});
const words: Record<string, string> = {
  name: 'guardian.name',
  kana: 'guardian.kana',
  relation: 'guardian.relation',
  phone: 'guardian.phone',
  lives_together: 'guardian.livesTogether',
  has_custody: 'guardian.hasCustody',
  verified_how: 'guardian.verifiedHow',
  restricted: 'guardian.restricted',
  restriction_reason: 'guardian.restrictionReason',
};
const shown = (name: string, value: unknown) =>
  typeof value === 'boolean'
    ? t(value ? 'common.yes' : 'common.no')
    : name === 'relation'
      ? relationWord(String(value))
      : String(value);

/** A new guardian, or one that is there: relation, custody, how it was verified, and the protective limit. */
export function GuardianForm({
  person,
  guardian,
  onDone,
}: {
  person: PersonView;
  guardian: GuardianView | null;
  onDone: () => void;
}) {
  const id = useRef(newId());
  const [ending, setEnding] = useState(false);
  const path = `/people/${person.id}/guardians` as const;
  const race = useRace<GuardianView | { version: number }, Fields>(
    guardian ?? { version: 0 },
    (g) => fieldsOf('id' in g ? g : null),
    async () =>
      (await queryClient.fetchQuery({ ...personQuery(person.id), staleTime: 0 })).guardians.find(
        (g) => g.id === guardian?.id,
      ) ?? { version: 0 },
  );
  const form = useForm({
    initial: race.initial,
    check: (v) => ({
      ...needed(v, ['name', 'kana', 'relation']),
      ...(v.restricted && needed(v, ['restriction_reason'])),
    }),
    send: (v) => {
      const { restricted, restriction_reason, ...rest } = v;
      const body = { ...rest, relation: v.relation as Relation };
      if (!guardian) return api.post(path, { id: id.current, ...body });
      return race.attempt(v, (version) =>
        api.put(
          `${path}/${guardian.id}`,
          { ...body, restricted, restriction_reason: restricted ? restriction_reason : '' },
          { version },
        ),
      );
    },
    done: () => {
      void queryClient.invalidateQueries({ queryKey: ['person', person.id] });
      toast(t('common.saved'));
      onDone();
    },
  });
  useFollow(race, form.setAll);
  if (ending && guardian)
    return (
      <EndRelation person={person} guardian={guardian} onDone={onDone} onBack={() => setEnding(false)} />
    );
  return (
    <div className="grid gap-6">
      <Form form={form}>
        <RaceNote race={race} label={(name) => textOr(words[name] ?? '', name)} show={shown} />
        <TextField
          {...form.field('name')}
          label={t('guardian.name')}
          hint={t('profile.namesHint')}
          autoComplete="off"
          spellCheck={false}
        />
        <TextField {...form.field('kana')} label={t('guardian.kana')} autoComplete="off" />
        <Select
          {...form.field('relation')}
          label={t('guardian.relation')}
          choices={relations.map((value) => ({ value, label: relationWord(value) }))}
        />
        <TextField
          {...form.field('phone')}
          label={t('guardian.phone')}
          type="tel"
          optional
          className="max-w-60"
          autoComplete="off"
        />
        <div className="grid gap-1">
          <CheckBox {...form.field('lives_together')} label={t('guardian.livesTogether')} />
          <CheckBox
            {...form.field('has_custody')}
            label={t('guardian.hasCustody')}
            hint={t('guardian.hasCustodyHint')}
          />
        </div>
        <TextField
          {...form.field('verified_how')}
          label={t('guardian.verifiedHow')}
          hint={t('guardian.verifiedHowHint')}
          optional
        />
        {guardian && (
          <fieldset className="grid gap-3 rounded-xl border border-line-strong p-4">
            <legend className="px-1 font-bold">{t('guardian.protection')}</legend>
            <CheckBox
              {...form.field('restricted')}
              label={t('guardian.restricted')}
              hint={t('guardian.restrictedHint')}
            />
            {form.values.restricted && (
              <TextArea
                {...form.field('restriction_reason')}
                label={t('guardian.restrictionReason')}
                hint={t('guardian.restrictionReasonHint')}
                rows={2}
              />
            )}
          </fieldset>
        )}
        <div className="flex flex-wrap items-center gap-2">
          <Button type="submit" kind="primary" busy={form.busy}>
            {t(guardian ? 'common.save' : 'profile.guardianAdd')}
          </Button>
          {guardian && (
            <Button kind="quiet" onClick={() => setEnding(true)}>
              {t('guardian.end')}
            </Button>
          )}
        </div>
      </Form>
    </div>
  );
}

export function EndRelation({
  person,
  guardian,
  onDone,
  onBack,
}: {
  person: PersonView;
  guardian: GuardianView;
  onDone: () => void;
  onBack: () => void;
}) {
  const form = useForm({
    initial: { reason: '' },
    check: (v) => needed(v, ['reason']),
    send: (v) => api.post(`/people/${person.id}/guardians/${guardian.id}/end`, v),
    done: () => {
      void queryClient.invalidateQueries({ queryKey: ['person', person.id] });
      toast(t('guardian.ended'));
      onDone();
    },
  });
  return (
    <Form form={form}>
      <Note tone="warn">{t('guardian.endLead', { name: guardian.name })}</Note>
      <TextArea {...form.field('reason')} label={t('common.reason')} hint={t('common.reasonHint')} rows={2} />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" kind="danger" busy={form.busy}>
          {t('guardian.end')}
        </Button>
        <Button kind="quiet" onClick={onBack}>
          {t('common.back')}
        </Button>
      </div>
    </Form>
  );
}
