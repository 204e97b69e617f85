// 保護者ごとの公開: which guardians one entry reaches, decided by a coordinator (docs/decisions/014). The server takes all of it
// at once; the form begins with what stands. Beside them, whether the person reads it on an account of their own (031).
import { useState } from 'react';

import { api } from '../api/client';
import type { EntryLimits, EntryView, GuardianView, HiddenFrom, PersonView } from '../api/types';
import { Button } from '../parts/button';
import { CheckBox, RadioGroup, type Choice } from '../parts/field';
import { Form, useForm } from '../parts/form';
import { Facts, Note } from '../parts/page';
import { toast } from '../parts/toast';
import { relationWord } from '../person/words';
import { t } from '../words';

const isOwn = (g: GuardianView) => g.relation === 'self';
/** Whether the person themself has an account, which is decided about here too. */
export const hasOwn = ({ guardians }: PersonView): boolean => guardians.some(isOwn);

/** Shared with guardians, or a guardian lives under a limit and the coordinator wants to be sure; or the person reads too. */
export const mayLimit = ({ access, guardians }: PersonView, entry: EntryView): boolean =>
  access.may.includes('manage_guardians') &&
  !entry.hidden &&
  guardians.length > 0 &&
  (entry.audience.with_guardians || guardians.some((g) => g.restricted || isOwn(g)));

/** What reaches a guardian of this entry now, as far as the server tells. */
export function reachNow({ audience }: EntryView, guardian: GuardianView) {
  if (!audience.with_guardians) return 'guardianLimits.notShared';
  if (!guardian.has_account) return 'guardianLimits.noAccount';
  if (!guardian.verified_at) return 'guardianLimits.unverified';
  return guardian.restricted ? 'guardianLimits.underLimit' : 'guardianLimits.reached';
}

/** By guardian: `closed` stays closed whatever becomes of a limit, `lifted` opens with its end. */
type Answer = 'open' | 'lifted' | 'closed';
type Answers = Record<string, Answer>;

/** What stands now. */
export const answersOf = (guardians: readonly GuardianView[], limits?: EntryLimits | null): Answers =>
  Object.fromEntries(
    guardians.map(({ id, restricted }): [string, Answer] => [
      id,
      limits?.hidden_from.includes(id)
        ? 'closed'
        : !restricted || limits?.shown_to.includes(id)
          ? 'open'
          : 'lifted',
    ]),
  );
/** Only who is under a limit now is named as shown to: a limit set later shall close this entry too. */
export const limitsOf = (guardians: readonly GuardianView[], answers: Answers): HiddenFrom => ({
  guardian_ids: guardians.filter((g) => answers[g.id] === 'closed').map((g) => g.id),
  shown_to: guardians.filter((g) => g.restricted && answers[g.id] === 'open').map((g) => g.id),
});

const choicesFor = ({ restricted }: GuardianView): (Choice & { hint?: string })[] =>
  restricted
    ? [
        { value: 'lifted', label: t('guardianLimits.lifted'), hint: t('guardianLimits.liftedHint') },
        { value: 'closed', label: t('guardianLimits.never'), hint: t('guardianLimits.neverHint') },
        { value: 'open', label: t('guardianLimits.despite'), hint: t('guardianLimits.despiteHint') },
      ]
    : [
        { value: 'open', label: t('guardianLimits.show') },
        { value: 'closed', label: t('guardianLimits.hide'), hint: t('guardianLimits.hideHint') },
      ];
const nameOf = (g: GuardianView) => `${g.name}（${relationWord(g.relation)}）`;

export function GuardianLimits({
  person,
  entry,
  limits,
  onDone,
}: {
  person: PersonView;
  entry: EntryView;
  limits?: EntryLimits | null | undefined;
  onDone: () => void;
}) {
  const guardians = person.guardians.filter((g) => !isOwn(g));
  const own = hasOwn(person);
  const shared = entry.audience.with_guardians;
  const [withPerson, setWithPerson] = useState(entry.audience.with_person);
  const form = useForm<Answers, unknown>({
    initial: answersOf(guardians, limits),
    send: (answers) =>
      api.put(`/people/${person.id}/entries/${entry.id}/hidden-from`, {
        ...limitsOf(guardians, answers),
        ...(own && { with_person: withPerson }),
      }),
    done: () => {
      toast(t('common.saved'));
      onDone();
    },
  });
  const notShared = (
    <div className="grid gap-4">
      <p>{t('guardianLimits.notSharedLead')}</p>
      <Facts items={guardians.map((g) => [nameOf(g), t(reachNow(entry, g))])} />
    </div>
  );
  if (!shared && !own) return notShared;
  return (
    <Form form={form}>
      {own && (
        <>
          <p>{t('personLimits.lead')}</p>
          <CheckBox value={withPerson} onValue={setWithPerson} label={t('write.withPerson')} />
        </>
      )}
      {shared ? <Note tone="warn">{t('guardianLimits.lead')}</Note> : notShared}
      {shared && !entry.author.facility_name && <p>{t('guardianLimits.author')}</p>}
      {(shared ? guardians : []).map((g) => (
        <RadioGroup
          key={g.id}
          {...form.field(g.id)}
          onValue={(v) => form.set(g.id, v as Answer)}
          label={nameOf(g)}
          hint={t(reachNow(entry, g))}
          choices={choicesFor(g)}
          inline={false}
        />
      ))}
      <div className="flex justify-end">
        <Button type="submit" kind="primary" busy={form.busy}>
          {t('guardianLimits.save')}
        </Button>
      </div>
    </Form>
  );
}
