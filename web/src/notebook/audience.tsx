// だれに見えるか: said in words, wherever an entry is written or shown.
import type { AudienceView, EntryView, InfoClass } from '../api/types';
import { Icon } from '../parts/icon';
import { relationWord } from '../person/words';
import { t } from '../words';

interface Choice {
  info_class: InfoClass;
  whole_team: boolean;
  with_guardians: boolean;
  with_person?: boolean | null | undefined;
  seat_ids: readonly string[];
}
/** Who an entry of this class and audience would reach today, in words; empty lists where nobody. */
export function reach(
  view: AudienceView,
  choice: Choice,
): { readers: string[]; excluded: string[]; guardians: string[]; person: string[] } {
  const chosen = view.seats.filter((s) => choice.whole_team || choice.seat_ids.includes(s.seat_id));
  const name = (s: AudienceView['seats'][number]) => [s.facility_name, s.name].filter(Boolean).join(' ');
  return {
    readers: chosen.filter((s) => s.classes.includes(choice.info_class)).map(name),
    excluded: chosen.filter((s) => !s.classes.includes(choice.info_class)).map(name),
    guardians: choice.with_guardians
      ? view.guardians.map((g) => `${g.name}（${relationWord(g.relation)}）`)
      : [],
    person: choice.with_person && view.own_account ? [t('audience.person')] : [],
  };
}
const shown = 4;
const list = (names: readonly string[]) =>
  names.length > shown
    ? t('audience.andMore', { names: names.slice(0, shown).join('、'), n: names.length - shown })
    : names.join('、');

/** `own`: the person themself is writing. */
export function ReachInWords({
  view,
  choice,
  own = false,
}: {
  view: AudienceView;
  choice: Choice;
  own?: boolean;
}) {
  const { readers, excluded, guardians, person } = reach(view, choice);
  const everyone = [...readers, ...guardians, ...person];
  return (
    <div
      className="rounded-lg bg-info-soft px-4 py-3 text-info-ink"
      role="status"
      aria-label={t('audience.title')}
    >
      <p className="flex items-center gap-2 font-bold">
        <Icon name="eye" />
        {t('audience.title')}
      </p>
      <p>{everyone.length === 0 ? t('audience.nobody') : t('audience.seenBy', { names: list(everyone) })}</p>
      {choice.with_guardians && guardians.length === 0 && !own && (
        <p className="text-sm">{t('audience.noGuardianYet')}</p>
      )}
      {!choice.with_guardians && <p className="text-sm">{t('audience.notGuardians')}</p>}
      {view.own_account && !own && !choice.with_person && (
        <p className="text-sm">{t('audience.notPerson')}</p>
      )}
      {excluded.length > 0 && (
        <p className="text-sm">
          {t('audience.excluded', { class: t(`class.${choice.info_class}`), names: list(excluded) })}
        </p>
      )}
    </div>
  );
}
/** The audience an entry has, in one line. */
export function audienceLine({ audience }: EntryView): string {
  const whom = audience.whole_team ? t('audience.team') : audience.seats.map((s) => s.name).join('、');
  return [
    whom,
    audience.with_guardians ? t('audience.guardians') : '',
    audience.with_person ? t('audience.person') : '',
  ]
    .filter(Boolean)
    .join('・');
}
